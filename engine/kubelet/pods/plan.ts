/** What a sync has to do with the containers. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions */
import { isIn, shouldRestart } from '../../machines/index.ts';
import { resizeRestarts } from './resize.ts';
import { isRunning, runOf } from '../containers/observe.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { specOf } from './work.ts';

export type Plan = {
  /** Nothing is left to run: stop what still does, and the sandbox. */
  readonly killPod: boolean;
  readonly kill: readonly ContainerWork[];
  /** To be started, or to be told that they wait, in this order. */
  readonly start: readonly ContainerWork[];
};

const hasEnded = (kit: Kit, c: ContainerWork): boolean => runOf(kit, c)?.state === 'exited';
const isFinished = (kit: Kit, c: ContainerWork): boolean =>
  isIn(c.life, 'finished') || (hasEnded(kit, c) && isIn(c.life, 'terminated') && !shouldRestart(c.life.context, c.life.context.exitCode));
/** Runs in an earlier sandbox do not count for the order of the start. */
const isOfThisSandbox = (kit: Kit, work: PodWork, c: ContainerWork): boolean => work.sandbox !== undefined && runOf(kit, c)?.sandbox === work.sandbox;
const succeeded = (kit: Kit, work: PodWork, c: ContainerWork): boolean => isOfThisSandbox(kit, work, c) && hasEnded(kit, c) && runOf(kit, c)?.exitCode === 0;

/** The image of a running container was changed. */
export const isOutdated = (kit: Kit, c: ContainerWork): boolean => isRunning(kit, c) && ((c.imageStarted !== undefined && c.imageStarted !== c.spec.image) || resizeRestarts(c));

const killedIsRestarted = (work: PodWork, c: ContainerWork): boolean =>
  c.role === 'sidecar' || (c.spec.restartPolicy ?? specOf(work.pod).restartPolicy) !== 'Never';

export function planSync(kit: Kit, work: PodWork): Plan {
  const { containers } = work;
  const main = containers.filter((c) => c.role === 'main');
  const kill = containers.filter((c) => isRunning(kit, c) && (c.doomed !== undefined || isOutdated(kit, c)));
  const stays = (c: ContainerWork): boolean => isRunning(kit, c) && !kill.includes(c);
  const mayStart = (c: ContainerWork): boolean => !isRunning(kit, c) && (!isFinished(kit, c) || (c.role === 'init' && !isOfThisSandbox(kit, work, c)));
  const willStart = (c: ContainerWork): boolean => (kill.includes(c) ? killedIsRestarted(work, c) || isOutdated(kit, c) : mayStart(c));

  if (!main.some((c) => stays(c) || willStart(c))) return { killPod: true, kill: [], start: [] };
  const ephemeral = containers.filter((c) => c.role === 'ephemeral' && c.id === undefined);
  const mainHasRun = main.some((c) => isOfThisSandbox(kit, work, c));
  const init = nextInit(kit, work, mainHasRun, willStart);
  const mains = init.done ? main.filter(willStart) : [];
  return { killPod: false, kill, start: [...ephemeral, ...init.start, ...mains] };
}

/** One init container after the other; sidecars stay and are restarted at any time. */
function nextInit(kit: Kit, work: PodWork, mainHasRun: boolean, willStart: (c: ContainerWork) => boolean): { start: ContainerWork[]; done: boolean } {
  const start: ContainerWork[] = [];
  for (const c of work.containers) {
    if (c.role === 'sidecar') {
      if (willStart(c)) start.push(c);
      if (!mainHasRun && (start.length > 0 || !c.started)) return { start, done: false };
    } else if (c.role === 'init' && !mainHasRun && !succeeded(kit, work, c)) {
      return { start: willStart(c) ? [...start, c] : start, done: false };
    }
  }
  return { start, done: mainHasRun || start.length === 0 };
}
