/** The patch of `kubectl apply`: what was applied before, what is to be applied now, and what is there. */
import { findByKind, schemaOf } from '../../api/index.ts';
import { createMergePatch, createThreeWayPatch, isObject } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import type { PatchType } from './write.ts';

export type ApplyPatch = { readonly type: PatchType; readonly patch: JsonObject };

/** Kinds that the schema knows get strategic merge patches, custom resources JSON merge patches. @k8s kubectl/pkg/cmd/apply/patcher.go */
export function applyPatch(resource: Resource, original: JsonObject, modified: JsonObject, current: JsonObject): ApplyPatch {
  const definition = findByKind(groupVersionOf(resource), resource.kind)?.definition;
  if (definition !== undefined) return { type: 'strategic', patch: createThreeWayPatch(original, modified, current, schemaOf(definition)) };
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
