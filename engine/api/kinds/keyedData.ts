/** What ConfigMaps and Secrets have in common: keys that are file names, a size limit, `immutable`. */
import type { Json } from '../../base/index.ts';
import { forbidden, invalid, tooLong } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';
import { sameJson } from '../meta/equal.ts';
import { utf8Length } from '../rules/base64.ts';

/** @k8s pkg/apis/core/types.go MaxSecretSize */
const MAX_BYTES = 1024 * 1024;
const KEY = /^[-._a-zA-Z0-9]+$/;
const KEY_TEXT = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

type Data = { readonly [key: string]: string } | undefined;

/** Keys of ConfigMaps and Secrets. @k8s apimachinery/pkg/util/validation IsConfigMapKey */
export function configKeyProblems(key: string): string[] {
  const problems: string[] = [];
  if (key.length > 253) problems.push('must be no more than 253 characters');
  if (!KEY.test(key)) problems.push(KEY_TEXT);
  if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

const keyErrors = (field: string, data: Data): FieldError[] =>
  Object.keys(data ?? {}).sort().flatMap((key) => configKeyProblems(key).map((problem) => invalid(`${field}[${key}]`, key, problem)));

const base64Bytes = (text: string): number => Math.floor((text.replace(/[\s=]/g, '').length * 3) / 4);

/** @k8s pkg/apis/core/validation/validation.go ValidateConfigMap */
export function validateData(data: Data, binaryData: Data): FieldError[] {
  const both = Object.keys(data ?? {}).filter((key) => binaryData?.[key] !== undefined).sort()
    .map((key) => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
  const bytes = Object.values(data ?? {}).reduce((sum, text) => sum + utf8Length(text), 0)
    + Object.values(binaryData ?? {}).reduce((sum, text) => sum + base64Bytes(text), 0);
  const size = bytes > MAX_BYTES ? [tooLong('[]', MAX_BYTES)] : [];
  return [...keyErrors('data', data), ...both, ...keyErrors('binaryData', binaryData), ...size];
}

export function validateSecretData(data: Data): FieldError[] {
  const bytes = Object.values(data ?? {}).reduce((sum, text) => sum + base64Bytes(text), 0);
  return [...keyErrors('data', data), ...(bytes > MAX_BYTES ? [tooLong('data', MAX_BYTES)] : [])];
}

type Keyed = { readonly immutable?: boolean; readonly data?: Json; readonly binaryData?: Json };

/** @k8s pkg/apis/core/validation/validation.go ValidateConfigMapUpdate */
export function validateDataUpdate(next: Keyed, old: Keyed, fields: readonly ('data' | 'binaryData')[]): FieldError[] {
  if (old.immutable !== true) return [];
  const text = 'field is immutable when `immutable` is set';
  const errors = next.immutable === true ? [] : [forbidden('immutable', text)];
  for (const field of fields) {
    if (!sameJson(next[field] ?? {}, old[field] ?? {})) errors.push(forbidden(field, text));
  }
  return errors;
}
