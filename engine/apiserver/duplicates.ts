/** Keys that an object of a JSON text has twice. @k8s sigs.k8s.io/json UnmarshalStrict */
import type { Json } from '../base/index.ts';

const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE, LIST] = [34, 92, 58, 123, 125, 91];

/** Index of the quotation mark that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

function keysWritten(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === COLON) count++;
  }
  return count;
}

function keysKept(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) { for (const item of value as readonly Json[]) count += keysKept(item); return count; }
  const object = value as { readonly [key: string]: Json }; // neither a list nor null
  for (const key in object) count += 1 + keysKept(object[key] ?? null);
  return count;
}

/** `duplicate field "spec.replicas"`, once for each field. @param text valid JSON, and `value` what it says */
export function duplicateFields(text: string, value: Json): readonly string[] {
  return keysWritten(text) === keysKept(value) ? [] : found(text);
}

function found(text: string): readonly string[] {
  const duplicates = new Set<string>();
  let at = 0;
  const skipSpace = (): void => { while (text.charCodeAt(at) <= 32) at++; };
  const members = (path: string): void => {
    const seen = new Set<string>();
    for (at++, skipSpace(); text.charCodeAt(at) !== CLOSE; skipSpace()) {
      const end = endOfString(text, at);
      const key = JSON.parse(text.slice(at, end + 1)) as string; // a string in valid JSON
      const here = path === '' ? key : `${path}.${key}`;
      if (seen.has(key)) duplicates.add(`duplicate field ${JSON.stringify(here)}`);
      seen.add(key);
      at = text.indexOf(':', end) + 1;
      walk(here);
      skipSpace();
      if (text[at] === ',') { at++; }
    }
    at++;
  };
  const items = (path: string): void => {
    at++;
    skipSpace();
    for (let index = 0; text[at] !== ']'; index++) {
      walk(`${path}[${index}]`);
      skipSpace();
      if (text[at] === ',') at++;
      skipSpace();
    }
    at++;
  };
  const walk = (path: string): void => {
    skipSpace();
    const code = text.charCodeAt(at);
    if (code === OPEN) members(path);
    else if (code === LIST) items(path);
    else if (code === QUOTE) at = endOfString(text, at) + 1;
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++;
  };
  walk('');
  return [...duplicates];
}
