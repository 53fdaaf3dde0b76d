/** /proc as far as lessons and scripts look into it. */
import { createGeneratedFiles, type Generated } from './files/generated.ts';
import { sysctlAt } from './procSysctls.ts';
import { SYSTEM_FILES, mountLines } from './procSystem.ts';
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

const shortName = ({ command }: ProcessHandle): string => (command[0] ?? '').split('/').pop() ?? '';

function status(process: ProcessHandle, security: ProcessSecurity): string {
  const { uid, gid } = process;
  return tabbed([
    ['Name', shortName(process)], ['Umask', '0022'], ['State', STATES[process.state]], ['Tgid', process.pid],
    ['Pid', process.pid], ['PPid', process.parent], ['Uid', [uid, uid, uid, uid].join('\t')], ['Gid', [gid, gid, gid, gid].join('\t')],
    ['Groups', `${process.groups.join(' ')} `], ['VmRSS', `${String(Math.max(4, Math.ceil(process.memoryBytes / 1024))).padStart(8)} kB`], ['Threads', 1],
    ...securityLines(uid, security),
  ]);
}

const PROCESS_FILES: { readonly [name: string]: (process: ProcessHandle, machine: Machine, security: ProcessSecurity) => string } = {
  cgroup: () => '0::/\n',
  cmdline: (process) => process.command.map((word) => `${word}\0`).join(''),
  comm: (process) => `${shortName(process)}\n`,
  environ: (process) => [...process.environment].map(([name, value]) => `${name}=${value}\0`).join(''),
  mounts: (process) => mountLines(process.root),
  oom_score_adj: () => '0\n',
  status: (process, _machine, security) => status(process, security),
};

/** `/7/root/etc` is `/etc` of process 7, which may be in another container. */
const ROOT = /^\/(\d+|self)\/root(\/.*)?$/;

export function createProcFiles(machine: () => Machine, startedAt: number, extra: ProcExtra = () => undefined, security: ProcessSecurity = FULL): FileSystem {
  const find = (word: string): ProcessHandle | undefined => {
    const { processes } = machine();
    return word === 'self' ? processes.own().at(-1) : /^\d+$/.test(word) ? processes.get(Number(word)) : undefined;
  };
  const lookPid = (handle: ProcessHandle, rest: readonly string[]): ReturnType<Generated['look']> => {
    if (rest.length === 0) return { names: [...Object.keys(PROCESS_FILES), 'cwd', 'exe', 'fd', 'root'] };
    if (rest[0] === 'fd') return rest.length === 1 ? { names: ['0', '1', '2'] } : /^[012]$/.test(rest[1] ?? '') ? { text: '' } : undefined;
    if (rest[0] === 'exe' && rest.length === 1) return { target: handle.command[0] ?? '' };
    const make = rest.length === 1 ? PROCESS_FILES[rest[0] ?? ''] : undefined;
    return make === undefined ? undefined : { text: make(handle, machine(), security) };
  };
  const own = createGeneratedFiles(machine().clock, {
    look(path) {
      const added = extra(path);
      if (added !== undefined) return { text: added };
      const [first = '', ...rest] = path.slice(1).split('/');
      if (first === '') return { names: [...Object.keys(SYSTEM_FILES), 'self', 'sys', ...machine().processes.list().map(({ pid }) => String(pid))] };
      const handle = find(first);
      if (handle !== undefined) return lookPid(handle, rest);
      const make = rest.length === 0 ? SYSTEM_FILES[first] : undefined;
      return make === undefined ? sysctlAt(path, machine().kernel) : { text: make(machine(), startedAt) };
    },
  }, 'proc');
  /** Where a path below somebody's root leads. */
  const below = (path: string): { readonly files: FileSystem; readonly inner: string } => {
    const [, word = '', inner = '/'] = ROOT.exec(path) ?? [];
    const root = word === '' ? undefined : find(word)?.root;
    return root === undefined ? { files: own, inner: path } : { files: root, inner };
  };
  return {
    ...own,
    stat(path) { const { files, inner } = below(path); return files.stat(inner); },
    read(path) { const { files, inner } = below(path); return files.read(inner); },
    list(path) { const { files, inner } = below(path); return files.list(inner); },
    write(path, content, options) { const { files, inner } = below(path); files.write(inner, content, options); },
    makeDirectory(path, options) { const { files, inner } = below(path); files.makeDirectory(inner, options); },
    remove(path, options) { const { files, inner } = below(path); files.remove(inner, options); },
    chmod(path, mode) { const { files, inner } = below(path); files.chmod(inner, mode); },
    touch(path, mtime) { const { files, inner } = below(path); files.touch(inner, mtime); },
    realPath(path) { const { files, inner } = below(path); return files === own ? own.realPath(path) : files.realPath(inner) === undefined ? undefined : path; },
    mountedAt: (path) => { const { files, inner } = below(path); return files !== own && inner === '/' ? files : undefined; },
  };
}
