import type { Reader, Task } from '../../time/index.ts';
import { childOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { send } from '../pipe.ts';
import { openRead } from '../streams.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, pathIn, plainWords, type CommandMaker } from './common.ts';
import { lastValue, parseOptions, type Options } from './options.ts';
import { escapeRegex, posixSource } from './regex.ts';

type Search = { readonly options: Options; readonly pattern: RegExp; readonly before: number; readonly after: number; readonly max: number; readonly prefix: boolean };

function compile(options: Options, patterns: readonly string[]): RegExp | undefined {
  const has = (flag: string): boolean => options.flags.has(flag);
  const sources: string[] = [];
  for (const text of patterns.flatMap((pattern) => pattern.split('\n'))) {
    const source = has('F') ? escapeRegex(text) : has('P') ? text : posixSource(text, has('E'));
    if (source === undefined) return undefined;
    sources.push(has('x') ? `^(?:${source})$` : has('w') ? `(?<!\\w)(?:${source})(?!\\w)` : `(?:${source})`);
  }
  try { return new RegExp(sources.join('|'), has('i') || has('y') ? 'gi' : 'g'); } catch { return undefined; }
}

/** Searches one input; true if a line was selected. */
function* search(context: CommandContext, how: Search, reader: Reader, name: string): Task<boolean> {
  const has = (flag: string): boolean => how.options.flags.has(flag);
  const shown = name === '-' ? '(standard input)' : name;
  const label = (mark: string, number: number): string => `${how.prefix ? shown + mark : ''}${has('n') ? number + mark : ''}`;
  const earlier: string[] = [];
  let count = 0;
  let number = 0;
  let owed = 0;
  let lastShown = 0;
  for (let raw = yield* reader.readLine(); raw !== undefined; raw = yield* reader.readLine()) {
    const line = raw.replace(/\n$/, '');
    number++;
    how.pattern.lastIndex = 0;
    const hit = how.pattern.test(line) !== has('v');
    if (hit) {
      count++;
      if (has('q')) return true;
      if (!has('c') && !has('l') && !has('L')) yield* showHit(line);
      if (has('l') || count >= how.max) break;
      owed = how.after;
    } else if (owed > 0 && !has('c') && !has('l')) {
      owed--;
      lastShown = number;
      yield* send(context.stdout, `${label('-', number)}${line}\n`);
    } else if (how.before > 0) { earlier.push(line); if (earlier.length > how.before) earlier.shift(); }
  }
  if (has('c')) yield* send(context.stdout, `${how.prefix ? `${shown}:` : ''}${count}\n`);
  else if (has('l') && count > 0) yield* send(context.stdout, `${shown}\n`);
  else if (has('L') && count === 0) yield* send(context.stdout, `${shown}\n`);
  return count > 0;

  function* showHit(line: string): Task<void> {
    const first = number - earlier.length;
    if ((how.before > 0 || how.after > 0) && lastShown > 0 && first > lastShown + 1) yield* send(context.stdout, '--\n');
    for (const [i, old] of earlier.entries()) yield* send(context.stdout, `${label('-', first + i)}${old}\n`);
    earlier.length = 0;
    lastShown = number;
    if (!has('o')) { yield* send(context.stdout, `${label(':', number)}${line}\n`); return; }
    how.pattern.lastIndex = 0;
    for (const match of has('v') ? [] : line.matchAll(how.pattern)) if (match[0] !== '') yield* send(context.stdout, `${label(':', number)}${match[0]}\n`);
  }
}

function filesUnder(context: CommandContext, name: string): string[] {
  const { files } = context.machine;
  const path = pathIn(context, name);
  if (files.stat(files.realPath(path) ?? path)?.type !== 'directory') return [name];
  return files.list(path).flatMap((entry) => (files.stat(childOf(path, entry))?.type === 'symlink' ? [] : filesUnder(context, name === '.' && !context.args.includes('.') ? entry : childOf(name.replace(/\/$/, ''), entry))));
}

export const makeGrep: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, {
    short: 'ivcnoqEFPGrRlLswxhHyaA:B:C:m:e:f:zZU',
    long: { 'ignore-case': 'i', 'invert-match': 'v', count: 'c', 'line-number': 'n', 'only-matching': 'o', quiet: 'q', silent: 'q', 'extended-regexp': 'E', 'fixed-strings': 'F', recursive: 'r', 'files-with-matches': 'l', 'word-regexp': 'w', 'line-regexp': 'x', 'no-filename': 'h', 'with-filename': 'H', 'after-context': 'A', 'before-context': 'B', context: 'C', 'max-count': 'm', regexp: 'e', color: 'Z', colour: 'Z', text: 'a', 'no-messages': 's', 'perl-regexp': 'P', file: 'f' },
  });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const extended = context.name === 'egrep' ? new Set([...options.flags, 'E']) : context.name === 'fgrep' ? new Set([...options.flags, 'F']) : options.flags;
  let names = options.operands;
  const patterns = [...options.values.get('e') ?? []];
  for (const file of options.values.get('f') ?? []) patterns.push((yield* openRead(context, pathIn(context, file)).readAll()).replace(/\n$/, ''));
  if (patterns.length === 0) {
    const [pattern, ...rest] = names;
    if (pattern === undefined) { context.stderr.write(flavour === 'gnu' ? "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n" : 'grep: no pattern\n'); return 2; }
    patterns.push(pattern);
    names = rest;
  }
  const how = { ...options, flags: extended };
  const pattern = compile(how, patterns);
  if (pattern === undefined) return complain(context, flavour === 'gnu' ? 'Invalid regular expression' : `bad regex '${patterns[0] ?? ''}'`, 2);
  const recursive = options.flags.has('r') || options.flags.has('R');
  const inputs = recursive ? (names.length === 0 ? ['.'] : names).flatMap((name) => filesUnder(context, name)) : names.length === 0 ? ['-'] : names;
  const around = Number(lastValue(options, 'C') ?? 0);
  const what: Search = {
    options: how, pattern, before: Number(lastValue(options, 'B') ?? around), after: Number(lastValue(options, 'A') ?? around), max: Number(lastValue(options, 'm') ?? Infinity),
    prefix: options.flags.has('H') || (!options.flags.has('h') && (inputs.length > 1 || recursive)),
  };
  let found = false;
  let failed = false;
  for (const name of inputs) {
    try {
      found = (yield* search(context, what, name === '-' ? context.stdin : openRead(context, pathIn(context, name)), name)) || found;
    } catch (error) {
      if (!(error instanceof FileError) || name === '-') throw error;
      failed = true;
      if (!options.flags.has('s')) complain(context, plainWords(name, error.reason));
    }
    if (found && options.flags.has('q')) return 0;
  }
  return failed ? 2 : found ? 0 : 1;
};
