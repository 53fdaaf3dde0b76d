/** The whole status of a pod, from what runs now. @k8s pkg/kubelet/kubelet_pods.go generateAPIPodStatus */
import type { ContainerStatus, PodStatus, ResourceRequirements } from '../../api/index.ts';
import { computePhase, isIn, shouldRestart, type ContainerFacts, type Phase } from '../../machines/index.ts';
import { runOf } from '../containers/observe.ts';
import { couldRestartAll, isRestartingAll, REMOVED_EXIT } from '../pods/restartAll.ts';
import { sandboxReady } from '../pods/sandbox.ts';
import { isDeleted, isTerminating, specOf, tellPod } from '../pods/work.ts';
import { seconds } from '../times.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { conditionsOf } from './conditions.ts';
import { containerStatus } from './containerStatus.ts';
import { podResources } from './resources.ts';
import { presentPod } from './present.ts';

export type Generated = { readonly status: PodStatus; /** Which phase the containers amount to, though it may not be shown yet. */ readonly computed: Phase };
export const isTerminalPhase = (phase: Phase): boolean => phase === 'Succeeded' || phase === 'Failed';

function factsOf(kit: Kit, work: PodWork, c: ContainerWork): ContainerFacts {
  const run = runOf(kit, c);
  const restarts = (exitCode: number): boolean => shouldRestart(c.life.context, exitCode);
  // It was taken away to be started again, and counts as ended.
  if (run === undefined && c.reset !== undefined) return { state: 'waiting', exitCode: REMOVED_EXIT, restarts: true };
  if (run === undefined) return { state: 'waiting', exitCode: undefined, restarts: true };
  if (run.state === 'running') return { state: 'running', exitCode: undefined, restarts: true };
  if (run.state === 'created') return { state: 'waiting', exitCode: undefined, restarts: true };
  const waits = c.blocked !== undefined && !isDeleted(work.pod) && restarts(run.exitCode);
  return { state: waits ? 'waiting' : 'terminated', exitCode: run.exitCode, restarts: restarts(run.exitCode) };
}

function phaseOf(kit: Kit, work: PodWork, stopping: boolean): Phase {
  const facts = (role: ContainerWork['role']): ContainerFacts[] => work.containers.filter((c) => c.role === role).map((c) => factsOf(kit, work, c));
  if (work.verdict !== undefined) return 'Failed';
  return computePhase({
    init: facts('init'), main: facts('main'), stopping,
    sidecars: work.containers.filter((c) => c.role === 'sidecar').map((c) => ({ ...factsOf(kit, work, c), started: c.started })),
  });
}

/** @param options.final nothing runs any more: a terminal phase may be shown. */
export function generateStatus(kit: Kit, work: PodWork, options: { readonly final?: boolean } = {}): Generated {
  const final = options.final === true;
  const computed = final ? finalPhase(kit, work) : phaseOf(kit, work, isTerminating(work) && work.life.context.reason !== 'finished');
  // A terminal phase is shown only when everything has stopped.
  const shown = final || !isTerminalPhase(computed) ? tellPhase(kit, work, computed) : shownPhase(work);
  // While containers of a deleted pod are being stopped its conditions stay as they are.
  const forConditions = final || !isTerminating(work) || work.verdict !== undefined ? computed : shown;
  const status = assemble(kit, work, shown, forConditions, final);
  return { computed, status };
}

/** A pod that is stopped before its containers ever ran has failed. */
function finalPhase(kit: Kit, work: PodWork): Phase {
  const phase = phaseOf(kit, work, true);
  return isTerminalPhase(phase) ? phase : 'Failed';
}

export const shownPhase = (work: PodWork): Phase => {
  for (const [state, phase] of PHASES) if (isIn(work.life, `phase.${state}`)) return phase;
  return 'Pending';
};
const PHASES: readonly [string, Phase][] = [['pending', 'Pending'], ['running', 'Running'], ['succeeded', 'Succeeded'], ['failed', 'Failed']];

function tellPhase(kit: Kit, work: PodWork, phase: Phase): Phase {
  if (shownPhase(work) !== phase) tellPod(kit, work, { type: 'phaseComputed', phase });
  return shownPhase(work);
}

const byName = (a: ContainerStatus, b: ContainerStatus): number => (a.name < b.name ? -1 : 1);

function assemble(kit: Kit, work: PodWork, phase: Phase, forConditions: Phase, final: boolean): PodStatus {
  const now = seconds(kit.context.clock.now);
  const present = presentPod(kit, work);
  const spec = specOf(work.pod);
  const initializing = (spec.initContainers ?? []).length > 0;
  const statuses = new Map<ContainerWork, ContainerStatus>(work.containers.map((c) =>
    [c, containerStatus(kit, work, c, initializing && c.role !== 'ephemeral' ? 'PodInitializing' : 'ContainerCreating')]));
  const of = (...roles: ContainerWork['role'][]): ContainerStatus[] =>
    work.containers.filter((c) => roles.includes(c.role)).flatMap((c) => statuses.get(c) ?? []);
  work.startTime ??= now;
  const address = spec.hostNetwork === true ? kit.hostIp : work.address;
  const { resources, allocated } = podResources(work.pod, (name) => work.containers.find((c) => c.name === name)?.applied);
  const [init, ephemeral] = [of('init', 'sidecar'), of('ephemeral')];
  return {
    ...(work.pod.metadata?.generation === undefined ? {} : { observedGeneration: work.pod.metadata.generation }),
    phase,
    conditions: conditionsOf(work, { phase: forConditions, sandboxReady: !final && sandboxReady(kit, work), statusOf: (c) => statuses.get(c), now, restartingAll: couldRestartAll(work.pod) ? isRestartingAll(kit, work) : undefined, present: present?.status?.conditions ?? [] }),
    ...(final ? work.verdict : {}),
    hostIP: kit.hostIp, hostIPs: [{ ip: kit.hostIp }],
    ...(address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    startTime: work.startTime,
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    containerStatuses: of('main').sort(byName),
    ...(ephemeral.length === 0 ? {} : { ephemeralContainerStatuses: ephemeral.sort(byName) }),
    ...(allocated === undefined ? {} : { allocatedResources: allocated }),
    resources: resources satisfies ResourceRequirements,
  };
}
