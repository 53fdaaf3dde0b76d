import { lineChanges, unifiedLines } from '../../base/index.ts';
import { childOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { send } from '../pipe.ts';
import { openRead } from '../streams.ts';
import type { Task } from '../../time/index.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, linesOf, pathIn, type CommandMaker } from './common.ts';
import { formatDate } from './dates.ts';
import { lastValue, parseOptions, type Options } from './options.ts';

const range = (from: number, to: number): string => (to - from === 1 ? String(to) : to === from ? String(from) : `${from + 1},${to}`);

function normal(a: readonly string[], b: readonly string[]): string {
  return lineChanges(a, b).map((change) => {
    const kind = change.a === change.aEnd ? 'a' : change.b === change.bEnd ? 'd' : 'c';
    const removed = a.slice(change.a, change.aEnd).map((line) => `< ${line}\n`).join('');
    const added = b.slice(change.b, change.bEnd).map((line) => `> ${line}\n`).join('');
    return `${range(change.a, change.aEnd)}${kind}${range(change.b, change.bEnd)}\n${removed}${kind === 'c' ? '---\n' : ''}${added}`;
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
  if (lineChanges(a, b).length === 0) return 0;
  if (options.flags.has('q')) { yield* send(context.stdout, `Files ${left} and ${right} differ\n`); return 1; }
  if (!options.flags.has('u') && !options.flags.has('U')) { yield* send(context.stdout, normal(a, b)); return 1; }
  const stamp = (name: string): string => formatDate('%Y-%m-%d %H:%M:%S.%N %z', name === '-' ? context.machine.clock.now : files.stat(pathIn(context, name))?.mtime ?? 0);
  yield* send(context.stdout, `--- ${left}\t${stamp(left)}\n+++ ${right}\t${stamp(right)}\n${unifiedLines(a, b, Number(lastValue(options, 'U') ?? 3))}`);
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
