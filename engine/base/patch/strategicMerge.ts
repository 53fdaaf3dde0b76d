/** Strategic merge patch: lists merge by key, `$patch` and its like direct. @k8s apimachinery/pkg/util/strategicpatch/patch.go */
import type { Json, JsonObject } from '../json.ts';
import { asResult, DELETE_FROM_LIST, ELEMENT_ORDER, PATCH, PatchFault, RETAIN_KEYS, type PatchResult } from './directives.ts';
import { identityOf, indexOf, orderItems } from './elementOrder.ts';
import { isList, isObject, jsonEqual } from './equal.ts';
import { goText } from './goText.ts';
import { innerOf, type FieldSchema, type ObjectSchema } from './schema.ts';

/** How two documents are merged: a patch into an object, or (three-way) one patch into another, directives kept. */
type Mode = { readonly keepDirectives: boolean };
type Fields = Record<string, Json | undefined>;

export const applyStrategicPatch = (target: JsonObject, patch: JsonObject, schema: ObjectSchema): PatchResult<JsonObject> =>
  asResult(() => mergeObjects(target, patch, schema, { keepDirectives: false }));

/** Both patches in one; where they disagree the second wins. */
export const joinStrategicPatches = (first: JsonObject, second: JsonObject, schema: ObjectSchema): JsonObject =>
  mergeObjects(first, second, schema, { keepDirectives: true });

function mergeObjects(target: JsonObject, patch: JsonObject, schema: ObjectSchema, mode: Mode): JsonObject {
  const directive = mode.keepDirectives ? undefined : patch[PATCH];
  if (directive === 'replace') return clean(without(patch, PATCH), schema);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') throw new PatchFault(`unknown patch type: ${JSON.stringify(directive)}`);
  const out: Fields = { ...retained(target, patch, mode) };
  for (const key of Object.keys(patch)) {
    if (!mode.keepDirectives && (key === PATCH || key === RETAIN_KEYS)) continue;
    if (!mode.keepDirectives && (key.startsWith(ELEMENT_ORDER) || key.startsWith(DELETE_FROM_LIST))) continue;
    mergeField(out, key, patch[key], schema.field(key), mode);
  }
  if (!mode.keepDirectives) finishLists(out, target, patch, schema);
  return out;
}

function mergeField(out: Fields, key: string, value: Json | undefined, field: FieldSchema | undefined, mode: Mode): void {
  const old = out[key];
  if (value === undefined) return;
  if (value === null) {
    if (mode.keepDirectives) out[key] = null; else delete out[key];
  } else if (isObject(value) && field?.replace === true) out[key] = value;
  else if (isObject(value) && isObject(old)) out[key] = mergeObjects(old, value, innerOf(field), mode);
  else if (isList(value) && isList(old) && field?.merge === true) out[key] = mergeLists(old, value, field, mode);
  else if (mode.keepDirectives) out[key] = value;
  else if (isObject(value)) out[key] = mergeObjects({}, value, innerOf(field), mode);
  else if (isList(value) && field?.merge === true) out[key] = mergeLists([], value, field, mode);
  else out[key] = value;
}

/** `$retainKeys`: only what it lists survives. */
function retained(target: JsonObject, patch: JsonObject, mode: Mode): JsonObject {
  const keep = patch[RETAIN_KEYS];
  if (mode.keepDirectives || keep === undefined) return target;
  if (!isList(keep)) throw new PatchFault('invalid patch format of retainKeys');
  for (const key of Object.keys(patch)) {
    if (patch[key] !== null && !key.startsWith('$') && !keep.includes(key)) throw new PatchFault("patch contains fields not in its '$retainKeys' list");
  }
  return Object.fromEntries(Object.entries(target).filter(([key]) => keep.includes(key)));
}

const without = (object: JsonObject, key: string): JsonObject => { const { [key]: _, ...rest } = object; return rest; };
/** A value that is taken over whole may still hold directives. */
const clean = (object: JsonObject, schema: ObjectSchema): JsonObject => mergeObjects({}, object, schema, { keepDirectives: false });

function mergeLists(old: readonly Json[], patch: readonly Json[], field: FieldSchema, mode: Mode): readonly Json[] {
  const { mergeKey } = field;
  if (mergeKey === undefined) {
    const added = patch.filter((item) => !old.some((other) => jsonEqual(other, item)));
    return orderItems([...old, ...added], patch, old, undefined);
  }
  const { items, kept } = mode.keepDirectives ? { items: patch, kept: old } : direct(old, patch, mergeKey);
  const merged: Json[] = [...kept];
  for (const item of items) {
    if (!isObject(item)) throw new PatchFault('expected a list of objects');
    requireKey(item, mergeKey);
    const at = indexOf(merged, item, mergeKey);
    const known = merged[at];
    if (at < 0) merged.push(mode.keepDirectives ? item : clean(item, innerOf(field)));
    else if (isObject(known)) merged[at] = mergeObjects(known, item, innerOf(field), mode);
  }
  return orderItems(merged, items, old, mergeKey);
}

function requireKey(item: JsonObject, mergeKey: string): void {
  if (item[mergeKey] === undefined) throw new PatchFault(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
}
/** Takes `$patch: delete` and `$patch: replace` items out of the patch and obeys them. */
function direct(old: readonly Json[], patch: readonly Json[], mergeKey: string): { items: readonly Json[]; kept: readonly Json[] } {
  let kept = old;
  const items: Json[] = [];
  let replace = false;
  for (const item of patch) {
    const directive = isObject(item) ? item[PATCH] : undefined;
    if (directive === undefined || !isObject(item)) { items.push(item); continue; }
    if (directive === 'delete') {
      requireKey(item, mergeKey);
      kept = kept.filter((other) => !jsonEqual(identityOf(other, mergeKey), item[mergeKey]));
    } else if (directive === 'replace') {
      replace = true;
      if (Object.keys(item).length > 1) items.push(without(item, PATCH));
    } else if (directive === 'merge') items.push(without(item, PATCH));
    else throw new PatchFault(`unknown patch type: ${JSON.stringify(directive)}`);
  }
  return { items, kept: replace ? [] : kept };
}

/** `$deleteFromPrimitiveList/x` and `$setElementOrder/x`, after the lists have their items. */
function finishLists(out: Fields, target: JsonObject, patch: JsonObject, schema: ObjectSchema): void {
  for (const key of Object.keys(patch)) {
    const gone = patch[key];
    if (!key.startsWith(DELETE_FROM_LIST) || !isList(gone)) continue;
    const name = key.slice(DELETE_FROM_LIST.length);
    const list = out[name];
    if (isList(list)) out[name] = list.filter((item) => !gone.some((other) => jsonEqual(other, item)));
  }
  for (const key of Object.keys(patch)) {
    const order = patch[key];
    if (!key.startsWith(ELEMENT_ORDER) || !isList(order)) continue;
    const name = key.slice(ELEMENT_ORDER.length);
    const [list, before] = [out[name], target[name]];
    if (isList(list)) out[name] = orderItems(list, order, isList(before) ? before : [], schema.field(name)?.mergeKey);
  }
}
