import type { Task } from '../../time/index.ts';
import { childOf, nameOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { matches } from '../interpreter/pattern.ts';
import { send } from '../pipe.ts';
import type { CommandContext, FileStat } from '../types.ts';
import { complain, pathIn, sizeBytes, type CommandMaker } from './common.ts';
import { runChild } from './children.ts';

type Item = { readonly shown: string; readonly path: string; readonly stat: FileStat; readonly depth: number };
type Test = (context: CommandContext, item: Item) => Task<boolean>;
type Parsed = { readonly test: Test; readonly acts: boolean } | { readonly error: string };

const plain = (question: (item: Item, context: CommandContext) => boolean): Test => function* (context, item) { return question(item, context); };
const compare = (text: string, value: number): boolean => { const n = Number(text.replace(/^[-+]/, '')); return text.startsWith('+') ? value > n : text.startsWith('-') ? value < n : value === n; };
const KINDS: { readonly [letter: string]: FileStat['type'] } = { f: 'file', d: 'directory', l: 'symlink' };
const AGE: { readonly [name: string]: number } = { '-mtime': 86_400_000, '-mmin': 60_000 };

/** Tests that take one argument. */
const WITH_ARGUMENT: { readonly [name: string]: (argument: string) => Test } = {
  '-name': (pattern) => plain(({ shown }) => matches(pattern, nameOf(shown.replace(/(.)\/$/, '$1')))),
  '-iname': (pattern) => plain(({ shown }) => matches(pattern.toLowerCase(), nameOf(shown).toLowerCase())),
  '-path': (pattern) => plain(({ shown }) => matches(pattern, shown)), '-wholename': (pattern) => plain(({ shown }) => matches(pattern, shown)),
  '-type': (letter) => plain(({ stat }) => stat.type === KINDS[letter]),
  '-size': (text) => plain(({ stat }) => { const unit = sizeBytes(`1${/[ckMGbw]$/.exec(text)?.[0] ?? 'b'}`) ?? 512; return compare(text.replace(/[ckMGbw]$/, ''), Math.ceil(stat.size / unit)); }),
  '-mtime': (text) => plain(({ stat }, context) => compare(text, Math.floor((context.machine.clock.now - stat.mtime) / (AGE['-mtime'] ?? 1)))),
  '-mmin': (text) => plain(({ stat }, context) => compare(text, Math.ceil((context.machine.clock.now - stat.mtime) / (AGE['-mmin'] ?? 1)))),
  '-user': (name) => plain(({ stat }, context) => (context.machine.userName(stat.uid) ?? String(stat.uid)) === name || String(stat.uid) === name),
  '-perm': (text) => plain(({ stat }) => { const bits = parseInt(text.replace(/^[-/]/, ''), 8); return text.startsWith('-') ? (stat.mode & bits) === bits : text.startsWith('/') ? (stat.mode & bits) !== 0 : (stat.mode & 0o7777) === bits; }),
  '-newer': (name) => plain(({ stat }, context) => stat.mtime > (context.machine.files.stat(pathIn(context, name))?.mtime ?? Infinity)),
};
const ALONE: { readonly [name: string]: Test } = {
  '-empty': plain(({ stat, path }, context) => (stat.type === 'directory' ? context.machine.files.list(path).length === 0 : stat.type === 'file' && stat.size === 0)),
  '-true': plain(() => true),
};
const ACTIONS: { readonly [name: string]: Test } = {
  '-print': function* (context, { shown }) { yield* send(context.stdout, `${shown}\n`); return true; },
  '-print0': function* (context, { shown }) { yield* send(context.stdout, `${shown}\0`); return true; },
  '-delete': function* (context, { path }) { context.machine.files.remove(path); return true; },
  '-prune': plain(() => true),
};

function parse(words: readonly string[]): Parsed {
  let at = 0;
  let acts = false;
  let error: string | undefined;
  const primary = (): Test => {
    const word = words[at++] ?? '';
    if (word === '!' || word === '-not') { const inner = primary(); return function* (context, item) { return !(yield* inner(context, item)); }; }
    if (word === '(') { const inner = either(); if (words[at++] !== ')') error = 'missing )'; return inner; }
    const withArgument = WITH_ARGUMENT[word];
    if (withArgument !== undefined) { const argument = words[at++]; if (argument === undefined) error = `missing argument to '${word}'`; return withArgument(argument ?? ''); }
    if (word === '-exec' || word === '-ok') {
      acts = true;
      const end = words.findIndex((one, i) => i >= at && (one === ';' || one === '+'));
      const command = words.slice(at, end);
      if (end < 0) error = "missing argument to '-exec'";
      at = end < 0 ? words.length : end + 1;
      return function* (context, item) { return (yield* runChild(context, command.map((part) => part.replaceAll('{}', item.shown)))) === 0; };
    }
    const action = ACTIONS[word];
    if (action !== undefined) { acts ||= word !== '-prune'; return action; }
    const alone = ALONE[word];
    if (alone === undefined) error = `unknown predicate '${word}'`;
    return alone ?? plain(() => false);
  };
  const both = (): Test => {
    let left = primary();
    while (at < words.length && words[at] !== ')' && words[at] !== '-o' && words[at] !== '-or' && error === undefined) {
      if (words[at] === '-a' || words[at] === '-and') at++;
      const [a, b] = [left, primary()];
      left = function* (context, item) { return (yield* a(context, item)) && (yield* b(context, item)); };
    }
    return left;
  };
  function either(): Test {
    let left = both();
    while (words[at] === '-o' || words[at] === '-or') {
      at++;
      const [a, b] = [left, both()];
      left = function* (context, item) { return (yield* a(context, item)) || (yield* b(context, item)); };
    }
    return left;
  }
  const test = words.length === 0 ? plain(() => true) : either();
  return error === undefined ? { test, acts } : { error };
}

function takeDepth(words: string[], name: string): number | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : Number(words.splice(at, 2)[1]);
}

