/** What a Deployment notes on its ReplicaSets. */
import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { maxSurge, replicasOf } from './arithmetic.ts';

const PREFIX = 'deployment.kubernetes.io/';
/** Left by clients of older APIs. @k8s api/apps/v1 DeprecatedRollbackTo */
export const ROLLBACK_TO = 'deprecated.deployment.rollback.revision';
export const REVISION = `${PREFIX}revision`;
const HISTORY = `${PREFIX}revision-history`;
const DESIRED = `${PREFIX}desired-replicas`;
const MAX = `${PREFIX}max-replicas`;
const NOT_COPIED: readonly string[] = ['kubectl.kubernetes.io/last-applied-configuration', REVISION, HISTORY, DESIRED, MAX, ROLLBACK_TO];
const HISTORY_LIMIT = 2000;

type Annotations = { readonly [key: string]: string };
const annotationsOf = (object: Deployment | ReplicaSet): Annotations => object.metadata?.annotations ?? {};
const whole = (text: string | undefined): number | undefined => (text !== undefined && /^[-+]?\d+$/.test(text) ? Number(text) : undefined);
const MOST = 2 ** 31 - 1;
/** A number of pods; anything else is as good as nothing. */
const size = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) && Number(text) <= MOST ? Number(text) : undefined);

export const revisionOf = (object: Deployment | ReplicaSet): number => whole(annotationsOf(object)[REVISION]) ?? 0;
export const desiredReplicas = (set: ReplicaSet): number | undefined => size(annotationsOf(set)[DESIRED]);
export const maxReplicas = (set: ReplicaSet): number | undefined => size(annotationsOf(set)[MAX]);
export const maxRevision = (sets: readonly ReplicaSet[]): number => Math.max(0, ...sets.map(revisionOf));

export const withAnnotations = <T extends Deployment | ReplicaSet>(object: T, annotations: Annotations): T =>
  ({ ...object, metadata: { ...object.metadata, annotations } });

/** What the new ReplicaSet should carry, or undefined if it does. `isNew`: it is about to be made. */
export function newSetAnnotations(deployment: Deployment, set: ReplicaSet, revision: number, isNew: boolean): Annotations | undefined {
  if (!isNew && carriesAll(annotationsOf(deployment), annotationsOf(set), revision)) return undefined;
  const out: { [key: string]: string } = { ...annotationsOf(set) };
  for (const [key, text] of Object.entries(annotationsOf(deployment))) if (!NOT_COPIED.includes(key)) out[key] = text;
  const old = out[REVISION];
  // What somebody else wrote there is left alone, with all the rest.
  if (old !== undefined && old !== '' && whole(old) === undefined) return undefined;
  if ((whole(old) ?? 0) < revision) {
    out[REVISION] = String(revision);
    // Rolled back to: its earlier numbers are kept, as far as there is room.
    if (old !== undefined) out[HISTORY] = history(out[HISTORY], old);
  }
  if (isNew) Object.assign(out, replicasAnnotations(deployment));
  return sameAnnotations(out, annotationsOf(set)) ? undefined : out;
}

/** The usual case, found without making anything. */
function carriesAll(wanted: Annotations, own: Annotations, revision: number): boolean {
  for (const key in wanted) if (own[key] !== wanted[key] && !NOT_COPIED.includes(key)) return false;
  return (whole(own[REVISION]) ?? 0) >= revision;
}

function history(kept: string | undefined, old: string): string {
  if (kept === undefined || kept === '') return old;
  const numbers = kept.split(',');
  let length = kept.length + old.length + 1;
  let start = 0;
  for (; length > HISTORY_LIMIT && start < numbers.length; start++) length -= (numbers[start] ?? '').length + 1;
  return length > HISTORY_LIMIT ? kept : [...numbers.slice(start), old].join(',');
}

/** Of the newest but one: what an undo without a number goes back to. */
export function lastRevision(sets: readonly ReplicaSet[]): number {
  let [most, second] = [0, 0];
  for (const revision of sets.map(revisionOf)) {
    if (revision >= most) [second, most] = [most, revision];
    else second = Math.max(second, revision);
  }
  return second;
}

/** The Deployment's annotations as they were when the set was made; its own bookkeeping stays. */
export const rolledBackAnnotations = (deployment: Deployment, set: ReplicaSet): Annotations => Object.fromEntries([
  ...Object.entries(annotationsOf(deployment)).filter(([key]) => NOT_COPIED.includes(key)),
  ...Object.entries(annotationsOf(set)).filter(([key]) => !NOT_COPIED.includes(key)),
]);

/** Sizes that proportional scaling starts from. */
export const replicasAnnotations = (deployment: Deployment): Annotations =>
  ({ [DESIRED]: String(replicasOf(deployment)), [MAX]: String(replicasOf(deployment) + maxSurge(deployment)) });

export const hasReplicasAnnotations = (set: ReplicaSet, deployment: Deployment): boolean =>
  Object.entries(replicasAnnotations(deployment)).every(([key, text]) => annotationsOf(set)[key] === text);

const sameAnnotations = (a: Annotations, b: Annotations): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, text]) => b[key] === text);

/** The revision that an older client asked to go back to; 0 is the one before. */
export const rollbackTo = (deployment: Deployment): number | undefined => whole(annotationsOf(deployment)[ROLLBACK_TO]);
