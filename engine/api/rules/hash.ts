/** Hashes in names, as Go makes them. */
import type { Json } from '../../base/index.ts';
import { dumpTemplate } from '../goDump/templateDump.ts';
import { utf8Bytes } from './base64.ts';

const START = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits, of the text's UTF-8. @param from the hash of what stands before the text */
export function fnv32a(text: string, from = START): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return hashOfBytes(utf8Bytes(text.slice(i)), hash);
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash >>> 0;
}

function hashOfBytes(bytes: readonly number[], from: number): number {
  let hash = from;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** The hashes of the text and of the text behind `1`, `2` and `3`: one walk for all of them. */
export function fnv32aLanes(text: string): readonly [number, number, number, number] {
  let [a, b, c, d] = [START, fnv32a('1'), fnv32a('2'), fnv32a('3')];
  const bytes = /[^\0-\x7f]/.test(text) ? String.fromCharCode(...utf8Bytes(text)) : text;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    a = Math.imul(a ^ byte, PRIME);
    b = Math.imul(b ^ byte, PRIME);
    c = Math.imul(c ^ byte, PRIME);
    d = Math.imul(d ^ byte, PRIME);
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
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

/** `pod-template-hash` and the end of a ReplicaSet's name; after a collision their number is hashed too. @k8s pkg/controller/controller_utils.go ComputeHash */
export function podTemplateHash(template: object, collisionCount?: number): string {
  const hash = fnv32a(dumpTemplate(template));
  // Little-endian, in a field of eight bytes.
  const count = collisionCount === undefined ? [] : [0, 8, 16, 24, 32, 32, 32, 32].map((shift) => (shift === 32 ? 0 : (collisionCount >>> shift) & 0xff));
  return safeEncode(String(hashOfBytes(count, hash)));
}
