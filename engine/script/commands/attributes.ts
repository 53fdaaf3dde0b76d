/** touch, chmod, chown, stat, truncate. */
import { childOf } from '../files/paths.ts';
import { send } from '../pipe.ts';
import { sizeOf } from '../files/tree.ts';
import type { CommandContext, FileStat } from '../types.ts';
import { badOptions, complain, pathIn, sizeBytes, tryFile, type CommandMaker } from './common.ts';
import { formatDate, parseDate } from './dates.ts';
import { diskBlocks, linkCount, modeText } from './ls.ts';
import { parseMode } from './modes.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeTouch: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'acmhfd:t:r:', long: { date: 'd', 'no-create': 'c', reference: 'r' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  if (options.operands.length === 0) return complain(context, flavour === 'gnu' ? 'missing file operand' : 'missing operand');
  const { files, clock } = context.machine;
  const when = lastValue(options, 'd');
  let status = 0;
  for (const name of options.operands) {
    const path = pathIn(context, name);
    if (options.flags.has('c') && files.realPath(path) === undefined) continue;
    status = tryFile(context, () => files.touch(path, when === undefined ? clock.now : parseDate(when, clock.now) ?? clock.now), (reason) => (flavour === 'gnu' ? `cannot touch '${name}': ${reason}` : `${name}: ${reason}`)) || status;
  }
  return status;
};

/** The operands, and with -R all below them. */
function* targets(context: CommandContext, names: readonly string[], recursive: boolean): Generator<string, void, void> {
  const { files } = context.machine;
  for (const name of names) {
    yield name;
    const path = pathIn(context, name);
    if (recursive && files.stat(path)?.type === 'directory') yield* targets(context, files.list(path).map((entry) => childOf(name.replace(/\/$/, ''), entry)), true);
  }
}

