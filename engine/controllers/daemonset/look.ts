/** What a sync needs to know of a node's pods, found out once for each change. */
import { type DaemonSet, type Pod } from '../../api/index.ts';
import { isDeleting } from '../owners.ts';
import { readySince } from '../pods.ts';
import { REVISION_LABEL } from '../revisions.ts';
import type { Verdict } from './placement.ts';

/** `since`: ready since, in milliseconds; undefined if it is not. */
export type Seen = { readonly pod: Pod; readonly since: number | undefined; readonly updated: boolean };
export type Look = {
  /** Nothing is to be made or deleted there, whatever the time. */
  readonly settled: boolean;
  /** The oldest: what the status counts. */
  readonly first: Seen | undefined;
  /** Of those that are not being deleted: made from the present template, and from an earlier one. */
  readonly fresh: Seen | undefined;
  readonly old: Seen | undefined;
  /** More than one of a kind. */
  readonly excess: boolean;
};

const GENERATION_ANNOTATION = 'deprecated.daemonset.template.generation';
export const GENERATION_LABEL = 'pod-template-generation';

/** A whole number, if the annotation holds one. @k8s pkg/controller/daemon/util/daemonset_util.go GetTemplateGeneration */
export function templateGeneration(set: DaemonSet): string | undefined {
  const text = set.metadata?.annotations?.[GENERATION_ANNOTATION] ?? '';
  return /^[+-]?\d+$/.test(text) ? String(BigInt(text.replace('+', ''))) : undefined;
}

/** Made from the present template. @k8s pkg/controller/daemon/util/daemonset_util.go IsPodUpdated */
function isUpdated(pod: Pod, hash: string, generation: string | undefined): boolean {
  const labels = pod.metadata?.labels;
  return labels?.[REVISION_LABEL] === hash || (generation !== undefined && labels?.[GENERATION_LABEL] === generation);
}

const hasEnded = ({ status }: Pod): boolean => status?.phase === 'Failed' || status?.phase === 'Succeeded';

export function lookAt(pods: readonly Pod[], { runs, stays }: Verdict, hash: string, generation: string | undefined): Look {
  const [only] = pods;
  if (only === undefined) return { settled: !runs, first: undefined, fresh: undefined, old: undefined, excess: false };
  const seen = pods.map((pod): Seen => ({ pod, since: readySince(pod), updated: isUpdated(pod, hash, generation) }));
  const present = seen.filter(({ pod }) => !isDeleting(pod));
  const fresh = present.filter(({ updated }) => updated);
  const old = present.filter(({ updated }) => !updated);
  return {
    settled: stays && pods.length === 1 && present.length === 1 && !hasEnded(only),
    first: seen[0], fresh: fresh[0], old: old[0], excess: fresh.length > 1 || old.length > 1,
  };
}

/** @k8s pkg/api/v1/pod/util.go IsPodAvailable */
export const isAvailable = ({ since }: Seen, minReadySeconds: number, now: number): boolean =>
  since !== undefined && (minReadySeconds === 0 || since + minReadySeconds * 1000 <= now);
