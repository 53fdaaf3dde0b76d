/** What containers and the machine use, as the kubelet's /metrics/resource has it. @k8s pkg/kubelet/server/stats, golden kubectl/top-metrics */
import { quantityOf } from '../../base/index.ts';
import type { ContainerUsage } from '../../apiserver/index.ts';
import { isRunning } from '../containers/observe.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

const CORE = 1_000_000_000;
/** To start costs nothing worth telling. */
const FIRST_TURNS = 5;
/** Of the machine beside its pods. @k8s golden kubectl/top-metrics */
const MACHINE: Omit<ContainerUsage, 'name'> = { cpuNanoCores: 20_000_000, memoryBytes: 213 * 1024 * 1024 };
/** What the control plane does, which is not made of processes here. */
const CONTROL_PLANE: Omit<ContainerUsage, 'name'> = { cpuNanoCores: 112_000_000, memoryBytes: 504 * 1024 * 1024 };

/** A process that never waits goes on once in a millisecond and has a core of its own; all of a container's have its limit together. */
function coresOf(kit: Kit, { spec }: ContainerWork, id: string): number {
  const { now } = kit.context.clock;
  const processes = kit.runtime.machine(id)?.processes.list() ?? [];
  const used = processes.reduce((sum, { turns, startedAt }) => sum + Math.min(1, Math.max(0, turns - FIRST_TURNS) / Math.max(1, now - startedAt)), 0);
  const limit = spec.resources?.limits?.['cpu'];
  return limit === undefined ? used : Math.min(used, Number(quantityOf(limit).nano) / CORE);
}

export const usageOf = (kit: Kit, { containers }: PodWork): readonly ContainerUsage[] => containers.flatMap((container) => {
  const { id, name } = container;
  if (id === undefined || !isRunning(kit, container)) return [];
  return [{ name, cpuNanoCores: Math.round(coresOf(kit, container, id) * CORE), memoryBytes: kit.runtime.memoryBytes(id) }];
});

export function nodeUsage(kit: Kit): Omit<ContainerUsage, 'name'> {
  const works = [...kit.works.values()];
  const base = works.some(({ pod }) => pod.metadata?.labels?.['tier'] === 'control-plane') ? CONTROL_PLANE : MACHINE;
  return works.flatMap((work) => usageOf(kit, work)).reduce((sum, { cpuNanoCores, memoryBytes }) =>
    ({ cpuNanoCores: sum.cpuNanoCores + cpuNanoCores, memoryBytes: sum.memoryBytes + memoryBytes }), base);
}
