/** uname, hostname, id, whoami, nproc, free, uptime, df, du, mount. */
import { childOf } from '../files/paths.ts';
import { MEMORY_KB, mountLines, PROCESSORS, usedKb } from '../procSystem.ts';
import { send } from '../pipe.ts';
import type { CommandContext, MountInfo } from '../types.ts';
import { badOptions, complain, pathIn, type CommandMaker } from './common.ts';
import { diskBlocks } from './ls.ts';
import { parseOptions } from './options.ts';
import { humanSize } from './sizes.ts';


export const makeUname: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'asnrvmpio', long: { all: 'a' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const all = options.flags.has('a');
  const fields: readonly (readonly [string, string])[] = [['s', 'Linux'], ['n', context.machine.hostname], ['r', context.machine.kernel], ['v', '#1 SMP'], ['m', 'x86_64'], ...(all ? [] : [['p', 'x86_64'], ['i', 'x86_64']] as const), ['o', 'GNU/Linux']];
  const shown = fields.filter(([letter]) => all || options.flags.has(letter) || (options.flags.size === 0 && letter === 's'));
  yield* send(context.stdout, `${shown.map(([, text]) => text).join(' ')}\n`);
  return 0;
};

/** The first line of /etc/hosts that has the name: how `hostname -f` finds the full one. */
function fullName(context: CommandContext): string {
  const { files, hostname } = context.machine;
  const hosts = files.realPath('/etc/hosts') === undefined ? '' : files.read('/etc/hosts');
  const line = typeof hosts === 'string' ? hosts.split('\n').map((one) => one.trim().split(/\s+/)).find((words) => !words[0]?.startsWith('#') && words.slice(1).includes(hostname)) : undefined;
  return line?.[1] ?? hostname;
}

export const makeHostname: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'ifsdIA', long: { fqdn: 'f', 'ip-address': 'i', 'all-ip-addresses': 'I', short: 's' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { machine } = context;
  const has = (flag: string): boolean => options.flags.has(flag);
  const text = has('i') || has('I') ? machine.network.addresses.join(' ') + (has('I') ? ' ' : '') : has('f') ? fullName(context) : has('s') ? machine.hostname.split('.')[0] ?? '' : has('d') ? fullName(context).split('.').slice(1).join('.') : machine.hostname;
  yield* send(context.stdout, `${text}\n`);
  return 0;
};

function groupName(context: CommandContext, gid: number): string {
  const { files } = context.machine;
  const text = files.realPath('/etc/group') === undefined ? '' : files.read('/etc/group');
  const name = typeof text === 'string' ? text.split('\n').find((line) => line.split(':')[2] === String(gid))?.split(':')[0] : undefined;
  return name ?? (gid === 0 ? 'root' : '');
}
const withName = (id: number, name: string): string => `${id}${name === '' ? '' : `(${name})`}`;

export const makeId: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'ugGnr', long: { user: 'u', group: 'g', groups: 'G', name: 'n' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { uid, gid, groups } = context.process;
  const user = context.machine.userName(uid) ?? '';
  const all = flavour === 'gnu' ? [gid, ...groups.filter((one) => one !== gid)] : [...new Set([gid, ...groups])].sort((a, b) => a - b);
  const name = options.flags.has('n');
  const text = options.flags.has('u') ? (name ? user || String(uid) : String(uid)) : options.flags.has('g') ? (name ? groupName(context, gid) || String(gid) : String(gid))
    : options.flags.has('G') ? all.map((one) => (name ? groupName(context, one) || String(one) : String(one))).join(' ')
      : `uid=${withName(uid, user)} gid=${withName(gid, groupName(context, gid))} groups=${all.map((one) => withName(one, groupName(context, one))).join(',')}`;
  yield* send(context.stdout, `${text}\n`);
  return 0;
};

export const makeWhoami: CommandMaker = (flavour) => function* (context) {
  const name = context.machine.userName(context.process.uid);
  if (name === undefined) return complain(context, flavour === 'gnu' ? `cannot find name for user ID ${context.process.uid}` : `unknown uid ${context.process.uid}`);
  yield* send(context.stdout, `${name}\n`);
  return 0;
};

export const makeNproc: CommandMaker = () => function* (context) { yield* send(context.stdout, `${PROCESSORS}\n`); return 0; };



export const makeFree: CommandMaker = () => function* (context) {
  const options = parseOptions(context.args, { short: 'bkmgh' });
  const used = usedKb(context.machine);
  const unit = options.flags.has('m') ? 1024 : options.flags.has('g') ? 1024 * 1024 : 1;
  const show = (kb: number): string => (options.flags.has('h') ? `${humanSize(kb * 1024)}i`.replace(/(\d)i$/, '$1') : options.flags.has('b') ? String(kb * 1024) : String(Math.floor(kb / unit))).padStart(12);
  const row = (label: string, numbers: readonly number[]): string => `${label.padEnd(7)} ${numbers.map(show).join('')}\n`;
  yield* send(context.stdout, `${' '.repeat(8)}${['total', 'used', 'free', 'shared', 'buff/cache', 'available'].map((head) => head.padStart(12)).join('')}\n${row('Mem:', [MEMORY_KB, used, MEMORY_KB - used - 1_204_224, 2048, 1_204_224, MEMORY_KB - used])}${row('Swap:', [0, 0, 0])}`);
  return 0;
};

