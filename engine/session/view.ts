/** The cluster as a page draws it. Cells come from the same columns that `kubectl get` prints. */
import {
  KINDS, type CronJob, type DaemonSet, type Deployment, type EndpointSlice, type Job, type KindDefinition, type KubeObject, type Node, type Pod,
  type ReplicaSet, type ReplicationController, type Service, type StatefulSet,
} from '../api/index.ts';
import type { Cluster } from '../cluster/index.ts';
import type { ClusterView, NodeRow, PodRow, ServiceRow, StrayRow, WorkloadRow } from './types.ts';
import { nodeState, podState } from './visibleState.ts';

const SYSTEM = /^kube-/;

function cells<T extends KubeObject>(kind: KindDefinition<T>, object: T, now: number): (name: string) => string {
  return (name) => {
    const column = kind.columns.find((c) => c.name === name);
    return column === undefined ? '' : String(column.cell(object, now));
  };
}

function nodeRow(node: Node, now: number, faults: readonly string[]): NodeRow {
  const cell = cells(KINDS.Node, node, now);
  return {
    name: node.metadata?.name ?? '', uid: node.metadata?.uid ?? '', state: nodeState(node), status: cell('Status'), roles: cell('Roles'),
    address: node.status?.addresses?.find((a) => a.type === 'InternalIP')?.address ?? '', age: cell('Age'), version: cell('Version'), faults,
  };
}

/** Until when the container waits, when it is in a restart back-off: read from the waiting message's own figure. */
function backOffMs(pod: Pod): number | undefined {
  const waiting = (pod.status?.containerStatuses ?? []).map((c) => c.state?.waiting).find((w) => w?.reason === 'CrashLoopBackOff');
  const match = /back-off (?:(\d+)m)?(?:(\d+)s)?/.exec(waiting?.message ?? '');
  return match === null ? undefined : (Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0)) * 1000;
}

function podRow(pod: Pod, now: number, answering: ReadonlySet<string>): PodRow {
  const cell = cells(KINDS.Pod, pod, now);
  const owner = pod.metadata?.ownerReferences?.find((r) => r.controller === true);
  const node = pod.spec?.nodeName ?? '';
  const status = cell('Status');
  return {
    namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '', uid: pod.metadata?.uid ?? '', node,
    state: podState(pod, status, node === '' || answering.has(node)), status, ready: cell('Ready'), restarts: cell('Restarts'), age: cell('Age'),
    ip: pod.status?.podIP ?? '', labels: pod.metadata?.labels ?? {}, owner: owner === undefined ? '' : `${owner.kind}/${owner.name}`,
    image: pod.spec?.containers[0]?.image ?? '', backOffMs: backOffMs(pod),
  };
}

function serviceRow(service: Service, slices: readonly EndpointSlice[], now: number): ServiceRow {
  const cell = cells(KINDS.Service, service, now);
  const endpoints = slices.flatMap((s) => s.endpoints ?? []);
  const names = (ready: boolean): string[] => endpoints.filter((e) => (e.conditions?.ready === true) === ready).map((e) => e.targetRef?.name ?? e.addresses[0] ?? '').sort();
  return {
    namespace: service.metadata?.namespace ?? '', name: service.metadata?.name ?? '', type: service.spec?.type ?? '', clusterIp: cell('Cluster-IP'),
    ports: cell('Port(s)'), selector: service.spec?.selector ?? {}, ready: names(true), notReady: names(false),
  };
}

