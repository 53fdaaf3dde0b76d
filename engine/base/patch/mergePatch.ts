/** JSON merge patch, RFC 7386: null deletes, objects merge, everything else replaces. */
import type { Json, JsonObject } from '../json.ts';
import { isList, isObject, jsonEqual } from './equal.ts';

export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const base = isObject(target) ? target : {};
  const out: Record<string, Json | undefined> = { ...base };
  let gone = false;
  for (const key in patch) {
    const value = patch[key];
    if (value === null) gone ||= key in base;
    else if (value !== undefined) out[key] = applyMergePatch(base[key], value);
  }
  return gone ? without(out, patch) : out;
}

/** Made anew: an object that something is deleted from is slow for as long as it lives. */
function without(object: Record<string, Json | undefined>, patch: JsonObject): JsonObject {
  const kept: Record<string, Json | undefined> = {};
  for (const key in object) if (patch[key] !== null) kept[key] = object[key];
  return kept;
}

/** The merge patch that turns `from` into `to`. Nulls inside `to` cannot be said in a merge patch and are lost. */
export function createMergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const out: Record<string, Json> = {};
  for (const key in to) {
    const before = from[key];
    const after = to[key];
    if (after === undefined || jsonEqual(before, after)) continue;
    out[key] = isObject(before) && isObject(after) ? createMergePatch(before, after) : after;
  }
  for (const key in from) if (from[key] !== undefined && to[key] === undefined) out[key] = null;
  return out;
}

/** Drops nulls as a decoder of typed objects does: a null field is an absent one. */
export function withoutNulls(value: Json): Json {
  if (isList(value)) return value.some((item) => withoutNulls(item) !== item) ? value.map(withoutNulls) : value;
  if (!isObject(value)) return value;
  let changed = false;
  const out: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field === null || field === undefined) { changed = true; continue; }
    const clean = withoutNulls(field);
    if (clean !== field) changed = true;
    out[key] = clean;
  }
  return changed ? out : value;
}