export const makeUptime: CommandMaker = () => function* (context) {
  const { files, clock } = context.machine;
  const text = files.realPath('/proc/uptime') === undefined ? '0' : files.read('/proc/uptime');
  const minutes = Math.floor(Number(typeof text === 'string' ? text.split(' ')[0] : 0) / 60);
  const up = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  yield* send(context.stdout, ` ${new Date(clock.now).toISOString().slice(11, 19)} up ${up},  1 user,  load average: 0.08, 0.05, 0.01\n`);
  return 0;
};

/** Bytes of a disk without a limit of its own. */
const DISK_BYTES = 64 * 1024 ** 3;
const DISK_USED = 9 * 1024 ** 3;

/** The mount that holds a path. */
export function mountOf(mounts: readonly MountInfo[], path: string): MountInfo | undefined {
  return [...mounts].filter((mount) => mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`)).sort((a, b) => b.path.length - a.path.length)[0];
}

export const makeDf: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'hkmHTPai', long: { 'human-readable': 'h', 'print-type': 'T' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { files } = context.machine;
  const all = files.mounts();
  let status = 0;
  const chosen: MountInfo[] = [];
  for (const name of options.operands) {
    const real = files.realPath(pathIn(context, name));
    const mount = real === undefined ? undefined : mountOf(all, real);
    if (mount === undefined) status = complain(context, flavour === 'gnu' ? `${name}: No such file or directory` : `${name}: can't find mount point`); else chosen.push(mount);
  }
  if (options.operands.length === 0) chosen.push(...all.filter(({ type }) => type !== 'proc'));
  if (chosen.length === 0) return status;
  const human = options.flags.has('h');
  const unit = options.flags.has('m') ? 1024 * 1024 : 1024;
  const show = (bytes: number): string => (human ? humanSize(bytes) : String(Math.ceil(bytes / unit)));
  const blockTitle = human ? 'Size' : unit === 1024 ? (flavour === 'gnu' ? '1K-blocks' : '1K-blocks') : '1M-blocks';
  const head = ['Filesystem', blockTitle, 'Used', human && flavour === 'gnu' ? 'Avail' : 'Available', 'Use%', 'Mounted on'];
  const rows = chosen.map((mount) => {
    const size = mount.size === 0 ? DISK_BYTES : mount.size;
    const used = mount.size === 0 && mount.type !== 'tmpfs' ? DISK_USED + mount.used : mount.used;
    return [mount.source, show(size), show(used), show(size - used), `${Math.ceil(used * 100 / size)}%`, mount.path];
  });
  const width = (i: number, least: number): number => (flavour === 'gnu' ? Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)) : least);
  const line = (row: readonly string[]): string => `${(row[0] ?? '').padEnd(width(0, 20))} ${(row[1] ?? '').padStart(width(1, 9))} ${(row[2] ?? '').padStart(width(2, 9))} ${(row[3] ?? '').padStart(width(3, 9))} ${(row[4] ?? '').padStart(4)} ${row[5] ?? ''}\n`;
  yield* send(context.stdout, [head, ...rows].map(line).join(''));
  return status;
};

export const makeDu: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'shkmacd:', long: { summarize: 's', 'human-readable': 'h', 'max-depth': 'd', all: 'a' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { files } = context.machine;
  const show = (kb: number): string => (options.flags.has('h') ? humanSize(kb * 1024) : String(options.flags.has('m') ? Math.ceil(kb / 1024) : kb));
  const deepest = options.flags.has('s') ? 0 : Number(options.values.get('d')?.at(-1) ?? Infinity);
  const lines: string[] = [];
  const measure = (name: string, depth: number): number => {
    const path = pathIn(context, name);
    const stat = files.stat(path);
    if (stat === undefined) return 0;
    const below = stat.type === 'directory' ? files.list(path).reduce((sum, entry) => sum + measure(childOf(name.replace(/\/$/, ''), entry), depth + 1), 0) : 0;
    const total = diskBlocks(stat) + below;
    if (depth <= deepest && (stat.type === 'directory' || depth === 0 || options.flags.has('a'))) lines.push(`${show(total)}\t${name}\n`);
    return total;
  };
  let status = 0;
  for (const name of options.operands.length === 0 ? ['.'] : options.operands) {
    if (files.stat(pathIn(context, name)) === undefined) { status = complain(context, flavour === 'gnu' ? `cannot access '${name}': No such file or directory` : `${name}: No such file or directory`); continue; }
    measure(name, 0);
  }
  yield* send(context.stdout, lines.join(''));
  return status;
};

/** @k8s golden cluster/cfg-volume-items-mode */
export const makeMount: CommandMaker = (flavour) => function* (context) {
  if (context.args.length > 0 && context.process.uid !== 0) return complain(context, flavour === 'gnu' ? 'only root can do that' : 'permission denied (are you root?)');
  if (context.args.length > 1) return complain(context, flavour === 'gnu' ? `${context.args.at(-1) ?? ''}: permission denied.` : 'permission denied (are you root?)', flavour === 'gnu' ? 32 : 1);
  yield* send(context.stdout, mountLines(context.machine.files).split('\n').filter((line) => line !== '').map((line) => {
    const [source, path, type, mountOptions] = line.split(' ');
    return `${source ?? ''} on ${path ?? ''} type ${type ?? ''} (${mountOptions ?? ''})\n`;
  }).join(''));
  return 0;
};
