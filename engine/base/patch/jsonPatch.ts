/** JSON patch, RFC 6902, refusing in the words of evanphx/json-patch, which Kubernetes uses. */
import type { Json } from '../json.ts';
import { asResult, PatchFault, type PatchResult } from './directives.ts';
import { isList, isObject, jsonEqual } from './equal.ts';

export type JsonPatchOperation = { readonly op: string; readonly path: string; readonly from?: string; readonly value?: Json };

export const applyJsonPatch = (target: Json, operations: readonly JsonPatchOperation[]): PatchResult<Json> =>
  asResult(() => operations.reduce(applyOne, target));

function applyOne(document: Json, operation: JsonPatchOperation): Json {
  const { op, path, from = '', value = null } = operation;
  switch (op) {
    case 'add': return edit(document, path, (parent, key) => insert(parent, key, value), `add operation does not apply: doc is missing path: "${path}"`, value);
    case 'remove': return edit(document, path, (parent, key) => take(parent, key, path), `remove operation does not apply: doc is missing path: "${path}"`);
    case 'replace': {
      if (path === '') return value;
      requireValue(document, path, `replace operation does not apply: doc is missing ${missingParent(document, path) ? 'path' : 'key'}: ${path}`);
      return edit(document, path, (parent, key) => put(parent, key, value), '', value);
    }
    case 'move': {
      const moved = requireValue(document, from, `move operation does not apply: doc is missing from path: ${from}`);
      return applyOne(applyOne(document, { op: 'remove', path: from }), { op: 'add', path, value: moved });
    }
    case 'copy': return applyOne(document, { op: 'add', path, value: requireValue(document, from, `copy operation does not apply: doc is missing from path: "${from}"`) });
    case 'test': {
      if (!jsonEqual(valueAt(document, path) ?? null, value)) throw new PatchFault(`testing value ${path} failed`);
      return document;
    }
    default: throw new PatchFault(`Unexpected kind: ${op}`);
  }
}

const segments = (path: string): string[] => path.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function valueAt(document: Json, path: string): Json | undefined {
  let at: Json | undefined = document;
  for (const key of segments(path)) at = isList(at) ? at[place(at, key)] : isObject(at) ? at[key] : undefined;
  return at;
}
function requireValue(document: Json, path: string, message: string): Json {
  const value = valueAt(document, path);
  if (value === undefined) throw new PatchFault(message);
  return value;
}
const missingParent = (document: Json, path: string): boolean => {
  const parent = valueAt(document, path.slice(0, path.lastIndexOf('/')));
  return !isObject(parent) && !isList(parent);
};
const place = (list: readonly Json[], key: string): number => {
  if (!/^-?\d+$/.test(key)) return -1;
  return Number(key) < 0 ? list.length + Number(key) : Number(key);
};

/** Rebuilds the way down to the parent of `path`, and the parent by `change`. */
function edit(document: Json, path: string, change: (parent: Json, key: string) => Json, missing: string, whole?: Json): Json {
  const keys = segments(path);
  if (keys.length === 0) {
    if (whole !== undefined) return whole;
    throw new PatchFault(missing);
  }
  const go = (at: Json | undefined, depth: number): Json => {
    const key = keys[depth] ?? '';
    if (!isObject(at) && !isList(at)) throw new PatchFault(missing);
    if (depth === keys.length - 1) return change(at, key);
    const inner = go(isList(at) ? at[place(at, key)] : at[key], depth + 1);
    return put(at, key, inner);
  };
  return go(document, 0);
}

function put(parent: Json, key: string, value: Json): Json {
  if (isList(parent)) { const at = place(parent, key); return parent.map((item, i) => (i === at ? value : item)); }
  return isObject(parent) ? { ...parent, [key]: value } : parent;
}
function insert(parent: Json, key: string, value: Json): Json {
  if (!isList(parent)) return put(parent, key, value);
  const at = key === '-' ? parent.length : place(parent, key);
  if (at < 0 || at > parent.length) throw new PatchFault(`add operation does not apply: doc is missing path: Unable to access invalid index: ${key}: invalid index referenced`);
  return [...parent.slice(0, at), value, ...parent.slice(at)];
}
function take(parent: Json, key: string, path: string): Json {
  if (isList(parent)) {
    const at = place(parent, key);
    if (at < 0 || at >= parent.length) throw new PatchFault(`remove operation does not apply: error in remove for path: '${path}': Unable to access invalid index: ${key}: invalid index referenced`);
    return parent.filter((_, i) => i !== at);
  }
  if (!isObject(parent) || parent[key] === undefined) throw new PatchFault(`error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`);
  const { [key]: _, ...rest } = parent;
  return rest;
}
