/** Kinds as types of expressions: fields that do not exist are found before anything runs. */
import { definitionOf, fieldOf, type FieldType, type KindDefinition } from '../../api/index.ts';
import { BOOL, DOUBLE, DYN, INT, listOf, mapOf, STRING, type CelType } from '../../cel/index.ts';

const DEEPEST = 8;
const memo = new Map<string, CelType>();

/** Values are as in JSON: times and bytes are text. */
export function typeOfDefinition(name: string, depth = 0): CelType {
  const key = `${name}/${depth}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const definition = definitionOf(name);
  if (definition === undefined || definition.untyped || Object.keys(definition.fields).length === 0 || depth > DEEPEST) return DYN;
  const fields = new Map<string, CelType>();
  // Worked out when they are read: structures are large, expressions short.
  class Fields extends Map<string, CelType> {
    override get(field: string): CelType | undefined {
      const type = fields.has(field) ? undefined : fieldOf(definition, field);
      if (type !== undefined) fields.set(field, typeOfField(type, depth + 1));
      return fields.get(field);
    }
  }
  const made: CelType = { kind: 'object', name, fields: new Fields() };
  memo.set(key, made);
  return made;
}

function typeOfField(type: FieldType, depth: number): CelType {
  switch (type.shape) {
    case 'list': return listOf(typeOfField(type.item, depth));
    case 'map': return mapOf(STRING, typeOfField(type.item, depth));
    case 'object': return typeOfDefinition(type.definition, depth);
    default: switch (type.scalar) {
      case 'boolean': return BOOL;
      case 'int32': case 'int64': return INT;
      case 'number': return DOUBLE;
      case 'string': case 'time': case 'microTime': case 'byte': return STRING;
      default: return DYN;
    }
  }
}
export const typeOfKind = (kind: KindDefinition): CelType => typeOfDefinition(kind.definition);

