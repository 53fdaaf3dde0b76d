/** Brings the records up to what the runtime says: ends of containers. */
import { isIn, probe, shouldRestart, type ContainerEvent } from '../../machines/index.ts';
import { driverOf, send } from '../lives.ts';
import { TIMINGS } from '../timings.ts';
import { isWatchedToTheEnd, stopChecks } from '../probes/stop.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

export type Run = NonNullable<ReturnType<Kit['runtime']['container']>>;

/**
 * The newest run as the kubelet sees it: the look right after a start still finds a program running that has ended at once.
 * @k8s golden pods/pod-command-args-env
 */
export function runOf(kit: Kit, c: ContainerWork): Run | undefined {
  const run = c.id === undefined ? undefined : kit.runtime.container(c.id);
  if (run?.state === 'exited' && isFresh(kit, run)) return { ...run, state: 'running' };
  return run;
}
const isFresh = (kit: Kit, run: Run): boolean => run.reason !== 'StartError' && kit.context.clock.now - run.startedAt < TIMINGS.firstLookMs;
/** Whether an end is still to be noticed. */
export const endsUnseen = (kit: Kit, c: ContainerWork): boolean => isRunning(kit, c) && kit.runtime.container(c.id ?? '')?.state === 'exited';
export const isRunning = (kit: Kit, c: ContainerWork): boolean => runOf(kit, c)?.state === 'running';

/** Tells the container's machine; a wait that is over asks for a sync. */
export function tellContainer(kit: Kit, work: PodWork, c: ContainerWork, event: ContainerEvent): { start: boolean; backOffMs: number | undefined } {
  const wish: { start: boolean; backOffMs: number | undefined } = { start: false, backOffMs: undefined };
  send(kit.context.clock, driverOf(c.role), c, event, (effect) => {
    if (effect.type === 'start') wish.start = true;
    if (effect.type === 'announceBackOff') wish.backOffMs = effect.backOffMs;
    if (effect.type === 'requestSync') kit.requestSync(work);
  });
  return wish;
}

export function observe(kit: Kit, work: PodWork): void {
  for (const c of work.containers) observeContainer(kit, work, c);
}

export function observeContainer(kit: Kit, work: PodWork, c: ContainerWork): void {
  const run = runOf(kit, c);
  if (run?.state !== 'exited' || !['created', 'running', 'stopping'].some((state) => isIn(c.life, state))) return;
  tellContainer(kit, work, c, { type: 'exited', exitCode: run.exitCode, at: run.finishedAt });
  if (!shouldRestart(c.life.context, run.exitCode)) tellContainer(kit, work, c, { type: 'sync', now: kit.context.clock.now, since: -1, jitter: 1 });
  c.started = false;
  c.ready = false;
  c.doomed = undefined;
  for (const p of c.probes) {
    if (isWatchedToTheEnd(work, p)) continue;
    stopChecks(kit, p);
    send(kit.context.clock, probe, p, { type: 'containerStopped' }, () => undefined);
  }
  // Only the newest dead run is kept. @k8s golden pods/pod-exit1-always (logs --previous)
  forgetPrevious(kit, c);
}

export function forgetPrevious(kit: Kit, c: ContainerWork): void {
  if (c.previousId === undefined) return;
  kit.owners.delete(c.previousId);
  kit.runtime.removeContainer(c.previousId);
  c.previousId = undefined;
}
