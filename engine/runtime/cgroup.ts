/** A container's control group: its limits, which may change while it runs, and what programs read of them. */
import { createGeneratedFiles, type FileSystem, type Machine } from '../script/index.ts';
import type { Clock } from '../time/index.ts';
import type { ContainerLimits } from './types.ts';

export type Limits = { memoryLimitBytes: number | undefined; cpuLimitCores: number | undefined; cpuShares: number | undefined };
/** What a container uses: the machine is known only after the files. */
export type Used = { readonly machine: () => Machine; readonly memoryBytes: () => number; readonly killed: () => number };

const PERIOD_US = 100_000;
/** No limit, in pages. @k8s kernel mm/memcontrol.c PAGE_COUNTER_MAX */
const UNLIMITED_V1 = '9223372036854771712';
const SHARES_V1 = 2;

/** @k8s opencontainers/cgroups utils.go ConvertCPUSharesToCgroupV2Value (the curve that runc uses since 1.3.2 is not modelled) */
const weightOf = (shares: number): number => 1 + Math.floor(((Math.max(2, shares) - 2) * 9999) / 262_142);

type Files = { readonly [path: string]: () => string };

const ids = ({ machine }: Used): string => machine().processes.own().map(({ pid }) => `${pid}\n`).join('');

const version2 = (limits: Limits, used: Used): Files => ({
  '/cgroup.controllers': () => 'cpuset cpu io memory hugetlb pids rdma misc\n',
  '/cgroup.procs': () => ids(used),
  '/cpu.max': () => `${limits.cpuLimitCores === undefined ? 'max' : Math.round(limits.cpuLimitCores * PERIOD_US)} ${PERIOD_US}\n`,
  '/cpu.stat': () => { const us = Math.round(used.machine().processes.cpuMs() * 1000); return `usage_usec ${us}\nuser_usec ${us}\nsystem_usec 0\n`; },
  '/cpu.weight': () => `${weightOf(limits.cpuShares ?? SHARES_V1)}\n`,
  '/memory.current': () => `${used.memoryBytes()}\n`,
  '/memory.events': () => `low 0\nhigh 0\nmax 0\noom ${used.killed()}\noom_kill ${used.killed()}\noom_group_kill ${used.killed()}\n`,
  '/memory.max': () => `${limits.memoryLimitBytes ?? 'max'}\n`,
  '/memory.oom.group': () => '1\n',
  '/pids.current': () => `${used.machine().processes.own().length}\n`,
  '/pids.max': () => 'max\n',
});

const version1 = (limits: Limits, used: Used): Files => ({
  '/cpu/cpu.cfs_period_us': () => `${PERIOD_US}\n`,
  '/cpu/cpu.cfs_quota_us': () => `${limits.cpuLimitCores === undefined ? -1 : Math.round(limits.cpuLimitCores * PERIOD_US)}\n`,
  '/cpu/cpu.shares': () => `${limits.cpuShares ?? SHARES_V1}\n`,
  '/cpu/cpuacct.usage': () => `${Math.round(used.machine().processes.cpuMs() * 1_000_000)}\n`,
  '/memory/cgroup.procs': () => ids(used),
  '/memory/memory.limit_in_bytes': () => `${limits.memoryLimitBytes ?? UNLIMITED_V1}\n`,
  '/memory/memory.usage_in_bytes': () => `${used.memoryBytes()}\n`,
  '/pids/pids.current': () => `${used.machine().processes.own().length}\n`,
  '/pids/pids.max': () => 'max\n',
});

function namesIn(files: Files, directory: string): readonly string[] {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  return [...new Set(Object.keys(files).filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
}

export function cgroupFiles(clock: Clock, version: 1 | 2, limits: Limits, used: Used): FileSystem {
  const files = version === 2 ? version2(limits, used) : version1(limits, used);
  return createGeneratedFiles(clock, {
    look(path) {
      const make = files[path];
      if (make !== undefined) return { text: make() };
      const names = namesIn(files, path);
      return names.length === 0 ? undefined : { names };
    },
  }, version === 2 ? 'cgroup2' : 'cgroup');
}

export function applyLimits(limits: Limits, changed: ContainerLimits): void {
  if ('memoryLimitBytes' in changed) limits.memoryLimitBytes = changed.memoryLimitBytes;
  if ('cpuLimitCores' in changed) limits.cpuLimitCores = changed.cpuLimitCores;
  if ('cpuShares' in changed) limits.cpuShares = changed.cpuShares;
}

