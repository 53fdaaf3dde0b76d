/** Makes strategic merge patches, two-way and three-way. @k8s apimachinery/pkg/util/strategicpatch/patch.go diffMaps */
import type { Json, JsonObject } from '../json.ts';
import { asResult, DELETE_FROM_LIST, ELEMENT_ORDER, PATCH, RETAIN_KEYS, type PatchResult } from './directives.ts';
import { identityOf, indexOf } from './elementOrder.ts';
import { isList, isObject, jsonEqual } from './equal.ts';
import { innerOf, type FieldSchema, type ObjectSchema } from './schema.ts';
import { joinStrategicPatches } from './strategicMerge.ts';

type Part = { readonly deletions: boolean; readonly changes: boolean };
type Fields = Record<string, Json | undefined>;

/** What turns `from` into `to`. */
export const createStrategicPatch = (from: JsonObject, to: JsonObject, schema: ObjectSchema): JsonObject =>
  diffObjects(from, to, schema, { deletions: true, changes: true }, false);

/**
 * What `kubectl apply` sends: deletions are what `original` (the last applied) had and `modified` has not,
 * changes are what differs between the live object and `modified`.
 */
export function createThreeWayPatch(original: JsonObject, modified: JsonObject, current: JsonObject, schema: ObjectSchema): JsonObject {
  const changes = diffObjects(current, modified, schema, { deletions: false, changes: true }, false);
  const deletions = diffObjects(original, modified, schema, { deletions: true, changes: false }, false);
  return joinStrategicPatches(deletions, changes, schema);
}

/** The same for what people wrote: a list's item may lack what tells it from the others. */
export const tryThreeWayPatch = (original: JsonObject, modified: JsonObject, current: JsonObject, schema: ObjectSchema): PatchResult<JsonObject> =>
  asResult(() => createThreeWayPatch(original, modified, current, schema));

function diffObjects(from: JsonObject, to: JsonObject, schema: ObjectSchema, part: Part, retainKeys: boolean): JsonObject {
  const out: Fields = {};
  for (const key of Object.keys(from)) {
    const [before, after] = [from[key], to[key]];
    if (before === undefined) continue;
    if (after === undefined) { if (part.deletions) out[key] = null; continue; }
    diffField(out, key, before, after, schema.field(key), part);
  }
  for (const key of Object.keys(to)) if (from[key] === undefined && to[key] !== undefined && part.changes) out[key] = to[key];
  if (retainKeys && (Object.keys(out).length > 0 || Object.keys(to).some((key) => from[key] === undefined))) {
    const keys = Object.keys(to).filter((key) => to[key] !== undefined).sort();
    if (keys.length > 0) out[RETAIN_KEYS] = keys;
  }
  return out;
}

function diffField(out: Fields, key: string, before: Json, after: Json, field: FieldSchema | undefined, part: Part): void {
  if (isObject(after) && field?.replace === true) { // told whole, also when nothing changed. @k8s strategicpatch/patch.go handleMapDiff
    if (part.changes) out[key] = after;
  } else if (isObject(before) && isObject(after)) {
    const inner = diffObjects(before, after, innerOf(field), part, field?.retainKeys === true);
    if (Object.keys(inner).length > 0) out[key] = inner;
  } else if (isList(before) && isList(after) && field?.merge === true) diffLists(out, key, before, after, field, part);
  else if (part.changes && !jsonEqual(before, after)) out[key] = after;
}

function diffLists(out: Fields, key: string, before: readonly Json[], after: readonly Json[], field: FieldSchema, part: Part): void {
  if (before.length === 0) { if (after.length > 0 && part.changes) out[key] = after; return; }
  const { mergeKey } = field;
  if (mergeKey === undefined) { diffScalars(out, key, before, after, part); return; }
  const changed: Json[] = [];
  for (const item of after) {
    const old = before[indexOf(before, item, mergeKey)];
    if (old === undefined) { if (part.changes) changed.push(item); continue; }
    if (!isObject(old) || !isObject(item)) continue;
    const inner = diffObjects(old, item, innerOf(field), part, field.retainKeys);
    if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: item[mergeKey] });
  }
  const deleted = !part.deletions ? [] : before.filter((item) => indexOf(after, item, mergeKey) < 0)
    .sort((a, b) => compare(identityOf(a, mergeKey), identityOf(b, mergeKey)))
    .map((item) => ({ [PATCH]: 'delete', [mergeKey]: identityOf(item, mergeKey) }));
  const list = [...changed, ...deleted];
  if (list.length > 0) out[key] = list;
  const order = after.map((item) => ({ [mergeKey]: identityOf(item, mergeKey) }));
  if (order.length > 0 && (list.length > 0 || (part.changes && !sameOrder(before, after, mergeKey)))) out[ELEMENT_ORDER + key] = order;
}

function diffScalars(out: Fields, key: string, before: readonly Json[], after: readonly Json[], part: Part): void {
  const added = part.changes ? after.filter((item) => indexOf(before, item, undefined) < 0) : [];
  const gone = part.deletions ? before.filter((item) => indexOf(after, item, undefined) < 0) : [];
  if (added.length > 0) out[key] = added;
  if (gone.length > 0) out[DELETE_FROM_LIST + key] = gone;
  if (after.length > 0 && (added.length > 0 || gone.length > 0 || (part.changes && !sameOrder(before, after, undefined)))) out[ELEMENT_ORDER + key] = after;
}

/** Whether the items that both have stand in the same order. */
function sameOrder(before: readonly Json[], after: readonly Json[], mergeKey: string | undefined): boolean {
  const places = after.map((item) => indexOf(before, item, mergeKey)).filter((place) => place >= 0);
  return places.every((place, i) => i === 0 || place > (places[i - 1] ?? -1));
}

const compare = (a: Json | undefined, b: Json | undefined): number => {
  const [x, y] = [JSON.stringify(a) ?? '', JSON.stringify(b) ?? ''];
  return x < y ? -1 : x > y ? 1 : 0;
};
