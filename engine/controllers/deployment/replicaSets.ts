/** Order and choice among a Deployment's ReplicaSets. */
import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { isDeleting, nameOf, uidOf } from '../owners.ts';
import { revisionOf } from './annotations.ts';
import { replicasOf } from './arithmetic.ts';
import { sameTemplate } from './template.ts';

const bornAt = (set: ReplicaSet): string => set.metadata?.creationTimestamp ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Oldest first; of one second, by name. */
export const byAge = (a: ReplicaSet, b: ReplicaSet): number => compare(bornAt(a), bornAt(b)) || compare(nameOf(a), nameOf(b));
export const isActiveSet = (set: ReplicaSet): boolean => replicasOf(set) > 0;

/** The oldest with the Deployment's template, so that of two equal ones always the same is taken. */
export function findNewSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  let oldest: ReplicaSet | undefined;
  for (const set of sets) {
    if (sameTemplate(set.spec?.template, deployment.spec?.template) && (oldest === undefined || byAge(set, oldest) < 0)) oldest = set;
  }
  return oldest;
}

/** Oldest first. */
export function oldSetsOf(sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined): readonly ReplicaSet[] {
  const old = sets.filter((set) => newSet === undefined || uidOf(set) !== uidOf(newSet));
  return old.length < 2 ? old : old.sort(byAge);
}

/** The one that takes all of a change of scale: the only active one, or the newest if none is. Undefined if several are. */
export function activeOrLatest(newSet: ReplicaSet | undefined, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  const active = [...old, ...(newSet === undefined ? [] : [newSet])].filter(isActiveSet);
  if (active.length === 0) return newSet ?? old.toSorted(byAge).at(-1);
  return active.length === 1 ? active[0] : undefined;
}

/** Old sets beyond the history limit that hold nothing any more, lowest revision first. */
export function surplusSets(deployment: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = deployment.spec?.revisionHistoryLimit;
  if (limit === undefined || limit === 2147483647) return [];
  const cleanable = old.filter((set) => !isDeleting(set)).toSorted((a, b) => revisionOf(a) - revisionOf(b) || byAge(a, b));
  return cleanable.slice(0, Math.max(0, cleanable.length - limit)).filter((set) => (set.status?.replicas ?? 0) === 0 && replicasOf(set) === 0
    && (set.metadata?.generation ?? 0) <= (set.status?.observedGeneration ?? 0));
}
