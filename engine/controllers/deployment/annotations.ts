/** What a Deployment notes on its ReplicaSets. */
import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { maxSurge, replicasOf } from './arithmetic.ts';

const PREFIX = 'deployment.kubernetes.io/';
export const REVISION = `${PREFIX}revision`;
const HISTORY = `${PREFIX}revision-history`;
const DESIRED = `${PREFIX}desired-replicas`;
const MAX = `${PREFIX}max-replicas`;
const NOT_COPIED: readonly string[] = ['kubectl.kubernetes.io/last-applied-configuration', REVISION, HISTORY, DESIRED, MAX, 'deprecated.deployment.rollback.revision'];
const HISTORY_LIMIT = 2000;

type Annotations = { readonly [key: string]: string };
const annotationsOf = (object: Deployment | ReplicaSet): Annotations => object.metadata?.annotations ?? {};
const whole = (text: string | undefined): number | undefined => (text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined);

export const revisionOf = (object: Deployment | ReplicaSet): number => whole(annotationsOf(object)[REVISION]) ?? 0;
export const desiredReplicas = (set: ReplicaSet): number | undefined => whole(annotationsOf(set)[DESIRED]);
export const maxReplicas = (set: ReplicaSet): number | undefined => whole(annotationsOf(set)[MAX]);
export const maxRevision = (sets: readonly ReplicaSet[]): number => Math.max(0, ...sets.map(revisionOf));

export const withAnnotations = <T extends Deployment | ReplicaSet>(object: T, annotations: Annotations): T =>
  ({ ...object, metadata: { ...object.metadata, annotations } });

/** What the new ReplicaSet should carry, or undefined if it does. `isNew`: it is about to be made. */
export function newSetAnnotations(deployment: Deployment, set: ReplicaSet, revision: number, isNew: boolean): Annotations | undefined {
  const out: { [key: string]: string } = { ...annotationsOf(set) };
  for (const [key, text] of Object.entries(annotationsOf(deployment))) if (!NOT_COPIED.includes(key)) out[key] = text;
  const old = out[REVISION];
  if ((whole(old) ?? 0) < revision) {
    out[REVISION] = String(revision);
    // Rolled back to: its earlier numbers are kept, as far as there is room.
    if (old !== undefined) out[HISTORY] = history(out[HISTORY], old);
  }
  if (isNew) Object.assign(out, replicasAnnotations(deployment));
  return sameAnnotations(out, annotationsOf(set)) ? undefined : out;
}

function history(kept: string | undefined, old: string): string {
  if (kept === undefined || kept === '') return old;
  const numbers = [...kept.split(','), old];
  while (numbers.join(',').length > HISTORY_LIMIT) numbers.shift();
  return numbers.join(',');
}

/** Sizes that proportional scaling starts from. */
export const replicasAnnotations = (deployment: Deployment): Annotations =>
  ({ [DESIRED]: String(replicasOf(deployment)), [MAX]: String(replicasOf(deployment) + maxSurge(deployment)) });

export const hasReplicasAnnotations = (set: ReplicaSet, deployment: Deployment): boolean =>
  Object.entries(replicasAnnotations(deployment)).every(([key, text]) => annotationsOf(set)[key] === text);

const sameAnnotations = (a: Annotations, b: Annotations): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, text]) => b[key] === text);
