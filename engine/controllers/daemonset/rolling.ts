/** Which old pods go, and where new ones come beside them. @k8s pkg/controller/daemon/update.go rollingUpdate */
import type { DaemonSet, Pod } from '../../api/index.ts';
import { scaled } from '../percent.ts';
import type { Place } from './board.ts';
import { isAvailable, type Seen } from './look.ts';
import { minReadyOf, surgeOf } from './manage.ts';

export type Roll = { readonly create: readonly string[]; readonly remove: readonly Pod[] };

export type Limits = { readonly surge: number; readonly unavailable: number };

/** Shares are of the nodes that should have a pod, and rounded up. If both are 0, one may be missing, or nothing could ever move. */
export function limitsOf(set: DaemonSet, wanted: number): Limits {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const surge = surgeOf(set, wanted);
  const unavailable = type === 'RollingUpdate' ? scaled(rollingUpdate?.maxUnavailable, wanted, true) : 0;
  return { surge, unavailable: wanted > 0 && surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export function planRoll(set: DaemonSet, all: Iterable<Place>, now: number): Roll {
  const places: Place[] = [];
  let wanted = 0;
  for (const place of all) {
    if (place.verdict.runs) wanted++;
    if (place.verdict.runs || place.pods.length > 0) places.push(place);
  }
  const limits = limitsOf(set, wanted);
  const minReady = minReadyOf(set);
  const available = (seen: Seen): boolean => isAvailable(seen, minReady, now);
  return limits.surge === 0 ? replaceInPlace(places, limits.unavailable, available) : surge(places, limits.surge, wanted, available);
}

/** Old pods that are not available go anyway; of the others as many as may be missing. Their successors are made in the next sync. */
function replaceInPlace(places: readonly Place[], maxUnavailable: number, available: (seen: Seen) => boolean): Roll {
  let unavailable = 0;
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { look: { excess, fresh, old } } of places) {
    if (excess || (old === undefined) === (fresh === undefined)) unavailable++;
    else if (fresh !== undefined) unavailable += available(fresh) ? 0 : 1;
    else if (old !== undefined && !available(old)) { broken.push(old.pod); unavailable++; }
    else if (old !== undefined && unavailable < maxUnavailable) candidates.push(old.pod);
  }
  return { create: [], remove: [...broken, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] };
}

/** New pods come first; an old one goes when its successor is available, or when its node is to have none and others are enough. */
function surge(places: readonly Place[], maxSurge: number, wanted: number, available: (seen: Seen) => boolean): Roll {
  let [surging, numAvailable] = [0, 0];
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const candidates: string[] = [];
  const allowed: string[] = [];
  for (const { name, verdict, look: { excess, fresh, old } } of places) {
    if (excess) { surging++; continue; }
    const first = old ?? fresh;
    if (first !== undefined && available(first)) numAvailable++;
    if (old === undefined) continue;
    if (fresh !== undefined) { if (available(fresh)) remove.push(old.pod); else surging++; continue; }
    if (!available(old)) { if (verdict.runs) allowed.push(name); else remove.push(old.pod); continue; }
    if (!verdict.runs) misplaced.push(old.pod);
    else if (surging < maxSurge) candidates.push(name);
  }
  remove.push(...misplaced.slice(0, Math.max(0, numAvailable - wanted)));
  return { create: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))], remove };
}
