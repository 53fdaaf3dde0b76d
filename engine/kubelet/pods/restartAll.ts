/** A container's end may start all containers of its pod again, in place. @k8s pkg/kubelet/container/helpers.go ShouldAllContainersRestart */
import type { Container, ContainerStateTerminated, Pod } from '../../api/index.ts';
import type { Task } from '../../time/index.ts';
import { killContainers } from '../containers/kill.ts';
import { forgetPrevious, isRunning, runOf } from '../containers/observe.ts';
import { cancelTimers, driverOf } from '../lives.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { specOf } from './work.ts';

export const REMOVED_EXIT = 137;
export const REMOVED = { reason: 'RestartingAllContainers', message: 'The container is removed because RestartAllContainers in place' } as const;
// Go prints a moment that never was as null. The generated type has no null.
const REMOVED_END = { exitCode: REMOVED_EXIT, ...REMOVED, startedAt: null, finishedAt: null } as unknown as ContainerStateTerminated;

const ACTION = 'RestartAllContainers';
const hasRule = (spec: Container): boolean => (spec.restartPolicyRules ?? []).some((rule) => rule.action === ACTION);

export function couldRestartAll(pod: Pod): boolean {
  const { containers, initContainers } = specOf(pod);
  return containers.some(hasRule) || initContainers?.some(hasRule) === true;
}

/** The first rule that speaks of this code decides. @k8s pkg/api/v1/pod/util.go FindMatchingContainerRestartRule */
function restartsAll(spec: Container, exitCode: number): boolean {
  const rule = (spec.restartPolicyRules ?? []).find(({ exitCodes }) => exitCodes !== undefined
    && (exitCodes.values ?? []).includes(exitCode) === (exitCodes.operator === 'In'));
  return rule?.action === ACTION;
}

function isSource(kit: Kit, c: ContainerWork): boolean {
  const run = c.role === 'ephemeral' ? undefined : runOf(kit, c);
  return run?.state === 'exited' && restartsAll(c.spec, run.exitCode);
}

export const isRestartingAll = (kit: Kit, work: PodWork): boolean => work.containers.some((c) => isSource(kit, c));

/**
 * Containers that only suffer it go first, main ones before init containers; those that began it go last. Nobody waits for a hook.
 * @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions
 */
export function* resetContainers(kit: Kit, work: PodWork): Task<void> {
  const made = work.containers.filter((c) => c.role !== 'ephemeral' && c.id !== undefined);
  const sources = made.filter((c) => isSource(kit, c));
  const mainFirst = (list: readonly ContainerWork[]): ContainerWork[] => [...list.filter((c) => c.role === 'main'), ...list.filter((c) => c.role !== 'main')];
  for (const c of [...mainFirst(made.filter((each) => !sources.includes(each))), ...mainFirst(sources)]) {
    const shown = [...work.status?.containerStatuses ?? [], ...work.status?.initContainerStatuses ?? []].find((status) => status.name === c.name);
    if (isRunning(kit, c)) yield* killContainers(kit, work, [c], 0, () => 'killing');
    takeAway(kit, c);
    c.reset = { status: shown?.state?.terminated === undefined ? undefined : shown, told: false };
  }
}

/** Why the containers are gone is said in one status only. */
export function resetIsTold(work: PodWork): void {
  for (const c of work.containers) if (c.reset?.told === false) c.reset = { status: undefined, told: true };
}

function takeAway(kit: Kit, c: ContainerWork): void {
  forgetPrevious(kit, c);
  if (c.id !== undefined) { kit.owners.delete(c.id); kit.runtime.removeContainer(c.id); }
  c.id = undefined;
  c.lastEnd = REMOVED_END;
  cancelTimers(kit.context.clock, c);
  c.life = driverOf(c.role).step(c.life, { type: 'reset' }).snapshot;
  c.started = c.ready = false;
  c.doomed = undefined;
}
