/** The token that leads to a list's next page. @k8s apiserver/pkg/storage/continue.go */
import { base64Error, base64ToBytes, encodeBase64, utf8Text } from '../api/index.ts';
import { isObject, jsonErrorOf, type Json } from '../base/index.ts';

/** Ends a key in etcd's order: the next key comes after it. */
const NUL = '\u0000';
const INVALID = 'continue key is not valid';

/** @param revision -1: whatever is newest when the rest is asked for. */
export const encodeContinue = (revision: number, lastName: string): string =>
  encodeBase64(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: lastName + NUL }))
    .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** A text says what is wrong with the token. */
export function decodeContinue(token: string): { readonly revision: number; readonly start: string } | string {
  const standard = token.replaceAll('-', '+').replaceAll('_', '/');
  const padded = standard.padEnd(Math.ceil(standard.length / 4) * 4, '=');
  const wrong = /[+/=]/.exec(token)?.index ?? base64Error(padded);
  if (wrong !== undefined) return `${INVALID}: illegal base64 data at input byte ${wrong}`;
  const bytes = base64ToBytes(padded);
  const value = parse(utf8Text(bytes));
  // Go's parser reads bytes, so that a mistake is shown as one.
  if (value === undefined) return `${INVALID}: ${jsonErrorOf(String.fromCharCode(...bytes))}`;
  if (!isObject(value)) return `${INVALID}: json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type storage.continueToken`;
  const { v = '', rv = 0, start = '' } = value;
  if (v !== 'meta.k8s.io/v1') return `${INVALID}: server does not recognize this encoded version ${String(v)}`;
  if (typeof rv !== 'number' || rv === 0) return `${INVALID}: incorrect encoded start resourceVersion (version meta.k8s.io/v1)`;
  if (typeof start !== 'string' || start === '') return `${INVALID}: encoded start key empty (version meta.k8s.io/v1)`;
  if (/(?:^|\/)\.{1,2}(?:\/|$)|\/\//.test(start)) return `${INVALID}: ${start}`;
  return { revision: rv, start: start.split(NUL)[0] ?? '' };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}
