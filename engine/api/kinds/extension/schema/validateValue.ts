/**
 * A value against a schema, with the words and the order of kube-openapi. Parts of an update that did not change are not judged
 * again (ratcheting). @k8s kube-openapi/pkg/validation/validate/schema.go, apiextensions-apiserver/pkg/apiserver/validation/{validation,ratcheting}.go
 */
import { goRegex, isList, isObject, jsonEqual, type Json, type JsonObject } from '../../../../base/index.ts';
import { invalid, notSupported, required, tooLong, tooMany, typeInvalid } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { correlatedItem } from './correlate.ts';
import { combined } from './combined.ts';
import { effectiveFormat, fitsFormat } from './formats.ts';
import { numberProblems } from './numbers.ts';
import { additionalOf, itemsOf, isIntOrString, keysOf, propertiesOf, propertyOf, type Schema } from './schema.ts';
import { add, merge, type Verdict } from './verdict.ts';

/** What stood in the place before, where that can be told. */
export type Before = { readonly value: Json | undefined } | undefined;

/** @param before the stored value in an update; leave it out for a create. */
export function validateValue(schema: Schema, value: Json | undefined, path: string, before?: Before): FieldError[] {
  return judge(schema, value, path, before).errors.map((error) => ({ ...error, path: error.path.replace(/^\./, '') }));
}

function judge(schema: Schema, value: Json | undefined, path: string, before: Before): Verdict {
  const verdict = check(schema, value, path, before);
  const same = before !== undefined && verdict.errors.length > 0 && jsonEqual(value, before.value);
  return same ? { errors: [], matches: verdict.matches } : verdict;
}

function check(schema: Schema, value: Json | undefined, path: string, before: Before): Verdict {
  const verdict: Verdict = { errors: [], matches: 0 };
  if (value === undefined || value === null) {
    const types = typesOf(schema);
    if (types.length > 0 && schema.nullable !== true) add(verdict, wrongType(path, types.join(','), 'null'));
    verdict.matches++;
    checkEnum(verdict, schema, null, path);
    return verdict;
  }
  const run = (part: (verdict: Verdict) => void): void => { part(verdict); verdict.matches++; };
  const format = effectiveFormat(schema);
  if (typesOf(schema).length > 0 || format !== '') run((into) => { into.matches++; checkType(into, schema, format, value, path); });
  run((into) => merge(into, combined(schema, (each) => judge(each, value, path, undefined), path)));
  if (typeof value === 'string') {
    run((into) => checkString(into, schema, value, path));
    if (format !== '') run((into) => { if (!fitsFormat(format, value)) add(into, wrongType(path, format, value)); });
  }
  if (typeof value === 'number') run((into) => { into.matches++; for (const error of numberProblems(schema, format, value, path)) add(into, error); });
  if (isList(value)) run((into) => { into.matches++; checkList(into, schema, value, path, before); });
  run((into) => checkEnum(into, schema, value, path));
  if (isObject(value)) run((into) => checkObject(into, schema, value, path, before));
  verdict.matches++;
  return verdict;
}

const typesOf = (schema: Schema): readonly string[] =>
  (isIntOrString(schema) ? ['integer', 'string'] : schema.type === undefined || schema.type === '' ? [] : [schema.type]);

const inBody = (path: string, words: string): string => `${path} in body ${words}`;
const wrongType = (path: string, wanted: string, found: string): FieldError =>
  typeInvalid(path, found, inBody(path, `must be of type ${wanted}: ${JSON.stringify(found)}`));

/** Go's word for a JSON value. */
function typeOf(value: Json): string {
  if (isList(value)) return 'array';
  if (isObject(value)) return 'object';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value;
}

function checkType(into: Verdict, schema: Schema, format: string, value: Json, path: string): void {
  const types = typesOf(schema);
  const found = typeOf(value);
  const fits = types.includes(found) || (found === 'integer' && types.includes('number'));
  const textual = typeof value === 'string' || isList(value);
  if (!textual && format !== '' && !fits) { add(into, wrongType(path, format, found === 'integer' ? 'int64' : found === 'number' ? 'float64' : '')); return; }
  const numeric = types.includes('number') || types.includes('integer');
  if (!numeric && format !== '' && textual) return;
  if (!fits) add(into, wrongType(path, types.join(','), found));
}

function checkString(into: Verdict, schema: Schema, value: string, path: string): void {
  const length = Array.from(value).length;
  const { maxLength, minLength, pattern } = schema;
  if (maxLength !== undefined && length > maxLength) { add(into, tooLong(path, maxLength)); return; }
  if (minLength !== undefined && length < minLength) { add(into, invalid(path, value, inBody(path, `should be at least ${minLength} chars long`))); return; }
  if (pattern === undefined || pattern === '') return;
  const compiled = goRegex(pattern);
  if (!compiled.ok) add(into, invalid(path, value, inBody(path, `should match '${pattern}, but pattern is invalid: ${compiled.error}'`)));
  else if (!compiled.regex.test(value)) add(into, invalid(path, value, inBody(path, `should match '${pattern}'`)));
}

function checkEnum(into: Verdict, schema: Schema, value: Json, path: string): void {
  const allowed = (schema.enum ?? []) as readonly Json[]; // any JSON
  if (allowed.length === 0 || (value !== null && allowed.some((each) => jsonEqual(each, value)))) return;
  if (value === null && schema.nullable === true && allowed.includes(null)) return;
  add(into, notSupported(path, value, allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))));
}

function checkList(into: Verdict, schema: Schema, value: readonly Json[], path: string, before: Before): void {
  const items = itemsOf(schema);
  if (items !== undefined) value.forEach((item, index) => merge(into, judge(items, item, `${path}[${index}]`, correlatedItem(schema, item, before))));
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && value.length < minItems) add(into, invalid(path, value.length, inBody(path, `should have at least ${minItems} items`)));
  if (maxItems !== undefined && value.length > maxItems) add(into, tooMany(path, value.length, maxItems));
}

function checkObject(into: Verdict, schema: Schema, value: JsonObject, path: string, before: Before): void {
  const keys = keysOf(value);
  const { minProperties, maxProperties } = schema;
  if (minProperties !== undefined && keys.length < minProperties) add(into, invalid(path, keys.length, inBody(path, `should have at least ${minProperties} properties`)));
  if (maxProperties !== undefined && keys.length > maxProperties) add(into, tooMany(path, keys.length, maxProperties));
  const old = before !== undefined && isObject(before.value) ? before.value : undefined;
  const beforeOf = (key: string): Before => (old !== undefined && old[key] !== undefined ? { value: old[key] } : undefined);
  const values = additionalOf(schema);
  for (const key of keys) {
    if (propertyOf(schema, key) !== undefined || values === undefined || values === true) continue;
    if (values === false) add(into, invalid(path, '', `${path}.${key} in body is a forbidden property`));
    else merge(into, judge(values, value[key], `${path}.${key}`, beforeOf(key)));
  }
  for (const [name, property] of propertiesOf(schema)) {
    if (Object.hasOwn(value, name) && value[name] !== undefined) merge(into, judge(property, value[name], path === '' ? name : `${path}.${name}`, beforeOf(name)));
  }
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name) || value[name] === undefined) add(into, required(`${path}.${name}`));
  }
}