type Counts = { readonly desired: number; readonly ready: number; readonly updated: number };
/** How many pods are wanted and there, as each kind tells it; a Job's are completions. */
const countsOf: { readonly [kind: string]: { of(object: KubeObject): Counts }['of'] } = {
  Deployment: ({ spec, status }: Deployment) => ({ desired: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0, updated: status?.updatedReplicas ?? 0 }),
  ReplicaSet: ({ spec, status }: ReplicaSet) => ({ desired: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0, updated: status?.replicas ?? 0 }),
  StatefulSet: ({ spec, status }: StatefulSet) => ({ desired: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0, updated: status?.updatedReplicas ?? 0 }),
  ReplicationController: ({ spec, status }: ReplicationController) => ({ desired: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0, updated: status?.replicas ?? 0 }),
  DaemonSet: ({ status }: DaemonSet) => ({ desired: status?.desiredNumberScheduled ?? 0, ready: status?.numberReady ?? 0, updated: status?.updatedNumberScheduled ?? 0 }),
  Job: ({ spec, status }: Job) => ({ desired: spec?.completions ?? 0, ready: status?.succeeded ?? 0, updated: 0 }),
  CronJob: ({ status }: CronJob) => ({ desired: 0, ready: status?.active?.length ?? 0, updated: 0 }),
};
const OTHER_WORKLOADS: readonly KindDefinition[] = [KINDS.CronJob, KINDS.DaemonSet, KINDS.Job, KINDS.ReplicationController, KINDS.StatefulSet];

function workloadRow(kind: KindDefinition, object: KubeObject): WorkloadRow {
  const counts = countsOf[kind.kind]?.(object) ?? { desired: 0, ready: 0, updated: 0 };
  return { kind: kind.kind, namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '', ...counts };
}

const ours = <T extends KubeObject>(objects: readonly T[]): T[] => objects.filter((o) => !SYSTEM.test(o.metadata?.namespace ?? ''));

/** Machines without a Node object. */
function strays(cluster: Pick<Cluster, 'machines' | 'faultsOf'>, nodes: readonly Node[]): StrayRow[] {
  const known = new Set(nodes.map((node) => node.metadata?.name));
  return cluster.machines().filter((name) => !known.has(name)).map((name) => ({ name, faults: cluster.faultsOf(name) }));
}

export type Viewed = Pick<Cluster, 'client' | 'faultsOf' | 'machines' | 'parts' | 'runningLoads'>;

export function clusterView(cluster: Viewed, now: number, startedAt: number, revision: number): ClusterView {
  const { client } = cluster;
  const nodes = client.informer(KINDS.Node).list();
  const slices = client.informer(KINDS.EndpointSlice);
  slices.addIndex('service', (s) => [`${s.metadata?.namespace}/${s.metadata?.labels?.['kubernetes.io/service-name'] ?? ''}`]);
  const answering = new Set(nodes.filter((n) => nodeState(n) !== 'unknown').map((n) => n.metadata?.name ?? ''));
  const services = ours(client.informer(KINDS.Service).list()).filter((s) => s.metadata?.name !== 'kubernetes' || s.metadata.namespace !== 'default');
  const replicaSets = ours(client.informer(KINDS.ReplicaSet).list()).filter((rs) => (rs.spec?.replicas ?? 0) > 0 || (rs.status?.replicas ?? 0) > 0);
  return {
    at: now - startedAt, time: new Date(now).toISOString(), revision,
    nodes: nodes.map((node) => nodeRow(node, now, cluster.faultsOf(node.metadata?.name ?? ''))),
    pods: ours(client.informer(KINDS.Pod).list()).map((pod) => podRow(pod, now, answering)),
    services: services.map((s) => serviceRow(s, slices.by('service', `${s.metadata?.namespace}/${s.metadata?.name}`), now)),
    workloads: [
      ...ours(client.informer(KINDS.Deployment).list()).map((d) => workloadRow(KINDS.Deployment, d)), ...replicaSets.map((rs) => workloadRow(KINDS.ReplicaSet, rs)),
      ...OTHER_WORKLOADS.flatMap((kind) => ours(client.informer(kind).list()).map((object) => workloadRow(kind, object))),
    ],
    parts: cluster.parts(), strays: strays(cluster, nodes), loads: cluster.runningLoads(),
  };
}
