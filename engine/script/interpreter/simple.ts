/** Simple commands: assignments, functions, builtins, programs. */
import { parse, type Assignment, type Command, type CommandArgument } from 'unbash';
import { sleep, type Task } from '../../time/index.ts';
import { compute } from '../cpu.ts';
import { FileError } from '../files/errors.ts';
import { absolute } from '../files/paths.ts';
import { OutOfMemory } from '../pipe.ts';
import { MEMORY_KB } from '../procSystem.ts';
import { evaluateText } from './arithmetic.ts';
import { BUILTINS, SPECIAL_BUILTINS } from './builtins/index.ts';
import { expandSingle, expandWord, expandWords } from './expand.ts';
import { cannotFork, inForeground } from './fork.ts';
import { complain, notFound } from './messages.ts';
import { applyRedirects } from './redirect.ts';
import { assign, exportedEnvironment, ShellError, stderrOf, stdinOf, stdoutOf, Unwind, valueOf, type Shell, type Variable, type WordsOptions } from './shell.ts';
import { step, waitForeground } from './steps.ts';

/** A value that counts as memory, and the longest that we keep. */
const BIG = 1 << 16;
const LONGEST = 1 << 22;

/** Long values take time and memory: `a=$a$a` for ever ends as it does on a real machine. */
function* hold(shell: Shell, length: number): Task<void> {
  shell.process.useMemory(Math.max(shell.process.memoryBytes, length));
  yield* compute(shell, Math.ceil(length / BIG));
  // From here on only the memory grows, a doubling at a time, until somebody stops it.
  for (let held = length; length > LONGEST; held *= 2) {
    if (held > NODE_MEMORY) throw new OutOfMemory();
    shell.process.useMemory(held);
    yield* compute(shell, 10);
  }
}
const NODE_MEMORY = MEMORY_KB * 1024;

function* assignOne(shell: Shell, assignment: Assignment): Task<void> {
  const { name, value, append = false } = assignment;
  const old = shell.variables.get(name);
  if (old?.readonly === true) throw new ShellError(`${name}: ${shell.dialect === 'bash' ? 'readonly variable' : 'is read only'}`);
  if (value.type === 'ArrayValue') {
    const items = yield* expandWords(shell, value.elements);
    shell.variables.set(name, { value: '', array: append ? [...(old?.array ?? []), ...items] : items, exported: old?.exported ?? false, readonly: false });
    return;
  }
  const text = yield* expandSingle(shell, value, true);
  if (text.length > BIG) yield* hold(shell, text.length);
  if (assignment.index === undefined) { assign(shell, name, append ? (valueOf(shell, name) ?? '') + text : text); return; }
  const index = Number(yield* evaluateText(shell, yield* expandSingle(shell, assignment.index)));
  const array = old?.array ?? (old === undefined ? [] : [old.value]);
  array[index < 0 ? array.length + index : index] = append ? (array[index] ?? '') + text : text;
  shell.variables.set(name, { value: '', array, exported: old?.exported ?? false, readonly: false });
}

/** `export A=$x` keeps the value in one piece. Arrays of `declare -a x=(…)` are assigned on the way. */
function* argument(shell: Shell, word: CommandArgument): Task<string[]> {
  if (word.type === 'Word') return yield* expandWord(shell, word);
  if (word.value.type === 'ArrayValue' || word.index !== undefined || word.append === true) { yield* assignOne(shell, word); return [word.name]; }
  return [`${word.name}=${yield* expandSingle(shell, word.value, true)}`];
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, String.raw`'\''`)}'`);
function trace(shell: Shell, words: readonly string[]): void {
  if (shell.options.xtrace) stderrOf(shell).write(`${valueOf(shell, 'PS4') ?? '+ '}${words.map(quoted).join(' ')}\n`);
}

