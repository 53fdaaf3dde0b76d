/**
 * Typed access to `structure.json`: what type a field has, how lists merge. The compact type strings (format: `packed.ts`, `.ci/gen/structure.ts`)
 * are read once, when first asked for.
 */
import type { FieldSchema, Json, ObjectSchema } from '../../base/index.ts';
import { kindsIn, unpacked } from './packed.ts';
import table from './structure.json';

const TABLE: { readonly [definition: string]: string } = table;

export type ScalarType = 'string' | 'boolean' | 'int32' | 'int64' | 'number' | 'time' | 'microTime' | 'byte' | 'quantity' | 'intOrString' | 'any';
type Flags = {
  /** Server-side apply: how a list is owned; `atomic` also for objects and maps. */
  readonly listType?: 'map' | 'set' | 'atomic';
  readonly mapKeys: readonly string[];
  /** Strategic merge patch. */
  readonly merge: boolean;
  readonly mergeKey?: string;
  readonly retainKeys: boolean;
  /** A strategic merge patch puts its own value in place of it. */
  readonly replace?: true;
  /** As OpenAPI v3 has them. `default` also tells a struct (`{}`) or value from a pointer to one. */
  readonly default?: Json;
  readonly enum?: readonly string[];
  /** Owned field by field, also where the type itself is owned as a whole. */
  readonly granular?: true;
  /** Free JSON that has a name in OpenAPI. */
  readonly ref?: 'fieldsV1' | 'rawExtension';
};
export type FieldType = Flags & (
  | { readonly shape: 'scalar'; readonly scalar: ScalarType }
  | { readonly shape: 'object'; readonly definition: string }
  | { readonly shape: 'list'; readonly item: FieldType }
  | { readonly shape: 'map'; readonly item: FieldType });

export type Definition = {
  readonly name: string;
  readonly fields: { readonly [field: string]: FieldType };
  readonly required: readonly string[];
  /** `apps/v1/Deployment`; `/v1/Pod` for the core group. */
  readonly kinds: readonly string[];
  readonly atomic: boolean;
  readonly unions?: Json;
  /** Not even an object: any JSON. */
  readonly untyped: boolean;
};

/** Words of the type itself; `item` and `itemEnum` are those of what it holds. */
function flagsOf(words: readonly string[], text: boolean): Flags {
  const flags: { -readonly [K in keyof Flags]: Flags[K] } = { mapKeys: [], merge: false, retainKeys: false };
  for (const word of words) {
    const at = word.indexOf('=');
    const [name, value] = at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
    if (name === 'atomic' || name === 'set') flags.listType = name;
    else if (name === 'map') { flags.listType = 'map'; flags.mapKeys = (value ?? '').split(',').filter((key) => key !== ''); }
    else if (name === 'merge') { flags.merge = true; if (value !== undefined) flags.mergeKey = value; }
    else if (name === 'retainKeys') flags.retainKeys = true;
    else if (name === '') flags.default = text ? value ?? '' : JSON.parse(value ?? 'null') as Json; // written by the generator
    else if (name === 'replace') flags.replace = true;
    else if (name === 'granular') flags.granular = true;
    else if (name === 'ref') flags.ref = value === 'fieldsV1' ? value : 'rawExtension';
    else if (name === 'enum') flags.enum = (value ?? '').split(',');
  }
  return flags;
}

const PLAIN: Flags = { mapKeys: [], merge: false, retainKeys: false };
/** Scalars whose default is JSON. */
const NOT_TEXT: readonly string[] = ['boolean', 'int32', 'int64', 'number', 'any', 'intOrString'];

