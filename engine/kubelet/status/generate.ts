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
import { resourcesOf } from './resources.ts';
import { presentPod } from './present.ts';

export type Generated = { readonly status: PodStatus; /** Which phase the containers amount to, though it may not be shown yet. */ readonly computed: Phase };
export const isTerminalPhase = (phase: Phase): boolean => phase === 'Succeeded' || phase === 'Failed';

function factsOf(kit: Kit, work: PodWork, c: ContainerWork): ContainerFacts {
  const run = runOf(kit, c);
  if (run === undefined) return c.reset === undefined ? WAITS : REMOVED_WAITS;
  if (run.state === 'running') return RUNS;
  if (run.state === 'created') return WAITS;
  const restarts = shouldRestart(c.life.context, run.exitCode);
  return { state: c.blocked !== undefined && !isDeleted(work.pod) && restarts ? 'waiting' : 'terminated', exitCode: run.exitCode, restarts };
}
const WAITS: ContainerFacts = { state: 'waiting', exitCode: undefined, restarts: true };
/** It was taken away to be started again, and counts as ended. */
const REMOVED_WAITS: ContainerFacts = { state: 'waiting', exitCode: REMOVED_EXIT, restarts: true };
const RUNS: ContainerFacts = { state: 'running', exitCode: undefined, restarts: true };

function phaseOf(kit: Kit, work: PodWork, stopping: boolean): Phase {
  if (work.verdict !== undefined) return 'Failed';
  const [init, main]: [ContainerFacts[], ContainerFacts[]] = [[], []];
  const sidecars: (ContainerFacts & { readonly started: boolean })[] = [];
  for (const c of work.containers) {
    if (c.role === 'main') main.push(factsOf(kit, work, c));
    else if (c.role === 'init') init.push(factsOf(kit, work, c));
    else if (c.role === 'sidecar') sidecars.push({ ...factsOf(kit, work, c), started: c.started });
  }
  return computePhase({ init, main, sidecars, stopping });
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

/** Field by field, in the API's order: it is made several times for every pod. */
function assemble(kit: Kit, work: PodWork, phase: Phase, forConditions: Phase, final: boolean): PodStatus {
  const now = seconds(kit.context.wall.now);
  const { metadata } = work.pod;
  const spec = specOf(work.pod);
  const initializing = spec.initContainers !== undefined && spec.initContainers.length > 0;
  const statuses: ContainerStatus[] = [];
  const [init, main, ephemeral]: [ContainerStatus[], ContainerStatus[], ContainerStatus[]] = [[], [], []];
  for (const c of work.containers) {
    const status = containerStatus(kit, work, c, initializing && c.role !== 'ephemeral' ? 'PodInitializing' : 'ContainerCreating');
    statuses.push(status);
    (c.role === 'main' ? main : c.role === 'ephemeral' ? ephemeral : init).push(status);
  }
  work.startTime ??= now;
  const address = spec.hostNetwork === true ? kit.hostIp : work.address;
  const { resources, allocated } = resourcesOf(work);
  const status: { -readonly [field in keyof PodStatus]: PodStatus[field] } = {};
  if (metadata?.generation !== undefined) status.observedGeneration = metadata.generation;
  status.phase = phase;
  status.conditions = conditionsOf(work, {
    phase: forConditions, sandboxReady: !final && sandboxReady(kit, work), statuses, now,
    restartingAll: couldRestartAll(work.pod) ? isRestartingAll(kit, work) : undefined, present: presentPod(kit, work)?.status?.conditions ?? [],
  });
  if (final) Object.assign(status, work.verdict);
  status.hostIP = kit.hostIp;
  status.hostIPs = work.status?.hostIPs ?? [{ ip: kit.hostIp }];
  if (address !== undefined) {
    status.podIP = address;
    status.podIPs = work.status?.podIP === address ? work.status.podIPs ?? [] : [{ ip: address }];
  }
  status.startTime = work.startTime;
  if (init.length > 0) status.initContainerStatuses = init;
  status.containerStatuses = main.sort(byName);
  if (ephemeral.length > 0) status.ephemeralContainerStatuses = ephemeral.sort(byName);
  if (allocated !== undefined) status.allocatedResources = allocated;
  status.resources = resources satisfies ResourceRequirements;
  return status;
}
