/** The files of /proc that are about the whole computer. @k8s golden world/node01-stats-summary.json (what a recorded node has) */
import type { FileSystem, Machine } from './types.ts';

export const PROCESSORS = 2;
export const MEMORY_KB = 24_684_084;
const CACHE_KB = 1_204_224;
/** What the node itself needs. */
const SYSTEM_KB = 812_032;

export const mountLines = (files: FileSystem): string =>
  files.mounts().map((mount) => `${mount.source} ${mount.path} ${mount.type} ${mount.options}${mount.type === 'tmpfs' && mount.size > 0 ? `,size=${mount.size / 1024}k,noswap` : ''} 0 0\n`).join('');

export const usedKb = (machine: Machine): number =>
  Math.ceil(machine.processes.list().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / 1024) + SYSTEM_KB;

function memory(machine: Machine): string {
  const used = Math.min(MEMORY_KB - CACHE_KB, usedKb(machine));
  const lines: readonly (readonly [string, number])[] = [
    ['MemTotal', MEMORY_KB], ['MemFree', MEMORY_KB - used - CACHE_KB], ['MemAvailable', MEMORY_KB - used], ['Buffers', 0], ['Cached', CACHE_KB], ['SwapTotal', 0], ['SwapFree', 0],
  ];
  return lines.map(([name, kb]) => `${`${name}:`.padEnd(16)}${String(kb).padStart(8)} kB\n`).join('');
}

const processor = (_: unknown, number: number): string =>
  [['processor', number], ['vendor_id', 'PeapodCPU'], ['model name', 'Simulated processor'], ['cpu MHz', '1000.000'], ['cpu cores', PROCESSORS]]
    .map(([name, value]) => `${String(name).padEnd(16)}: ${String(value)}\n`).join('');

/** Programs that compute or wait for a processor now. */
const running = (machine: Machine): number => machine.processes.list().filter(({ state }) => state === 'running').length;

export const SYSTEM_FILES: { readonly [name: string]: (machine: Machine, startedAt: number) => string } = {
  cpuinfo: () => `${Array.from({ length: PROCESSORS }, processor).join('\n')}\n`,
  loadavg: (machine) => { const list = machine.processes.list(); return `0.08 0.05 0.01 ${Math.max(1, running(machine))}/${list.length} ${list.at(-1)?.pid ?? 1}\n`; },
  meminfo: memory,
  mounts: (machine) => mountLines(machine.files),
  uptime: (machine, startedAt) => { const up = (machine.clock.now - startedAt) / 1000; return `${up.toFixed(2)} ${(up * PROCESSORS).toFixed(2)}\n`; },
  version: ({ kernel }) => `Linux version ${kernel} (peapod) #1 SMP\n`,
};
