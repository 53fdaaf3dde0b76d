/**
 * Sets of fields in the form of `fieldsV1`: `{"f:spec":{"f:replicas":{}}}`. `f:` is a field, `k:{…}` an item by its keys, `v:…` an item
 * by its value, `.` the place itself. A place without children is in the set. @k8s structured-merge-diff fieldpath/serialize.go
 */
import { isList, isObject, jsonEqual, type FieldSchema, type Json, type JsonObject, type ObjectSchema } from '../../base/index.ts';

export type FieldTree = { readonly [step: string]: FieldTree };
type Steps = Record<string, FieldTree>;

const LEAF: FieldTree = {};
const SELF = '.';
/** A key that the client may leave out. @k8s core/v1 ContainerPort, ServicePort: +default="TCP" */
const KEY_DEFAULTS: { readonly [key: string]: string } = { protocol: 'TCP' };

export const isEmptyTree = (tree: FieldTree): boolean => Object.keys(tree).length === 0;

/** The step to an item of a list that is owned item by item. */
export function itemStep(item: Json, field: FieldSchema): string {
  if (field.apply === 'set' || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = [...field.applyKeys].sort().map((key) => [key, item[key] ?? KEY_DEFAULTS[key]] as const).filter(([, value]) => value !== undefined);
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

/** Children of a value, by step; undefined for a value that is owned as a whole. */
export function childrenOf(value: Json | undefined, field: FieldSchema | undefined, schema: ObjectSchema): Map<string, { readonly value: Json; readonly field: FieldSchema | undefined; readonly schema: ObjectSchema }> | undefined {
  if (field?.apply === 'atomic') return undefined;
  if (isObject(value)) {
    const map = field?.shape === 'map';
    return new Map(Object.keys(value).filter((key) => value[key] !== undefined).map((key) => {
      const child = map ? field.element : schema.field(key);
      return [`f:${key}`, { value: value[key] ?? null, field: child, schema: child?.inner ?? NO_SCHEMA }];
    }));
  }
  if (isList(value) && field !== undefined && (field.apply === 'map' || field.apply === 'set')) {
    return new Map(value.map((item) => [itemStep(item, field), { value: item, field: field.element, schema: field.inner ?? NO_SCHEMA }]));
  }
  return undefined;
}
const NO_SCHEMA: ObjectSchema = { field: () => undefined };

/** Lists and maps, and the items of lists, are in the set themselves; structures are not. */
const ownsItself = (step: string, field: FieldSchema | undefined): boolean => step.startsWith('k:') || field?.shape === 'map' || field?.shape === 'list';

/** Every field of the value. `selves`: places with children are in the set, too (updates); an applied configuration has leaves only. */
export function treeOf(value: Json | undefined, schema: ObjectSchema, selves: boolean, field?: FieldSchema, step = ''): FieldTree {
  const children = childrenOf(value, field, schema);
  if (children === undefined || children.size === 0) return LEAF;
  const out: Steps = {};
  if (step.startsWith('k:') || (selves && ownsItself(step, field))) out[SELF] = LEAF;
  for (const [name, child] of children) out[name] = treeOf(child.value, child.schema, selves, child.field, name);
  return out;
}

/** Fields of `next` that are not in `old` or have another value there. */
export function changedFields(old: Json | undefined, next: Json | undefined, schema: ObjectSchema, field?: FieldSchema, step = ''): FieldTree | undefined {
  if (jsonEqual(old, next)) return undefined;
  const [before, after] = [childrenOf(old, field, schema), childrenOf(next, field, schema)];
  if (after === undefined || after.size === 0) return next === undefined ? undefined : LEAF;
  const out: Steps = {};
  if (old === undefined && ownsItself(step, field)) out[SELF] = LEAF;
  for (const [name, child] of after) {
    const changed = changedFields(before?.get(name)?.value, child.value, child.schema, child.field, name);
    if (changed !== undefined) out[name] = changed;
  }
  return isEmptyTree(out) ? undefined : out;
}

/** A place is in a set if it is a leaf of the tree or has `.`. */
const isMember = (tree: FieldTree): boolean => isEmptyTree(tree) || tree[SELF] !== undefined;

export function union(a: FieldTree, b: FieldTree): FieldTree {
  if (a === b) return a;
  const out: Steps = { ...a };
  for (const step of Object.keys(b)) {
    const [mine, other] = [a[step], b[step] as FieldTree]; // a key of b
    out[step] = mine === undefined ? other : union(mine, other);
  }
  if ((isEmptyTree(a) || isEmptyTree(b)) && !isEmptyTree(out)) out[SELF] = LEAF;
  return out;
}

/** What is in both; undefined if nothing is. */
export function intersection(a: FieldTree, b: FieldTree): FieldTree | undefined {
  if (isEmptyTree(a) || isEmptyTree(b)) return isMember(a) && isMember(b) ? LEAF : undefined;
  const out: Steps = {};
  for (const step of Object.keys(a)) {
    const [mine, other] = [a[step], b[step]];
    const both = mine === undefined || other === undefined ? undefined : intersection(mine, other);
    if (both !== undefined) out[step] = both;
  }
  return isEmptyTree(out) ? undefined : out;
}

/** What is in `a` but not in `b`; undefined if nothing is left. */
export function difference(a: FieldTree, b: FieldTree): FieldTree | undefined {
  if (isEmptyTree(a)) return isMember(b) ? undefined : LEAF;
  const out: Steps = {};
  for (const step of Object.keys(a)) {
    const [mine, other] = [a[step] as FieldTree, b[step]]; // a key of a
    const left = other === undefined ? mine : difference(mine, other);
    if (left !== undefined) out[step] = left;
  }
  return isEmptyTree(out) ? undefined : out;
}

/** Paths as error messages print them: `.spec.containers[name="a"].image`. */
export function pathsOf(tree: FieldTree, prefix = ''): string[] {
  const steps = Object.keys(tree).filter((step) => step !== SELF).sort();
  if (steps.length === 0) return [prefix];
  const own = tree[SELF] === undefined || prefix === '' ? [] : [prefix];
  return [...own, ...steps.flatMap((step) => pathsOf(tree[step] ?? LEAF, prefix + printed(step)))];
}
function printed(step: string): string {
  const text = step.slice(2);
  if (step.startsWith('f:')) return `.${text}`;
  if (step.startsWith('v:')) return `[=${text}]`;
  const keys = JSON.parse(text) as JsonObject; // made by itemStep
  return `[${Object.keys(keys).sort().map((key) => `${key}=${JSON.stringify(keys[key])}`).join(',')}]`;
}
