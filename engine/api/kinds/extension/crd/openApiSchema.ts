/** What a schema may say. @k8s apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go ValidateCustomResourceDefinitionOpenAPISchema */
import { isList, type Json, type JsonObject } from '../../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { additionalOf, defaultOf, isEmbedded, itemsOf, META_FIELDS, propertiesOf, propertyOf, valuesOf, type Schema } from '../schema/schema.ts';
import { fieldPathIn } from '../schema/fieldPath.ts';
import { goRule } from './internal.ts';
import type { Rules } from './rules.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** What holds at some depth of a schema. */
type Place = {
  readonly path: string;
  readonly isRoot: boolean;
  /** Undefined: rules are not looked at here. */
  readonly rules: Rules | undefined;
  /** Why defaults are not allowed here. */
  readonly noDefaults?: string;
  readonly insideMeta: boolean;
  /** The first place above whose parts cannot be matched with those of an older object. */
  readonly uncorrelatable?: string;
};
export type SchemaErrors = { readonly schema: FieldError[]; readonly rules: FieldError[] };

export function validateOpenApiSchema(schema: Schema, path: string, rules: Rules | undefined): FieldError[] {
  const found = check(schema, { path, isRoot: true, rules, insideMeta: false });
  return [...found.schema, ...found.rules];
}

