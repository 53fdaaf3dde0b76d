/** Defaults must fit the schema that they stand in. @k8s apiextensions-apiserver/pkg/apiserver/schema/defaulting/validation.go */
import { isObject, jsonEqual, type JsonObject } from '../../../../base/index.ts';
import { invalid } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { validateEmbedded } from '../schema/embedded.ts';
import { prune } from '../schema/prune.ts';
import { asRoot, defaultOf, isEmbedded, itemsOf, META_FIELDS, propertiesOf, type Schema } from '../schema/schema.ts';
import { validateValue } from '../schema/validateValue.ts';
import type { Rules } from './rules.ts';

export const validateDefaults = (schema: Schema, path: string, rules: Rules): FieldError[] => check(asRoot(schema), path, true, false, rules);

function check(schema: Schema | undefined, path: string, isRoot: boolean, insideMeta: boolean, rules: Rules): FieldError[] {
  if (schema === undefined) return [];
  const inMeta = isEmbedded(schema) ? false : insideMeta;
  return [
    ...own(schema, `${path}.default`, isRoot || isEmbedded(schema), inMeta, rules),
    ...check(itemsOf(schema), `${path}.items`, false, inMeta, rules),
    ...propertiesOf(schema).flatMap(([name, property]) =>
      check(property, `${path}.properties[${name}]`, false, inMeta || (isEmbedded(schema) && META_FIELDS.has(name)), rules)),
  ];
}

function own(schema: Schema, path: string, isRoot: boolean, insideMeta: boolean, rules: Rules): FieldError[] {
  const value = defaultOf(schema);
  if (value === undefined) return [];
  const unknown = !insideMeta && isUnpruned(schema, value) ? [invalid(path, value, 'must not have unknown fields')] : [];
  const embedded = insideMeta ? [] : validateEmbedded(schema, value, path);
  if (embedded.length > 0) return [...unknown, ...embedded];
  const wrong = validateValue(schema, value, '').map((error) => ({ ...error, path: error.path === '' ? path : `${path}.${error.path}` }));
  return [...unknown, ...(wrong.length > 0 ? wrong : rules.validate(schema, isRoot, value, path))];
}

function isUnpruned(schema: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const holder: JsonObject = { value: value as JsonObject }; // JSON of some shape
  const pruned = prune({ properties: { value: schema } }, holder, false);
  return pruned.unknown.length > 0 || !jsonEqual(pruned.value['value'], isObject(holder['value']) ? holder['value'] : holder['value']);
}
