/** Changed resources of running containers. */
import type { Container, ResourceRequirements } from '../../api/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { limitsOf } from '../containers/limits.ts';
import { isRunning } from '../containers/observe.ts';
import { generateStatus } from '../status/generate.ts';
import { setStatus } from '../status/write.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { specOf } from './work.ts';

const amounts = (resources: ResourceRequirements | undefined, resource: string): string => `${resources?.requests?.[resource] ?? ''}/${resources?.limits?.[resource] ?? ''}`;
const differs = (c: ContainerWork, resource: string): boolean => amounts(c.applied, resource) !== amounts(c.spec.resources, resource);
export const resizeIsDue = (c: ContainerWork): boolean => c.id !== undefined && (differs(c, 'cpu') || differs(c, 'memory'));

/** A change of a resource whose resizePolicy asks for a new run. */
export const resizeRestarts = (c: ContainerWork): boolean =>
  (c.spec.resizePolicy ?? []).some((policy) => policy.restartPolicy === 'RestartContainer' && c.id !== undefined && differs(c, policy.resourceName));

const summary = (work: PodWork): string => JSON.stringify({
  containers: specOf(work.pod).containers.map((c: Container) => ({ name: c.name, resources: c.resources ?? {} })), generation: work.pod.metadata?.generation,
});

/** @k8s golden pods/pod-resize-cpu-in-place (events and writes in this order) */
export function* resizeContainers(kit: Kit, work: PodWork): Task<void> {
  const changed = work.containers.filter((c) => isRunning(kit, c) && resizeIsDue(c));
  if (changed.length === 0) return;
  const { clock } = kit.context;
  kit.recorder.event(work.pod, 'Normal', 'ResizeStarted', `Pod resize started: ${summary(work)}`);
  work.resizing = clock.now;
  setStatus(kit, work, generateStatus(kit, work), 'a resize is in progress');
  yield sleep(clock, TIMINGS.resizeMs);
  for (const c of changed) {
    if (resizeRestarts(c) || c.id === undefined) continue;
    kit.runtime.updateContainer(c.id, limitsOf(work, c));
    c.applied = c.spec.resources;
  }
  work.resizing = undefined;
  kit.recorder.event(work.pod, 'Normal', 'ResizeCompleted', `Pod resize completed: ${summary(work)}`);
  setStatus(kit, work, generateStatus(kit, work), 'the resize is complete');
}
