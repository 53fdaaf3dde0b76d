/** What `kubectl get pods` shows. @k8s pkg/printers/internalversion/printers.go printPod */
import type { Column } from '../../kindDefinition.ts';
import { conditionIs } from '../../rules/pods.ts';
import { isSidecar } from '../../rules/resources.ts';
import type { ContainerState, ContainerStatus, Pod } from '../../schema/types.ts';
import { ageColumn, ageOf, column, nameColumn, timeOf } from '../common.ts';

export type PodSummary = { readonly ready: number; readonly total: number; readonly reason: string; readonly restarts: number; readonly lastRestart: number | undefined };

type Tally = { ready: number; reason: string; restarts: number; lastRestart: number | undefined };

const lastFinish = (status: ContainerStatus): number | undefined => timeOf(status.lastState?.terminated?.finishedAt);
const later = (a: number | undefined, b: number | undefined): number | undefined =>
  (a === undefined ? b : b === undefined ? a : Math.max(a, b));

/** `Error`, or what can be said when the runtime gave no reason. */
function terminatedReason({ terminated }: ContainerState): string {
  const { reason = '', signal = 0, exitCode = 0 } = terminated ?? {};
  if (reason !== '') return reason;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

/** Why a pod is still initialising, or undefined when this container lets it go on. */
function initReason(state: ContainerState, index: number, count: number): string {
  if (state.terminated !== undefined) return `Init:${terminatedReason(state)}`;
  const waiting = state.waiting?.reason ?? '';
  return waiting !== '' && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${count}`;
}

/** Walks the init containers; true while the pod is initialising. Sidecars' restarts go to `sidecars` as well. */
function tallyInit(pod: Pod, tally: Tally, sidecars: Tally): boolean {
  const specs = new Map((pod.spec?.initContainers ?? []).map((container) => [container.name, container]));
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const spec = specs.get(status.name);
    const sidecar = spec !== undefined && isSidecar(spec);
    tally.restarts += status.restartCount;
    tally.lastRestart = later(tally.lastRestart, lastFinish(status));
    if (sidecar) {
      sidecars.restarts += status.restartCount;
      sidecars.lastRestart = later(sidecars.lastRestart, lastFinish(status));
    }
    const state = status.state ?? {};
    if (state.terminated?.exitCode === 0) continue;
    if (sidecar && status.started === true) {
      if (status.ready) tally.ready++;
      continue;
    }
    tally.reason = initReason(state, index, specs.size);
    return true;
  }
  return false;
}

function tallyContainers(pod: Pod, tally: Tally): void {
  let [running, failure] = [false, ''];
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    tally.restarts += status.restartCount;
    tally.lastRestart = later(tally.lastRestart, lastFinish(status));
    const state = status.state ?? {};
    if ((state.waiting?.reason ?? '') !== '') {
      tally.reason = state.waiting?.reason ?? '';
    } else if (state.terminated !== undefined) {
      tally.reason = terminatedReason(state);
      if (state.terminated.exitCode !== 0) failure = tally.reason;
    } else if (status.ready && state.running !== undefined) {
      running = true;
      tally.ready++;
    }
  }
  if (tally.reason !== 'Completed') return;
  if (running && conditionIs(pod, 'Ready')) tally.reason = 'Running';
  else if (failure !== '') tally.reason = failure;
  else if (running) tally.reason = 'NotReady';
}

export function podSummary(pod: Pod): PodSummary {
  const { spec, status } = pod;
  const tally: Tally = { ready: 0, reason: status?.reason || status?.phase || '', restarts: 0, lastRestart: undefined };
  const gated = status?.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated') ?? false;
  if (gated) tally.reason = 'SchedulingGated';
  const sidecars: Tally = { ready: 0, reason: '', restarts: 0, lastRestart: undefined };
  const initializing = tallyInit(pod, tally, sidecars);
  if (!initializing || conditionIs(pod, 'Initialized')) {
    tally.restarts = sidecars.restarts;
    tally.lastRestart = sidecars.lastRestart;
    tallyContainers(pod, tally);
  }
  const terminal = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  if (pod.metadata?.deletionTimestamp !== undefined) {
    if (status?.reason === 'NodeLost') tally.reason = 'Unknown';
    else if (!terminal) tally.reason = 'Terminating';
  }
  const total = (spec?.containers.length ?? 0) + (spec?.initContainers ?? []).filter(isSidecar).length;
  return { ready: tally.ready, total, reason: tally.reason, restarts: tally.restarts, lastRestart: tally.lastRestart };
}

function restarts(pod: Pod, now: number): string {
  const { restarts: count, lastRestart } = podSummary(pod);
  return count === 0 || lastRestart === undefined ? String(count) : `${count} (${ageOf(new Date(lastRestart).toISOString(), now)} ago)`;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  return `${gates.filter((gate) => conditionIs(pod, gate.conditionType)).length}/${gates.length}`;
}

export const podColumns: readonly Column<Pod>[] = [
  nameColumn,
  column('Ready', 'string', (pod) => { const { ready, total } = podSummary(pod); return `${ready}/${total}`; }),
  column('Status', 'string', (pod) => podSummary(pod).reason),
  column('Restarts', 'string', restarts),
  ageColumn,
  column('IP', 'string', (pod) => pod.status?.podIPs?.[0]?.ip || pod.status?.podIP || '<none>', 1),
  column('Node', 'string', (pod) => pod.spec?.nodeName || '<none>', 1),
  column('Nominated Node', 'string', (pod) => pod.status?.nominatedNodeName || '<none>', 1),
  column('Readiness Gates', 'string', readinessGates, 1),
];
