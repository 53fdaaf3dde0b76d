/** Two versions of an object as sets of fields: what is new, what is changed, what is gone. @k8s structured-merge-diff typed/compare.go, typed/tofieldset.go */
import { isList, isObject, jsonEqual, type FieldSchema, type Json, type ObjectSchema } from '../../base/index.ts';
import { itemStep, LEAF, treeNode, type FieldTree } from './fieldTree.ts';

const NO_SCHEMA: ObjectSchema = { field: () => undefined };

type Child = { readonly value: Json | undefined; readonly field: FieldSchema | undefined };

/** Children of a value, by step; undefined for a value that is owned as a whole. */
function childrenOf(value: Json | undefined, field: FieldSchema | undefined, schema: ObjectSchema): ReadonlyMap<string, Child> | undefined {
  if (field?.apply === 'atomic') return undefined;
  if (isObject(value)) {
    const map = field?.shape === 'map';
    const out = new Map<string, Child>();
    for (const key of Object.keys(value)) if (value[key] !== undefined) out.set(`f:${key}`, { value: value[key], field: map ? field.element : schema.field(key) });
    return out;
  }
  if (isList(value) && field !== undefined && (field.apply === 'map' || field.apply === 'set')) {
    return new Map(value.map((item) => [itemStep(item, field), { value: item, field: field.element }]));
  }
  return undefined;
}
const innerOf = (field: FieldSchema | undefined): ObjectSchema => field?.inner ?? NO_SCHEMA;

/** Trees without anything are undefined. `set`: what the writer has set, new or otherwise than before. */
export type Comparison = { readonly set: FieldTree | undefined; readonly gone: FieldTree | undefined };

type Children = ReadonlyMap<string, Child> | undefined;
const stepsOf = (before: Children, after: Children): Iterable<string> =>
  (before === undefined || after === undefined ? (before ?? after)?.keys() ?? [] : new Set([...before.keys(), ...after.keys()]));

/** All of a value that was not there before. */
function added(next: Json, schema: ObjectSchema, field: FieldSchema | undefined): FieldTree {
  const below: [string, FieldTree][] = [];
  for (const [step, { value, field: inner }] of childrenOf(next, field, schema) ?? []) if (value !== undefined) below.push([step, added(value, innerOf(inner), inner)]);
  return treeNode(true, below) ?? LEAF;
}

/** Undefined stands for what is not there; null is there. */
export function compare(old: Json | undefined, next: Json | undefined, schema: ObjectSchema, field?: FieldSchema): Comparison {
  if (old === undefined && next !== undefined) return { set: added(next, schema, field), gone: undefined };
  if (old === next || jsonEqual(old, next)) return { set: undefined, gone: undefined };
  const [before, after] = [childrenOf(old, field, schema), childrenOf(next, field, schema)];
  if ((before?.size ?? 0) === 0 && (after?.size ?? 0) === 0) {
    return next === undefined ? { set: undefined, gone: LEAF } : { set: LEAF, gone: undefined };
  }
  const set: [string, FieldTree][] = [];
  const gone: [string, FieldTree][] = [];
  for (const step of stepsOf(before, after)) {
    const [from, to] = [before?.get(step), after?.get(step)];
    const inner = to?.field ?? from?.field;
    const below = compare(from?.value, to?.value, innerOf(inner), inner);
    if (below.set !== undefined) set.push([step, below.set]);
    if (below.gone !== undefined) gone.push([step, below.gone]);
  }
  return { set: treeNode(old === undefined, set), gone: treeNode(next === undefined, gone) };
}

/** Every field of an applied configuration: leaves, items of lists, and entries of maps. */
export function fieldSet(value: Json | undefined, schema: ObjectSchema, field?: FieldSchema, own = false): FieldTree | undefined {
  const children = childrenOf(value, field, schema);
  if (children === undefined || value === null) return LEAF;
  const items = isList(value) || field?.shape === 'map' || (field === undefined && schema === NO_SCHEMA);
  const below = [...children].flatMap(([step, child]) => {
    const empty = isObject(child.value) && Object.keys(child.value).length === 0;
    const tree = fieldSet(child.value, innerOf(child.field), child.field, items || empty);
    return tree === undefined ? [] : [[step, tree] as const];
  });
  return treeNode(own, below);
}
