/** The five conditions that the kubelet writes, in its order. @k8s pkg/kubelet/status/generate.go, golden pods */
import type { ContainerStatus, PodCondition } from '../../api/index.ts';
import { isIn, type Phase } from '../../machines/index.ts';
import { specOf } from '../pods/work.ts';
import { seconds } from '../times.ts';
import type { ContainerWork, PodWork } from '../types.ts';

type Verdict = { readonly status: 'True' | 'False'; readonly reason?: string; readonly message?: string };
const TRUE: Verdict = { status: 'True' };
/** Conditions of these types are the kubelet's business; others stay as they are and stand before them. */
export const OWN: readonly string[] = ['PodResizePending', 'PodResizeInProgress', 'PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'AllContainersRestarting'];

export type ConditionInput = {
  readonly phase: Phase;
  readonly sandboxReady: boolean;
  readonly statusOf: (c: ContainerWork) => ContainerStatus | undefined;
  readonly now: string;
  /** A container ended in a way that restarts all; undefined for pods that have no such rule. */
  readonly restartingAll: boolean | undefined;
  /** What the API holds: others' conditions, and the scheduler's. */
  readonly present: readonly PodCondition[];
};

export function conditionsOf(work: PodWork, input: ConditionInput): PodCondition[] {
  const ready = containersReady(work, input);
  const verdicts: [string, Verdict][] = [
    ['PodReadyToStartContainers', { status: input.sandboxReady ? 'True' : 'False' }],
    ['Initialized', initialized(work, input)],
    ['Ready', gates(work, input, ready)],
    ['ContainersReady', ready],
    ['PodScheduled', TRUE],
  ];
  const before = (type: string): PodCondition | undefined =>
    ofType(work.status?.conditions, type) ?? ofType(input.present, type) ?? ofType(work.inherited, type);
  const generation = work.pod.metadata?.generation;
  const own = verdicts.map(([type, { status, reason, message }]): PodCondition => {
    const old = before(type);
    const condition: { -readonly [field in keyof PodCondition]: PodCondition[field] } = { type, status };
    if (generation !== undefined) condition.observedGeneration = generation;
    condition.lastProbeTime = NEVER_PROBED.lastProbeTime;
    condition.lastTransitionTime = old?.status === status ? old.lastTransitionTime ?? input.now : input.now;
    if (reason !== undefined) condition.reason = reason;
    if (message !== undefined) condition.message = message;
    return condition;
  });
  return [...input.present.filter((c) => !OWN.includes(c.type)), ...resizing(work, input.phase), ...own, ...restartingAll(input, before('AllContainersRestarting'))];
}
const ofType = (conditions: readonly PodCondition[] | undefined, type: string): PodCondition | undefined => conditions?.findLast((condition) => condition.type === type);
/** Go prints a moment that never was as null. The generated type has no null. */
const NEVER_PROBED = { lastProbeTime: null } as unknown as { readonly lastProbeTime: string };

/** @k8s pkg/kubelet/status/generate.go GenerateAllContainersRestartingCondition: it tells no generation */
function restartingAll(input: ConditionInput, before: PodCondition | undefined): PodCondition[] {
  if (input.restartingAll === undefined) return [];
  const type = 'AllContainersRestarting';
  const ended = { Succeeded: 'PodCompleted', Failed: 'PodFailed', Pending: undefined, Running: undefined }[input.phase];
  const now = ended === undefined && input.restartingAll;
  const status = now ? 'True' : 'False';
  return [{
    type, status, ...NEVER_PROBED, lastTransitionTime: before?.status === status ? before.lastTransitionTime ?? input.now : input.now,
    ...(ended === undefined ? {} : { reason: ended }),
    ...(now ? { reason: 'RestartAllContainersStarted', message: 'container exited with restart policy rule' } : {}),
  }];
}

/** @k8s pkg/kubelet/status/status_manager.go podResizeConditions, golden pods/pod-resize-cpu-in-place */
function resizing(work: PodWork, phase: Phase): PodCondition[] {
  if (work.resize === undefined || phase === 'Succeeded' || phase === 'Failed') return [];
  const { life } = work.resize;
  const { pendingSince, pendingMessage, pendingGeneration, since, error, generation } = life.context;
  const condition = (type: string, at: number, observedGeneration: number, reason: string, message: string): PodCondition => ({
    type, observedGeneration, status: 'True', lastProbeTime: seconds(at), lastTransitionTime: seconds(at),
    ...(reason === '' ? {} : { reason }), ...(message === '' ? {} : { message }),
  });
  const reason = isIn(life, 'request.deferred') ? 'Deferred' : isIn(life, 'request.infeasible') ? 'Infeasible' : '';
  return [
    ...(reason === '' ? [] : [condition('PodResizePending', pendingSince, pendingGeneration, reason, pendingMessage)]),
    ...(isIn(life, 'actuation.idle') ? [] : [condition('PodResizeInProgress', since, generation, isIn(life, 'actuation.error') ? 'Error' : '', error)]),
  ];
}

function initialized(work: PodWork, input: ConditionInput): Verdict {
  if (input.phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const mainHasRun = work.containers.some((c) => c.role === 'main' && c.attempt > 0);
  const incomplete = work.containers.filter((c) => {
    const status = input.statusOf(c);
    return (c.role === 'init' && status?.ready !== true) || (c.role === 'sidecar' && status?.started !== true);
  });
  // Once initialized a pod stays so, though its init containers run again.
  const was = work.status?.conditions?.some((c) => c.type === 'Initialized' && c.status === 'True') === true;
  if (mainHasRun || incomplete.length === 0 || was) return TRUE;
  return { status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${incomplete.map((c) => c.name).join(' ')}]` };
}

function containersReady(work: PodWork, input: ConditionInput): Verdict {
  if (input.phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (input.phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready = work.containers.filter((c) => (c.role === 'main' || c.role === 'sidecar') && input.statusOf(c)?.ready !== true);
  if (unready.length === 0) return TRUE;
  return { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${unready.map((c) => c.name).join(' ')}]` };
}

function gates(work: PodWork, input: ConditionInput, ready: Verdict): Verdict {
  if (ready.status === 'False') return ready;
  const messages = (specOf(work.pod).readinessGates ?? []).flatMap((gate) => {
    const condition = input.present.find((c) => c.type === gate.conditionType);
    if (condition === undefined) return [`corresponding condition of pod readiness gate "${gate.conditionType}" does not exist.`];
    return condition.status === 'True' ? [] : [`the status of pod readiness gate "${gate.conditionType}" is not "True", but ${condition.status}`];
  });
  return messages.length === 0 ? TRUE : { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}
