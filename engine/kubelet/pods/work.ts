/** The records that a kubelet keeps of one pod. */
import { podRequests, type Container, type EphemeralContainer, type Pod } from '../../api/index.ts';
import { invariant, milliValue, quantityValue, zeroQuantity } from '../../base/index.ts';
import { isIn, pod as podDriver, type RestartPolicy, type RestartRule } from '../../machines/index.ts';
import { cancelTimers, driverOf, send } from '../lives.ts';
import { withAllocation } from './given.ts';
import type { ContainerRole, ContainerWork, Kit, PodWork } from '../types.ts';
import { dropMountTimers } from '../volumes/mountTimers.ts';

export function specOf(pod: Pod): NonNullable<Pod['spec']> {
  invariant(pod.spec !== undefined, 'a pod on a node has a spec');
  return pod.spec;
}
export const nameOf = (pod: Pod): string => pod.metadata?.name ?? '';
export const namespaceOf = (pod: Pod): string => pod.metadata?.namespace ?? '';
/** `web_default(UID)`, as messages name a pod. */
export const fullName = (pod: Pod): string => `${nameOf(pod)}_${namespaceOf(pod)}(${pod.metadata?.uid ?? ''})`;
export const isDeleted = (pod: Pod): boolean => pod.metadata?.deletionTimestamp !== undefined;
export const graceOf = (pod: Pod): number => pod.metadata?.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;

export const fieldPath = (c: ContainerWork): string =>
  `spec.${{ init: 'initContainers', sidecar: 'initContainers', main: 'containers', ephemeral: 'ephemeralContainers' }[c.role]}{${c.name}}`;

function policyOf(role: ContainerRole, spec: Container, pod: Pod): RestartPolicy {
  if (role === 'sidecar') return 'Always';
  if (role === 'ephemeral') return 'Never';
  const policy = (spec.restartPolicy ?? specOf(pod).restartPolicy ?? 'Always') as RestartPolicy;
  // An init container that has succeeded is never run again. @k8s pkg/kubelet/kuberuntime computeInitContainerActions
  return role === 'init' && policy === 'Always' ? 'OnFailure' : policy;
}
/** An init container that has succeeded is never run again, whatever its rules say. */
const rulesOf = (role: ContainerRole, spec: Container): RestartRule[] => (spec.restartPolicyRules ?? []).map((rule) => {
  const operator = rule.exitCodes?.operator === 'NotIn' ? 'NotIn' : 'In';
  const values = rule.exitCodes?.values ?? [];
  if (role !== 'init') return { operator, values };
  return { operator, values: operator === 'In' ? values.filter((code) => code !== 0) : [...values, 0] };
});

export function createContainerWork(role: ContainerRole, spec: Container, pod: Pod): ContainerWork {
  return {
    name: spec.name, role, spec,
    life: driverOf(role).start({ policy: policyOf(role, spec, pod), rules: rulesOf(role, spec), startupProbe: spec.startupProbe !== undefined }),
    timers: undefined, id: undefined, previousId: undefined, attempt: 0, imageStarted: undefined, applied: undefined, lastEnd: undefined, lastEndAt: -1, blocked: undefined,
    started: false, ready: false, probes: [], hook: undefined, doomed: undefined,
  };
}

const asContainer = (spec: EphemeralContainer): Container => {
  const { targetContainerName: _target, ...rest } = spec;
  return rest;
};

function containersOf(pod: Pod): [ContainerRole, Container][] {
  const spec = specOf(pod);
  return [
    ...(spec.initContainers ?? []).map((c): [ContainerRole, Container] => [c.restartPolicy === 'Always' ? 'sidecar' : 'init', c]),
    ...spec.containers.map((c): [ContainerRole, Container] => ['main', c]),
    ...(spec.ephemeralContainers ?? []).map((c): [ContainerRole, Container] => ['ephemeral', asContainer(c)]),
  ];
}

/** What a pod takes of its node. */
export function amountsOf(pod: Pod): { readonly cpu: number; readonly memory: number } {
  const requests = podRequests(pod);
  return { cpu: milliValue(requests['cpu'] ?? zeroQuantity), memory: quantityValue(requests['memory'] ?? zeroQuantity) };
}

/** @param fromFile a static pod */
export function createPodWork(pod: Pod, fromFile = false): PodWork {
  return {
    key: `${namespaceOf(pod)}/${nameOf(pod)}`, uid: pod.metadata?.uid ?? '', staticPod: fromFile ? { removed: false, superseded: false, unseen: false } : undefined, pod, life: podDriver.start(), timers: undefined,
    containers: containersOf(pod).map(([role, spec]) => createContainerWork(role, spec, pod)),
    pulls: new Map(), sandbox: undefined, deadSandboxes: [], sandboxAttempt: 0, address: undefined, volumes: undefined, mounts: undefined,
    status: undefined, startTime: pod.status?.startTime, inherited: undefined, probeBase: 0, statusTimer: undefined, statusRule: '',
    task: undefined, interruptible: false, again: false, syncTimer: undefined, lookTimer: undefined, evictionTimer: undefined, retryTimer: undefined, deadline: undefined, requests: amountsOf(pod), verdict: undefined,
  };
}

/** A changed spec: new images, new ephemeral containers. New resources have to be granted first. */
export function takeSpec(work: PodWork, wanted: Pod): void {
  const known = new Map(work.containers.map((c) => [c.name, c]));
  const pod = withAllocation(work.pod, wanted);
  work.pod = pod;
  work.desired = pod === wanted ? undefined : wanted;
  work.containers = containersOf(pod).map(([role, spec]) => {
    const c = known.get(spec.name);
    if (c === undefined) return createContainerWork(role, spec, pod);
    c.spec = spec;
    return c;
  });
}

/** Orders to the pod's machine; what it wants done follows from the state that it is in. */
export function tellPod(kit: Kit, work: PodWork, event: Parameters<typeof podDriver.step>[1]): void {
  send(kit.context.clock, podDriver, work, event, () => undefined);
}
export const isTerminating = (work: PodWork): boolean => isIn(work.life, 'work.terminating');
export const isTerminated = (work: PodWork): boolean => isIn(work.life, 'work.terminated');

/** Ends everything that could still act for this pod. */
export function dropTimers(kit: Kit, work: PodWork): void {
  const { clock } = kit.context;
  work.task?.cancel();
  work.task = undefined;
  for (const timer of [work.statusTimer, work.syncTimer?.id, work.lookTimer, work.evictionTimer, work.retryTimer, work.deadline]) if (timer !== undefined) clock.cancel(timer);
  work.statusTimer = work.syncTimer = work.lookTimer = work.evictionTimer = work.retryTimer = work.deadline = undefined;
  cancelTimers(clock, work);
  dropMountTimers(kit, work);
  for (const pull of work.pulls.values()) cancelTimers(clock, pull);
  for (const c of work.containers) {
    cancelTimers(clock, c);
    for (const p of c.probes) {
      cancelTimers(clock, p);
      if (p.tick !== undefined) clock.cancel(p.tick);
      p.tick = undefined;
      p.check?.cancel();
    }
  }
}