export const makeFind: CommandMaker = (flavour) => function* (context) {
  const split = context.args.findIndex((word) => /^[-(!]/.test(word));
  const roots = split < 0 ? context.args : context.args.slice(0, split);
  const words = split < 0 ? [] : context.args.slice(split);
  const deepest = takeDepth(words, '-maxdepth') ?? Infinity;
  const shallowest = takeDepth(words, '-mindepth') ?? 0;
  const parsed = parse(words.filter((word) => word !== '-xdev' && word !== '-mount'));
  if ('error' in parsed) return complain(context, flavour === 'gnu' ? parsed.error : `unrecognized: ${parsed.error.replace(/^unknown predicate '(.*)'$/, '$1')}`);
  const { files } = context.machine;
  const childrenFirst = words.includes('-delete') || words.includes('-depth');
  let status = 0;
  function* visit(shown: string, depth: number): Task<void> {
    const path = pathIn(context, shown);
    const stat = files.stat(path);
    if (stat === undefined) { status = complain(context, flavour === 'gnu' ? `'${shown}': No such file or directory` : `${shown}: No such file or directory`); return; }
    const test = function* (): Task<void> {
      if ('error' in parsed || depth < shallowest) return;
      if ((yield* parsed.test(context, { shown, path, stat, depth })) && !parsed.acts) yield* send(context.stdout, `${shown}\n`);
    };
    if (!childrenFirst) yield* test();
    if (stat.type === 'directory' && depth < deepest) {
      let names: readonly string[] = [];
      try { names = files.list(path); } catch (error) { if (!(error instanceof FileError)) throw error; status = complain(context, flavour === 'gnu' ? `'${shown}': ${error.reason}` : `${shown}: ${error.reason}`); }
      for (const name of names) yield* visit(shown === '/' ? `/${name}` : childOf(shown.replace(/\/$/, ''), name), depth + 1);
    }
    if (childrenFirst) yield* test();
  }
  for (const root of roots.length === 0 ? ['.'] : roots) yield* visit(root, 0);
  return status;
};
