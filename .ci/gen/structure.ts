/**
 * OpenAPI of a cluster → `engine/api/schema/structure.json`: types, required fields and lists' merge keys, no prose.
 *
 * One definition is `{f: {field: type}, r: [required fields], g: ["group/version/Kind"], u: unions, x: true if not even an object}`. A type is one of
 * `string`, `boolean`, `int32`, `int64`, `number`, `time` (RFC 3339), `byte` (base64), `quantity`, `intOrString`, `any`
 * (free JSON), `@definition`, `[]type`, `{}type`, followed for lists by `|map=key,key`, `|set`, `|atomic` (server-side
 * apply) and `|merge=key` or `|merge` (strategic merge patch), `|retainKeys` and `|replace`, `|granular` for what is not owned as a whole. What only version 3 says: `|=value` is the default
 * (text as it is, everything else as JSON), `|enum=value,value` the values of a text; `|item=value` and `|itemEnum=value,value` are
 * those of a list's items or a map's values.
 */
import { unpacked } from '../../engine/api/schema/packed.ts';

type Property = {
  $ref?: string; type?: string; format?: string; items?: Property; additionalProperties?: Property;
  'x-kubernetes-list-type'?: string; 'x-kubernetes-list-map-keys'?: string[];
  default?: unknown; enum?: string[]; allOf?: Property[]; 'x-kubernetes-unions'?: unknown;
  'x-kubernetes-map-type'?: string; 'x-kubernetes-patch-strategy'?: string; 'x-kubernetes-patch-merge-key'?: string;
};
type Definition = Property & {
  properties?: Record<string, Property>; required?: string[];
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
};
export type OpenApiV2 = { definitions: Record<string, Definition> };
/** Definitions of all documents of version 3. */
export type OpenApiV3 = Record<string, Definition>;
export type StructureDefinition = { f?: Record<string, string>; r?: string[]; g?: string[]; atomic?: true; u?: unknown; x?: true };
export type Structure = Record<string, StructureDefinition>;

const SCALARS: Record<string, string> = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microTime',
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any|ref=fieldsV1',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any|ref=rawExtension',
};

/** `io.k8s.api.core.v1.Pod` → `core.v1.Pod`. */
export const shortName = (name: string): string =>
  name.replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis|apimachinery\.pkg)\./, '')
    .replace(/^io\.k8s\.(kube-aggregator|apiextensions-apiserver)\.pkg\.apis\./, '');

function typeOf(property: Property): string {
  if (property.$ref !== undefined) {
    const name = property.$ref.replace('#/definitions/', '');
    const strategy = property['x-kubernetes-patch-strategy'] ?? '';
    const flags = ['retainKeys', 'replace'].filter((word) => strategy.includes(word)).map((word) => `|${word}`).join('')
      + (property['x-kubernetes-map-type'] === 'granular' ? '|granular' : '');
    return (SCALARS[name] ?? `@${shortName(name)}`) + flags;
  }
  switch (property.type) {
    case 'array': return `[]${typeOf(property.items ?? {})}${listFlags(property)}`;
    case 'object': {
      const mapType = property['x-kubernetes-map-type'];
      const atomic = mapType === undefined ? '' : `|${mapType}`;
      return property.additionalProperties ? `{}${typeOf(property.additionalProperties)}${atomic}` : `any${atomic}`;
    }
    case 'integer': return property.format === 'int64' ? 'int64' : 'int32';
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    case 'string': return property.format === 'byte' ? 'byte' : 'string';
    default: return 'any';
  }
}

function listFlags(property: Property): string {
  const out: string[] = [];
  const listType = property['x-kubernetes-list-type'];
  if (listType === 'map') out.push(`map=${(property['x-kubernetes-list-map-keys'] ?? []).join(',')}`);
  else if (listType !== undefined) out.push(listType);
  const strategy = property['x-kubernetes-patch-strategy'] ?? '';
  const key = property['x-kubernetes-patch-merge-key'];
  if (strategy.includes('merge')) out.push(key === undefined ? 'merge' : `merge=${key}`);
  if (strategy.includes('retainKeys')) out.push('retainKeys');
  return out.map((flag) => `|${flag}`).join('');
}

