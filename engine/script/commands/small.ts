/** Commands of a line or two. */
import { compute } from '../cpu.ts';
import { send } from '../pipe.ts';
import { testWords } from '../interpreter/conditions.ts';
import type { Command } from '../types.ts';
import { allInput, complain, eachInput, linesOf, plainWords, type CommandMaker } from './common.ts';
import { unescape } from './escapes.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeTrue: CommandMaker = () => function* () { return 0; };
export const makeFalse: CommandMaker = () => function* () { return 1; };
export const makeClear: CommandMaker = () => function* (context) { yield* send(context.stdout, '\x1b[2J\x1b[H'); return 0; };
export const makeStty: CommandMaker = () => function* (context) {
  if (context.args[0] === 'size') yield* send(context.stdout, `${context.process.terminal?.rows ?? 24} ${context.process.terminal?.columns ?? 80}\n`);
  return 0;
};
export const makeTty: CommandMaker = () => function* (context) {
  const terminal = context.tty || context.process.terminal !== undefined;
  yield* send(context.stdout, terminal ? '/dev/pts/0\n' : 'not a tty\n');
  return terminal ? 0 : 1;
};

/** What `yes` writes in a millisecond. */
const PIECE = 16_384;

export const makeYes: CommandMaker = () => function* (context) {
  const line = `${context.args.length === 0 ? 'y' : context.args.join(' ')}\n`;
  const text = line.repeat(Math.max(1, Math.floor(PIECE / line.length)));
  for (;;) { yield* send(context.stdout, text); yield* compute(context); }
};

export const makeTest: CommandMaker = () => function* (context) {
  let words = context.args;
  if (context.name === '[') { if (words.at(-1) !== ']') return complain(context, 'missing ]', 2); words = words.slice(0, -1); }
  const result = testWords({ machine: context.machine, process: context.process, directory: context.directory, tty: context.tty }, words);
  return typeof result === 'boolean' ? (result ? 0 : 1) : complain(context, result.error.endsWith(': ') ? `invalid integer '${result.error.slice(0, -2)}'` : result.error, 2);
};

/** tac, rev, nl, fold and the like: all lines in, all lines out. */
const byLines = (change: (lines: string[], args: readonly string[]) => string[]): CommandMaker => () => function* (context) {
  const { text, status } = yield* allInput(context, context.args.filter((word) => !word.startsWith('-')), plainWords);
  yield* send(context.stdout, change(linesOf(text), context.args).map((line) => `${line}\n`).join(''));
  return status;
};
export const makeTac = byLines((lines) => lines.reverse());
export const makeRev = byLines((lines) => lines.map((line) => Array.from(line).reverse().join('')));
export const makeNl = byLines((lines) => { let n = 0; return lines.map((line) => (line === '' ? '       ' : `${String(++n).padStart(6)}\t${line}`)); });
/** `column -t`. */
export const makeColumn = byLines((lines, args) => {
  if (!args.some((word) => /^-\w*t/.test(word))) return lines;
  const rows = lines.map((line) => line.trim().split(/\s+/));
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)).concat(all.slice(row.length)), []);
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 2))).join(''));
});
/** paste: lines beside each other, or with -s one after another. */
export const makePaste: CommandMaker = () => function* (context) {
  const options = parseOptions(context.args, { short: 'sd:' });
  const delimiter = unescape(lastValue(options, 'd') ?? '\t').text;
  const columns: string[][] = [];
  const status = yield* eachInput(context, options.operands, plainWords, function* (reader) { columns.push(linesOf(yield* reader.readAll())); });
  const rows = options.flags.has('s') ? columns : Array.from({ length: Math.max(0, ...columns.map((lines) => lines.length)) }, (_, i) => columns.map((lines) => lines[i] ?? ''));
  yield* send(context.stdout, rows.map((row) => `${row.join(delimiter)}\n`).join(''));
  return status;
};

/** Runs of at least four printable characters. */
export const makeStrings = byLines((lines) => lines.flatMap((line) => line.match(/[\t -~]{4,}/g) ?? []));

/** Editors cannot run in a line-oriented terminal: they say where files are edited here. */
export const makeEditor: CommandMaker = () => function* (context) {
  const name = context.args.find((word) => !word.startsWith('-') && !word.startsWith('+'));
  context.stderr.write(`${context.name}: this terminal has no full-screen programs.\n${name === undefined ? 'Files are edited' : `Edit ${name}`} in the editor panel beside the terminal, or write it with: cat > ${name ?? 'FILE'} <<EOF\n`);
  return 1;
};

export const notSupported = (words: string): Command => function* (context) { context.stderr.write(`${context.name}: ${words}\n`); return 1; };
