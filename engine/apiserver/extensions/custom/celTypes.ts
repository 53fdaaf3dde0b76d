/** Schemas as types of expressions, and values by their schema. @k8s apiserver/pkg/cel/common/{schemas,values}.go, apiserver/pkg/cel/escaping.go */
import { additionalOf, isEmbedded, isIntOrString, itemsOf, keysOf, preserves, propertiesOf, propertyOf, valuesOf, type Schema } from '../../../api/index.ts';
import { isList, isObject, parseDuration, type Json } from '../../../base/index.ts';
import {
  BOOL, BYTES, celValue, compileCel, DOUBLE, DURATION, DYN, INT, listOf, mapOf, objectOf, STRING, TIMESTAMP, withSize, type CelType, type CelValue,
} from '../../../cel/index.ts';

const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package',
  'namespace', 'return', 'var', 'void', 'while']);

/** The name under which expressions know a field; undefined for one that they cannot name. */
export function escaped(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/.test(name)) return undefined;
  return name.replace(/__/g, '__underscores__').replace(/\./g, '__dot__').replace(/-/g, '__dash__').replace(/\//g, '__slash__');
}

const META = objectOf('object.metadata', { name: STRING, generateName: STRING });

/** @param isRoot the root of a resource, which has its type and its name. */
export function celType(schema: Schema, isRoot: boolean, name = 'selfType'): CelType {
  if (isIntOrString(schema)) return DYN;
  switch (schema.type) {
    case 'array': {
      const items = itemsOf(schema);
      return items === undefined ? listOf(DYN) : limited(listOf(celType(items, isEmbedded(items), `${name}.@idx`)), schema.maxItems, items);
    }
    case 'object': return objectType(schema, isRoot || isEmbedded(schema), name);
    case 'boolean': return BOOL;
    case 'integer': return INT;
    case 'number': return DOUBLE;
    case 'string': switch (schema.format) {
      case 'byte': return BYTES;
      case 'duration': return DURATION;
      case 'date': case 'date-time': return TIMESTAMP;
      default: return withSize(STRING, schema.maxLength ?? longest(schema));
    }
    default: return DYN;
  }
}

/** A string that must be one of some is as long as the longest. */
const longest = (schema: Schema): number => {
  const texts = (schema.enum ?? []) as readonly Json[]; // any JSON
  return texts.length > 0 ? Math.max(...texts.map((text) => (typeof text === 'string' ? text.length : 0))) : 3 * 1024 * 1024;
};

/** The most items that a request can hold, where the schema sets no limit. @k8s apiserver/pkg/cel/common/schemas.go estimateMaxArrayItemsFromMinSize */
function limited(type: CelType, most: number | undefined, item: Schema): CelType {
  return withSize(type, most ?? Math.floor((3 * 1024 * 1024) / (smallest(item) + 1)));
}
function smallest(schema: Schema): number {
  switch (schema.type) {
    case 'object': return 2 + (schema.required ?? []).reduce((sum, name) => { const property = propertyOf(schema, name); return sum + (property === undefined ? 0 : name.length + 4 + smallest(property)); }, 0);
    case 'boolean': return 4;
    case 'integer': case 'number': return 1;
    default: return 2;
  }
}

function objectType(schema: Schema, isRoot: boolean, name: string): CelType {
  const values = valuesOf(schema);
  if (values !== undefined) return limited(mapOf(STRING, celType(values, isEmbedded(values), `${name}.@elem`)), schema.maxProperties, values);
  if (additionalOf(schema) === true || (preserves(schema) && propertiesOf(schema).length === 0 && !isRoot)) return DYN;
  const fields: [string, CelType][] = isRoot ? [['apiVersion', STRING], ['kind', STRING], ['metadata', META]] : [];
  for (const [field, property] of propertiesOf(schema)) {
    const known = escaped(field);
    if (known !== undefined && !(isRoot && ['apiVersion', 'kind', 'metadata'].includes(field))) fields.push([known, celType(property, false, `${name}.${field}`)]);
  }
  return objectOf(name, Object.fromEntries(fields));
}

const durationValue = (() => {
  let parse: ReturnType<typeof compileCel> | undefined;
  /** A duration as the expression library has it. */
  return (text: string): unknown => {
    parse ??= compileCel('duration(text)', { text: STRING });
    const result = parse.ok ? parse.program.run({ text }) : undefined;
    return result?.ok === true ? result.value : text;
  };
})();

export function celValueOf(schema: Schema | undefined, value: Json | undefined, isRoot: boolean): CelValue {
  if (schema === undefined || value === null || value === undefined) return celValue(value);
  if (isList(value)) { const items = itemsOf(schema); return value.map((item) => celValueOf(items, item, isEmbedded(items))); }
  if (isObject(value)) return objectValue(schema, value, isRoot || isEmbedded(schema));
  if (typeof value === 'number' && schema.type === 'number') return value;
  if (typeof value === 'string' && schema.type === 'string') return textValue(schema, value);
  return celValue(value);
}

function objectValue(schema: Schema, value: { readonly [key: string]: Json | undefined }, isRoot: boolean): CelValue {
  const values = valuesOf(schema);
  if (values !== undefined) return Object.fromEntries(keysOf(value).map((key) => [key, celValueOf(values, value[key], isEmbedded(values))]));
  if (preserves(schema) && propertiesOf(schema).length === 0 && !isRoot) return celValue(value);
  const entries = keysOf(value).flatMap((key): [string, CelValue][] => {
    if (isRoot && (key === 'apiVersion' || key === 'kind' || key === 'metadata')) return [[key, celValue(value[key])]];
    const property = propertyOf(schema, key);
    const name = escaped(key);
    return property === undefined || name === undefined ? [] : [[name, celValueOf(property, value[key], false)]];
  });
  return Object.fromEntries(entries);
}

function textValue(schema: Schema, text: string): CelValue {
  if (schema.format === 'date' || schema.format === 'date-time') { const at = Date.parse(text); return Number.isNaN(at) ? text : new Date(at); }
  if (schema.format === 'duration' && parseDuration(text) !== undefined) return durationValue(text) as CelValue;
  return text;
}
