/**
 * Sets of fields in the form of `fieldsV1`: `{"f:spec":{"f:replicas":{}}}`. `f:` is a field, `k:{…}` an item by its keys, `v:…` an item
 * by its value, `.` the place itself. A place without children is in the set. @k8s structured-merge-diff fieldpath/serialize.go, set.go
 */
import { isObject, type FieldSchema, type Json, type JsonObject } from '../../base/index.ts';

export type FieldTree = { readonly [step: string]: FieldTree };

export const LEAF: FieldTree = {};
export const SELF = '.';
/** A key that the client may leave out. @k8s core/v1 ContainerPort, ServicePort: +default="TCP" */
const KEY_DEFAULTS: { readonly [key: string]: string } = { protocol: 'TCP' };

export const isEmptyTree = (tree: FieldTree): boolean => { for (const _ in tree) return false; return true; };

/** The step to an item of a list that is owned item by item. */
export function itemStep(item: Json, field: FieldSchema): string {
  if (field.apply === 'set' || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = [...field.applyKeys].sort().map((key) => [key, item[key] ?? KEY_DEFAULTS[key]] as const).filter(([, value]) => value !== undefined);
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

/** A place is in a set if it is a leaf of the tree or has `.`. */
const isMember = (tree: FieldTree): boolean => isEmptyTree(tree) || tree[SELF] !== undefined;
const childSteps = (tree: FieldTree): string[] => Object.keys(tree).filter((step) => step !== SELF);

/** The order of `fieldsV1`: the place itself, fields, keys, values. Their first letters are in that order, too. */
const inOrder = (steps: readonly string[]): string[] => [...steps].sort();

/** A node that is in the set or not, with those below it; undefined if nothing is left. */
export function treeNode(member: boolean, children: readonly (readonly [step: string, tree: FieldTree])[]): FieldTree | undefined {
  if (children.length === 0) return member ? LEAF : undefined;
  const [first, second] = children;
  if (first !== undefined && second === undefined) return member ? { [SELF]: LEAF, [first[0]]: first[1] } : { [first[0]]: first[1] };
  const byStep = new Map(children);
  const out: Record<string, FieldTree> = member ? { [SELF]: LEAF } : {};
  for (const step of inOrder([...byStep.keys()])) out[step] = byStep.get(step) ?? LEAF;
  return out;
}

/** What is in one or the other. */
export function union(a: FieldTree, b: FieldTree): FieldTree {
  if (a === b) return a;
  const steps = [...new Set([...childSteps(a), ...childSteps(b)])];
  const children = steps.map((step) => {
    const [mine, other] = [a[step], b[step]];
    return [step, mine === undefined ? other ?? LEAF : other === undefined ? mine : union(mine, other)] as const;
  });
  return treeNode(isMember(a) || isMember(b), children) ?? LEAF;
}

type Children = readonly (readonly [step: string, tree: FieldTree])[];
const mapped = (tree: FieldTree, make: (child: FieldTree, step: string) => FieldTree | undefined): Children => childSteps(tree).flatMap((step) => {
  const child = make(tree[step] ?? LEAF, step);
  return child === undefined ? [] : [[step, child] as const];
});

/** What is in both; undefined if nothing is. */
export const intersection = (a: FieldTree, b: FieldTree): FieldTree | undefined => treeNode(isMember(a) && isMember(b), mapped(a, (child, step) => {
  const other = b[step];
  return other === undefined ? undefined : intersection(child, other);
}));

/** What is in `a` but not in `b`; undefined if nothing is left. Fields below a place that goes stay in the set. */
export const difference = (a: FieldTree, b: FieldTree): FieldTree | undefined => treeNode(isMember(a) && !isMember(b), mapped(a, (child, step) => {
  const other = b[step];
  return other === undefined ? child : difference(child, other);
}));

/** With every place on the way to a field: who owns a field keeps what it is in. @k8s structured-merge-diff merge/update.go addBackOwnedItems */
export const withParents = (tree: FieldTree): FieldTree => (isEmptyTree(tree) ? tree : treeNode(true, mapped(tree, withParents)) ?? LEAF);

/** Paths as error messages print them: `.spec.containers[name="a"].image`. */
export function pathsOf(tree: FieldTree, prefix = ''): string[] {
  const steps = inOrder(childSteps(tree));
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
