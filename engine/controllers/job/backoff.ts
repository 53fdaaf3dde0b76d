/** How long a job waits before the next pod after failures. @k8s pkg/controller/job/backoff_utils.go */
import { isSidecar, podCondition, type ContainerStatus, type Pod } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { allFailuresBefore } from './jobPod.ts';

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** Kept in memory only: a restarted controller begins anew. */
export type BackOff = { readonly failures: number; readonly lastFailure: number | undefined };
export const NO_BACK_OFF: BackOff = { failures: 0, lastFailure: undefined };

/** The latest end, if all have ended. */
function latestEnd(statuses: readonly ContainerStatus[]): number | undefined {
  let latest: number | undefined;
  for (const { state } of statuses) {
    const end = parseTimestamp(state?.terminated?.finishedAt);
    if (end === undefined) return undefined;
    latest = Math.max(latest ?? end, end);
  }
  return latest;
}

/** When the pod ended: its containers, else since when it is not ready, else when its deletion was asked for, else its birth. */
export function finishedAt({ metadata, spec, status }: Pod): number {
  const sidecars = new Set((spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const main = status?.containerStatuses ?? [];
  // Without any status of the main containers those of the sidecars count alone; one that still runs gives no time.
  const beside = (status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name));
  const [ended, besideEnded] = [latestEnd(main), latestEnd(beside)];
  const end = beside.length === 0 ? ended : besideEnded === undefined ? undefined : Math.max(ended ?? besideEnded, besideEnded);
  if (end !== undefined) return end;
  const ready = podCondition({ status: status ?? {} }, 'Ready');
  const since = ready?.status === 'False' ? parseTimestamp(ready.lastTransitionTime) : undefined;
  if (since !== undefined) return since;
  const deleted = parseTimestamp(metadata?.deletionTimestamp);
  if (deleted !== undefined) return deleted - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
  return parseTimestamp(metadata?.creationTimestamp) ?? 0;
}

/** Only failures after the last success count. */
export function nextBackOff(before: BackOff, succeeded: readonly Pod[], failed: readonly Pod[]): BackOff {
  if (succeeded.length === 0) {
    if (failed.length === 0) return before;
    return { failures: before.failures + failed.length, lastFailure: Math.max(...failed.map(finishedAt)) };
  }
  const lastSuccess = Math.max(...succeeded.map(finishedAt));
  const later = failed.map(finishedAt).filter((time) => time > lastSuccess);
  return later.length === 0 ? NO_BACK_OFF : { failures: later.length, lastFailure: Math.max(...later) };
}

/** 10 s, doubled with each failure, at most 10 minutes, from the last failure on. */
export function remainingMs({ failures, lastFailure = 0 }: BackOff, now: number): number {
  if (failures === 0) return 0;
  const rest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  return Math.max(0, rest - (now - lastFailure));
}

/** The same for one index, whose last failed pod knows how many there were. */
export const remainingForIndex = (failed: Pod | undefined, now: number): number =>
  (failed === undefined ? 0 : remainingMs({ failures: allFailuresBefore(failed) + 1, lastFailure: finishedAt(failed) }, now));
