/**
 * What is still missing until the cluster is what its specs ask for. Judged from specs, nodes and pods alone:
 * what a controller says of itself (status) has to agree, and is not believed.
 */
import {
  controllerOf, isPodActive, isPodReady, isPodTerminal, KINDS, podCondition, untoleratedTaint, type KindDefinition, type KubeObject, type LabelSelector, type Node, type Pod,
} from '../../engine/api/index.ts';
import { jsonEqual, matchesLabels, matchesLabelSelector, type Json } from '../../engine/base/index.ts';
import type { Cluster } from '../../engine/cluster/index.ts';

type World = { readonly machines: readonly string[]; readonly nodes: readonly Node[]; readonly pods: readonly Pod[]; readonly podsOf: (uid: string) => readonly Pod[]; readonly list: <T extends KubeObject>(kind: KindDefinition<T>) => readonly T[] };
/** Each names an object and what is wrong with it. */
export type Missing = readonly string[];

/** Nothing is missing: an empty list. `kube-*` namespaces count too. */
export function missing(cluster: Cluster): Missing {
  const { client } = cluster;
  const pods = client.informer(KINDS.Pod).list();
  const byOwner = new Map<string, Pod[]>();
  for (const pod of pods) {
    const owner = controllerOf(pod)?.uid ?? '';
    const own = byOwner.get(owner);
    if (own === undefined) byOwner.set(owner, [pod]); else own.push(pod);
  }
  const world: World = { machines: cluster.machines(), nodes: client.informer(KINDS.Node).list(), pods, podsOf: (uid) => byOwner.get(uid) ?? [], list: (kind) => client.informer(kind).list() };
  return [...namespaces(world), ...nodesOf(world), ...podsAlone(world), ...deployments(world), ...replicaSets(world), ...statefulSets(world), ...daemonSets(world), ...jobs(world), ...cronJobs(world), ...services(world), ...budgets(world), ...quotas(world), ...claims(world)];
}

const name = (object: KubeObject): string => `${(object.kind ?? '').toLowerCase()} ${object.metadata?.namespace ?? ''}/${object.metadata?.name ?? ''}`;
const uid = (object: KubeObject): string => object.metadata?.uid ?? '';
const unless = (ok: boolean, object: KubeObject, text: string): string[] => (ok ? [] : [`${name(object)}: ${text}`]);
const equal = (object: KubeObject, what: string, found: unknown, wanted: unknown): string[] =>
  unless(jsonEqual((found ?? null) as Json, (wanted ?? null) as Json), object, `${what} is ${JSON.stringify(found)}, should be ${JSON.stringify(wanted)}`); // statuses are JSON
const observed = (object: KubeObject & { readonly status?: { readonly observedGeneration?: number } }): string[] => equal(object, 'observedGeneration', object.status?.observedGeneration, object.metadata?.generation);

const nodesOf = ({ nodes, machines }: World): string[] => [...machines.filter((machine) => !nodes.some((node) => node.metadata?.name === machine)).map((machine) => `${machine} has no Node`), ...nodes.flatMap((node) => [
  ...equal(node, 'Ready', node.status?.conditions?.find(({ type }) => type === 'Ready')?.status, 'True'),
  ...unless(node.spec?.unschedulable !== true, node, 'is cordoned'),
  ...equal(node, 'taints', (node.spec?.taints ?? []).filter(({ key }) => key !== 'node-role.kubernetes.io/control-plane'), []),
])];

const namespaces = ({ list }: World): string[] => list(KINDS.Namespace).flatMap((namespace) => equal(namespace, 'phase', namespace.status?.phase, 'Active'));

/** No pod waits, ends, or is on a machine that is not there. */
const podsAlone = ({ pods, nodes }: World): string[] => pods.flatMap((pod) => [
  ...unless(pod.metadata?.deletionTimestamp === undefined, pod, 'is still being deleted'),
  ...unless(pod.spec?.nodeName !== undefined && nodes.some((node) => node.metadata?.name === pod.spec?.nodeName), pod, `is on the node ${pod.spec?.nodeName ?? '(none)'}`),
  ...unless(isPodReady(pod) || isPodTerminal(pod), pod, `is not ready: ${pod.status?.phase ?? ''} ${podCondition(pod, 'ContainersReady')?.message ?? ''} ${(pod.status?.containerStatuses ?? []).map(({ state }) => state?.waiting?.reason ?? '').join(' ')}`),
]);

