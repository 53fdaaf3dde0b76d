import { childOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { send } from '../pipe.ts';
import type { CommandContext, FileStat, FileSystem } from '../types.ts';
import { badOptions, complain, pathIn, type CommandMaker, type Flavour } from './common.ts';
import { shortDate } from './dates.ts';
import { parseOptions } from './options.ts';
import { humanSize } from './sizes.ts';

const TYPES = { file: '-', directory: 'd', symlink: 'l' } as const;

/** `drwxr-xr-x`, with s and t. */
export function modeText(stat: FileStat, path = ''): string {
  const letters = Array.from('rwxrwxrwx').map((letter, i) => ((stat.mode >> (8 - i)) & 1 ? letter : '-'));
  const special = (bit: number, at: number, letter: string): void => { if (stat.mode & bit) letters[at] = letters[at] === '-' ? letter.toUpperCase() : letter; };
  special(0o4000, 2, 's');
  special(0o2000, 5, 's');
  special(0o1000, 8, 't');
  return (path.startsWith('/dev/') && stat.type === 'file' ? 'c' : TYPES[stat.type]) + letters.join('');
}

/** Directories have a link for each directory in them. */
export function linkCount(files: FileSystem, path: string, stat: FileStat): number {
  if (stat.type !== 'directory' || stat.merged === true) return 1; // @k8s golden cluster/cfg-volume-items-mode
  try { return 2 + files.list(path).filter((name) => files.stat(childOf(path, name))?.type === 'directory').length; } catch { return 2; }
}
/** Kilobytes on disk; directories of a tmpfs take none. */
export const diskBlocks = (stat: FileStat): number =>
  (stat.type === 'symlink' ? 0 : stat.type === 'directory' ? (stat.size === 4096 ? 4 : 0) : Math.ceil(stat.size / 4096) * 4);

type Entry = { readonly name: string; readonly path: string; readonly stat: FileStat };
type Listing = { readonly flags: ReadonlySet<string>; readonly flavour: Flavour; readonly context: CommandContext };

function groupName(context: CommandContext, gid: number): string {
  const { files } = context.machine;
  const text = files.realPath('/etc/group') === undefined ? '' : files.read('/etc/group');
  const line = typeof text === 'string' ? text.split('\n').find((one) => one.split(':')[2] === String(gid)) : undefined;
  return line?.split(':')[0] ?? (gid === 0 ? 'root' : String(gid));
}

function sortEntries(entries: readonly Entry[], flags: ReadonlySet<string>): Entry[] {
  const order = [...entries].sort((a, b) => (flags.has('t') ? b.stat.mtime - a.stat.mtime : flags.has('S') ? b.stat.size - a.stat.size : 0) || (a.name < b.name ? -1 : 1));
  return flags.has('r') ? order.reverse() : order;
}

function longLines({ flags, flavour, context }: Listing, entries: readonly Entry[]): string[] {
  const { machine } = context;
  const numeric = flags.has('n');
  const rows = entries.map(({ name, path, stat }) => ({
    mode: modeText(stat, path), links: String(linkCount(machine.files, path, stat)),
    user: numeric ? String(stat.uid) : machine.userName(stat.uid) ?? String(stat.uid), group: numeric ? String(stat.gid) : groupName(context, stat.gid),
    size: flags.has('h') ? humanSize(stat.size) : String(stat.size), date: shortDate(stat.mtime, machine.clock.now, flags.has('e')),
    name: name + suffix(stat, flags) + (stat.target === undefined ? '' : ` -> ${stat.target}`),
  }));
  const width = (key: 'links' | 'user' | 'group' | 'size'): number => Math.max(...rows.map((row) => row[key].length), 0);
  // busybox: fixed columns. GNU: as wide as the widest.
  if (flavour === 'busybox') return rows.map((row) => `${row.mode} ${row.links.padStart(4)} ${row.user.padEnd(8)} ${row.group.padEnd(8)} ${row.size.padStart(9)} ${row.date} ${row.name}`);
  const [links, user, group, size] = [width('links'), width('user'), width('group'), width('size')];
  return rows.map((row) => `${row.mode} ${row.links.padStart(links)} ${row.user.padEnd(user)}${flags.has('G') ? '' : ` ${row.group.padEnd(group)}`} ${row.size.padStart(size)} ${row.date} ${row.name}`);
}

const suffix = (stat: FileStat, flags: ReadonlySet<string>): string =>
  (!flags.has('F') && !flags.has('p') ? '' : stat.type === 'directory' ? '/' : flags.has('p') ? '' : stat.type === 'symlink' ? '@' : (stat.mode & 0o111) !== 0 ? '*' : '');

/** Names in columns of equal width, down then across, as on a terminal of 80. */
export function columns(names: readonly string[], width = 80): string {
  if (names.length === 0) return '';
  for (let rows = 1; rows < names.length; rows++) {
    const count = Math.ceil(names.length / rows);
    const widths = Array.from({ length: count }, (_, c) => Math.max(...names.slice(c * rows, (c + 1) * rows).map((name) => name.length)));
    if (widths.reduce((sum, one) => sum + one + 2, -2) > width) continue;
    return Array.from({ length: rows }, (_, r) => Array.from({ length: count }, (__, c) => (names[c * rows + r] ?? '').padEnd((widths[c] ?? 0) + 2)).join('').trimEnd()).map((line) => `${line}\n`).join('');
  }
  return names.map((name) => `${name}\n`).join('');
}

function block(listing: Listing, entries: readonly Entry[]): string {
  const { flags, context } = listing;
  if (flags.has('l') || flags.has('n') || flags.has('g') || flags.has('o')) return longLines(listing, entries).map((line) => `${line}\n`).join('');
  const names = entries.map(({ name, stat }) => name + suffix(stat, flags));
  return context.tty && !flags.has('1') ? columns(names, context.process.terminal?.columns) : names.map((name) => `${name}\n`).join('');
}

export const makeLs: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: '1aAlhtrSRdinFpgoGesLHkcuCx', long: { all: 'a', 'almost-all': 'A', recursive: 'R', 'human-readable': 'h', reverse: 'r', directory: 'd', color: 'C', 'full-time': 'l', 'group-directories-first': 'C', size: 's', classify: 'F' } });
  if (options.error !== undefined) return badOptions(context, flavour, options, flavour === 'gnu' ? 2 : 1);
  const { flags } = options;
  const { files } = context.machine;
  const listing: Listing = { flags, flavour, context };
  let status = 0;
  const bad = (name: string, error: unknown, opening = false): void => {
    if (!(error instanceof FileError)) throw error;
    status = complain(context, flavour === 'gnu' ? `cannot ${opening ? 'open directory' : 'access'} '${name}': ${error.reason}` : opening ? `can't open '${name}': ${error.reason}` : `${name}: ${error.reason}`, flavour === 'gnu' ? 2 : 1);
  };
  const plain: Entry[] = [];
  const directories: Entry[] = [];
  for (const name of options.operands.length === 0 ? ['.'] : options.operands) {
    const path = pathIn(context, name);
    const followed = flags.has('l') && !name.endsWith('/') && !flags.has('L') ? undefined : files.realPath(path);
    const stat = files.stat(followed ?? path);
    if (stat === undefined) { bad(name, new FileError(name, 'No such file or directory')); continue; }
    (stat.type === 'directory' && !flags.has('d') ? directories : plain).push({ name, path: followed ?? path, stat });
  }
  if (plain.length > 0) yield* send(context.stdout, block(listing, sortEntries(plain, flags)));
  const titled = options.operands.length > 1 || flags.has('R');
  let first = plain.length === 0;
  const queue = sortEntries(directories, flags);
  for (let directory = queue.shift(); directory !== undefined; directory = queue.shift()) {
    let names: readonly string[];
    try { names = files.list(directory.path); } catch (error) { bad(directory.name, error, true); continue; }
    const shown = names.filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
    const inside = sortEntries(shown.flatMap((name) => {
      const path = childOf(directory?.path ?? '/', name);
      const stat = files.stat(path);
      return stat === undefined ? [] : [{ name, path, stat }];
    }), flags);
    const dots = flags.has('a') ? ['.', '..'].map((name): Entry => { const path = pathIn({ ...context, directory: directory?.path ?? '/' }, name); return { name, path, stat: files.stat(path) ?? (directory as Entry).stat }; }) : [];
    const entries = [...dots, ...inside];
    const long = flags.has('l') || flags.has('n') || flags.has('s');
    yield* send(context.stdout, `${titled ? `${first ? '' : '\n'}${directory.name}:\n` : ''}${long ? `total ${entries.reduce((sum, { stat }) => sum + diskBlocks(stat), 0)}\n` : ''}${block(listing, entries)}`);
    first = false;
    if (flags.has('R')) queue.unshift(...inside.filter(({ stat }) => stat.type === 'directory').map((entry) => ({ ...entry, name: `${directory?.name.replace(/\/$/, '') ?? ''}/${entry.name}` })));
  }
  return status;
};
