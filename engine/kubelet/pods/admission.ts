/** Pods that were bound past the scheduler may not fit: the kubelet refuses them. @k8s pkg/kubelet/lifecycle/predicate.go, golden cluster/sched-label-removed-while-running */
import { KINDS, podRequests, type Container, type NodeSelectorRequirement, type Pod } from '../../api/index.ts';
import { matchesRequirement, milliValue, quantityOf, quantityValue, type LabelOperator } from '../../base/index.ts';
import { nodeRefusal } from '../eviction/admission.ts';
import { isCriticalPod } from '../eviction/evict.ts';
import type { Kit, PodWork } from '../types.ts';
import { tellUnregistered } from '../volumes/unregistered.ts';
import { seconds } from '../times.ts';
import { preempt, victimsFor } from './preemption.ts';
import { appArmorRefusal, osRefusal, portRefusal, sysctlRefusal, taintRefusal } from './refusals.ts';
import { graceOf, isTerminated, nameOf, namespaceOf, specOf, tellPod } from './work.ts';

export type Refusal = { readonly reason: string; readonly message: string };

/**
 * `waitsFor`: pods that must go before this one may begin. The node and its pressure are asked first, then the pod's own wishes, then
 * whether it fits. @k8s pkg/kubelet/kubelet.go NewMainKubelet (order of the handlers), pkg/scheduler/eventhandlers.go AdmissionCheck
 */
export function refusalOf(kit: Kit, work: PodWork): Refusal | undefined {
  return nodeRefusal(kit, work.pod) ?? sysctlRefusal(work) ?? osRefusal(work) ?? predicateRefusal(kit, work) ?? appArmorRefusal(work);
}

/** Amounts come first, but of a critical pod they are no reason. */
function predicateRefusal(kit: Kit, work: PodWork): Refusal | undefined {
  const shortages = shortagesOf(kit, work);
  const others = (): Refusal | undefined => affinityRefusal(kit, work) ?? portRefusal(kit, work) ?? taintRefusal(kit, work);
  const [first] = shortages;
  if (first === undefined) return others();
  if (!isCriticalPod(work.pod)) return { reason: `OutOf${first.resource}`, message: messageOf(first) };
  const other = others();
  if (other !== undefined) return other;
  const victims = victimsFor(kit, work, shortages.map(({ resource, requested, used, capacity }) => ({ resource, amount: requested - (capacity - used) })), requestOf);
  if (victims === undefined) {
    const list = shortages.map(({ resource, requested, used, capacity }) => `(res: ${resource}, q: ${requested - (capacity - used)}), `).join('');
    return { reason: 'UnexpectedAdmissionError', message: `Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: no set of running pods found to reclaim resources: [${list}]` };
  }
  preempt(kit, victims);
  work.waitsFor = victims;
  return undefined;
}

type Amount = { readonly resource: string; readonly requested: number; readonly used: number; readonly capacity: number };
const messageOf = ({ resource, requested, used, capacity }: Amount): string =>
  `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`;

const CHEAP: ReadonlySet<string> = new Set(['cpu', 'memory']);

/** Of what a pod asks for; processors in thousandths, one of `pods`. */
function requestOf(work: PodWork, resource: string): number {
  if (resource === 'pods') return 1;
  if (resource === 'cpu' || resource === 'memory') return work.requests[resource];
  const asked = podRequests(work.pod)[resource];
  return asked === undefined ? 0 : quantityValue(asked);
}

/** For more than processors and memory. */
function asksMore({ resources }: Pick<Container, 'resources'>): boolean {
  if (resources?.requests === undefined) return false;
  for (const name in resources.requests) if (!CHEAP.has(name)) return true;
  return false;
}

const NOTHING_MORE: readonly string[] = [];

/** Disk first, then huge pages and what devices give. An extended resource that the node does not know is nobody's business here. */
function furtherResources(kit: Kit, { pod }: PodWork): readonly string[] {
  const spec = specOf(pod);
  const { containers, initContainers = [], resources } = spec;
  if (!asksMore(spec) && !containers.some(asksMore) && !initContainers.some(asksMore)) return NOTHING_MORE;
  const named = [resources, ...[...containers, ...initContainers].map((c) => c.resources)].flatMap((each) => Object.keys(each?.requests ?? {}));
  const further = [...new Set(named)].filter((name) => !CHEAP.has(name)).sort();
  const known = further.filter((name) => !name.includes('/') || kit.options.node.allocatable[name] !== undefined);
  return [...known.filter((name) => name === 'ephemeral-storage'), ...known.filter((name) => name !== 'ephemeral-storage')];
}

