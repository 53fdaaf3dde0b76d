/** Pods that were bound past the scheduler may not fit: the kubelet refuses them. @k8s pkg/kubelet/lifecycle/predicate.go, golden cluster/sched-label-removed-while-running */
import { KINDS, type NodeSelectorRequirement, type Pod } from '../../api/index.ts';
import { matchesRequirement, milliValue, quantityOf, quantityValue, type LabelOperator } from '../../base/index.ts';
import type { Kit, PodWork } from '../types.ts';
import { tellUnregistered } from '../volumes/unregistered.ts';
import { graceOf, isTerminated, nameOf, namespaceOf, specOf, tellPod } from './work.ts';
import { requestSync } from './worker.ts';

export type Refusal = { readonly reason: string; readonly message: string };

export function refusalOf(kit: Kit, work: PodWork): Refusal | undefined {
  if (!matchesNode(kit, work.pod)) return { reason: 'NodeAffinity', message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector" };
  const used = { cpu: 0, memory: 0, pods: 0 };
  for (const other of kit.works.values()) {
    if (other === work || isTerminated(other)) continue;
    used.cpu += other.requests.cpu;
    used.memory += other.requests.memory;
    used.pods++;
  }
  const { allocatable } = kit.options.node;
  const capacity = { cpu: milliValue(quantityOf(allocatable['cpu'])), memory: quantityValue(quantityOf(allocatable['memory'])), pods: quantityValue(quantityOf(allocatable['pods'])) };
  const requested = { ...work.requests, pods: 1 };
  for (const resource of ['pods', 'cpu', 'memory'] as const) {
    if (requested[resource] === 0 || used[resource] + requested[resource] <= capacity[resource]) continue;
    const message = `Node didn't have enough resource: ${resource}, requested: ${requested[resource]}, used: ${used[resource]}, capacity: ${capacity[resource]}`;
    return { reason: `OutOf${resource}`, message };
  }
  return undefined;
}

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

/** The object says no more than that it failed, and why. @k8s pkg/kubelet/kubelet.go rejectPod */
export function refuse(kit: Kit, work: PodWork, { reason, message }: Refusal): void {
  kit.recorder.event(work.pod, 'Warning', reason, message);
  kit.context.client.patch(KINDS.Pod, namespaceOf(work.pod), nameOf(work.pod), { status: { phase: 'Failed', reason, message: `Pod was rejected: ${message}` } },
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
    requestSync(kit, work);
  });
}
