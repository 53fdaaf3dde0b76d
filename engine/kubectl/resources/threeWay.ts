/** The patch of `kubectl apply`: what was applied before, what is to be applied now, and what is there. */
import { findByKind, schemaOf } from '../../api/index.ts';
import { createMergePatch, isObject, tryThreeWayPatch } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import { goJson } from '../objects.ts';
import { fail } from '../problems.ts';
import type { PatchType } from './write.ts';

export type ApplyPatch = { readonly type: PatchType; readonly patch: JsonObject };

/** Kinds that the schema knows get strategic merge patches, custom resources JSON merge patches. @k8s kubectl/pkg/cmd/apply/patcher.go */
export function applyPatch(resource: Resource, original: JsonObject, modified: JsonObject, current: JsonObject, warn: (text: string) => void): ApplyPatch {
  const definition = findByKind(groupVersionOf(resource), resource.kind)?.definition;
  if (definition !== undefined) {
    const made = tryThreeWayPatch(original, modified, current, schemaOf(definition));
    if (made.ok) return { type: 'strategic', patch: made.value };
    for (const from of ['openapi v3', 'openapi']) warn(`warning: error calculating patch from ${from} spec: ${made.error}\n`);
    fail(`creating patch with:\noriginal:\n${goJson(original)}\nmodified:\n${goJson(modified)}\ncurrent:\n${goJson(current)}\nfor: ${made.error}`);
  }
  const changes = onlyNulls(createMergePatch(current, modified), false);
  const deletions = onlyNulls(createMergePatch(original, modified), true);
  return { type: 'merge', patch: mergePatches(deletions, changes) };
}

/** Keeps the deletions of a merge patch, or everything else. @k8s apimachinery/pkg/util/jsonmergepatch keepOrDeleteNullInObj */
function onlyNulls(patch: JsonObject, nulls: boolean): JsonObject {
  const out: { [key: string]: JsonObject[string] } = {};
  for (const [key, value] of Object.entries(patch)) {
    if (isObject(value)) {
      const inner = onlyNulls(value, nulls);
      if (Object.keys(inner).length > 0 || (!nulls && Object.keys(value).length === 0)) out[key] = inner;
    } else if ((value === null) === nulls) out[key] = value;
  }
  return out;
}

function mergePatches(first: JsonObject, second: JsonObject): JsonObject {
  const out: { [key: string]: JsonObject[string] } = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = out[key];
    out[key] = isObject(before) && isObject(value) ? mergePatches(before, value) : value;
  }
  return out;
}