export const makeChmod: CommandMaker = (flavour) => function* (context) {
  const wordy = context.args.map((word) => (/^-[rwxst]/.test(word) ? `a${word}` : word));
  const options = parseOptions(wordy, { short: 'Rvcf', long: { recursive: 'R', verbose: 'v' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [mode, ...names] = options.operands;
  if (mode === undefined || names.length === 0) return complain(context, mode === undefined ? 'missing operand' : `missing operand after '${mode}'`);
  const { files } = context.machine;
  let status = 0;
  for (const name of targets(context, names, options.flags.has('R'))) {
    const real = files.realPath(pathIn(context, name));
    const stat = real === undefined ? undefined : files.stat(real);
    if (stat === undefined) { status = complain(context, flavour === 'gnu' ? `cannot access '${name}': No such file or directory` : `${name}: No such file or directory`); continue; }
    const wanted = parseMode(mode, stat.mode, stat.type === 'directory');
    if (wanted === undefined) return complain(context, `invalid mode: '${mode}'`);
    status = tryFile(context, () => files.chmod(pathIn(context, name), wanted), (reason) => (flavour === 'gnu' ? `changing permissions of '${name}': ${reason}` : `${name}: ${reason}`)) || status;
  }
  return status;
};

/** A user's or group's number by name, from /etc/passwd or /etc/group. */
export function idOf(context: CommandContext, file: string, name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  const { files } = context.machine;
  const text = files.realPath(file) === undefined ? 'root:x:0:0\n' : files.read(file);
  const line = typeof text === 'string' ? text.split('\n').find((one) => one.startsWith(`${name}:`)) : undefined;
  return line === undefined ? undefined : Number(line.split(':')[2]);
}

export const makeChown: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'Rhvcf', long: { recursive: 'R' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [owner = '', ...names] = options.operands;
  const isGroup = context.name === 'chgrp';
  const [user = '', group] = isGroup ? ['', owner] : owner.split(/[:.]/);
  const uid = user === '' ? undefined : idOf(context, '/etc/passwd', user);
  const gid = group === undefined || group === '' ? undefined : idOf(context, '/etc/group', group);
  if ((user !== '' && uid === undefined) || (group !== undefined && group !== '' && gid === undefined)) {
    return complain(context, flavour === 'gnu' ? `invalid ${user !== '' && uid === undefined ? 'user' : 'group'}: '${owner}'` : `unknown user ${owner}`);
  }
  const { files } = context.machine;
  let status = 0;
  for (const name of targets(context, names, options.flags.has('R'))) {
    const path = pathIn(context, name);
    const stat = files.stat(path);
    if (stat === undefined) { status = complain(context, flavour === 'gnu' ? `cannot access '${name}': No such file or directory` : `${name}: No such file or directory`); continue; }
    status = tryFile(context, () => files.chown(path, uid ?? stat.uid, gid ?? stat.gid), (reason) => (flavour === 'gnu' ? `changing ownership of '${name}': ${reason}` : `${name}: ${reason}`)) || status;
  }
  return status;
};

function statField(context: CommandContext, letter: string, name: string, path: string, stat: FileStat): string {
  const kind = stat.type === 'file' ? (stat.size === 0 ? 'regular empty file' : 'regular file') : stat.type === 'symlink' ? 'symbolic link' : 'directory';
  const user = context.machine.userName(stat.uid) ?? 'UNKNOWN';
  const time = `${formatDate('%Y-%m-%d %H:%M:%S.%N %z', stat.mtime)}`;
  const fields: { readonly [letter: string]: string } = {
    a: stat.mode.toString(8), A: modeText(stat, path), u: String(stat.uid), g: String(stat.gid), U: user, G: user, n: name, N: stat.target === undefined ? `'${name}'` : `'${name}' -> '${stat.target}'`, s: String(stat.size),
    F: kind, y: time, z: time, x: time, Y: String(Math.floor(stat.mtime / 1000)), Z: String(Math.floor(stat.mtime / 1000)), X: String(Math.floor(stat.mtime / 1000)), h: String(linkCount(context.machine.files, path, stat)),
    b: String(diskBlocks(stat) * 2), B: '512', o: '4096', i: '1', f: (0o100000 | stat.mode).toString(16), '%': '%',
  };
  return fields[letter] ?? `%${letter}`;
}

export const makeStat: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'Lc:ftz', long: { format: 'c', printf: 'c', dereference: 'L' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { files } = context.machine;
  let status = 0;
  for (const name of options.operands) {
    const path = pathIn(context, name);
    const at = options.flags.has('L') ? files.realPath(path) : path;
    const stat = at === undefined ? undefined : files.stat(at);
    if (stat === undefined || at === undefined) { status = complain(context, flavour === 'gnu' ? `cannot statx '${name}': No such file or directory` : `can't stat '${name}': No such file or directory`); continue; }
    const format = lastValue(options, 'c')
      ?? '  File: %N\n  Size: %s\t\tBlocks: %b\tIO Block: %o   %F\nAccess: (0%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)\nAccess: %x\nModify: %y\nChange: %z';
    yield* send(context.stdout, `${format.replace(/%([A-Za-z%])/g, (_, letter: string) => statField(context, letter, name, path, stat)).replace(/\\n/g, '\n')}\n`);
  }
  return status;
};

export const makeTruncate: CommandMaker = () => function* (context) {
  const options = parseOptions(context.args, { short: 's:c', long: { size: 's' } });
  const wanted = lastValue(options, 's') ?? '0';
  const size = sizeBytes(wanted.replace(/^[-+<>]/, ''));
  if (size === undefined) return complain(context, `Invalid number: '${wanted}'`);
  let status = 0;
  for (const name of options.operands) {
    status = tryFile(context, () => {
      const { files } = context.machine;
      const path = pathIn(context, name);
      const old = files.realPath(path) === undefined ? '' : files.read(path);
      const length = wanted.startsWith('+') ? sizeOf(old) + size : wanted.startsWith('-') ? Math.max(0, sizeOf(old) - size) : size;
      files.write(path, typeof old === 'string' && length <= old.length ? old.slice(0, length) : old === '' || typeof old !== 'string' ? { zeros: length } : old + '\0'.repeat(length - old.length));
    }, (reason) => `${name}: ${reason}`) || status;
  }
  return status;
};

