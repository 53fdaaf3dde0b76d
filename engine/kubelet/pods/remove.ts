/** The object is gone: whatever is left of the pod goes too. */
import { startTask, type Task } from '../../time/index.ts';
import { killContainers } from '../containers/kill.ts';
import { isRunning } from '../containers/observe.ts';
import type { Kit, PodWork } from '../types.ts';
import { forgetResize, retryResizes } from './allocation.ts';
import { stopSandbox } from './sandbox.ts';
import { dropTimers, isTerminated } from './work.ts';

export function removePod(kit: Kit, work: PodWork): void {
  kit.works.delete(work.key);
  dropTimers(kit, work);
  forgetResize(kit, work);
  retryResizes(kit);
  if (isTerminated(work)) { forget(kit, work); return; }
  startTask(kit.context.clock, stopRest(kit, work));
}

/** @k8s pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod: what is left for a hook */
const FORCED_GRACE_SECONDS = 1;

/** A forced deletion does not wait for the containers; they are stopped afterwards. */
function* stopRest(kit: Kit, work: PodWork): Task<void> {
  yield* killContainers(kit, work, work.containers.filter((c) => isRunning(kit, c)), FORCED_GRACE_SECONDS, (c) => `Stopping container ${c.name}`);
  yield* stopSandbox(kit, work);
  forget(kit, work);
}

function forget(kit: Kit, work: PodWork): void {
  dropContainers(kit, work);
  for (const id of [...work.deadSandboxes, work.sandbox]) if (id !== undefined) kit.runtime.removeSandbox(id);
}

/** Also of a deleted pod that finalizers still hold: its logs are lost. @k8s golden pods/pod-prestop-exec, pkg/kubelet/pod_container_deletor.go */
export function dropContainers(kit: Kit, work: PodWork): void {
  for (const c of work.containers) {
    for (const id of [c.id, c.previousId]) {
      if (id === undefined) continue;
      kit.owners.delete(id);
      kit.runtime.removeContainer(id);
    }
  }
}
