/** Tells the machine of the init containers what they are now, and does what it wants. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions */
import { initSequence, isIn, type InitSequenceEvent } from '../../machines/index.ts';
import { isRunning, runOf } from '../containers/observe.ts';
import { send } from '../lives.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

/** `done`: main containers may start. */
export type InitPlan = { readonly start: readonly ContainerWork[]; readonly done: boolean };
const NO_INIT: InitPlan = { start: [], done: true };

/** Runs in an earlier sandbox do not count for the order of the start. */
export const isOfThisSandbox = (kit: Kit, work: PodWork, c: ContainerWork): boolean => work.sandbox !== undefined && runOf(kit, c)?.sandbox === work.sandbox;

const isInit = (c: ContainerWork): boolean => c.role === 'init' || c.role === 'sidecar';

/** @param willStart whether a container does not run, or is about to be killed, and may run again */
export function planInit(kit: Kit, work: PodWork, willStart: (c: ContainerWork) => boolean): InitPlan {
  if (!work.containers.some(isInit)) return NO_INIT;
  const all = work.containers.filter(isInit);
  const sequence = work.init ??= { life: initSequence.start({ kinds: all.map((c) => (c.role === 'sidecar' ? 'sidecar' : 'init')) }), timers: undefined };
  const start = new Set<ContainerWork>();
  const tell = (event: InitSequenceEvent): void => send(kit.context.clock, initSequence, sequence, event, ({ index }) => {
    const c = all[index];
    if (c !== undefined) start.add(c);
  });
  const isDone = (): boolean => isIn(sequence.life, 'done');
  const last = all.findLastIndex((c) => isOfThisSandbox(kit, work, c));
  const mainRuns = work.containers.some((c) => c.role === 'main' && isOfThisSandbox(kit, work, c) && runOf(kit, c)?.state !== 'exited');
  if (mainRuns) { if (!isDone()) tell({ type: 'mainRan' }); }
  // Another sandbox, or all containers were taken away: what should have run has not.
  else if (last + 1 < (isDone() ? all.length : sequence.life.context.turn)) tell({ type: 'sandboxLost' });

  for (let before; before !== sequence.life;) {
    before = sequence.life;
    if (isIn(before, 'waiting')) { tell({ type: 'begin', at: Math.max(0, last) }); continue; }
    const c = all[before.context.turn];
    const event = c === undefined || isDone() || isIn(before, 'failed') ? undefined : whatItIs(kit, work, c, willStart(c));
    if (event !== undefined) tell(event);
  }
  const passed = isDone() ? all.length : sequence.life.context.turn;
  all.forEach((c, index) => {
    if (c.role === 'sidecar' && index < passed && !start.has(c) && willStart(c)) tell({ type: 'sidecarEnded', index, mainRuns });
  });
  return { start: all.filter((c) => start.has(c)), done: isDone() };
}

/** Of the one whose turn it is; undefined: it is at work. */
function whatItIs(kit: Kit, work: PodWork, c: ContainerWork, mayStart: boolean): InitSequenceEvent | undefined {
  const here = isOfThisSandbox(kit, work, c);
  const running = isRunning(kit, c);
  if (c.role === 'init' && here && !running && runOf(kit, c)?.exitCode === 0 && runOf(kit, c)?.state === 'exited') return { type: 'succeeded' };
  if (c.role === 'sidecar' && running && c.started) return { type: 'started' };
  if (mayStart) return here ? { type: 'exited', refused: false } : { type: 'missing' };
  return running || c.role === 'sidecar' || !here ? undefined : { type: 'exited', refused: true };
}
