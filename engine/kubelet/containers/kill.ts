/** Stopping containers: preStop, SIGTERM, SIGKILL; main containers first, sidecars afterwards in reverse order. */
import { finished, race, sleep, startTask, type Running, type Task } from '../../time/index.ts';
import { fieldPath } from '../pods/work.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { finishedBy } from '../waits.ts';
import { runHook } from './hooks.ts';
import { observeContainer, tellContainer } from './observe.ts';

/** Returns when all of them are gone. Every `Killing` event comes at once; only the signals are ordered. @k8s golden pods/pod-sidecar-termination-order */
export function* killContainers(kit: Kit, work: PodWork, containers: readonly ContainerWork[], graceSeconds: number, message: (c: ContainerWork) => string): Task<void> {
  const { clock } = kit.context;
  const end = clock.now + graceSeconds * 1000;
  for (const c of containers) {
    kit.recorder.event(work.pod, 'Normal', 'Killing', message(c), { fieldPath: fieldPath(c) });
    tellContainer(kit, work, c, { type: 'kill' });
  }
  const begun: Running<void>[] = [];
  const stop = (c: ContainerWork): Running<void> => {
    const running = startTask(clock, stopContainer(kit, work, c, end));
    begun.push(running);
    return running;
  };
  try {
    for (const running of containers.filter((c) => c.role !== 'sidecar').map(stop)) yield* waitFor(running);
    for (const c of containers.filter((each) => each.role === 'sidecar').reverse()) yield* waitFor(stop(c));
  } finally {
    // The kubelet may die in the middle.
    for (const running of begun) running.cancel();
  }
}

function* waitFor(running: Running<unknown>): Task<void> {
  while (!running.done) yield finished(running);
}

function* stopContainer(kit: Kit, work: PodWork, c: ContainerWork, end: number): Task<void> {
  const { clock } = kit.context;
  const { id } = c;
  if (id === undefined) return;
  let late = false;
  const preStop = c.spec.lifecycle?.preStop;
  if (preStop !== undefined && clock.now < end) {
    const hook = startTask(clock, runHook(kit, work, c, preStop));
    while (!hook.done && clock.now < end) yield race(finished(hook), sleep(clock, end - clock.now));
    late = !hook.done;
    hook.cancel();
    if (hook.done && hook.result !== undefined) hookFailed(kit, work, c);
  }
  // @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go minimumGracePeriodInSeconds
  const graceMs = Math.max(TIMINGS.minimumGraceSeconds * 1000, end - clock.now);
  yield* finishedBy<void>((done) => kit.runtime.stopContainer(id, graceMs, () => done()));
  // A hook that is cut off is reported when the container has died. @k8s golden pods/pod-prestop-fails-or-too-long
  if (late) hookFailed(kit, work, c);
  observeContainer(kit, work, c);
}

const hookFailed = (kit: Kit, work: PodWork, c: ContainerWork): void =>
  kit.recorder.event(work.pod, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', { fieldPath: fieldPath(c) });
