/** Which old pods go, and where new ones come beside them. @k8s pkg/controller/daemon/update.go rollingUpdate */
import { isPodAvailable, type DaemonSet, type Pod } from '../../api/index.ts';
import { isDeleting } from '../owners.ts';
import { scaled } from '../percent.ts';
import { REVISION_LABEL } from '../revisions.ts';
import type { Place } from './board.ts';
import { minReadyOf, surgeOf } from './manage.ts';

export type Roll = { readonly create: readonly string[]; readonly remove: readonly Pod[] };

const GENERATION_ANNOTATION = 'deprecated.daemonset.template.generation';
export const GENERATION_LABEL = 'pod-template-generation';

/** A whole number, if the annotation holds one. @k8s pkg/controller/daemon/util/daemonset_util.go GetTemplateGeneration */
export function templateGeneration(set: DaemonSet): string | undefined {
  const text = set.metadata?.annotations?.[GENERATION_ANNOTATION] ?? '';
  return /^[+-]?\d+$/.test(text) ? String(BigInt(text.replace('+', ''))) : undefined;
}

/** Made from the present template. */
export function isUpdated(pod: Pod, hash: string, generation: string | undefined): boolean {
  const labels = pod.metadata?.labels;
  return labels?.[REVISION_LABEL] === hash || (generation !== undefined && labels?.[GENERATION_LABEL] === generation);
}

type Pair = { readonly place: Place; readonly newPod: Pod | undefined; readonly oldPod: Pod | undefined };

/** At most one pod of each kind on a node; undefined where there are more, which is not ours to settle. */
function pairOn(place: Place, hash: string, generation: string | undefined): Pair | undefined {
  const present = place.pods.filter((pod) => !isDeleting(pod));
  const fresh = present.filter((pod) => isUpdated(pod, hash, generation));
  const old = present.filter((pod) => !isUpdated(pod, hash, generation));
  return fresh.length > 1 || old.length > 1 ? undefined : { place, newPod: fresh[0], oldPod: old[0] };
}

export type Limits = { readonly surge: number; readonly unavailable: number };

/** Shares are of the nodes that should have a pod, and rounded up. If both are 0, one may be missing, or nothing could ever move. */
export function limitsOf(set: DaemonSet, wanted: number): Limits {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const surge = surgeOf(set, wanted);
  const unavailable = type === 'RollingUpdate' ? scaled(rollingUpdate?.maxUnavailable, wanted, true) : 0;
  return { surge, unavailable: wanted > 0 && surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export function planRoll(set: DaemonSet, hash: string, all: Iterable<Place>, now: number): Roll {
  const places = [...all].filter(({ pods, verdict }) => pods.length > 0 || verdict.runs);
  const wanted = places.filter(({ verdict }) => verdict.runs).length;
  const generation = templateGeneration(set);
  const limits = limitsOf(set, wanted);
  const available = (pod: Pod): boolean => isPodAvailable(pod, minReadyOf(set), now);
  const pairs = places.map((place) => pairOn(place, hash, generation));
  return limits.surge === 0 ? replaceInPlace(pairs, limits.unavailable, available) : surge(pairs, limits.surge, wanted, available);
}

/** Old pods that are not available go anyway; of the others as many as may be missing. Their successors are made in the next sync. */
function replaceInPlace(pairs: readonly (Pair | undefined)[], maxUnavailable: number, available: (pod: Pod) => boolean): Roll {
  let unavailable = 0;
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  for (const pair of pairs) {
    if (pair === undefined || (pair.oldPod === undefined) === (pair.newPod === undefined)) unavailable++;
    else if (pair.newPod !== undefined) unavailable += available(pair.newPod) ? 0 : 1;
    else if (pair.oldPod !== undefined && !available(pair.oldPod)) { broken.push(pair.oldPod); unavailable++; }
    else if (pair.oldPod !== undefined && unavailable < maxUnavailable) candidates.push(pair.oldPod);
  }
  return { create: [], remove: [...broken, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] };
}

/** New pods come first; an old one goes when its successor is available, or when its node is to have none and others are enough. */
function surge(pairs: readonly (Pair | undefined)[], maxSurge: number, wanted: number, available: (pod: Pod) => boolean): Roll {
  let [surging, numAvailable] = [0, 0];
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const candidates: string[] = [];
  const allowed: string[] = [];
  for (const pair of pairs) {
    if (pair === undefined) { surging++; continue; }
    const { place: { name, verdict }, oldPod, newPod } = pair;
    const first = oldPod ?? newPod;
    if (first !== undefined && available(first)) numAvailable++;
    if (oldPod === undefined) continue;
    if (newPod !== undefined) { if (available(newPod)) remove.push(oldPod); else surging++; continue; }
    if (!available(oldPod)) { if (verdict.runs) allowed.push(name); else remove.push(oldPod); continue; }
    if (!verdict.runs) misplaced.push(oldPod);
    else if (surging < maxSurge) candidates.push(name);
  }
  remove.push(...misplaced.slice(0, Math.max(0, numAvailable - wanted)));
  return { create: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))], remove };
}