function check(schema: Schema | undefined, place: Place): SchemaErrors {
  const errors: SchemaErrors = { schema: [], rules: [] };
  if (schema === undefined) return errors;
  errors.schema.push(...standard(schema, place));
  const { path } = place;
  if (schema.uniqueItems === true) errors.schema.push(forbidden(`${path}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  for (const [below, inner] of children(schema, place, errors)) {
    const found = check(below, inner);
    errors.schema.push(...found.schema);
    errors.rules.push(...found.rules);
  }
  errors.schema.push(...listAndMapTypes(schema, path), ...ruleTexts(schema, path));
  if (place.rules !== undefined && errors.schema.length === 0) errors.rules.push(...compiled(schema, place, place.rules));
  return errors;
}

const forbidOld = (place: Place, by: string): Place => (place.uncorrelatable === undefined ? { ...place, uncorrelatable: by } : place);

function children(schema: Schema, place: Place, errors: SchemaErrors): readonly (readonly [Schema | undefined, Place])[] {
  const { path } = place;
  const at = (name: string, more: Partial<Place> = {}): Place => ({ ...place, isRoot: false, path: `${path}.${name}`, ...more });
  const out: (readonly [Schema | undefined, Place])[] = [];
  const values = additionalOf(schema);
  if (values !== undefined) {
    if (propertiesOf(schema).length > 0 && values !== true) errors.schema.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
    out.push([valuesOf(schema), at('additionalProperties', place.insideMeta ? { noDefaults: 'inside additionalProperties applying to object metadata' } : {})]);
  }
  for (const [name, property] of propertiesOf(schema)) {
    const meta = (place.isRoot || isEmbedded(schema)) && META_FIELDS.has(name);
    const below = at(`properties[${name}]`, meta ? { insideMeta: true, ...(place.isRoot ? { noDefaults: `in top-level ${name}` } : {}) } : {});
    out.push([property, schema['x-kubernetes-map-type'] === 'atomic' ? forbidOld(below, path) : below]);
  }
  const plain = { rules: undefined };
  out.push([schema.not, at('not', plain)]);
  for (const word of ['allOf', 'oneOf', 'anyOf'] as const) (schema[word] ?? []).forEach((each, index) => out.push([each, at(`${word}[${index}]`, plain)]));
  const items = itemsOf(schema);
  if (items !== undefined) out.push([items, schema['x-kubernetes-list-type'] === 'map' ? at('items') : forbidOld(at('items'), path)]);
  return out;
}

/** @k8s specStandardValidatorV3 */
function standard(schema: Schema, { path, noDefaults, insideMeta }: Place): FieldError[] {
  const { type = '' } = schema;
  const no = (given: unknown, field: string): FieldError[] => (given === undefined ? [] : [forbidden(`${path}.${field}`, `${field} is not supported`)]);
  return [
    ...(type !== '' && !TYPES.includes(type) ? [notSupported(`${path}.type`, type, TYPES)] : []),
    ...(defaultOf(schema) !== undefined && noDefaults !== undefined ? [forbidden(`${path}.default`, `must not be set ${noDefaults}`)] : []),
    ...no(schema.id, 'id'), ...no(schema.additionalItems, 'additionalItems'), ...no(schema.patternProperties, 'patternProperties'),
    ...no(schema.definitions, 'definitions'), ...no(schema.dependencies, 'dependencies'), ...no(schema.$ref, '$ref'),
    ...(type === 'null' ? [forbidden(`${path}.type`, 'type cannot be set to null, use nullable as an alternative')] : []),
    ...(isList(schema.items as Json | undefined) ? [forbidden(`${path}.items`, 'items must be a schema object and not an array')] : []),
    ...(insideMeta && isEmbedded(schema) ? [forbidden(`${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta')] : []),
  ];
}

function listAndMapTypes(schema: Schema, path: string): FieldError[] {
  const { type = '' } = schema;
  const [mapType, listType] = [schema['x-kubernetes-map-type'], schema['x-kubernetes-list-type']];
  const errors: FieldError[] = [];
  const demand = (words: string): FieldError => (type === '' ? required(`${path}.type`, words) : invalid(`${path}.type`, type, words));
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) errors.push(invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  if (mapType !== undefined && type !== 'object') errors.push(demand('must be object if x-kubernetes-map-type is specified'));
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular') errors.push(notSupported(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']));
  if (listType !== undefined && type !== 'array') errors.push(demand('must be array if x-kubernetes-list-type is specified'));
  else if (listType === 'set') errors.push(...setItems(itemsOf(schema), path));
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType)) errors.push(notSupported(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']));
  return [...errors, ...mapKeys(schema, path)];
}

function setItems(items: Schema | undefined, path: string): FieldError[] {
  const words = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const given = items?.['x-kubernetes-list-type'];
  if (items?.type === 'array' && given !== undefined && given !== 'atomic') return [invalid(`${path}.items.x-kubernetes-list-type`, given, words)];
  if (items?.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') return [invalid(`${path}.items.x-kubernetes-map-type`, given, words)];
  return [];
}

function mapKeys(schema: Schema, path: string): FieldError[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const listType = schema['x-kubernetes-list-type'];
  const items = itemsOf(schema);
  const errors: FieldError[] = [];
  if (keys.length > 0 && listType !== 'map') {
    const words = 'must be map if x-kubernetes-list-map-keys is non-empty';
    errors.push(listType === undefined ? required(`${path}.x-kubernetes-list-type`, words) : invalid(`${path}.x-kubernetes-list-type`, listType, words));
  }
  if (listType === 'map') {
    if (keys.length === 0) errors.push(required(`${path}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map'));
    if (items === undefined) errors.push(required(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map'));
    else if (items.type !== 'object') errors.push(invalid(`${path}.items.type`, items.type ?? '', "must be object if parent array's x-kubernetes-list-type is map"));
    else errors.push(...keyNames(items, keys, path));
  }
  if (items !== undefined && (listType === 'set' || listType === 'map')) {
    if (items.nullable === true) errors.push(forbidden(`${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`));
    if (listType === 'map') errors.push(...keyPresence(items, keys, path));
  }
  return errors;
}

function keyNames(items: Schema, keys: readonly string[], path: string): FieldError[] {
  const at = `${path}.x-kubernetes-list-map-keys`;
  return keys.flatMap((key, index) => {
    const property = propertyOf(items, key);
    const scalar = property?.type !== 'array' && property?.type !== 'object';
    return [
      ...(property === undefined ? [invalid(at, keys, 'entries must all be names of item properties')]
        : scalar ? [] : [invalid(`${path}.items.properties[${key}].type`, items.type ?? '', "must be a scalar type if parent array's x-kubernetes-list-type is map")]),
      ...(keys.indexOf(key) < index ? [invalid(at, keys, 'must not contain duplicate entries')] : []),
    ];
  });
}

function keyPresence(items: Schema, keys: readonly string[], path: string): FieldError[] {
  return keys.flatMap((key) => {
    const property = propertyOf(items, key);
    if (property === undefined) return [];
    const here = `${path}.items.properties[${key}]`;
    return [
      ...(items.required?.includes(key) === true || defaultOf(property) !== undefined ? []
        : [required(`${here}.default`, 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property')]),
      ...(property.nullable === true ? [forbidden(`${here}.nullable`, 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable')] : []),
    ];
  });
}

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const BREAK = /[\n\r]/;

function ruleTexts(schema: Schema, path: string): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const at = (field: string): string => `${path}.x-kubernetes-validations[${index}].${field}`;
    const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
    const text = (rule.rule ?? '').trim();
    const errors: FieldError[] = [];
    if (text === '') errors.push(required(at('rule'), 'rule is not specified'));
    else if (message !== '' && message.trim() === '') errors.push(invalid(at('message'), message, 'must be non-empty if specified'));
    else if (BREAK.test(message.trim())) errors.push(invalid(at('message'), message, 'must not contain line breaks'));
    else if (BREAK.test(text) && message.trim() === '') errors.push(required(at('message'), 'message must be specified if rule contains line breaks'));
    if (messageExpression !== '' && messageExpression.trim() === '') errors.push(required(at('messageExpression'), 'messageExpression must be non-empty if specified'));
    if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(at('reason'), reason, REASONS));
    if (fieldPath !== '' && fieldPath.trim() === '') errors.push(invalid(at('fieldPath'), fieldPath, 'must be non-empty if specified'));
    if (BREAK.test(fieldPath)) errors.push(invalid(at('fieldPath'), fieldPath, 'must not contain line breaks'));
    if (fieldPath !== '' && !fieldPathIn(schema, fieldPath, true).ok) errors.push(invalid(at('fieldPath'), fieldPath, 'must be a valid path'));
    return errors;
  });
}

function compiled(schema: Schema, { path, isRoot, uncorrelatable }: Place, rules: Rules): FieldError[] {
  const given = schema['x-kubernetes-validations'] ?? [];
  if (given.length === 0) return [];
  return rules.compile(schema, isRoot || isEmbedded(schema)).flatMap(({ error, messageError, usesOldSelf, cost }, index) => {
    const rule = given[index];
    if (rule === undefined) return [];
    const at = (field: string): string => `${path}.x-kubernetes-validations[${index}].${field}`;
    const value = goRule(rule as unknown as JsonObject); // rules are JSON
    return [
      ...(cost === undefined ? [] : [forbidden(at('rule'), cost)]),
      ...(error === undefined ? [] : [invalid(at('rule'), value, error)]),
      ...(messageError === undefined ? [] : [invalid(at('messageExpression'), value, messageError)]),
      ...(usesOldSelf && uncorrelatable !== undefined
        ? [invalid(at('rule'), rule.rule, `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`)] : []),
      ...(!usesOldSelf && rule.optionalOldSelf !== undefined ? [invalid(at('optionalOldSelf'), rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule')] : []),
    ];
  });
}
