/** /stats/summary: what cAdvisor has measured, pod by pod. @k8s pkg/kubelet/server/stats/summary.go, golden world/node01-stats-summary.json */
import type { JsonObject } from '../../../base/index.ts';
import { isRunning } from '../../containers/observe.ts';
import { containerMemory, logsBytes, nodeUse, podUse, rootfsBytes, type NodeUse } from '../../node/figures.ts';
import { seconds } from '../../times.ts';
import type { ContainerWork, Kit, PodWork } from '../../types.ts';
import { cpuNanoseconds, nodeUsage, usageOf } from '../usage.ts';

const NO_PRESSURE = { total: 0, avg10: 0, avg60: 0, avg300: 0 };
const PSI = { full: NO_PRESSURE, some: NO_PRESSURE };
/** Of what a program holds, so much is its own and not a file's. @k8s golden world/node01-stats-summary.json (working set against rss) */
const RSS_SHARE = 0.43;
const rss = (bytes: number): number => Math.round(bytes * RSS_SHARE);
const FILES_EACH = 10;
/** What a quiet pod's interface carries in a second. */
const QUIET = { rx: 140, tx: 95 };

export const createSummary = (kit: Kit) => {
  const now = kit.context.clock.now;
  const time = seconds(now);
  const use = nodeUse(kit, true);
  const fs = (usedBytes: number, inodesUsed: number): JsonObject => ({
    time, availableBytes: use.disk.available, capacityBytes: use.disk.capacity, usedBytes, inodesFree: use.inodes.free, inodes: use.inodes.capacity, inodesUsed,
  });
  const memory = (bytes: number): JsonObject => ({ time, usageBytes: bytes, workingSetBytes: bytes, rssBytes: rss(bytes), pageFaults: 0, majorPageFaults: 0, psi: PSI });
  const cpu = (usageNanoCores: number, usageCoreNanoSeconds: number): JsonObject => ({ time, usageNanoCores, usageCoreNanoSeconds, psi: PSI });
  const network = (since: number): JsonObject => {
    const passed = Math.max(0, Math.trunc((now - since) / 1000));
    const counters = { name: 'eth0', rxBytes: QUIET.rx * passed, rxErrors: 0, txBytes: QUIET.tx * passed, txErrors: 0 };
    return { time, ...counters, interfaces: [counters] };
  };
  return { kit, now, time, use, fs, memory, cpu, network, io: { time, psi: PSI }, swap: { time, swapUsageBytes: 0 } };
};
type Summary = ReturnType<typeof createSummary>;

function containerStats({ kit, fs, memory, cpu, io, swap }: Summary, c: ContainerWork, id: string, nanoCores: number): JsonObject {
  return {
    name: c.name, startTime: seconds(kit.runtime.container(id)?.startedAt ?? 0), cpu: cpu(nanoCores, cpuNanoseconds(kit, id)), memory: memory(containerMemory(kit, c)), io,
    rootfs: fs(rootfsBytes(kit, c), FILES_EACH), logs: fs(logsBytes(kit, id), 1), swap,
  };
}

function podStats(summary: Summary, work: PodWork): JsonObject {
  const { kit, fs, memory, cpu, network, io, swap } = summary;
  const usage = new Map(usageOf(kit, work).map((each) => [each.name, each]));
  const running = work.containers.flatMap((c) => (c.id !== undefined && isRunning(kit, c) ? [{ c, id: c.id }] : []));
  const use = podUse(kit, work, true);
  const startedAt = Date.parse(work.startTime ?? seconds(summary.now));
  const volumes = [...work.volumes ?? []].flatMap(([name, volume]) => (volume.usedBytes === undefined ? [] : [{ ...fs(volume.usedBytes(), 1), name }]));
  return {
    podRef: { name: work.pod.metadata?.name ?? '', namespace: work.pod.metadata?.namespace ?? '', uid: work.uid }, startTime: seconds(startedAt),
    containers: running.map(({ c, id }) => containerStats(summary, c, id, usage.get(c.name)?.cpuNanoCores ?? 0)),
    cpu: cpu([...usage.values()].reduce((sum, { cpuNanoCores }) => sum + cpuNanoCores, 0), running.reduce((sum, { id }) => sum + cpuNanoseconds(kit, id), 0)),
    memory: memory(use.memory), io, ...(work.pod.spec?.hostNetwork === true ? {} : { network: network(startedAt) }),
    ...(volumes.length === 0 ? {} : { volume: volumes }), 'ephemeral-storage': fs(use.rootfs + use.logs + use.volumes, FILES_EACH), process_stats: { process_count: use.processes }, swap,
  };
}

/** @param onlyCpuAndMemory `?only_cpu_and_memory=true` */
export function summaryOf(kit: Kit, onlyCpuAndMemory: boolean): JsonObject {
  const summary = createSummary(kit);
  const { use, fs, memory, cpu, network, io, swap, time } = summary;
  const pods = [...kit.works.values()].filter(({ sandbox, containers }) => sandbox !== undefined && containers.some((c) => isRunning(kit, c)));
  const bootedAt = Date.parse(kit.bootedAt);
  const node = nodeUsage(kit);
  const ofPods = pods.reduce((sum, work) => sum + podUse(kit, work).memory, 0);
  const limited = (bytes: number): JsonObject => ({ ...memory(bytes), availableBytes: use.memory.capacity - bytes });
  const head = {
    nodeName: kit.nodeName, systemContainers: [{ name: 'pods', startTime: kit.bootedAt, cpu: cpu(0, 0), memory: limited(ofPods), io, swap }], startTime: kit.bootedAt,
    cpu: cpu(node.cpuNanoCores, Math.round(node.cpuNanoCores * ((summary.now - bootedAt) / 1000))), memory: limited(use.memory.workingSet), io,
  };
  if (onlyCpuAndMemory) {
    return { node: head, pods: pods.map((work) => {
      const { podRef, startTime, containers, cpu: podCpu, memory: podMemory } = podStats(summary, work);
      const plain = (containers as JsonObject[]).map(({ rootfs: _rootfs, logs: _logs, ...rest }) => rest); // a list of objects, made above
      return { podRef, startTime, containers: plain, cpu: podCpu, memory: podMemory };
    }) };
  }
  return {
    node: {
      ...head, network: network(bootedAt), fs: fs(use.disk.used, use.inodes.capacity - use.inodes.free), runtime: { imageFs: imageFs(fs, use), containerFs: imageFs(fs, use) },
      rlimit: { time, maxpid: use.pids.max, curproc: use.pids.running }, swap: { time, swapAvailableBytes: 0, swapUsageBytes: 0 },
    },
    pods: pods.map((work) => podStats(summary, work)),
  };
}
const imageFs = (fs: Summary['fs'], use: NodeUse): JsonObject => fs(use.disk.images, FILES_EACH);
