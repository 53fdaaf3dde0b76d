/** The hash in the names of ReplicaSets. Stable, but not Go's: that one hashes Go's own printing of the structure. */
import type { Json } from '../../base/index.ts';
import { utf8Bytes } from './base64.ts';

/** FNV-1a, 32 bits. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8Bytes(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 0;
}

const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
/** No vowels and nothing that looks like one, so that names spell no words. @k8s apimachinery/pkg/util/rand SafeEncodeString */
export const safeEncode = (text: string): string =>
  Array.from(text, (character) => SAFE.charAt(character.charCodeAt(0) % SAFE.length)).join('');

/** JSON with sorted keys and without absent fields: the same for equal objects. */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  const parts = Object.keys(object).filter((key) => object[key] !== undefined).sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${parts.join(',')}}`;
}

/** `pod-template-hash` and the end of a ReplicaSet's name; a collision adds a count. */
export const podTemplateHash = (template: object, collisionCount = 0): string =>
  safeEncode(String(fnv32a(canonicalJson(template as Json) + (collisionCount === 0 ? '' : String(collisionCount)))));
