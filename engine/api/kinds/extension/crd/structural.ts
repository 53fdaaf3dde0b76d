/** What makes a schema structural. @k8s apiextensions-apiserver/pkg/apiserver/schema/validation.go */
import { goRegex } from '../../../../base/index.ts';
import { formatFieldError, forbidden, invalid, required } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { additionalOf, defaultOf, isEmbedded, isIntOrString, itemsOf, preserves, propertiesOf, propertyOf, valuesOf, type Schema } from '../schema/schema.ts';

type Level = 'root' | 'item' | 'field';
const EMPTY_TYPE: { readonly [level in Level]: string } = {
  root: 'must not be empty at the root', item: 'must not be empty for specified array items', field: 'must not be empty for specified object fields',
};

export function validateStructural(schema: Schema, path: string): FieldError[] {
  const errors = [...invariants(schema, 'root', path), ...completeness(schema, path)];
  return errors.map((error) => [formatFieldError(error), error] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, error]) => error);
}

function invariants(schema: Schema | undefined, level: Level, path: string): FieldError[] {
  if (schema === undefined) return [];
  const values = additionalOf(schema);
  const isAny = isIntOrStringAny(schema.anyOf);
  return [
    ...(schema.type === 'array' && itemsOf(schema) === undefined ? [required(`${path}.items`, 'must be specified')] : []),
    ...invariants(itemsOf(schema), 'item', `${path}.items`),
    ...propertiesOf(schema).flatMap(([name, property]) => invariants(property, 'field', `${path}.properties[${name}]`)),
    ...(values !== undefined && level === 'root' ? [forbidden(`${path}.additionalProperties`, 'must not be used at the root')] : []),
    ...invariants(valuesOf(schema), 'field', `${path}.additionalProperties`),
    ...extensions(schema, path),
    ...valueValidation(schema, level, path, isAny, isIntOrStringAny(schema.allOf?.[0]?.anyOf)),
    ...typeErrors(schema, level, path),
    ...metaErrors(schema, level, path),
    ...(isEmbedded(schema) && !preserves(schema) && propertiesOf(schema).length === 0
      ? [required(`${path}.properties`, 'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields')] : []),
  ];
}

/** The one place where types may stand below `anyOf`. */
const isIntOrStringAny = (anyOf: readonly Schema[] | undefined): boolean =>
  anyOf?.length === 2 && ['integer', 'string'].every((type, index) => anyOf[index]?.type === type && Object.keys(anyOf[index] ?? {}).length === 1);

function extensions(schema: Schema, path: string): FieldError[] {
  if (!isIntOrString(schema)) return [];
  return [
    ...(preserves(schema) ? [invalid(`${path}.x-kubernetes-preserve-unknown-fields`, true, 'must be false if x-kubernetes-int-or-string is true')] : []),
    ...(isEmbedded(schema) ? [invalid(`${path}.x-kubernetes-embedded-resource`, true, 'must be false if x-kubernetes-int-or-string is true')] : []),
  ];
}

function typeErrors(schema: Schema, level: Level, path: string): FieldError[] {
  const { type = '' } = schema;
  const errors: FieldError[] = [];
  if (isEmbedded(schema) && type !== 'object') {
    const words = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(`${path}.type`, words) : invalid(`${path}.type`, type, words));
  } else if (type === '' && !isIntOrString(schema) && !preserves(schema)) errors.push(required(`${path}.type`, EMPTY_TYPE[level]));
  if (isEmbedded(schema) && additionalOf(schema) !== undefined) errors.push(forbidden(`${path}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set'));
  if (level === 'root' && type !== '' && type !== 'object') errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  return errors;
}

function metaErrors(schema: Schema, level: Level, path: string): FieldError[] {
  const checked = level === 'root' || isEmbedded(schema);
  const metadata = propertyOf(schema, 'metadata');
  const texts = ['kind', 'apiVersion'].flatMap((name) => {
    const property = propertyOf(schema, name);
    return property !== undefined && checked && property.type !== 'string' ? [invalid(`${path}.properties[${name}].type`, property.type ?? '', 'must be string')] : [];
  });
  if (metadata === undefined) return texts;
  const here = `${path}.properties[metadata]`;
  const wrong = checked && metadata.type !== 'object' ? [invalid(`${here}.type`, metadata.type ?? '', 'must be object')] : [];
  return [...texts, ...wrong, ...(level === 'root' && !isPlainMeta(metadata)
    ? [forbidden(here, 'must not specify anything other than name and generateName, but metadata is implicitly specified')] : [])];
}
const isPlainMeta = ({ type: _type, default: _default, properties, ...rest }: Schema): boolean =>
  Object.keys(rest).length === 0 && Object.keys(properties ?? {}).every((name) => name === 'name' || name === 'generateName');

function valueValidation(schema: Schema, level: Level, path: string, skipAny: boolean, skipFirstAll: boolean): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern = '' } = schema;
  const compiled = pattern === '' ? undefined : goRegex(pattern);
  return [
    ...(skipAny ? [] : anyOf.flatMap((each, index) => nested(each, level, `${path}.anyOf[${index}]`, false, false))),
    ...allOf.flatMap((each, index) => nested(each, level, `${path}.allOf[${index}]`, skipFirstAll && index === 0, true)),
    ...oneOf.flatMap((each, index) => nested(each, level, `${path}.oneOf[${index}]`, false, false)),
    ...nested(not, level, `${path}.not`, false, false),
    ...(compiled === undefined || compiled.ok ? [] : [invalid(`${path}.pattern`, pattern, `must be a valid regular expression, but isn't: ${compiled.error}`)]),
  ];
}

