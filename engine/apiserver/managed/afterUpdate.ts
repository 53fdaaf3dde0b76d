/** Managers after a write that was no server-side apply. @k8s structured-merge-diff merge/update.go Update, managedfields/internal/managedfieldsupdater.go */
import type { KindDefinition, KubeObject } from '../../api/index.ts';
import { isObject, type Json, type JsonObject } from '../../base/index.ts';
import { asJson } from '../respond.ts';
import { rfc3339 } from '../times.ts';
import { inVersion, schemaOfKind } from '../view.ts';
import { zeroObject } from '../zeroObject.ts';
import { compare, type Comparison } from './compare.ts';
import { difference, LEAF, union, type FieldTree } from './fieldTree.ts';
import { capped, sorted } from './managers.ts';
import type { KindIn } from './ownership.ts';

export type Manager = {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldTree;
};
export type Write = {
  /** The version that the client spoke. */
  readonly kind: KindDefinition;
  /** Stored forms. */
  readonly old: KubeObject | undefined;
  readonly claimed: KubeObject;
  readonly by: Omit<Manager, 'fields' | 'time'>;
  /** Milliseconds: most are never printed. */
  readonly at: number;
};

/** @k8s managedfields/internal/stripmeta.go */
const UNOWNED = new Set(['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion']);
/** Set by deletions only, which have no manager. */
const DELETION = new Set(['deletionTimestamp', 'deletionGracePeriodSeconds']);

/** The part of an object that can be owned. */
export function ownable(object: KubeObject): JsonObject {
  const { apiVersion: _, kind: __, metadata = {}, ...rest } = asJson(object);
  const meta: { [field: string]: Json | undefined } = {};
  if (isObject(metadata)) for (const field of Object.keys(metadata)) if (!UNOWNED.has(field) && !DELETION.has(field)) meta[field] = metadata[field];
  return { ...rest, metadata: meta };
}

/** Fields that a place does not write, whatever the client sends. @k8s GetResetFields of the strategies */
export function withoutReset(object: JsonObject, kind: KindDefinition, subresource: string): JsonObject {
  const { status: _, ...rest } = object;
  if (subresource === 'status') { const { spec: __, ...status } = object; return status; }
  return subresource === '' && kind.subresources.some(({ name }) => name === 'status') ? rest : object;
}

/** Two versions of an object, as one API version sees them. */
export function compareIn(kind: KindDefinition, old: KubeObject | undefined, next: KubeObject, subresource: string): Comparison {
  const seen = (object: KubeObject): JsonObject => {
    const shown = inVersion(kind, object);
    return withoutReset(ownable(kind.wire?.(shown) ?? shown), kind, subresource);
  };
  const before = old === undefined ? withoutReset({ ...zeroObject(kind), metadata: {} }, kind, subresource) : seen(old);
  const { set, gone } = compare(before, seen(next), schemaOfKind(kind));
  return { set: withoutMetadataItself(set), gone: withoutMetadataItself(gone) };
}

/** `metadata` as a whole belongs to nobody. */
function withoutMetadataItself(tree: FieldTree | undefined): FieldTree | undefined {
  return tree?.['f:metadata'] === undefined ? tree : difference(tree, { 'f:metadata': LEAF });
}

const same = (a: Write['by'], b: Write['by']): boolean =>
  a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource && a.apiVersion === b.apiVersion;

/** Managers without the fields that somebody else has set, or that are gone. */
export function withoutTaken(list: readonly Manager[], comparisonFor: (entry: Manager) => Comparison | undefined): readonly Manager[] {
  return list.flatMap((entry) => {
    const comparison = comparisonFor(entry);
    if (comparison === undefined) return []; // a version that is served no longer
    const { set, gone } = comparison;
    const left = set === undefined ? entry.fields : difference(entry.fields, set);
    const fields = left === undefined || gone === undefined ? left : difference(left, gone);
    return fields === undefined ? [] : [{ ...entry, fields }];
  });
}

/** Comparisons by API version, each made once. */
export function comparisons(kind: KindDefinition, apiVersion: string, own: Comparison, kindIn: KindIn, make: (kind: KindDefinition) => Comparison): (entry: Manager) => Comparison | undefined {
  const made = new Map<string, Comparison | undefined>([[apiVersion, own]]);
  return (entry) => {
    if (!made.has(entry.apiVersion)) {
      const other = kindIn(entry.apiVersion, kind.kind);
      made.set(entry.apiVersion, other === undefined ? undefined : make(other));
    }
    return made.get(entry.apiVersion);
  };
}

/** What the writer set is its own now; what is gone belongs to nobody. */
export function afterUpdate({ kind, old, claimed, by, at }: Write, before: readonly Manager[], kindIn: KindIn): readonly Manager[] {
  const own = compareIn(kind, old, claimed, by.subresource);
  const others = withoutTaken(before, comparisons(kind, by.apiVersion, own, kindIn, (other) => compareIn(other, old, claimed, by.subresource)));
  if (own.set === undefined) return others;
  const mine = others.find((entry) => same(entry, by));
  const fields = mine === undefined ? own.set : union(mine.fields, own.set);
  return sorted(capped([...others.filter((entry) => entry !== mine), { ...by, time: rfc3339(at), fields }]));
}
