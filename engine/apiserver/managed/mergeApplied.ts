/** An applied configuration merged into the live object, and what was applied before taken away. @k8s structured-merge-diff merge/update.go */
import { isList, isObject, type FieldSchema, type Json, type JsonObject, type ObjectSchema } from '../../base/index.ts';
import { isEmptyTree, itemStep, type FieldTree } from './fieldTree.ts';

const NO_SCHEMA: ObjectSchema = { field: () => undefined };

export function mergeApplied(live: JsonObject, applied: JsonObject, schema: ObjectSchema): JsonObject {
  const out: Record<string, Json | undefined> = { ...live };
  for (const key of Object.keys(applied)) {
    const value = applied[key];
    if (value !== undefined) out[key] = mergeValue(live[key], value, schema.field(key));
  }
  return out;
}

function mergeValue(live: Json | undefined, applied: Json, field: FieldSchema | undefined): Json {
  if (field?.apply === 'atomic' || live === undefined) return applied;
  if (isObject(live) && isObject(applied)) {
    if (field?.shape !== 'map') return mergeApplied(live, applied, field?.inner ?? NO_SCHEMA);
    const element = field.element;
    return Object.fromEntries([...Object.entries(live), ...Object.entries(applied).map(([key, value]) => [key, mergeValue(live[key], value ?? null, element)] as const)]);
  }
  if (isList(live) && isList(applied) && (field?.apply === 'map' || field?.apply === 'set')) return mergeItems(live, applied, field);
  return applied;
}

/** Items that are known stay in their place, new ones follow in the order in which they were applied. */
function mergeItems(live: readonly Json[], applied: readonly Json[], field: FieldSchema): readonly Json[] {
  const wanted = new Map(applied.map((item) => [itemStep(item, field), item]));
  const known = new Set(live.map((item) => itemStep(item, field)));
  const merged = live.map((item) => {
    const other = wanted.get(itemStep(item, field));
    return other !== undefined && isObject(item) && isObject(other) ? mergeApplied(item, other, field.inner ?? NO_SCHEMA) : item;
  });
  return [...merged, ...applied.filter((item) => !known.has(itemStep(item, field)))];
}

/** Takes the fields of `gone` out of the object. */
export function withoutFields(object: JsonObject, gone: FieldTree, schema: ObjectSchema): JsonObject {
  return (prune(object, gone, undefined, schema) ?? {}) as JsonObject; // an object stays one
}

function prune(value: Json, gone: FieldTree, field: FieldSchema | undefined, schema: ObjectSchema): Json | undefined {
  if (isEmptyTree(gone)) return undefined;
  if (isObject(value)) {
    const out: Record<string, Json | undefined> = {};
    for (const key of Object.keys(value)) {
      const child = field?.shape === 'map' ? field.element : schema.field(key);
      const [step, inner] = [gone[`f:${key}`], value[key]];
      const left = step === undefined || inner === undefined ? inner : prune(inner, step, child, child?.inner ?? NO_SCHEMA);
      if (left !== undefined) out[key] = left;
    }
    return Object.keys(out).length === 0 && field?.shape === 'map' ? undefined : out;
  }
  if (!isList(value) || field === undefined) return value;
  const left = value.flatMap((item) => {
    const step = gone[itemStep(item, field)];
    if (step === undefined) return [item];
    // An item whose own place goes leaves as a whole.
    if (isEmptyTree(step) || step['.'] !== undefined) return [];
    const kept = prune(item, step, field.element, field.inner ?? NO_SCHEMA);
    return kept === undefined ? [] : [kept];
  });
  return left.length === 0 ? undefined : left;
}
