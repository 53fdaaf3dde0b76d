/** What containers and the machine use, as the kubelet's /metrics/resource has it. @k8s pkg/kubelet/server/stats, golden kubectl/top-metrics */
import { quantityOf } from '../../base/index.ts';
import type { ContainerUsage } from '../../apiserver/index.ts';
import { isRunning } from '../containers/observe.ts';
import { machineOf, nodeUse } from '../node/figures.ts';
import type { ContainerWork, CpuSample, Kit, PodWork } from '../types.ts';

const CORE = 1_000_000_000;

const cpuMsOf = (kit: Kit, id: string): number => kit.runtime.cpuMs(id);
const startOf = (kit: Kit, id: string): number => kit.runtime.container(id)?.startedAt ?? kit.context.clock.now;

function measured(kit: Kit, container: ContainerWork, id: string): CpuSample {
  const { now } = kit.context.clock;
  const known = container.sample;
  const before = known?.id === id ? known : { at: startOf(kit, id), cpuMs: 0 };
  const cpuMs = cpuMsOf(kit, id);
  return { id, processes: kit.runtime.cpu(id), at: now, cpuMs, cores: Math.max(0, cpuMs - before.cpuMs) / Math.max(1, now - before.at) };
}

function update(kit: Kit, sample: CpuSample): void {
  const { now } = kit.context.clock;
  const cpuMs = sample.processes?.cpuMs() ?? cpuMsOf(kit, sample.id);
  const since = Math.max(sample.at, kit.idle?.at ?? 0);
  sample.cores = Math.max(0, cpuMs - sample.cpuMs) / Math.max(1, now - since);
  sample.cpuMs = cpuMs;
  sample.at = now;
}

/** Every twenty seconds. @k8s pkg/kubelet/cadvisor/cadvisor_linux.go maxHousekeepingInterval */
export function sampleUsage(kit: Kit): void {
  const { idle } = kit;
  const [changes, ran] = [kit.runtime.meter.changes, kit.runtime.ran.changes];
  // Nobody used any then, and nothing has happened since: each container's would be what it was.
  if (idle !== undefined && idle.changes === changes && idle.ran === ran) { idle.at = kit.context.clock.now; return; }
  let used = 0;
  for (const { containers } of kit.works.values()) {
    for (const container of containers) {
      const { id } = container;
      if (id === undefined) continue;
      const known = container.sample;
      if (known?.id === id) update(kit, known);
      used += (known?.id === id ? known : container.sample = measured(kit, container, id)).cores;
    }
  }
  kit.idle = used === 0 ? { changes, ran, at: kit.context.clock.now } : undefined;
}

/** All processes of a container have its limit together. */
function coresOf(kit: Kit, container: ContainerWork, id: string): number {
  const known = container.sample;
  const { cores } = known?.id === id ? known : measured(kit, container, id);
  const limit = container.spec.resources?.limits?.['cpu'];
  return limit === undefined ? cores : Math.min(cores, Number(quantityOf(limit).nano) / CORE);
}

/** CPU time since the container started. */
export const cpuNanoseconds = (kit: Kit, id: string): number => Math.round(cpuMsOf(kit, id) * 1_000_000);

export const usageOf = (kit: Kit, { containers }: PodWork): readonly ContainerUsage[] => containers.flatMap((container) => {
  const { id, name } = container;
  if (id === undefined || !isRunning(kit, container)) return [];
  return [{ name, cpuNanoCores: Math.round(coresOf(kit, container, id) * CORE), memoryBytes: kit.runtime.memoryBytes(id) }];
});

export function nodeUsage(kit: Kit): Omit<ContainerUsage, 'name'> {
  const pods = [...kit.works.values()].flatMap((work) => usageOf(kit, work)).reduce((sum, { cpuNanoCores }) => sum + cpuNanoCores, 0);
  return { cpuNanoCores: machineOf(kit).cpuNanoCores + pods, memoryBytes: nodeUse(kit).memory.workingSet };
}