function aliased(shell: Shell, words: string[], raw: string): string[] {
  const seen = new Set<string>();
  let out = words;
  for (let name = out[0]; name !== undefined && !seen.has(name) && raw === words[0]; name = out[0]) {
    const value = shell.aliases.get(name);
    if (value === undefined) break;
    seen.add(name);
    const command = parse(value).commands[0]?.command;
    const first = command?.type === 'Command' ? [command.name, ...command.args].flatMap((word) => (word?.type === 'Word' ? [word.value] : [])) : [value];
    out = [...first, ...out.slice(1)];
  }
  return out;
}

/** `A=1 cmd`: the values hold for this command only. */
function* withAssignments<T>(shell: Shell, assignments: readonly Assignment[], keep: boolean, task: () => Task<T>): Task<T> {
  if (assignments.length === 0) return yield* task();
  const saved: [string, Variable | undefined][] = [];
  for (const one of assignments) {
    const old = shell.variables.get(one.name);
    saved.push([one.name, old === undefined ? undefined : { ...old }]);
    yield* assignOne(shell, one);
    const now = shell.variables.get(one.name);
    if (now !== undefined) now.exported = true;
  }
  try { return yield* task(); } finally {
    if (!keep) for (const [name, old] of saved.reverse()) { if (old === undefined) shell.variables.delete(name); else shell.variables.set(name, old); }
  }
}

/** Calls within calls that our stack has room for everywhere. */
const MOST_NESTED = 200;

function* callFunction(shell: Shell, name: string, args: readonly string[]): Task<number> {
  const found = shell.functions.get(name);
  if (found === undefined) return 127;
  // Real shells end like this too, only much deeper down.
  if (shell.functionDepth >= MOST_NESTED) throw new RangeError('recursion without an end');
  const { positional, source, position, loops } = shell;
  shell.positional = [...args];
  shell.source = found.source;
  shell.loops = 0;
  shell.functionDepth++;
  shell.scopes.push(new Map());
  try {
    return yield* shell.evaluate.node(shell, found.body, false);
  } catch (error) {
    if (error instanceof Unwind && error.kind === 'return') return error.count;
    throw error;
  } finally {
    for (const [variable, old] of shell.scopes.pop() ?? []) { if (old === undefined) shell.variables.delete(variable); else shell.variables.set(variable, old); }
    Object.assign(shell, { positional, source, position, loops });
    shell.functionDepth--;
  }
}

function* runBuiltin(shell: Shell, name: string, args: readonly string[]): Task<number> {
  const builtin = BUILTINS.get(name);
  if (builtin === undefined) return 127;
  try {
    return yield* builtin(shell, args, name);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    complain(shell, `${shell.dialect === 'bash' ? `${name}: ` : ''}write error: ${error.reason}`);
    return 1;
  }
}

const hasBuiltin = (shell: Shell, name: string): boolean =>
  BUILTINS.has(name) && (shell.dialect === 'bash' || !BASH_BUILTINS.has(name));
const BASH_BUILTINS = new Set(['declare', 'typeset', 'mapfile', 'readarray', 'shopt', 'disown', 'builtin', 'enable', 'pushd', 'popd', 'dirs', 'suspend']);

function missing(shell: Shell, name: string): number {
  const real = name.includes('/') ? shell.machine.files.realPath(absolute(shell.directory, name)) : undefined;
  const isDirectory = real !== undefined && shell.machine.files.stat(real)?.type === 'directory';
  if (real === undefined && shell.machine.which(name, exportedEnvironment(shell)) === undefined) { complain(shell, notFound(shell, name)); return 127; }
  complain(shell, `${name}: ${isDirectory && shell.dialect === 'bash' ? 'Is a directory' : 'Permission denied'}`);
  return 126;
}

/** Another program in this very process. */
function* replaceWith(shell: Shell, words: readonly string[]): Task<number> {
  const name = words[0] ?? '';
  const environment = exportedEnvironment(shell);
  const program = shell.machine.program(name.includes('/') && !name.startsWith('/') ? `${shell.directory}/${name}` : name, environment);
  if (program === undefined) return missing(shell, name);
  shell.process.replace(words);
  shell.traps.clear();
  yield sleep(shell.machine.clock, 1);
  const stdout = stdoutOf(shell);
  const status = yield* program({
    name: name.slice(name.lastIndexOf('/') + 1), args: words.slice(1), environment, directory: shell.directory, stdin: stdinOf(shell), stdout, stderr: stderrOf(shell),
    tty: shell.tty && stdout === shell.terminalOut, machine: shell.machine, process: shell.process,
  });
  throw new Unwind('exit', status);
}

