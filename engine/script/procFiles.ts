/** /proc as far as lessons and scripts look into it. */
import { createGeneratedFiles, type Generated } from './files/generated.ts';
import type { FileSystem, Machine, ProcessHandle, ProcessSecurity } from './types.ts';

/** Adds or replaces files: `/1/oom_score_adj`, `/meminfo`. Undefined leaves it to the table below. */
export type ProcExtra = (path: string) => string | undefined;

const tabbed = (pairs: readonly (readonly [string, string | number])[]): string => pairs.map(([key, value]) => `${key}:\t${value}\n`).join('');
const STATES = { running: 'R (running)', sleeping: 'S (sleeping)', stopped: 'T (stopped)' } as const;

const FULL: ProcessSecurity = { capabilities: '000001ffffffffff', mayChown: true, noNewPrivileges: false, seccomp: false };
const NOTHING = '0'.repeat(16);

/** A user who is not root has capabilities only within bounds. @k8s golden cluster/sec-context-ids-capabilities */
function securityLines(uid: number, { capabilities, noNewPrivileges, seccomp }: ProcessSecurity): readonly (readonly [string, string | number])[] {
  const own = uid === 0 ? capabilities : NOTHING;
  return [
    ['CapInh', NOTHING], ['CapPrm', own], ['CapEff', own], ['CapBnd', capabilities], ['CapAmb', NOTHING],
    ['NoNewPrivs', noNewPrivileges ? 1 : 0], ['Seccomp', seccomp ? 2 : 0], ['Seccomp_filters', seccomp ? 1 : 0],
  ];
}

function status(process: ProcessHandle, security: ProcessSecurity): string {
  const { uid, gid } = process;
  return tabbed([
    ['Name', (process.command[0] ?? '').split('/').pop() ?? ''], ['Umask', '0022'], ['State', STATES[process.state]], ['Tgid', process.pid],
    ['Pid', process.pid], ['PPid', process.parent], ['Uid', [uid, uid, uid, uid].join('\t')], ['Gid', [gid, gid, gid, gid].join('\t')],
    ['Groups', `${process.groups.join(' ')} `], ['VmRSS', `${String(Math.max(4, Math.ceil(process.memoryBytes / 1024))).padStart(8)} kB`], ['Threads', 1],
    ...securityLines(uid, security),
  ]);
}

const PROCESS_FILES: { readonly [name: string]: (process: ProcessHandle, machine: Machine, security: ProcessSecurity) => string } = {
  cmdline: (process) => process.command.map((word) => `${word}\0`).join(''),
  comm: (process) => `${(process.command[0] ?? '').split('/').pop() ?? ''}\n`,
  environ: (process) => [...process.environment].map(([name, value]) => `${name}=${value}\0`).join(''),
  mounts: (_process, machine) => mountLines(machine.files),
  oom_score_adj: () => '0\n',
  status: (process, _machine, security) => status(process, security),
};

export const mountLines = (files: FileSystem): string =>
  files.mounts().map((mount) => `${mount.source} ${mount.path} ${mount.type} ${mount.options}${mount.type === 'tmpfs' && mount.size > 0 ? `,size=${mount.size / 1024}k,noswap` : ''} 0 0\n`).join('');

const SYSTEM_FILES: { readonly [name: string]: (machine: Machine, startedAt: number) => string } = {
  loadavg: (machine) => `0.08 0.05 0.01 1/${machine.processes.list().length} ${machine.processes.list().at(-1)?.pid ?? 1}\n`,
  mounts: (machine) => mountLines(machine.files),
  uptime: (machine, startedAt) => { const up = (machine.clock.now - startedAt) / 1000; return `${up.toFixed(2)} ${(up * 2).toFixed(2)}\n`; },
  version: () => 'Linux version 6.1.0 (peapod) #1 SMP\n',
};

export function createProcFiles(machine: () => Machine, extra: ProcExtra = () => undefined, security: ProcessSecurity = FULL): FileSystem {
  const startedAt = machine().clock.now;
  const lookPid = (handle: ProcessHandle, rest: readonly string[]): ReturnType<Generated['look']> => {
    if (rest.length === 0) return { names: [...Object.keys(PROCESS_FILES), 'fd'] };
    if (rest[0] === 'fd') return rest.length === 1 ? { names: ['0', '1', '2'] } : /^[012]$/.test(rest[1] ?? '') ? { text: '' } : undefined;
    const make = rest.length === 1 ? PROCESS_FILES[rest[0] ?? ''] : undefined;
    return make === undefined ? undefined : { text: make(handle, machine(), security) };
  };
  return createGeneratedFiles(machine().clock, {
    look(path) {
      const added = extra(path);
      if (added !== undefined) return { text: added };
      const [first = '', ...rest] = path.slice(1).split('/');
      const { processes } = machine();
      if (first === '') return { names: [...Object.keys(SYSTEM_FILES), 'self', ...processes.list().map(({ pid }) => String(pid))] };
      const handle = first === 'self' ? processes.list().at(-1) : /^\d+$/.test(first) ? processes.get(Number(first)) : undefined;
      if (handle !== undefined) return lookPid(handle, rest);
      const make = rest.length === 0 ? SYSTEM_FILES[first] : undefined;
      return make === undefined ? undefined : { text: make(machine(), startedAt) };
    },
  }, 'proc');
}