const imagesOf = (spec: Pod['spec']): Json => (spec?.containers ?? []).map(({ image }) => image ?? '');
/** All of them are ready and of this template. */
const members = (owner: KubeObject, pods: readonly Pod[], wanted: number, template: { readonly spec?: Pod['spec'] } | undefined): string[] => [
  ...equal(owner, 'pods', pods.filter(isPodActive).length, wanted),
  ...pods.filter(isPodActive).flatMap((pod) => [...unless(isPodReady(pod), pod, 'is not ready'), ...equal(pod, 'images', imagesOf(pod.spec), imagesOf(template?.spec))]),
];

const deployments = ({ list, podsOf }: World): string[] => list(KINDS.Deployment).flatMap((deployment) => {
  const { spec, status } = deployment;
  const wanted = spec?.replicas ?? 1;
  const sets = list(KINDS.ReplicaSet).filter((set) => controllerOf(set)?.uid === uid(deployment));
  return [
    ...observed(deployment), ...members(deployment, sets.flatMap((set) => podsOf(uid(set))), wanted, spec?.template),
    ...equal(deployment, 'counts', [status?.replicas ?? 0, status?.updatedReplicas ?? 0, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0, status?.unavailableReplicas ?? 0], [wanted, wanted, wanted, wanted, 0]),
    ...equal(deployment, 'sets with replicas', sets.filter((set) => (set.spec?.replicas ?? 0) > 0).length, wanted === 0 ? 0 : 1),
  ];
});

const replicaSets = ({ list, podsOf }: World): string[] => [...list(KINDS.ReplicaSet), ...list(KINDS.ReplicationController)].flatMap((set) => {
  const wanted = set.spec?.replicas ?? 1;
  const { status } = set;
  // Pods that were there before an image changed stay as they are: only a Deployment replaces them.
  return [...observed(set), ...equal(set, 'pods', podsOf(uid(set)).filter(isPodActive).length, wanted), ...equal(set, 'counts', [status?.replicas ?? 0, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0], [wanted, wanted, wanted])];
});

const statefulSets = ({ list, podsOf }: World): string[] => list(KINDS.StatefulSet).flatMap((set) => {
  const { spec, status } = set;
  const wanted = spec?.replicas ?? 1;
  const pods = podsOf(uid(set));
  return [
    ...observed(set), ...members(set, pods, wanted, spec?.template),
    ...equal(set, 'names', pods.map((pod) => pod.metadata?.name ?? '').toSorted(), Array.from({ length: wanted }, (_, i) => `${set.metadata?.name ?? ''}-${i}`)),
    ...equal(set, 'counts', [status?.replicas ?? 0, status?.updatedReplicas ?? 0, status?.currentReplicas ?? 0, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0], [wanted, wanted, wanted, wanted, wanted]),
    ...equal(set, 'currentRevision', status?.currentRevision, status?.updateRevision),
  ];
});

const daemonSets = ({ list, podsOf, nodes }: World): string[] => list(KINDS.DaemonSet).flatMap((set) => {
  const template = set.spec?.template?.spec;
  const eligible = nodes.filter((node) => matchesLabels(template?.nodeSelector, node.metadata?.labels)
    && untoleratedTaint(node.spec?.taints, template?.tolerations, ['NoSchedule', 'NoExecute']) === undefined).map((node) => node.metadata?.name ?? '');
  const pods = podsOf(uid(set));
  const { status } = set;
  // A node that came back and found its pod still there wakes nobody. @k8s pkg/controller/daemon/daemon_controller.go syncNodeUpdate
  const unnoticed = pods.some((pod) => (nodes.find(({ metadata }) => metadata?.name === pod.spec?.nodeName)?.metadata?.creationTimestamp ?? '') > (pod.metadata?.creationTimestamp ?? ''));
  return [
    ...observed(set), ...members(set, pods, eligible.length, set.spec?.template), ...equal(set, 'nodes', pods.map((pod) => pod.spec?.nodeName ?? '').toSorted(), eligible.toSorted()),
    ...unnoticed ? [] : equal(set, 'counts', [status?.desiredNumberScheduled, status?.currentNumberScheduled, status?.numberReady, status?.numberAvailable ?? 0, status?.updatedNumberScheduled ?? 0, status?.numberMisscheduled], [eligible.length, eligible.length, eligible.length, eligible.length, eligible.length, 0]),
  ];
});

