/** A field of a manifest: where it is written, and the same text with another value there. */
import { dumpYaml, isList, isObject, jsonEqual, loadYaml, yamlPositions, type Json, type JsonObject } from '../../../base/index.ts';

export type FieldPath = readonly (string | number)[];
export type Edited = {
  /** From 1: each line that the field takes. */
  readonly lines: readonly number[];
  readonly text: string;
};
export type EditResult = { readonly ok: true; readonly edited: Edited } | { readonly ok: false; readonly error: string };

/** `spec.containers[0].image`, `metadata.labels['app.kubernetes.io/name']`. */
export function parsePath(text: string): FieldPath | undefined {
  const path: (string | number)[] = [];
  const part = /(?:^|\.)([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[(?:'([^']+)'|"([^"]+)")\]/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    const [, name, index, single, double] = match;
    path.push(index === undefined ? name ?? single ?? double ?? '' : Number(index));
  }
  return path.length === 0 ? undefined : path;
}

function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  let at = value;
  for (const part of path) at = typeof part === 'number' ? (at !== undefined && isList(at) ? at[part] : undefined) : at !== undefined && isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  return at;
}

function changed(value: Json, [part, ...rest]: FieldPath, to: Json | undefined): Json {
  if (part === undefined) return to ?? null;
  const inner = (of: Json | undefined): Json | undefined => (rest.length === 0 ? to : changed(of ?? {}, rest, to));
  if (typeof part === 'number') {
    const list = isList(value) ? [...value] : [];
    const made = inner(list[part]);
    if (made === undefined) list.splice(part, 1); else list[part] = made;
    return list;
  }
  const { [part]: old, ...others } = (isObject(value) ? value : {}) as JsonObject;
  const made = inner(old);
  if (made === undefined) return others;
  // In its old place.
  return isObject(value) && Object.hasOwn(value, part) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === part ? made : each])) : { ...others, [part]: made };
}

/** @param to undefined: the field is taken out */
export function editField(text: string, path: FieldPath, to: Json | undefined): EditResult {
  const loaded = loadYaml(text);
  if (!loaded.ok) return { ok: false, error: `the file is not valid YAML: ${loaded.error.message}` };
  const documents = loaded.documents.map(({ value }) => value);
  const index = documents.findIndex((document) => valueAt(document, path) !== undefined);
  // A field that is missing is added; then its parent's line is where something is missing.
  const at = index < 0 ? 0 : index;
  const wanted = documents.map((document, each) => (each === at ? changed(document ?? {}, path, to) : document));
  const lines = linesOf(text, at, path);
  if (lines === undefined) return { ok: false, error: 'the file has no such field, and none above it' };
  const inPlace = editLines(text, at, path, to);
  const again = inPlace === undefined ? undefined : loadYaml(inPlace);
  const same = again?.ok === true && again.documents.length === wanted.length && again.documents.every(({ value }, each) => jsonEqual(value, wanted[each] ?? null));
  return { ok: true, edited: { lines, text: same && inPlace !== undefined ? inPlace : wanted.map((document) => dumpYaml(document ?? null)).join('---\n') } };
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function linesOf(text: string, document: number, path: FieldPath): readonly number[] | undefined {
  const positions = yamlPositions(text);
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const from = (positions.key(document, part) ?? positions.value(document, part))?.line;
    if (from === undefined) continue;
    if (length < path.length) return [from];
    const all = text.split('\n');
    const first = all[from - 1] ?? '';
    // A list may stand no deeper than its key.
    const own = indentOf(first) + (typeof path.at(-1) === 'number' ? 0 : /^\s*-\s/.test(first) ? indentOf(first.replace(/^(\s*)-/, '$1 ')) - indentOf(first) : 0);
    let to = from;
    while (to < all.length && (all[to] ?? '').trim() !== '' && !/^(---|\.\.\.)/.test(all[to] ?? '') && (indentOf(all[to] ?? '') > own || (indentOf(all[to] ?? '') === own && /^\s*- /.test(all[to] ?? '') && !/^\s*- /.test(first)))) to++;
    return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  }
  return undefined;
}

/** Only what is changed is written anew: comments and order stay. Undefined where that is not so simple. */
function editLines(text: string, document: number, path: FieldPath, to: Json | undefined): string | undefined {
  const lines = linesOf(text, document, path);
  const all = text.split('\n');
  const [line = 0] = lines ?? [];
  const content = all[line - 1];
  if (lines === undefined || content === undefined) return undefined;
  if (to === undefined) return [...all.slice(0, line - 1), ...all.slice(line - 1 + lines.length)].join('\n');
  const place = yamlPositions(text).value(document, path);
  if (place === undefined || place.line !== line || lines.length > 1 || typeof to === 'object') return undefined;
  const before = content.slice(0, place.column - 1);
  const comment = /\s+#.*$/.exec(content.slice(place.column - 1))?.[0] ?? '';
  return [...all.slice(0, line - 1), `${before}${dumpYaml(to).trimEnd()}${comment}`, ...all.slice(line)].join('\n');
}