/** Below a logical word only values are judged: no types, no defaults. */
function nested(schema: Schema | undefined, level: Level, path: string, skipAny: boolean, rules: boolean): FieldError[] {
  if (schema === undefined) return [];
  const no = (holds: boolean, field: string, words: string): FieldError[] => (holds ? [forbidden(`${path}.${field}`, words)] : []);
  return [
    ...valueValidation(schema, level, path, skipAny, false),
    ...nested(itemsOf(schema), level, `${path}.items`, false, rules),
    ...propertiesOf(schema).flatMap(([name, property]) => nested(property, 'field', `${path}.properties[${name}]`, false, rules)),
    ...no((schema.type ?? '') !== '', 'type', 'must be empty to be structural'),
    ...no(additionalOf(schema) !== undefined, 'additionalProperties', 'must be undefined to be structural'),
    ...no(defaultOf(schema) !== undefined, 'default', 'must be undefined to be structural'),
    ...no((schema.title ?? '') !== '', 'title', 'must be empty to be structural'),
    ...no((schema.description ?? '') !== '', 'description', 'must be empty to be structural'),
    ...no(schema.nullable === true, 'nullable', 'must be false to be structural'),
    ...no(preserves(schema), 'x-kubernetes-preserve-unknown-fields', 'must be false to be structural'),
    ...no(isEmbedded(schema), 'x-kubernetes-embedded-resource', 'must be false to be structural'),
    ...no(isIntOrString(schema), 'x-kubernetes-int-or-string', 'must be false to be structural'),
    ...no((schema['x-kubernetes-list-map-keys'] ?? []).length > 0, 'x-kubernetes-list-map-keys', 'must be empty to be structural'),
    ...no(schema['x-kubernetes-list-type'] !== undefined, 'x-kubernetes-list-type', 'must be undefined to be structural'),
    ...no(schema['x-kubernetes-map-type'] !== undefined, 'x-kubernetes-map-type', 'must be undefined to be structural'),
    ...no(!rules && (schema['x-kubernetes-validations'] ?? []).length > 0, 'x-kubernetes-validations', 'must be empty to be structural'),
    ...no(propertyOf(schema, 'metadata') !== undefined, 'properties[metadata]', 'must not be specified in a nested context'),
  ];
}

/** What is judged below a logical word must be declared outside of it. (Upstream looks at the root's logical words only.) @k8s schema/complete.go */
const completeness = (schema: Schema, path: string): FieldError[] => logical(schema).flatMap(([word, each]) => declared(each, schema, `${path}.${word}`, path));

const logical = (schema: Schema): readonly (readonly [word: string, schema: Schema])[] => [
  ...(schema.not === undefined ? [] : [['not', schema.not] as const]),
  ...(schema.allOf ?? []).map((each, index) => [`allOf[${index}]`, each] as const),
  ...(schema.anyOf ?? []).map((each, index) => [`anyOf[${index}]`, each] as const),
  ...(schema.oneOf ?? []).map((each, index) => [`oneOf[${index}]`, each] as const),
];

function declared(nestedSchema: Schema, outside: Schema | undefined, path: string, outsidePath: string): FieldError[] {
  if (outside === undefined) return [required(outsidePath, `because it is defined in ${path}`)];
  const items = itemsOf(nestedSchema);
  return [
    ...logical(nestedSchema).flatMap(([word, each]) => declared(each, outside, `${path}.${word}`, outsidePath)),
    ...(items === undefined ? [] : declared(items, itemsOf(outside), `${path}.items`, `${outsidePath}.items`)),
    ...propertiesOf(nestedSchema).flatMap(([name, property]) =>
      declared(property, propertyOf(outside, name), `${path}.properties[${name}]`, `${outsidePath}.properties[${name}]`)),
  ];
}
