import { childOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { send } from '../pipe.ts';
import { openRead } from '../streams.ts';
import type { Task } from '../../time/index.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, linesOf, pathIn, type CommandMaker } from './common.ts';
import { formatDate } from './dates.ts';
import { lastValue, parseOptions, type Options } from './options.ts';

type Change = { readonly a: number; readonly aEnd: number; readonly b: number; readonly bEnd: number };

/** Stretches that differ, by the longest common subsequence. */
export function changes(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [n, m] = [a.length - start - tail, b.length - start - tail];
  const lengths = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) (lengths[i] as Uint32Array)[j] = a[start + i] === b[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: Change[] = [];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && a[start + i] === b[start + j]) { i++; j++; continue; }
    const from = { a: start + i, b: start + j };
    while ((i < n || j < m) && !(i < n && j < m && a[start + i] === b[start + j])) { if (j >= m || (i < n && at(i + 1, j) >= at(i, j + 1))) i++; else j++; }
    out.push({ ...from, aEnd: start + i, bEnd: start + j });
  }
  return out;
}

const range = (from: number, to: number): string => (to - from === 1 ? String(to) : to === from ? String(from) : `${from + 1},${to}`);

function normal(a: readonly string[], b: readonly string[]): string {
  return changes(a, b).map((change) => {
    const kind = change.a === change.aEnd ? 'a' : change.b === change.bEnd ? 'd' : 'c';
    const removed = a.slice(change.a, change.aEnd).map((line) => `< ${line}\n`).join('');
    const added = b.slice(change.b, change.bEnd).map((line) => `> ${line}\n`).join('');
    return `${range(change.a, change.aEnd)}${kind}${range(change.b, change.bEnd)}\n${removed}${kind === 'c' ? '---\n' : ''}${added}`;
  }).join('');
}

export function unified(a: readonly string[], b: readonly string[], context: number): string {
  const groups: Change[][] = [];
  for (const change of changes(a, b)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.a - last.aEnd <= 2 * context) groups.at(-1)?.push(change); else groups.push([change]);
  }
  const size = (from: number, to: number): string => (to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`);
  return groups.map((group) => {
    const [first, last] = [group[0] as Change, group.at(-1) as Change];
    const [aFrom, bFrom] = [Math.max(0, first.a - context), Math.max(0, first.b - context)];
    const [aTo, bTo] = [Math.min(a.length, last.aEnd + context), Math.min(b.length, last.bEnd + context)];
    let at = aFrom;
    const lines: string[] = [];
    for (const change of group) {
      lines.push(...a.slice(at, change.a).map((line) => ` ${line}`), ...a.slice(change.a, change.aEnd).map((line) => `-${line}`), ...b.slice(change.b, change.bEnd).map((line) => `+${line}`));
      at = change.aEnd;
    }
    lines.push(...a.slice(at, aTo).map((line) => ` ${line}`));
    return `@@ -${size(aFrom, aTo)} +${size(bFrom, bTo)} @@\n${lines.map((line) => `${line}\n`).join('')}`;
  }).join('');
}

function* compare(context: CommandContext, options: Options, left: string, right: string): Task<number> {
  const { files } = context.machine;
  const isDirectory = (name: string): boolean => name !== '-' && files.stat(files.realPath(pathIn(context, name)) ?? '/\0')?.type === 'directory';
  if (isDirectory(left) && isDirectory(right)) {
    let status = 0;
    const names = [...new Set([...files.list(pathIn(context, left)), ...files.list(pathIn(context, right))])].sort();
    for (const name of names) {
      const [l, r] = [childOf(left, name), childOf(right, name)];
      const missing = files.stat(pathIn(context, l)) === undefined ? right : files.stat(pathIn(context, r)) === undefined ? left : undefined;
      if (missing !== undefined && !options.flags.has('N')) { status = 1; yield* send(context.stdout, `Only in ${missing}: ${name}\n`); continue; }
      if (isDirectory(l) && !options.flags.has('r')) yield* send(context.stdout, `Common subdirectories: ${l} and ${r}\n`); else status = Math.max(status, yield* compare(context, options, l, r));
    }
    return status;
  }
  const read = function* (name: string): Task<string> {
    if (options.flags.has('N') && name !== '-' && files.realPath(pathIn(context, name)) === undefined) return '';
    return yield* (name === '-' ? context.stdin : openRead(context, pathIn(context, name))).readAll();
  };
  const key = (line: string): string => (options.flags.has('w') ? line.replace(/\s+/g, '') : options.flags.has('b') ? line.replace(/\s+/g, ' ').trimEnd() : options.flags.has('i') ? line.toLowerCase() : line);
  const [a, b] = [linesOf(yield* read(left)).map(key), linesOf(yield* read(right)).map(key)];
  if (changes(a, b).length === 0) return 0;
  if (options.flags.has('q')) { yield* send(context.stdout, `Files ${left} and ${right} differ\n`); return 1; }
  if (!options.flags.has('u') && !options.flags.has('U')) { yield* send(context.stdout, normal(a, b)); return 1; }
  const stamp = (name: string): string => formatDate('%Y-%m-%d %H:%M:%S.%N %z', name === '-' ? context.machine.clock.now : files.stat(pathIn(context, name))?.mtime ?? 0);
  yield* send(context.stdout, `--- ${left}\t${stamp(left)}\n+++ ${right}\t${stamp(right)}\n${unified(a, b, Number(lastValue(options, 'U') ?? 3))}`);
  return 1;
}

export const makeDiff: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'uqrNbwiU:aBsy', long: { unified: 'u', brief: 'q', recursive: 'r', 'new-file': 'N', 'ignore-space-change': 'b', 'ignore-all-space': 'w', color: 'a', 'ignore-case': 'i' } });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const [left, right] = options.operands;
  if (left === undefined || right === undefined) return complain(context, `missing operand after '${left ?? 'diff'}'`, 2);
  // busybox knows the unified form only.
  const how = flavour === 'busybox' ? { ...options, flags: new Set([...options.flags, 'u']) } : options;
  try { return yield* compare(context, how, left, right); } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return complain(context, `${error.path}: ${error.reason}`, 2);
  }
};

export const makeCmp: CommandMaker = () => function* (context) {
  const options = parseOptions(context.args, { short: 'slb' });
  const [left, right] = options.operands;
  if (left === undefined || right === undefined) return complain(context, `missing operand after '${left ?? 'cmp'}'`, 2);
  try {
    const [a, b] = [yield* (left === '-' ? context.stdin : openRead(context, pathIn(context, left))).readAll(), yield* (right === '-' ? context.stdin : openRead(context, pathIn(context, right))).readAll()];
    if (a === b) return 0;
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at++;
    if (options.flags.has('s')) return 1;
    const line = a.slice(0, at).split('\n').length;
    if (at >= a.length || at >= b.length) context.stderr.write(`cmp: EOF on ${at >= a.length ? left : right} after byte ${at}, line ${line}\n`);
    else yield* send(context.stdout, `${left} ${right} differ: char ${at + 1}, line ${line}\n`);
    return 1;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return complain(context, `${error.path}: ${error.reason}`, 2);
  }
};
