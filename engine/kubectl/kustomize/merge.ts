/** Strategic merge as kustomize does it: new items of a list come first. @k8s kustomize/kyaml/yaml/merge2 */
import { findByKind, schemaOf } from '../../api/index.ts';
import { innerOf, isList, isObject, UNTYPED } from '../../base/index.ts';
import type { FieldSchema, Json, JsonObject, ObjectSchema } from '../../base/index.ts';
import { textAt } from '../objects.ts';

export function schemaFor(object: JsonObject): ObjectSchema {
  const definition = findByKind(textAt(object, 'apiVersion'), textAt(object, 'kind'))?.definition;
  return definition === undefined ? UNTYPED : schemaOf(definition);
}

/** Undefined: the patch deletes the object. */
export function mergeObject(patch: JsonObject, into: JsonObject, schema: ObjectSchema): JsonObject | undefined {
  const { $patch: directive, ...changes } = patch;
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return changes;
  const out: { [key: string]: Json } = {};
  for (const key of [...Object.keys(into), ...Object.keys(changes).filter((each) => into[each] === undefined)]) {
    const [before, change] = [into[key], changes[key]];
    const next = change === undefined ? before : mergeValue(change, before, schema.field(key));
    if (next !== undefined) out[key] = next;
  }
  return out;
}

function mergeValue(change: Json, before: Json | undefined, field: FieldSchema | undefined): Json | undefined {
  if (change === null) return undefined;
  if (isObject(change)) return mergeObject(change, isObject(before) ? before : {}, innerOf(field));
  if (isList(change) && field?.shape === 'list' && field.merge) {
    const old = isList(before) ? before : [];
    return field.mergeKey === undefined ? [...new Set([...change, ...old])] : mergeLists(change, old, field.mergeKey, innerOf(field));
  }
  return change;
}

/** Items with the same key are one; those of the patch come first. */
function mergeLists(changes: readonly Json[], before: readonly Json[], key: string, schema: ObjectSchema): Json[] {
  const given = changes.filter(isObject);
  if (given.some((each) => each['$patch'] === 'replace')) return given.filter((each) => each['$patch'] !== 'replace');
  const keyOf = (item: Json): Json | undefined => (isObject(item) ? item[key] : undefined);
  const used = new Set<Json>();
  const out: Json[] = [];
  for (const change of given) {
    const old = before.find((each) => keyOf(each) !== undefined && keyOf(each) === keyOf(change));
    if (old !== undefined) used.add(old);
    const merged = mergeObject(change, isObject(old) ? old : {}, schema);
    if (merged !== undefined) out.push(merged);
  }
  return [...out, ...before.filter((each) => !used.has(each))];
}
