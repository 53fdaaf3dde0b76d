/** The token that leads to a list's next page. @k8s apiserver/pkg/storage/continue.go */
import { decodeBase64, encodeBase64 } from '../api/index.ts';
import { isObject, type Json } from '../base/index.ts';

/** Ends a key in etcd's order: the next key comes after it. */
const NUL = '\u0000';

export const encodeContinue = (revision: number, lastName: string): string =>
  encodeBase64(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: lastName + NUL }))
    .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export function decodeContinue(token: string): { readonly revision: number; readonly start: string } | undefined {
  const standard = token.replaceAll('-', '+').replaceAll('_', '/');
  const text = decodeBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Json; // checked below
    if (!isObject(value) || typeof value['rv'] !== 'number' || typeof value['start'] !== 'string') return undefined;
    return { revision: value['rv'], start: value['start'].split(NUL)[0] ?? '' };
  } catch {
    return undefined;
  }
}
