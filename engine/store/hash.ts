/** A hash of JSON that does not depend on the order of an object's fields. Two independent 32-bit FNV-1a lanes. */
import type { Json } from '../base/index.ts';

const PRIME = 0x01000193;
/** The second lane uses another prime, so that both rarely collide together. */
const PRIME_2 = 0x01000197;

export type Hasher = { text(part: string): void; json(value: Json | undefined): void; digest(): string };

export function createHasher(): Hasher {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  const text = (part: string): void => {
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      a = Math.imul(a ^ unit, PRIME);
      b = Math.imul(b ^ unit, PRIME_2);
    }
    a = Math.imul(a ^ 0x1f, PRIME);
    b = Math.imul(b ^ 0x1f, PRIME_2);
  };
  const json = (value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null) { text(value === undefined ? 'u' : JSON.stringify(value)); return; }
    if (isList(value)) {
      text('[');
      for (const item of value) json(item);
      text(']');
      return;
    }
    text('{');
    for (const key of Object.keys(value).sort()) {
      const field = value[key];
      if (field === undefined) continue;
      text(key);
      json(field);
    }
    text('}');
  };
  const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
  return { text, json, digest: () => hex(a) + hex(b) };
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export function hashJson(value: Json): string {
  const hasher = createHasher();
  hasher.json(value);
  return hasher.digest();
}