const asWord = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function valueFlags(property: Property | undefined): string {
  const item = property?.items ?? property?.additionalProperties;
  return [
    ...(property?.default === undefined ? [] : [`=${asWord(property.default)}`]), ...(property?.enum === undefined ? [] : [`enum=${property.enum.join(',')}`]),
    ...(item?.default === undefined ? [] : [`item=${asWord(item.default)}`]), ...(item?.enum === undefined ? [] : [`itemEnum=${item.enum.join(',')}`]),
  ].map((flag) => `|${flag}`).join('');
}

/** Fields in the order of Go's types: protocol buffers' field lists have it, with the structures in them that JSON inlines. */
export function inGoOrder(structure: Structure, numbers: Readonly<Record<string, string>>): Structure {
  const order = (name: string): string[] => (numbers[name] ?? '').split(' ').flatMap((entry) => {
    const [field = '', target] = entry.replace(/=\d+/, '').split(':');
    return target === undefined ? [field] : order(target);
  });
  return Object.fromEntries(Object.entries(structure).map(([name, definition]) => {
    const own = order(name);
    const known = [...['kind', 'apiVersion'].filter((field) => !own.includes(field)), ...own];
    const rank = (field: string): number => { const at = known.indexOf(field); return at < 0 ? known.length : at; };
    const fields = Object.entries(definition.f ?? {}).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
    return [name, definition.f === undefined ? definition : { ...definition, f: Object.fromEntries(fields) }];
  }));
}

export function structureOf(openapi: OpenApiV2, v3: OpenApiV3): Structure {
  const out: Structure = {};
  for (const name of Object.keys(openapi.definitions).sort()) {
    const definition = openapi.definitions[name];
    if (definition === undefined || SCALARS[name] !== undefined || !name.startsWith('io.k8s.')) continue;
    const entry: StructureDefinition = {};
    if (definition.properties) {
      entry.f = Object.fromEntries(Object.entries(definition.properties).map(([field, p]) => [field, typeOf(p) + valueFlags(v3[name]?.properties?.[field])]));
    }
    if (definition.required?.length) entry.r = definition.required;
    if (definition['x-kubernetes-map-type'] === 'atomic') entry.atomic = true;
    const kinds = definition['x-kubernetes-group-version-kind'] ?? [];
    if (kinds.length > 0 && kinds.length < 5) entry.g = kinds.map((k) => `${k.group}/${k.version}/${k.kind}`);
    if (definition.type === undefined) entry.x = true;
    if (v3[name]?.['x-kubernetes-unions'] !== undefined) entry.u = v3[name]['x-kubernetes-unions'];
    out[shortName(name)] = entry;
  }
  return out;
}

const groupOf = (name: string): string => name.slice(0, name.lastIndexOf('.') + 1);

/** As the file has it: `engine/api/schema/packed.ts` tells the form and reads it. */
export function packed(name: string, { f = {}, r = [], g, atomic, u, x }: StructureDefinition): string {
  const own = Object.keys(f).filter((field) => r.includes(field)).join() === r.join();
  const lines = Object.keys(f).map((field) => {
    const [type = '', ...flags] = (f[field] ?? '').split('|');
    const near = type.replace(`@${groupOf(name)}`, '@');
    return field + (own && r.includes(field) ? '!' : '') + (type === 'string' ? '' : `:${/@.*\./.test(near) ? type : near}`) + flags.map((flag) => `|${flag}`).join('');
  });
  return [
    ...lines, ...(own ? [] : [` r=${r.join()}`]), ...(g === undefined ? [] : [` g=${g.join()}`]), ...(atomic === true ? [' atomic'] : []),
    ...(x === true ? [' x'] : []), ...(u === undefined ? [] : [` u=${JSON.stringify(u)}`]),
  ].join('\n');
}

/** The whole table from its file's text. */
export const structureIn = (text: string): Structure =>
  Object.fromEntries(Object.entries(JSON.parse(text) as Record<string, string>).map(([name, line]) => [name, unpacked(name, line) as StructureDefinition]));
