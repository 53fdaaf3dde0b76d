/** The status of a DaemonSet, counted over nodes. @k8s pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus */
import type { DaemonSet, DaemonSetStatus } from '../../api/index.ts';
import type { Place } from './board.ts';
import { isAvailable } from './look.ts';
import { minReadyOf } from './manage.ts';

export type Count = { readonly status: DaemonSetStatus; /** In ms, until a ready pod will be available. */ readonly nextAvailableMs: number | undefined };

/** Of each node's pods the oldest counts. Zeros are left out where upstream's type says so. */
export function countStatus(set: DaemonSet, places: Iterable<Place>, now: number): Count {
  const minReady = minReadyOf(set);
  let [desired, current, misscheduled, ready, updated, available] = [0, 0, 0, 0, 0, 0];
  let nextAvailableMs: number | undefined;
  for (const { node, verdict, look: { first } } of places) {
    if (node === undefined) continue;
    if (!verdict.runs) { if (first !== undefined) misscheduled++; continue; }
    desired++;
    if (first === undefined) continue;
    current++;
    if (first.since !== undefined) {
      ready++;
      if (isAvailable(first, minReady, now)) available++;
      else nextAvailableMs = Math.min(nextAvailableMs ?? Infinity, first.since + minReady * 1000 - now);
    }
    if (first.updated) updated++;
  }
  const { collisionCount, conditions } = set.status ?? {};
  const unavailable = desired - available;
  return { nextAvailableMs, status: {
    currentNumberScheduled: current, numberMisscheduled: misscheduled, desiredNumberScheduled: desired, numberReady: ready,
    observedGeneration: set.metadata?.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}), ...(available > 0 ? { numberAvailable: available } : {}),
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }), ...(conditions === undefined ? {} : { conditions }),
  } };
}
