/** @base64 and the other formats, and how values are printed. */
import type { Json } from '../../../base/index.ts';
import { decodeBase64, encodeBase64, fromBytes, toBytes } from '../bytes.ts';
import { isList, isObject, JqError, described, keysOf } from './values.ts';

export const textOfValue = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const row = (value: Json, name: string): readonly Json[] => { if (!isList(value)) throw new JqError(`${described(value)} cannot be ${name}-formatted, only an array can be`); return value; };
const cell = (value: Json): string => (value === null ? '' : typeof value === 'object' ? ((): never => { throw new JqError(`${described(value)} is not valid in a csv row`); })() : String(value));
const shellWord = (value: Json): string => (typeof value === 'string' ? `'${value.replace(/'/g, String.raw`'\''`)}'` : JSON.stringify(value));

const FORMATS: { readonly [name: string]: (value: Json) => string } = {
  '@text': textOfValue, '@json': (value) => JSON.stringify(value),
  '@csv': (value) => row(value, 'csv').map((item) => (typeof item === 'string' ? `"${item.replace(/"/g, '""')}"` : cell(item))).join(','),
  '@tsv': (value) => row(value, 'tsv').map((item) => cell(item).replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')).join('\t'),
  '@html': (value) => textOfValue(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/'/g, '&#39;').replace(/"/g, '&quot;'),
  '@uri': (value) => encodeURIComponent(textOfValue(value)).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  '@sh': (value) => (isList(value) ? value.map(shellWord).join(' ') : shellWord(value)),
  '@base64': (value) => encodeBase64(toBytes(textOfValue(value))),
  '@base64d': (value) => { const { bytes, ok } = decodeBase64(textOfValue(value).replace(/=+$/, '').replace(/$/, '')); if (!ok && bytes.length === 0 && textOfValue(value) !== '') throw new JqError(`${described(value)} is not valid base64 data`); return fromBytes(bytes); },
};

export function formatted(name: string, value: Json): string {
  const format = FORMATS[name];
  if (format === undefined) throw new JqError(`${name.slice(1)} is not a valid format`);
  return format(value);
}

export type Style = { readonly indent: string; readonly sortKeys: boolean };
export function printValue(value: Json, style: Style, depth = 0): string {
  const { indent, sortKeys } = style;
  const inner = indent === '' ? '' : `\n${indent.repeat(depth + 1)}`;
  const end = indent === '' ? '' : `\n${indent.repeat(depth)}`;
  if (isList(value)) return value.length === 0 ? '[]' : `[${value.map((item) => inner + printValue(item, style, depth + 1)).join(',')}${end}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = sortKeys ? keysOf(value) : Object.keys(value).filter((key) => value[key] !== undefined);
  return keys.length === 0 ? '{}' : `{${keys.map((key) => `${inner}${JSON.stringify(key)}:${indent === '' ? '' : ' '}${printValue(value[key] ?? null, style, depth + 1)}`).join(',')}${end}}`;
}
