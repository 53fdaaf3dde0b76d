/** What the machine and its pods use, as cAdvisor and the kubelet measure it. @k8s pkg/kubelet/stats, golden world/node01-stats-summary.json, kubectl/top-metrics */
import { parseQuantity, quantityValue } from '../../base/index.ts';
import { isRunning } from '../containers/observe.ts';
import type { ContainerWork, Kit, PodsUse, PodUse, PodWork } from '../types.ts';

const MIB = 1024 * 1024;
const BLOCK = 4096;
/** Of the machine beside its pods. @k8s golden kubectl/top-metrics, world/node01-stats-summary.json */
const MACHINE = { cpuNanoCores: 20_000_000, memoryBytes: 184 * MIB, processes: 471 };
/** What the control plane does, which is not made of processes here. */
const CONTROL_PLANE = { cpuNanoCores: 112_000_000, memoryBytes: 474 * MIB, processes: 520 };
/** The operating system and what it came with. */
const SYSTEM_DISK = 31_431_835_648;
const INODES = 16_777_216;
const SYSTEM_INODES = 684_384;
const MAX_PID = 192_730;
/** @k8s containerLogMaxSize × containerLogMaxFiles */
const MAX_LOGS = 50 * MIB;
/** Files and directories of a container's own layer. */
const INODES_EACH = 13;

const findMachine = (kit: Kit): typeof MACHINE => {
  for (const { pod } of kit.works.values()) if (pod.metadata?.labels?.['tier'] === 'control-plane') return CONTROL_PLANE;
  return MACHINE;
};
export const machineOf = (kit: Kit): typeof MACHINE => lastMeasured(kit).machine;

export function capacityOf(kit: Kit, resource: 'memory' | 'ephemeral-storage'): number {
  const parsed = parseQuantity(kit.options.node.capacity[resource] ?? '0');
  return parsed.ok ? quantityValue(parsed.quantity) : 0;
}

const paged = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;
const onDisk = (logBytes: number): number => (logBytes === 0 ? BLOCK : paged(Math.min(logBytes, MAX_LOGS)));
/** On disk, rotated ones too. */
export const logsBytes = (kit: Kit, id: string): number => onDisk(kit.runtime.logBytes(id));

type Sums = { -readonly [part in keyof PodUse]: PodUse[part] };
const nothing = (): Sums => ({ memory: 0, rootfs: 0, logs: 0, volumes: 0, processes: 0 });

/** Volumes that lie on the node's disk; those in memory count as memory. */
function addVolumes(work: PodWork, sums: Sums): void {
  const volumes = work.pod.spec?.volumes;
  if (volumes === undefined || work.volumes === undefined) return;
  for (const { name, emptyDir } of volumes) {
    if (emptyDir === undefined) continue;
    sums[emptyDir.medium === 'Memory' ? 'memory' : 'volumes'] += work.volumes.get(name)?.usedBytes?.() ?? 0;
  }
}
/** Nothing, once it has ended. */
export const containerMemory = (kit: Kit, c: ContainerWork): number => (c.id === undefined ? 0 : paged(kit.runtime.memoryBytes(c.id)));
export const rootfsBytes = (kit: Kit, c: ContainerWork): number => (c.id === undefined ? 0 : kit.runtime.diskBytes(c.id));
const processesIn = (kit: Kit, c: ContainerWork): number => (c.id === undefined || !isRunning(kit, c) ? 0 : kit.runtime.machine(c.id)?.processes.list().length ?? 0);

function add(kit: Kit, work: PodWork, slow: boolean, sums: Sums): void {
  for (const c of work.containers) {
    const sizes = c.id === undefined ? undefined : kit.runtime.usage(c.id);
    if (sizes === undefined) continue;
    sums.memory += paged(sizes.memoryBytes);
    sums.rootfs += sizes.diskBytes;
    sums.logs += onDisk(sizes.logBytes);
    if (slow) sums.processes += processesIn(kit, c);
  }
  addVolumes(work, sums);
}
/** @param slow also counts processes, which somebody must want to know */
export function podUse(kit: Kit, work: PodWork, slow = false): PodUse {
  const sums = nothing();
  add(kit, work, slow, sums);
  return sums;
}

export type NodeUse = {
  readonly memory: { readonly capacity: number; readonly workingSet: number; readonly available: number };
  readonly disk: { readonly capacity: number; readonly used: number; readonly available: number; readonly images: number };
  readonly inodes: { readonly capacity: number; readonly free: number };
  readonly pids: { readonly max: number; readonly running: number };
};

const NOBODY: readonly { readonly memoryBytes: number }[] = [];

function measure(kit: Kit, slow: boolean): PodsUse {
  const use = nothing();
  let containers = 0;
  for (const work of kit.works.values()) {
    add(kit, work, slow, use);
    containers += work.containers.length;
  }
  return { at: kit.runtime.meter.changes, pods: kit.works.size, containers, machine: findMachine(kit), use };
}
/** The node looks every ten seconds, and most of the time nothing has changed. */
function lastMeasured(kit: Kit): PodsUse {
  const known = kit.podsUse;
  if (known !== undefined && known.at === kit.runtime.meter.changes && known.pods === kit.works.size) return known;
  return (kit.podsUse = measure(kit, false));
}

/** @returns the same object as the last time where nothing has changed */
export function nodeUse(kit: Kit, slow = false): NodeUse {
  const measured = slow ? measure(kit, true) : lastMeasured(kit);
  const own = kit.options.host?.()?.processes.own() ?? NOBODY;
  // What programs on the machine itself hold, beside the system's own.
  const host = own.length === 0 ? 0 : own.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const images = kit.runtime.imageFsBytes();
  const files = kit.options.files.usedBytes();
  const { diskDead } = kit.state;
  const last = kit.nodeUse;
  if (last !== undefined && last.measured === measured && last.host === host && last.running === own.length && last.images === images && last.files === files && last.diskDead === diskDead) return last.use;
  const use = sumOf(kit, measured, slow, { host, running: own.length, images, files, diskDead });
  if (!slow) kit.nodeUse = { measured, host, running: own.length, images, files, diskDead, use };
  return use;
}

/** What counts beside the pods: the machine's own programs and disk. */
type Beside = { readonly host: number; readonly running: number; readonly images: number; readonly files: number; readonly diskDead: boolean };
export type LastNodeUse = Beside & { readonly measured: PodsUse; readonly use: NodeUse };

function sumOf(kit: Kit, { machine, use: sums, containers }: PodsUse, slow: boolean, { host, running, images, files, diskDead }: Beside): NodeUse {
  const workingSet = machine.memoryBytes + host + sums.memory;
  const processes = machine.processes + (slow ? sums.processes : containers);
  const memory = capacityOf(kit, 'memory');
  const capacity = capacityOf(kit, 'ephemeral-storage');
  const used = Math.min(capacity, SYSTEM_DISK + files + images + sums.rootfs + sums.logs + sums.volumes);
  return {
    memory: { capacity: memory, workingSet, available: Math.max(0, memory - workingSet) },
    disk: { capacity, used, available: diskDead ? 0 : capacity - used, images },
    inodes: { capacity: INODES, free: INODES - SYSTEM_INODES - INODES_EACH * containers },
    pids: { max: MAX_PID, running: processes + running },
  };
}