function* runProgram(shell: Shell, words: readonly string[]): Task<number> {
  const stdout = stdoutOf(shell);
  const { terminal } = shell.process;
  const child = shell.machine.processes.spawn({
    command: words, environment: exportedEnvironment(shell), directory: shell.directory, stdin: stdinOf(shell), stdout, stderr: stderrOf(shell),
    parent: shell.process.pid, tty: shell.tty && stdout === shell.terminalOut,
    ...(shell.interactive ? { group: 'new' as const } : {}), ...(terminal === undefined ? {} : { terminal }),
  });
  if ('error' in child && child.error === 'no room') { complain(shell, cannotFork(shell)); return shell.dialect === 'bash' ? 254 : 2; }
  if ('error' in child) return missing(shell, words[0] ?? '');
  return yield* inForeground(shell, child.pid, waitForeground(shell, child.running, child.pid, words.join(' ')));
}

/** Runs a command by its expanded words. */
export function* runWords(shell: Shell, words: readonly string[], options: WordsOptions = {}): Task<number> {
  const [name = '', ...args] = words;
  if (options.exec === true) return yield* replaceWith(shell, words);
  if (options.functions !== false && shell.functions.has(name)) return yield* callFunction(shell, name, args);
  if (hasBuiltin(shell, name)) return yield* runBuiltin(shell, name, args);
  if (options.replace === true) return yield* replaceWith(shell, words);
  return yield* runProgram(shell, words);
}

/** A trap or a job that is still wanted keeps the shell in its process. */
const replaceable = (shell: Shell): boolean =>
  !shell.interactive && [...shell.traps.values()].every((action) => action === '') && shell.jobs.every(({ state }) => state === 'done') && shell.functionDepth === 0;

export function* runSimple(shell: Shell, node: Command, last: boolean): Task<number> {
  shell.position = node.pos;
  yield* step(shell);
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  const { redirects } = node;
  const before = shell.status;
  const expanded = node.name === undefined ? [] : yield* expandWord(shell, node.name);
  for (const word of node.args) expanded.push(...(yield* argument(shell, word)));
  const words = shell.aliases.size > 0 && shell.interactive ? aliased(shell, expanded, node.name?.text ?? '') : expanded;
  const saved = shell.streams;
  const name = words[0];
  // `exec >file` keeps its redirections.
  const keepsStreams = name === 'exec' && words.length === 1;
  let ok = false;
  try {
    if (name === undefined) {
      if (node.name === undefined && !node.prefix.some(({ type }) => type === 'Assignment')) shell.status = 0;
      // The status of `x=$(cmd)` is that of cmd.
      if (!node.end || assignments.length > 0) { shell.status = 0; for (const one of assignments) yield* assignOne(shell, one); if (shell.options.xtrace) trace(shell, assignments.map((one) => `${one.name}=${valueOf(shell, one.name) ?? ''}`)); }
      const { status } = shell;
      return (yield* applyRedirects(shell, redirects)) ? status : 1;
    }
    ok = yield* applyRedirects(shell, redirects);
    if (!ok) {
      if (SPECIAL_BUILTINS.has(name) && shell.dialect !== 'bash' && !shell.interactive) throw new Unwind('exit', 2);
      return 1;
    }
    trace(shell, words);
    shell.status = before;
    const replace = last && replaceable(shell) && assignments.length === 0;
    return yield* withAssignments(shell, assignments, SPECIAL_BUILTINS.has(name) && shell.dialect !== 'bash', () => runWords(shell, words, { replace }));
  } finally {
    if (!(keepsStreams && ok)) shell.streams = saved;
  }
}
