/** The status of a DaemonSet, counted over nodes. @k8s pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus */
import { isPodAvailable, isPodReady, type DaemonSet, type DaemonSetStatus } from '../../api/index.ts';
import { readySince } from '../pods.ts';
import type { Place } from './board.ts';
import { minReadyOf } from './manage.ts';
import { isUpdated, templateGeneration } from './rolling.ts';

export type Count = { readonly status: DaemonSetStatus; /** In ms, until a ready pod will be available. */ readonly nextAvailableMs: number | undefined };

/** Of each node's pods the oldest counts. Zeros are left out where upstream's type says so. */
export function countStatus(set: DaemonSet, hash: string, places: Iterable<Place>, now: number): Count {
  const generation = templateGeneration(set);
  const minReady = minReadyOf(set);
  let [desired, current, misscheduled, ready, updated, available] = [0, 0, 0, 0, 0, 0];
  let nextAvailableMs: number | undefined;
  for (const { node, verdict, pods: [pod] } of places) {
    if (node === undefined) continue;
    if (!verdict.runs) { misscheduled += pod === undefined ? 0 : 1; continue; }
    desired++;
    if (pod === undefined) continue;
    current++;
    if (isPodReady(pod)) {
      ready++;
      if (isPodAvailable(pod, minReady, now)) available++;
      else nextAvailableMs = Math.min(nextAvailableMs ?? Infinity, (readySince(pod) ?? now) + minReady * 1000 - now);
    }
    if (isUpdated(pod, hash, generation)) updated++;
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
