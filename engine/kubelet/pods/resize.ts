/** Gives running containers the resources that the pod was granted. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodResizeAction, doPodResizeAction */
import type { ResourceRequirements } from '../../api/index.ts';
import { quantityOf, quantityValue } from '../../base/index.ts';
import { isIn } from '../../machines/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { limitsOf } from '../containers/limits.ts';
import { isRunning } from '../containers/observe.ts';
import { generateStatus } from '../status/generate.ts';
import { setStatus } from '../status/write.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { retryResizes, tellResize } from './allocation.ts';
import { specOf } from './work.ts';

const amounts = (resources: ResourceRequirements | undefined, resource: string): string => `${resources?.requests?.[resource] ?? ''}/${resources?.limits?.[resource] ?? ''}`;
const differs = (c: ContainerWork, resource: string): boolean => amounts(c.applied, resource) !== amounts(c.spec.resources, resource);
const isDue = (kit: Kit, c: ContainerWork): boolean => c.id !== undefined && (differs(c, 'cpu') || differs(c, 'memory')) && isRunning(kit, c);

/** A change of a resource whose resizePolicy asks for a new run. */
export const resizeRestarts = (c: ContainerWork): boolean =>
  (c.spec.resizePolicy ?? []).some((policy) => policy.restartPolicy === 'RestartContainer' && c.id !== undefined && differs(c, policy.resourceName));

/** At the begin of a sync: whether all containers that run have what they were granted, be it by a new run. */
export function settleResize(kit: Kit, work: PodWork): void {
  if (work.resize === undefined || isIn(work.resize.life, 'actuation.idle') || work.containers.some((c) => isDue(kit, c))) return;
  tellResize(kit, work, { type: 'actuated' });
  retryResizes(kit);
}

/** True if it could not be done; it is tried again. @k8s golden pods/pod-resize-cpu-in-place (events and writes in this order) */
export function* resizeContainers(kit: Kit, work: PodWork): Task<boolean> {
  const changed = work.containers.filter((c) => !resizeRestarts(c) && isDue(kit, c));
  if (work.resize === undefined || changed.length === 0) return false;
  const { clock } = kit.context;
  yield sleep(clock, TIMINGS.resizeMs);
  const problem = problemOf(kit, work, changed);
  if (problem !== undefined) {
    tellResize(kit, work, { type: 'failed', message: problem, now: clock.now });
    setStatus(kit, work, generateStatus(kit, work), 'the resize cannot be done');
    return true;
  }
  for (const c of changed) {
    if (c.id === undefined) continue;
    kit.runtime.updateContainer(c.id, limitsOf(work, c));
    c.applied = c.spec.resources;
  }
  settleResize(kit, work);
  setStatus(kit, work, generateStatus(kit, work), 'the resize is done');
  return false;
}

const memoryLimit = (resources: ResourceRequirements | undefined): number => {
  const limit = resources?.limits?.['memory'];
  return limit === undefined ? 0 : quantityValue(quantityOf(limit));
};
/** 0 if some container has none. */
const sumOrNone = (limits: readonly number[]): number => (limits.includes(0) ? 0 : limits.reduce((sum, each) => sum + each, 0));

/** Less memory than is in use is not tried. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go validateMemoryResizeAction */
function problemOf(kit: Kit, work: PodWork, changed: readonly ContainerWork[]): string | undefined {
  if (!changed.some((c) => differs(c, 'memory'))) return undefined;
  const lasting = work.containers.filter((c) => c.role === 'main' || c.role === 'sidecar');
  const used = (c: ContainerWork): number => (c.id === undefined ? 0 : kit.runtime.memoryBytes(c.id));
  const usedByPod = lasting.reduce((sum, c) => sum + used(c), 0);
  const problems: string[] = [];
  const ofPod = memoryLimit(specOf(work.pod).resources);
  const [limit, before] = [ofPod > 0 ? ofPod : sumOrNone(lasting.map((c) => memoryLimit(c.spec.resources))), sumOrNone(lasting.map((c) => memoryLimit(c.applied)))];
  if (limit > 0 && (before === 0 || limit < before) && usedByPod >= limit) {
    problems.push(`attempting to set pod memory limit (${limit}) below current usage (${usedByPod})`);
  }
  for (const c of changed) {
    const [wanted, present] = [memoryLimit(c.spec.resources), memoryLimit(c.applied)];
    if (wanted === 0 || (present !== 0 && wanted >= present) || used(c) < wanted) continue;
    problems.push(`attempting to set container "${c.name}" memory limit (${wanted}) below current usage (${usedByPod})`);
  }
  if (problems.length === 0) return undefined;
  return `cannot decrease memory limits: ${problems.length === 1 ? problems[0] ?? '' : `[${problems.join(', ')}]`}`;
}
