/** The five conditions that the kubelet writes, in its order. @k8s pkg/kubelet/status/generate.go, golden pods */
import type { ContainerStatus, PodCondition } from '../../api/index.ts';
import { isIn, type Phase } from '../../machines/index.ts';
import { specOf } from '../pods/work.ts';
import { seconds } from '../times.ts';
import type { PodWork } from '../types.ts';

type Verdict = { readonly status: 'True' | 'False'; readonly reason?: string; readonly message?: string };
const TRUE: Verdict = { status: 'True' };
const FALSE: Verdict = { status: 'False' };
/** Conditions of these types are the kubelet's business; others stay as they are and stand before them. */
export const OWN: ReadonlySet<string> = new Set(['PodResizePending', 'PodResizeInProgress', 'PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'AllContainersRestarting']);

export type ConditionInput = {
  readonly phase: Phase;
  readonly sandboxReady: boolean;
  /** Of the pod's containers, in their order. */
  readonly statuses: readonly ContainerStatus[];
  readonly now: string;
  /** A container ended in a way that restarts all; undefined for pods that have no such rule. */
  readonly restartingAll: boolean | undefined;
  /** What the API holds: others' conditions, and the scheduler's. */
  readonly present: readonly PodCondition[];
};

export function conditionsOf(work: PodWork, input: ConditionInput): PodCondition[] {
  const ready = containersReady(work, input);
  const all: PodCondition[] = [];
  for (const condition of input.present) if (!OWN.has(condition.type)) all.push(condition);
  if (work.resize !== undefined) all.push(...resizing(work.resize.life, input.phase));
  all.push(
    condition(work, input, 'PodReadyToStartContainers', input.sandboxReady ? TRUE : FALSE),
    condition(work, input, 'Initialized', initialized(work, input)),
    condition(work, input, 'Ready', gates(work, input, ready)),
    condition(work, input, 'ContainersReady', ready),
    condition(work, input, 'PodScheduled', TRUE),
  );
  if (input.restartingAll !== undefined) all.push(restartingAll(input, input.restartingAll, before(work, input, 'AllContainersRestarting')));
  return all;
}

/** The very same object as in the last status, if it says nothing else: comparing and patching end at once then. */
function condition(work: PodWork, input: ConditionInput, type: string, { status, reason, message }: Verdict): PodCondition {
  const generation = work.pod.metadata?.generation;
  const told = ofType(work.status?.conditions, type);
  if (told !== undefined && told.status === status && told.reason === reason && told.message === message && told.observedGeneration === generation) return told;
  const old = told ?? before(work, input, type);
  const made: { -readonly [field in keyof PodCondition]: PodCondition[field] } = { type, status };
  if (generation !== undefined) made.observedGeneration = generation;
  made.lastProbeTime = NEVER_PROBED.lastProbeTime;
  made.lastTransitionTime = old?.status === status ? old.lastTransitionTime ?? input.now : input.now;
  if (reason !== undefined) made.reason = reason;
  if (message !== undefined) made.message = message;
  return made;
}

const before = (work: PodWork, input: ConditionInput, type: string): PodCondition | undefined =>
  ofType(work.status?.conditions, type) ?? ofType(input.present, type) ?? ofType(work.inherited, type);
function ofType(conditions: readonly PodCondition[] | undefined, type: string): PodCondition | undefined {
  if (conditions === undefined) return undefined;
  for (let i = conditions.length - 1; i >= 0; i--) if (conditions[i]?.type === type) return conditions[i];
  return undefined;
}
/** Go prints a moment that never was as null. The generated type has no null. */
const NEVER_PROBED = { lastProbeTime: null } as unknown as { readonly lastProbeTime: string };

/** @k8s pkg/kubelet/status/generate.go GenerateAllContainersRestartingCondition: it tells no generation */
function restartingAll(input: ConditionInput, restarting: boolean, old: PodCondition | undefined): PodCondition {
  const ended = { Succeeded: 'PodCompleted', Failed: 'PodFailed', Pending: undefined, Running: undefined }[input.phase];
  const now = ended === undefined && restarting;
  const status = now ? 'True' : 'False';
  return {
    type: 'AllContainersRestarting', status, ...NEVER_PROBED, lastTransitionTime: old?.status === status ? old.lastTransitionTime ?? input.now : input.now,
    ...(ended === undefined ? {} : { reason: ended }),
    ...(now ? { reason: 'RestartAllContainersStarted', message: 'container exited with restart policy rule' } : {}),
  };
}

/** @k8s pkg/kubelet/status/status_manager.go podResizeConditions, golden pods/pod-resize-cpu-in-place */
function resizing(life: NonNullable<PodWork['resize']>['life'], phase: Phase): PodCondition[] {
  if (phase === 'Succeeded' || phase === 'Failed') return [];
  const { pendingSince, pendingMessage, pendingGeneration, since, error, generation } = life.context;
  const request = (type: string, at: number, observedGeneration: number, reason: string, message: string): PodCondition => ({
    type, observedGeneration, status: 'True', lastProbeTime: seconds(at), lastTransitionTime: seconds(at),
    ...(reason === '' ? {} : { reason }), ...(message === '' ? {} : { message }),
  });
  const reason = isIn(life, 'request.deferred') ? 'Deferred' : isIn(life, 'request.infeasible') ? 'Infeasible' : '';
  return [
    ...(reason === '' ? [] : [request('PodResizePending', pendingSince, pendingGeneration, reason, pendingMessage)]),
    ...(isIn(life, 'actuation.idle') ? [] : [request('PodResizeInProgress', since, generation, isIn(life, 'actuation.error') ? 'Error' : '', error)]),
  ];
}

function initialized(work: PodWork, input: ConditionInput): Verdict {
  if (input.phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const incomplete: string[] = [];
  for (const [i, c] of work.containers.entries()) {
    const status = input.statuses[i];
    if (c.role === 'main' && c.attempt > 0) return TRUE;
    if ((c.role === 'init' && status?.ready !== true) || (c.role === 'sidecar' && status?.started !== true)) incomplete.push(c.name);
  }
  // Once initialized a pod stays so, though its init containers run again.
  if (incomplete.length === 0 || ofType(work.status?.conditions, 'Initialized')?.status === 'True') return TRUE;
  return { status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${incomplete.join(' ')}]` };
}

function containersReady(work: PodWork, input: ConditionInput): Verdict {
  if (input.phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (input.phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready: string[] = [];
  for (const [i, c] of work.containers.entries()) if ((c.role === 'main' || c.role === 'sidecar') && input.statuses[i]?.ready !== true) unready.push(c.name);
  if (unready.length === 0) return TRUE;
  return { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
}

function gates(work: PodWork, input: ConditionInput, ready: Verdict): Verdict {
  const { readinessGates } = specOf(work.pod);
  if (ready.status === 'False' || readinessGates === undefined) return ready;
  const messages = readinessGates.flatMap((gate) => {
    const condition = input.present.find((c) => c.type === gate.conditionType);
    if (condition === undefined) return [`corresponding condition of pod readiness gate "${gate.conditionType}" does not exist.`];
    return condition.status === 'True' ? [] : [`the status of pod readiness gate "${gate.conditionType}" is not "True", but ${condition.status}`];
  });
  return messages.length === 0 ? TRUE : { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}
