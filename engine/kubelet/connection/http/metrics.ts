/** /metrics, /metrics/resource, /metrics/cadvisor, in Prometheus' text format. @k8s pkg/kubelet/metrics/collectors/resource_metrics.go, github.com/google/cadvisor/metrics */
import { isRunning } from '../../containers/observe.ts';
import { containerMemory, nodeUse, podUse, rootfsBytes } from '../../node/figures.ts';
import { isTerminated } from '../../pods/work.ts';
import type { ContainerWork, Kit, PodWork } from '../../types.ts';
import { cpuNanoseconds, nodeUsage } from '../usage.ts';

type Labels = { readonly [name: string]: string };
type Sample = { readonly labels?: Labels; readonly value: number };
type Family = { readonly name: string; readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] };

const labelled = (labels: Labels = {}): string => {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};
/** @param at the moment that stands behind each sample; left out where there is none */
const printed = (families: readonly Family[], at?: number): string => families.filter(({ samples }) => samples.length > 0).map(({ name, type, samples }) =>
  `# TYPE ${name} ${type}\n${samples.map(({ labels, value }) => `${name}${labelled(labels)} ${value}${at === undefined ? '' : ` ${at}`}\n`).join('')}`).join('');

type Running = { readonly work: PodWork; readonly c: ContainerWork; readonly id: string };
const runningIn = (kit: Kit): Running[] => [...kit.works.values()].flatMap((work) =>
  work.containers.flatMap((c) => (c.id !== undefined && isRunning(kit, c) ? [{ work, c, id: c.id }] : [])));
const nameOf = ({ pod }: PodWork): string => pod.metadata?.name ?? '';
const namespaceOf = ({ pod }: PodWork): string => pod.metadata?.namespace ?? '';
const secondsOf = (nanoseconds: number): number => nanoseconds / 1_000_000_000;

export function resourceMetrics(kit: Kit): string {
  const { now } = kit.context.clock;
  const running = runningIn(kit);
  const use = nodeUse(kit);
  const pods = [...new Set(running.map(({ work }) => work))];
  const ofContainer = (value: (each: Running) => number): Sample[] => running.map((each) =>
    ({ labels: { container: each.c.name, namespace: namespaceOf(each.work), pod: nameOf(each.work) }, value: value(each) }));
  const ofPod = (value: (work: PodWork) => number): Sample[] => pods.map((work) => ({ labels: { namespace: namespaceOf(work), pod: nameOf(work) }, value: value(work) }));
  const podCpu = (work: PodWork): number => secondsOf(running.filter((each) => each.work === work).reduce((sum, { id }) => sum + cpuNanoseconds(kit, id), 0));
  const nodeCpu = secondsOf(nodeUsage(kit).cpuNanoCores) * Math.max(0, (now - Date.parse(kit.bootedAt)) / 1000);
  return printed([
    { name: 'container_cpu_usage_seconds_total', type: 'counter', samples: ofContainer(({ id }) => secondsOf(cpuNanoseconds(kit, id))) },
    { name: 'container_memory_working_set_bytes', type: 'gauge', samples: ofContainer(({ c }) => containerMemory(kit, c)) },
    { name: 'container_start_time_seconds', type: 'gauge', samples: ofContainer(({ id }) => (kit.runtime.container(id)?.startedAt ?? 0) / 1000) },
    { name: 'container_swap_limit_bytes', type: 'gauge', samples: ofContainer(() => 0) },
    { name: 'container_swap_usage_bytes', type: 'gauge', samples: ofContainer(() => 0) },
    { name: 'node_cpu_usage_seconds_total', type: 'counter', samples: [{ value: nodeCpu }] },
    { name: 'node_memory_working_set_bytes', type: 'gauge', samples: [{ value: use.memory.workingSet }] },
    { name: 'node_swap_usage_bytes', type: 'gauge', samples: [{ value: 0 }] },
    { name: 'pod_cpu_usage_seconds_total', type: 'counter', samples: ofPod(podCpu) },
    { name: 'pod_memory_working_set_bytes', type: 'gauge', samples: ofPod((work) => podUse(kit, work).memory) },
    { name: 'pod_swap_usage_bytes', type: 'gauge', samples: ofPod(() => 0) },
  ], now) + printed([{ name: 'resource_scrape_error', type: 'gauge', samples: [{ value: 0 }] }]);
}

