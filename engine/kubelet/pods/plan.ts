/** What a sync has to do with the containers. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions */
import { isIn, shouldRestart } from '../../machines/index.ts';
import { resizeRestarts } from './resize.ts';
import { isRunning, runOf } from '../containers/observe.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { isOfThisSandbox, planInit } from './initSequence.ts';
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
/** The image of a running container was changed; an init container that runs may finish. */
export const isOutdated = (kit: Kit, c: ContainerWork): boolean => isRunning(kit, c) && c.role !== 'init' && ((c.imageStarted !== undefined && c.imageStarted !== c.spec.image) || resizeRestarts(c));

const killedIsRestarted = (work: PodWork, c: ContainerWork): boolean =>
  c.role === 'sidecar' || (c.spec.restartPolicy ?? specOf(work.pod).restartPolicy) !== 'Never';

const NOTHING_TO_DO: Plan = { killPod: false, kill: [], start: [] };

export function planSync(kit: Kit, work: PodWork): Plan {
  const { containers } = work;
  // The usual pod: nothing of it is to be killed, and all of it runs.
  if (containers.every((c) => c.role === 'main' && isRunning(kit, c) && c.doomed === undefined && !isOutdated(kit, c))) return NOTHING_TO_DO;
  const main = containers.filter((c) => c.role === 'main');
  const kill = containers.filter((c) => isRunning(kit, c) && (c.doomed !== undefined || isOutdated(kit, c)));
  const stays = (c: ContainerWork): boolean => isRunning(kit, c) && !kill.includes(c);
  const mayStart = (c: ContainerWork): boolean => !isRunning(kit, c) && (!isFinished(kit, c) || (c.role === 'init' && !isOfThisSandbox(kit, work, c)));
  const willStart = (c: ContainerWork): boolean => (kill.includes(c) ? killedIsRestarted(work, c) || isOutdated(kit, c) : mayStart(c));

  if (!main.some((c) => stays(c) || willStart(c))) return { killPod: true, kill: [], start: [] };
  const ephemeral = containers.filter((c) => c.role === 'ephemeral' && c.id === undefined);
  const init = planInit(kit, work, willStart);
  const mains = init.done ? main.filter(willStart) : [];
  return { killPod: false, kill, start: [...ephemeral, ...init.start, ...mains] };
}