function parseType(text: string): FieldType {
  const [type = '', ...words] = text.split('|');
  const flags = words.length === 0 ? PLAIN : flagsOf(words, !/^[[{@]/.test(type) && !NOT_TEXT.includes(type));
  if (type.startsWith('[]') || type.startsWith('{}')) {
    const inner = words.filter((word) => word.startsWith('item')).map((word) => word.replace(/^item=/, '=').replace(/^itemEnum=/, 'enum='));
    return { ...flags, shape: type.startsWith('[]') ? 'list' : 'map', item: parseType([type.slice(2), ...inner].join('|')) };
  }
  if (type.startsWith('@')) return { ...flags, shape: 'object', definition: type.slice(1) };
  return { ...flags, shape: 'scalar', scalar: type as ScalarType };
}

const definitions = new Map<string, Definition>();

/** `core.v1.Pod`; undefined for a name that is not in the table. */
export function definitionOf(name: string): Definition | undefined {
  const known = definitions.get(name);
  const text = known === undefined && Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (text === undefined) return known;
  const entry = unpacked(name, text);
  const fields = Object.fromEntries(Object.entries(entry.f ?? {}).map(([field, type]) => [field, parseType(type)]));
  const definition = { name, fields, required: entry.r ?? [], kinds: entry.g ?? [], atomic: entry.atomic === true, untyped: entry.x === true, ...(entry.u === undefined ? {} : { unions: entry.u }) };
  definitions.set(name, definition);
  return definition;
}

export const definitionNames = (): string[] => Object.keys(TABLE);

/** The definition of a kind in the table, also of kinds that the engine does not serve. */
export function definitionOfKind(group: string, version: string, kind: string): Definition | undefined {
  const wanted = `${group}/${version}/${kind}`;
  const name = Object.keys(TABLE).find((candidate) => kindsIn(TABLE[candidate] ?? '').includes(wanted));
  return name === undefined ? undefined : definitionOf(name);
}

/** Own fields only: a field called `constructor` is not there. */
export const fieldOf = (definition: Definition | undefined, field: string): FieldType | undefined =>
  (definition !== undefined && Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined);

/** Steps through lists and maps to the definition that has the fields, as `kubectl explain` walks. */
export function definitionBelow(type: FieldType): Definition | undefined {
  if (type.shape === 'object') return definitionOf(type.definition);
  return type.shape === 'scalar' ? undefined : definitionBelow(type.item);
}

/** The type at `spec`, `containers`, `image`; list items and map values need no step of their own. */
export function fieldType(definition: string, path: readonly string[]): FieldType | undefined {
  let at = definitionOf(definition);
  let type: FieldType | undefined;
  for (const field of path) {
    type = fieldOf(at, field);
    if (type === undefined) return undefined;
    at = definitionBelow(type);
  }
  return type;
}

const schemas = new Map<string, ObjectSchema>();

/** What patches and server-side apply need to know of a definition. */
export function schemaOf(definition: string): ObjectSchema {
  const known = schemas.get(definition);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldSchema | undefined>();
  const schema: ObjectSchema = {
    field: (name) => {
      if (!fields.has(name)) {
        const type = fieldOf(definitionOf(definition), name);
        fields.set(name, type === undefined ? undefined : schemaOfField(type));
      }
      return fields.get(name);
    },
  };
  schemas.set(definition, schema);
  return schema;
}

function schemaOfField(type: FieldType): FieldSchema {
  const below = definitionBelow(type);
  const atomic = type.listType === 'atomic' || (type.shape === 'object' && below?.atomic === true && type.granular !== true)
    // A list without a type of its own is owned as one thing.
    || (type.shape === 'list' && type.listType === undefined);
  return {
    shape: type.shape, merge: type.merge, ...(type.mergeKey === undefined ? {} : { mergeKey: type.mergeKey }), retainKeys: type.retainKeys,
    ...(type.replace === true ? { replace: true } : {}),
    apply: atomic ? 'atomic' : type.listType ?? 'granular', applyKeys: type.mapKeys,
    inner: below === undefined || Object.keys(below.fields).length === 0 ? undefined : schemaOf(below.name),
    element: type.shape === 'list' || type.shape === 'map' ? schemaOfField(type.item) : undefined,
    scalar: type.shape === 'scalar' ? type.scalar : '',
  };
}