const cgroupOf = ({ work, id }: Running): string => {
  const quality = (work.pod.status?.qosClass ?? 'BestEffort').toLowerCase();
  return `/kubepods/${quality === 'guaranteed' ? '' : `${quality}/`}pod${work.uid}/${id}`;
};

export function cadvisorMetrics(kit: Kit): string {
  const { now } = kit.context.clock;
  const running = runningIn(kit);
  const labelsOf = (each: Running): Labels => ({
    container: each.c.name, id: cgroupOf(each), image: kit.runtime.container(each.id)?.image ?? '', name: each.id, namespace: namespaceOf(each.work), pod: nameOf(each.work),
  });
  const each = (value: (one: Running) => number, more: Labels = {}): Sample[] => running.map((one) => ({ labels: { ...labelsOf(one), ...more }, value: value(one) }));
  const { capacity } = nodeUse(kit).memory;
  const cpus = Number(kit.options.node.capacity['cpu'] ?? 0);
  return printed([
    { name: 'container_cpu_usage_seconds_total', type: 'counter', samples: each(({ id }) => secondsOf(cpuNanoseconds(kit, id)), { cpu: 'total' }) },
    { name: 'container_fs_usage_bytes', type: 'gauge', samples: each(({ c }) => rootfsBytes(kit, c), { device: '/dev/vda' }) },
    { name: 'container_last_seen', type: 'gauge', samples: each(() => Math.trunc(now / 1000)) },
    { name: 'container_memory_usage_bytes', type: 'gauge', samples: each(({ c }) => containerMemory(kit, c)) },
    { name: 'container_memory_working_set_bytes', type: 'gauge', samples: each(({ c }) => containerMemory(kit, c)) },
    { name: 'container_processes', type: 'gauge', samples: each(({ id }) => kit.runtime.machine(id)?.processes.list().length ?? 0) },
    { name: 'container_start_time_seconds', type: 'gauge', samples: each(({ id }) => Math.trunc((kit.runtime.container(id)?.startedAt ?? 0) / 1000)) },
  ], now) + printed([
    { name: 'container_scrape_error', type: 'gauge', samples: [{ value: 0 }] },
    { name: 'machine_cpu_cores', type: 'gauge', samples: [{ value: cpus }] },
    { name: 'machine_memory_bytes', type: 'gauge', samples: [{ value: capacity }] },
  ]);
}

export function kubeletMetrics(kit: Kit): string {
  const works = [...kit.works.values()];
  const count = (state: 'running' | 'exited' | 'created'): number => kit.runtime.containers().filter((each) => each.state === state).length;
  return printed([
    { name: 'kubelet_active_pods', type: 'gauge', samples: [{ labels: { static: '' }, value: works.filter((work) => !isTerminated(work)).length }] },
    { name: 'kubelet_desired_pods', type: 'gauge', samples: [{ labels: { static: '' }, value: works.length }] },
    { name: 'kubelet_node_name', type: 'gauge', samples: [{ labels: { node: kit.nodeName }, value: 1 }] },
    { name: 'kubelet_running_containers', type: 'gauge', samples: (['created', 'exited', 'running'] as const).map((state) => ({ labels: { container_state: state }, value: count(state) })) },
    { name: 'kubelet_running_pods', type: 'gauge', samples: [{ value: kit.runtime.sandboxes().filter(({ state }) => state === 'ready').length }] },
    { name: 'kubelet_working_pods', type: 'gauge', samples: [{ labels: { config: 'desired', lifecycle: 'sync', static: '' }, value: works.filter((work) => !isTerminated(work)).length }] },
  ]);
}
