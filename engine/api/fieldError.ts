/** Field errors: how one is made and how it prints. @k8s apimachinery/pkg/util/validation/field/errors.go */
import type { Json } from '../base/index.ts';
import type { FieldError } from './kindDefinition.ts';

export const required = (path: string, detail = ''): FieldError => ({ type: 'required', path, value: '', detail });
export const invalid = (path: string, value: Json | undefined, detail: string): FieldError => ({ type: 'invalid', path, value, detail });
export const duplicate = (path: string, value: Json | undefined): FieldError => ({ type: 'duplicate', path, value, detail: '' });
export const forbidden = (path: string, detail: string): FieldError => ({ type: 'forbidden', path, value: '', detail });
export const notFound = (path: string, value: Json | undefined): FieldError => ({ type: 'notFound', path, value, detail: '' });
export const tooLong = (path: string, maxBytes: number): FieldError =>
  ({ type: 'tooLong', path, value: '', detail: `may not be more than ${maxBytes} bytes` });
export const tooMany = (path: string, actual: number, max: number): FieldError =>
  ({ type: 'tooMany', path, value: actual, detail: `must have at most ${max} item${max === 1 ? '' : 's'}` });
export const typeInvalid = (path: string, value: Json | undefined, detail: string): FieldError => ({ type: 'typeInvalid', path, value, detail });
export const internal = (path: string, detail: string): FieldError => ({ type: 'internal', path, value: '', detail });

/** `supported` is printed in the order given (upstream sorts some lists and not others). */
export const notSupported = (path: string, value: Json | undefined, supported: readonly string[]): FieldError => ({
  type: 'notSupported', path, value,
  detail: supported.length === 0 ? '' : `supported values: ${supported.map((item) => JSON.stringify(item)).join(', ')}`,
});

const WORDS: { readonly [type in FieldError['type']]: string } = {
  required: 'Required value', invalid: 'Invalid value', notSupported: 'Unsupported value', duplicate: 'Duplicate value',
  forbidden: 'Forbidden', notFound: 'Not found', tooLong: 'Too long', tooMany: 'Too many', internal: 'Internal error',
  typeInvalid: 'Invalid value',
};
const REASONS: { readonly [type in FieldError['type']]: string } = {
  required: 'FieldValueRequired', invalid: 'FieldValueInvalid', notSupported: 'FieldValueNotSupported',
  duplicate: 'FieldValueDuplicate', forbidden: 'FieldValueForbidden', notFound: 'FieldValueNotFound',
  tooLong: 'FieldValueTooLong', tooMany: 'FieldValueTooMany', internal: 'InternalError', typeInvalid: 'FieldValueTypeInvalid',
};
const WITHOUT_VALUE: readonly FieldError['type'][] = ['required', 'forbidden', 'tooLong', 'internal'];

/** Value and words without the path: `Invalid value: "x": must be …`. */
export function fieldErrorBody(error: FieldError): string {
  const head = error.omitValue === true || WITHOUT_VALUE.includes(error.type) ? WORDS[error.type] : `${WORDS[error.type]}: ${printValue(error.value)}`;
  return error.detail === '' ? head : `${head}: ${error.detail}`;
}

export const formatFieldError = (error: FieldError): string => `${error.path === '' ? '<nil>' : error.path}: ${fieldErrorBody(error)}`;
export const fieldErrorReason = (error: FieldError): string => REASONS[error.type];

/** One error is itself, several are `[a, b]` with repetitions left out. */
export function formatFieldErrors(errors: readonly FieldError[]): string {
  const messages = [...new Set(errors.map(formatFieldError))];
  return messages.length === 1 ? messages[0] ?? '' : `[${messages.join(', ')}]`;
}

/** Objects and lists are shown as Go's JSON, text quoted, the absent as null. */
function printValue(value: Json | undefined): string {
  if (value === undefined) return 'null';
  return typeof value !== 'object' ? JSON.stringify(value)
    : JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