function shortagesOf(kit: Kit, work: PodWork): Amount[] {
  const { allocatable } = kit.options.node;
  const short: Amount[] = [];
  for (const resource of ['pods', 'cpu', 'memory', ...furtherResources(kit, work)]) {
    const requested = requestOf(work, resource);
    if (requested === 0) continue;
    const amount = quantityOf(allocatable[resource] ?? '0');
    const capacity = resource === 'cpu' ? milliValue(amount) : quantityValue(amount);
    if (resource === 'pods' && kit.works.size < capacity) continue; // without counting which of them have ended
    let used = 0;
    for (const other of kit.works.values()) if (other !== work && !isTerminated(other)) used += requestOf(other, resource);
    if (used + requested > capacity) short.push({ resource, requested, used, capacity });
  }
  return short;
}

const affinityRefusal = (kit: Kit, work: PodWork): Refusal | undefined => (matchesNode(kit, work.pod) ? undefined
  : { reason: 'NodeAffinity', message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector" });

function matchesNode(kit: Kit, pod: Pod): boolean {
  const spec = specOf(pod);
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (spec.nodeSelector === undefined && terms === undefined) return true;
  const labels = kit.context.client.informer(KINDS.Node).get(undefined, kit.nodeName)?.metadata?.labels ?? {};
  if (Object.entries(spec.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value)) return false;
  const holds = (source: { readonly [key: string]: string }) => ({ key, operator, values }: NodeSelectorRequirement): boolean =>
    matchesRequirement({ key, operator: operator as LabelOperator, values: values ?? [] }, source);
  return terms === undefined || terms.some((term) =>
    (term.matchExpressions ?? []).every(holds(labels)) && (term.matchFields ?? []).every(holds({ 'metadata.name': kit.nodeName })));
}

/** The object says no more than that it failed, and why; that it was scheduled is not said any more. @k8s pkg/kubelet/kubelet.go rejectPod */
export function refuse(kit: Kit, work: PodWork, { reason, message }: Refusal): void {
  kit.recorder.event(work.pod, 'Warning', reason, message);
  kit.context.client.patch(KINDS.Pod, namespaceOf(work.pod), nameOf(work.pod), { status: {
    phase: 'Failed', reason, message: `Pod was rejected: ${message}`, conditions: null, startTime: seconds(kit.context.clock.now),
    ...(work.pod.metadata?.generation === undefined ? {} : { observedGeneration: work.pod.metadata.generation }),
  } },
    { by: kit.by, rule: 'the pod does not fit on the node', cause: `pods/${work.key}` }, { subresource: 'status' });
}

const EXPEL_MS = 1000;
const RUNS_ON = { conditions: null, hostIP: null, hostIPs: null, podIP: null, podIPs: null, containerStatuses: null, initContainerStatuses: null } as const;

/**
 * A pod that ran before the kubelet was restarted and that it would not take now: what it had to say of it goes, a second later its
 * containers are stopped, and how they end is how the pod ends. @k8s golden cluster/sched-label-removed-while-running
 */
export function expel(kit: Kit, work: PodWork, { reason, message }: Refusal): void {
  const { client, clock } = kit.context;
  kit.recorder.event(work.pod, 'Warning', reason, message);
  client.patch(KINDS.Pod, namespaceOf(work.pod), nameOf(work.pod), { status: RUNS_ON },
    { by: kit.by, rule: 'the pod does not fit on the node any more', cause: `pods/${work.key}` }, { subresource: 'status' });
  tellUnregistered(kit, work.pod);
  work.status = undefined;
  clock.after(EXPEL_MS, () => {
    if (!kit.alive || kit.works.get(work.key) !== work) return;
    tellPod(kit, work, { type: 'evict', graceSeconds: graceOf(work.pod) });
    kit.requestSync(work);
  });
}
