/** Which active pods go first. @k8s pkg/controller/controller_utils.go ActivePods, pkg/controller/job activePodsForRemoval */
import { isPodReady, isSidecar, type ContainerStatus, type Job, type Pod } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { readySince } from '../pods.ts';
import { indexOf } from './jobPod.ts';

const PHASES: readonly string[] = ['Pending', 'Unknown', 'Running'];
const mostRestarts = (statuses: readonly ContainerStatus[] | undefined): number => Math.max(0, ...(statuses ?? []).map(({ restartCount }) => restartCount));

/** Sidecars only: a plain init container's restarts do not count. */
function sidecarRestarts(pod: Pod): number {
  const sidecars = (pod.spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name);
  return mostRestarts(pod.status?.initContainerStatuses?.filter(({ name }) => sidecars.includes(name)));
}

/** Not yet on a node, pending, not ready, ready for a shorter time, restarted more often, younger: these go first. */
export function compareActive(a: Pod, b: Pod): number {
  const [nodeA, nodeB] = [a.spec?.nodeName ?? '', b.spec?.nodeName ?? ''];
  if (nodeA !== nodeB && (nodeA === '' || nodeB === '')) return nodeA === '' ? -1 : 1;
  const phase = PHASES.indexOf(a.status?.phase ?? '') - PHASES.indexOf(b.status?.phase ?? '');
  if (phase !== 0) return phase;
  if (isPodReady(a) !== isPodReady(b)) return isPodReady(a) ? 1 : -1;
  const ready = (readySince(b) ?? 0) - (readySince(a) ?? 0);
  if (ready !== 0) return ready;
  const restarts = mostRestarts(b.status?.containerStatuses) - mostRestarts(a.status?.containerStatuses) || sidecarRestarts(b) - sidecarRestarts(a);
  if (restarts !== 0) return restarts;
  return (parseTimestamp(b.metadata?.creationTimestamp) ?? 0) - (parseTimestamp(a.metadata?.creationTimestamp) ?? 0);
}

/** Pods without a valid index, and of each index all but one. */
function surplusOfIndexes(pods: readonly Pod[], completions: number): { readonly surplus: readonly Pod[]; readonly left: readonly Pod[] } {
  const byIndex = new Map<number, Pod[]>();
  const [surplus, beyond, left]: [Pod[], Pod[], Pod[]] = [[], [], []];
  for (const pod of pods) {
    const index = indexOf(pod);
    if (index === undefined) { surplus.push(pod); continue; }
    if (index >= completions) { beyond.push(pod); continue; }
    const same = byIndex.get(index);
    if (same === undefined) byIndex.set(index, [pod]); else same.push(pod);
  }
  for (const [, same] of [...byIndex].sort(([a], [b]) => a - b)) {
    const ordered = same.length === 1 ? same : same.toSorted(compareActive);
    surplus.push(...ordered.slice(0, -1));
    left.push(...ordered.slice(-1));
  }
  return { surplus: [...surplus, ...beyond], left };
}

export function chooseVictims({ spec }: Job, active: readonly Pod[], atLeast: number): readonly Pod[] {
  const { surplus, left } = spec?.completionMode === 'Indexed' ? surplusOfIndexes(active, spec.completions ?? 0) : { surplus: [], left: active };
  if (surplus.length >= atLeast) return surplus;
  return [...surplus, ...left.toSorted(compareActive).slice(0, atLeast - surplus.length)];
}
