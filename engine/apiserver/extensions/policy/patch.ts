/** What expressions of mutating policies give, applied to an object. @k8s apiserver/pkg/admission/plugin/policy/mutating/patch/{smd,json_patch}.go */
import type { KindDefinition, KubeObject } from '../../../api/index.ts';
import { applyJsonPatch, isList, isObject, type FieldSchema, type Json, type JsonObject, type JsonPatchOperation, type ObjectSchema } from '../../../base/index.ts';
import { jsonValue, messageName } from '../../../cel/index.ts';
import { mergeApplied } from '../../managed/mergeApplied.ts';
import { schemaOfKind } from '../../view.ts';

export type Patched = { readonly ok: true; readonly object: KubeObject } | { readonly ok: false; readonly error: string };
const refuse = (error: string): Patched => ({ ok: false, error });

const finished = (kind: KindDefinition, json: JsonObject): Patched => ({ ok: true, object: kind.defaults(json as KubeObject) }); // it was one before

export function applyConfiguration(kind: KindDefinition, object: KubeObject, value: unknown): Patched {
  const mismatch = wrongName(value, 'Object');
  if (mismatch !== undefined) return refuse(`type mismatch: ${mismatch}`);
  const patch = jsonValue(value);
  if (!isObject(patch)) return refuse('unsupported return type from ApplyConfiguration expression: null_type');
  const schema = schemaOfKind(kind);
  const atomic = atomics(patch, schema, '');
  if (atomic.length > 0) return refuse(`error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.join(', ')}`);
  return finished(kind, mergeApplied(object as JsonObject, patch, schema)); // objects are JSON
}

/** Each literal must be named after its place: `Object.spec` below `spec`. @k8s apiserver/pkg/cel/mutation/dynamic/objects.go */
function wrongName(value: unknown, expected: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => wrongName(item, expected)).find((found) => found !== undefined);
  const name = messageName(value);
  if (name === undefined) return undefined;
  if (name !== expected) return `unexpected type name ${JSON.stringify(name)}, expected ${JSON.stringify(expected)}, which matches field name path from root Object type`;
  for (const [field, inner] of Object.entries(value)) {
    const found = wrongName(inner, `${expected}.${field}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function atomics(patch: JsonObject, schema: ObjectSchema, path: string): string[] {
  return Object.keys(patch).sort().flatMap((key) => {
    const field = schema.field(key);
    const value = patch[key];
    return value === undefined ? [] : atomicAt(value, field, `${path}.${key}`);
  });
}
function atomicAt(value: Json, field: FieldSchema | undefined, path: string): string[] {
  if (field?.apply === 'atomic' && (isList(value) || isObject(value))) return [path];
  const inner = field?.inner;
  if (inner === undefined) return [];
  if (isList(value)) return value.flatMap((item, index) => (isObject(item) ? atomics(item, inner, `${path}[${index}]`) : []));
  return isObject(value) && field?.shape === 'object' ? atomics(value, inner, path) : [];
}

export function jsonPatch(kind: KindDefinition, object: KubeObject, value: unknown): Patched {
  const operations = jsonValue(value);
  if (!isList(operations)) return refuse('type mismatch: JSONPatchType.expression should evaluate to array');
  const patched = applyJsonPatch(object as JsonObject, operations as unknown as readonly JsonPatchOperation[]); // unknown words are refused; objects are JSON
  if (patched.ok) return finished(kind, patched.value as JsonObject); // an object stays one
  // A test that fails means that nothing is to be done.
  return /test/i.test(patched.error) ? { ok: true, object } : refuse(`JSON Patch: ${patched.error}`);
}