const jobs = ({ list, podsOf }: World): string[] => list(KINDS.Job).flatMap((job) => [
  ...equal(job, 'Complete', job.status?.conditions?.find(({ type }) => type === 'Complete')?.status, 'True'),
  ...equal(job, 'succeeded', job.status?.succeeded, job.spec?.completions ?? 1), ...equal(job, 'active', job.status?.active ?? 0, 0),
  ...podsOf(uid(job)).flatMap((pod) => unless((pod.metadata?.finalizers ?? []).length === 0, pod, 'keeps a finalizer')),
]);

/** Somebody has suspended them all. */
const cronJobs = ({ list }: World): string[] => list(KINDS.CronJob).flatMap((cron) => {
  const own = list(KINDS.Job).filter((job) => controllerOf(job)?.uid === uid(cron));
  return [...equal(cron, 'active', cron.status?.active ?? [], []), ...unless(own.length <= (cron.spec?.successfulJobsHistoryLimit ?? 3), cron, `keeps ${own.length} jobs`)];
});

/** What the quota of the swarm counts. @k8s pkg/quota/v1/evaluator/core: pods that have ended do not count */
const quotas = ({ list, pods }: World): string[] => list(KINDS.ResourceQuota).flatMap((quota) => {
  const here = (objects: readonly KubeObject[]): string => String(objects.filter(({ metadata }) => metadata?.namespace === quota.metadata?.namespace).length);
  return equal(quota, 'used', quota.status?.used, {
    'count/jobs.batch': here(list(KINDS.Job)), 'count/replicasets.apps': here(list(KINDS.ReplicaSet)), persistentvolumeclaims: here(list(KINDS.PersistentVolumeClaim)),
    pods: here(pods.filter((pod) => !isPodTerminal(pod))), services: here(list(KINDS.Service)),
  });
});
const claims = ({ list }: World): string[] => list(KINDS.PersistentVolumeClaim).flatMap((claim) => [
  ...equal(claim, 'phase', claim.status?.phase, 'Bound'),
  ...equal(claim, 'the claim of its volume', list(KINDS.PersistentVolume).find(({ metadata }) => metadata?.name === claim.spec?.volumeName)?.spec?.claimRef?.uid, uid(claim)),
]);

const addresses = (pods: readonly Pod[]): string[] => pods.map((pod) => pod.status?.podIP ?? '').toSorted();
const services = ({ list, pods }: World): string[] => list(KINDS.Service).filter(({ spec }) => spec?.selector !== undefined).flatMap((service) => {
  const namespace = service.metadata?.namespace;
  const behind = pods.filter((pod) => pod.metadata?.namespace === namespace && isPodReady(pod) && !isPodTerminal(pod) && matchesLabels(service.spec?.selector, pod.metadata?.labels));
  const slices = list(KINDS.EndpointSlice).filter(({ metadata }) => metadata?.namespace === namespace && metadata?.labels?.['kubernetes.io/service-name'] === service.metadata?.name);
  const ready = slices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).flatMap((endpoint) => endpoint.addresses).toSorted();
  const old = list(KINDS.Endpoints).find(({ metadata }) => metadata?.namespace === namespace && metadata?.name === service.metadata?.name);
  return [
    ...equal(service, 'ready endpoints', ready, addresses(behind)),
    ...equal(service, 'addresses in Endpoints', (old?.subsets ?? []).flatMap((subset) => subset.addresses ?? []).map(({ ip }) => ip).toSorted(), addresses(behind)),
  ];
});

/** With a whole number to be kept, whatever matches is expected, what has ended too. @k8s pkg/controller/disruption/disruption.go getExpectedPodCount */
const budgets = ({ list, pods }: World): string[] => list(KINDS.PodDisruptionBudget).flatMap((budget) => {
  const matched = pods.filter((pod) => pod.metadata?.namespace === budget.metadata?.namespace && matchesLabelSelector(budget.spec?.selector as LabelSelector | undefined ?? {}, pod.metadata?.labels)); // a selector of labels
  const active = matched.filter(isPodActive);
  const expected = typeof budget.spec?.minAvailable === 'number' ? matched : active;
  return [...observed(budget), ...equal(budget, 'counts', [budget.status?.expectedPods, budget.status?.currentHealthy], [expected.length, active.filter(isPodReady).length])];
});
