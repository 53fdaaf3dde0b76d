/** Stopping containers: preStop, SIGTERM, SIGKILL; main containers first, sidecars afterwards in reverse order. */
import { isIn } from '../../machines/index.ts';
import { finished, race, sleep, startTask, type Running, type Task } from '../../time/index.ts';
import { fieldPath } from '../pods/work.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, HookWork, Kit, PodWork } from '../types.ts';
import { finishedBy } from '../waits.ts';
import { endHook, runHook } from './hooks.ts';
import { observeContainer, tellContainer } from './observe.ts';

/**
 * Returns when all of them are gone. `Killing` events and preStop hooks come at once; only the signals are ordered.
 * @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, kuberuntime_termination_order.go, golden pods/pod-sidecar-termination-order
 */
export function* killContainers(kit: Kit, work: PodWork, containers: readonly ContainerWork[], graceSeconds: number, message: (c: ContainerWork) => string): Task<void> {
  const { clock } = kit.context;
  const end = clock.now + graceSeconds * 1000;
  const begun = new Map<ContainerWork, Running<void>>();
  for (const c of containers) kit.recorder.event(work.pod, 'Normal', 'Killing', message(c), { fieldPath: fieldPath(c) });
  try {
    // A sidecar waits for those that are begun before it: the main containers and the sidecars after it in the spec.
    for (const c of [...containers.filter((each) => each.role !== 'sidecar'), ...containers.filter((each) => each.role === 'sidecar').reverse()]) {
      const first = c.role !== 'sidecar' ? [] : [...begun].filter(([each]) => each.role === 'main' || each.role === 'sidecar').map(([, running]) => running);
      tellContainer(kit, work, c, { type: first.length === 0 ? 'kill' : 'outlast' });
      begun.set(c, startTask(clock, stopContainer(kit, work, c, end, first)));
    }
    for (const running of begun.values()) yield* waitFor(running);
  } finally {
    // The kubelet may die in the middle.
    for (const running of begun.values()) running.cancel();
  }
}

function* waitFor(running: Running<unknown>): Task<void> {
  while (!running.done) yield finished(running);
}

const wholeSeconds = (ms: number): number => Math.trunc(ms / 1000) * 1000;

function* stopContainer(kit: Kit, work: PodWork, c: ContainerWork, end: number, first: readonly Running<void>[]): Task<void> {
  const { clock } = kit.context;
  const { id } = c;
  if (id === undefined) return;
  let hook: HookWork | undefined;
  const preStop = c.spec.lifecycle?.preStop;
  // What the hook and the turn took is taken off in whole seconds. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer
  let left = end - clock.now;
  const hookBegan = clock.now;
  if (preStop !== undefined && left > 0) hook = yield* runHook(kit, work, c, 'preStop', preStop, left);
  left -= wholeSeconds(clock.now - hookBegan);
  const [turnBegan, turnEnds] = [clock.now, clock.now + left];
  for (const other of first) while (!other.done && clock.now < turnEnds) yield race(finished(other), sleep(clock, turnEnds - clock.now));
  left -= wholeSeconds(clock.now - turnBegan);
  tellContainer(kit, work, c, { type: 'kill' });
  const graceMs = Math.max(TIMINGS.minimumGraceSeconds * 1000, left);
  yield* finishedBy<void>((done) => kit.runtime.stopContainer(id, graceMs, () => done()));
  if (hook !== undefined && isIn(hook.life, 'cutOff')) endHook(kit, work, c, hook);
  observeContainer(kit, work, c);
}
