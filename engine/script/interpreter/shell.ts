/** The state of one shell: a subshell gets a copy. */
import { signal, type Reader, type Signal as Changed, type Writer } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import type { CommandContext, Exit, Machine, ProcessHandle, Signal } from '../types.ts';
import type { Script, Word, WordPart } from 'unbash';
import type { RunnableNode } from './nodes.ts';

/** Whose words and habits: busybox' ash, Debian's dash, GNU bash. */
export type Dialect = 'ash' | 'bash' | 'dash';
export type Variable = { value: string; array?: string[]; exported: boolean; readonly: boolean };
export type Stream = { readonly reader?: Reader; readonly writer?: Writer };
export type FunctionBody = { readonly body: RunnableNode; readonly source: string };
export type Job = {
  readonly number: number; readonly group: number; readonly pids: readonly number[]; readonly text: string;
  state: 'running' | 'stopped' | 'done'; exit: Exit | undefined; told: boolean;
  /** Waits for the last process. */
  readonly ended: (wake: () => void) => () => void;
};
export type TrapName = Signal | 'EXIT' | 'ERR' | 'DEBUG';

export type Options = {
  errexit: boolean; nounset: boolean; xtrace: boolean; noglob: boolean; pipefail: boolean; noexec: boolean; verbose: boolean; allexport: boolean; noclobber: boolean;
};

/** `replace`: a program may take this process; `exec`: it must, even where a builtin has the name. */
export type WordsOptions = { readonly functions?: boolean; readonly replace?: boolean; readonly exec?: boolean };

/** What expansions and builtins need of the evaluator, which is built on them. */
export type Evaluator = {
  /** Runs a node. `last`: nothing comes after it in this process, so a program may take its place. */
  node(shell: Shell, node: RunnableNode, last: boolean): Task<number>;
  /** $( ): the output without its last newlines. */
  substitute(shell: Shell, script: Script): Task<string>;
  /** Parses and runs text in this shell: eval, trap actions, `.`. */
  text(shell: Shell, text: string): Task<number>;
  /** Runs a command by its words: `command`, `exec`, `builtin`. */
  words(shell: Shell, words: readonly string[], options?: WordsOptions): Task<number>;
  /** Expansion of a word to one string, to a pattern, and of parts without splitting. */
  word(shell: Shell, word: Word): Task<string>;
  pattern(shell: Shell, word: Word): Task<string>;
  parts(shell: Shell, parts: readonly WordPart[]): Task<string>;
  /** <( ): a path from which the output can be read. */
  processSubstitution(shell: Shell, script: Script, operator: '<' | '>'): Task<string>;
};

export type Shell = {
  readonly evaluate: Evaluator;
  readonly machine: Machine;
  readonly process: ProcessHandle;
  readonly dialect: Dialect;
  readonly interactive: boolean;
  readonly tty: boolean;
  /** The terminal's stream, to tell whether a command writes to it. */
  readonly terminalOut: Writer;
  /** $$: the first shell's, also in subshells. */
  readonly pid: number;
  name: string;
  /** How the text came: decides how messages begin. */
  readonly origin: 'command' | 'script' | 'stdin';
  variables: Map<string, Variable>;
  /** One per running function: what `local` hides. */
  scopes: Map<string, Variable | undefined>[];
  functions: Map<string, FunctionBody>;
  aliases: Map<string, string>;
  positional: string[];
  directory: string;
  options: Options;
  status: number;
  lastBackground: number | undefined;
  jobs: Job[];
  traps: Map<TrapName, string>;
  pending: Signal[];
  /** Fired when a trapped signal has come: ends `wait`. */
  readonly signalled: Changed;
  streams: Map<number, Stream>;
  loops: number;
  functionDepth: number;
  /** Files that `.` is reading. */
  sourcing: number;
  /** Above 0 inside conditions, where `set -e` does not act. */
  tested: number;
  /** Steps since virtual time last moved on. */
  steps: number;
  interrupted: boolean;
  source: string;
  position: number;
  readonly startedAt: number;
  history: readonly string[];
  /** Parsed words of brace expansions. */
  readonly parsed: Map<string, readonly Word[]>;
};

/** Leaves what is running: loops, functions, the shell. */
export class Unwind {
  readonly kind: 'break' | 'continue' | 'return' | 'exit' | 'interrupt';
  count: number;
  constructor(kind: Unwind['kind'], count: number) {
    this.kind = kind;
    this.count = count;
  }
}

export function createShell(context: CommandContext, settings: { readonly dialect: Dialect; readonly interactive: boolean; readonly origin: Shell['origin']; readonly name: string; readonly positional: readonly string[]; readonly evaluate: Evaluator }): Shell {
  const variables = new Map<string, Variable>();
  for (const [name, value] of context.environment) variables.set(name, { value, exported: true, readonly: false });
  const preset = (name: string, value: string, exported = false): void => { if (!variables.has(name)) variables.set(name, { value, exported, readonly: false }); };
  preset('IFS', ' \t\n');
  variables.set('PWD', { value: context.directory, exported: true, readonly: false });
  preset('PS4', '+ ');
  preset('OPTIND', '1');
  if (settings.dialect === 'bash') { preset('HOSTNAME', context.machine.hostname); preset('BASH_VERSION', '5.2.15(1)-release'); }
  return {
    evaluate: settings.evaluate, machine: context.machine, process: context.process, dialect: settings.dialect, interactive: settings.interactive, tty: context.tty, terminalOut: context.stdout, pid: context.process.pid,
    name: settings.name, origin: settings.origin, variables, scopes: [], functions: new Map(), aliases: new Map(), positional: [...settings.positional],
    directory: context.directory,
    options: { errexit: false, nounset: false, xtrace: false, noglob: false, pipefail: false, noexec: false, verbose: false, allexport: false, noclobber: false },
    status: 0, lastBackground: undefined, jobs: [], traps: new Map(), pending: [], signalled: signal(),
    streams: new Map<number, Stream>([[0, { reader: context.stdin }], [1, { writer: context.stdout }], [2, { writer: context.stderr }]]),
    loops: 0, functionDepth: 0, sourcing: 0, tested: 0, steps: 0, interrupted: false, source: '', position: 0, startedAt: context.machine.clock.now, history: [], parsed: new Map(),
  };
}

/** A subshell: everything is copied, traps are reset except those that ignore. */
export function forkShell(shell: Shell, context: CommandContext): Shell {
  const copy = new Map<string, Variable>();
  for (const [name, variable] of shell.variables) copy.set(name, { ...variable, ...(variable.array === undefined ? {} : { array: [...variable.array] }) });
  const streams = new Map(shell.streams);
  streams.set(0, { reader: context.stdin });
  streams.set(1, { writer: context.stdout });
  streams.set(2, { writer: context.stderr });
  return {
    ...shell, process: context.process, interactive: false, variables: copy, scopes: [], functions: new Map(shell.functions), aliases: new Map(shell.aliases),
    positional: [...shell.positional], options: { ...shell.options }, jobs: [], traps: new Map([...shell.traps].filter(([, action]) => action === '')),
    pending: [], signalled: signal(), streams, interrupted: false, steps: 0,
  };
}

export function valueOf(shell: Shell, name: string): string | undefined {
  const variable = shell.variables.get(name);
  return variable?.array === undefined ? variable?.value : variable.array[0];
}

export function assign(shell: Shell, name: string, value: string): void {
  const old = shell.variables.get(name);
  if (old?.readonly === true) throw new ShellError(`${name}: ${shell.dialect === 'bash' ? 'readonly variable' : 'is read only'}`);
  if (old === undefined) shell.variables.set(name, { value, exported: shell.options.allexport, readonly: false });
  else if (old.array !== undefined) old.array[0] = value;
  else old.value = value;
}

/** Ends a non-interactive shell with a message: unset parameters, bad substitutions, read-only variables. */
export class ShellError extends Error {
  override readonly name = 'ShellError';
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

export function exportedEnvironment(shell: Shell): Map<string, string> {
  const environment = new Map<string, string>();
  for (const [name, variable] of shell.variables) if (variable.exported) environment.set(name, variable.array?.[0] ?? variable.value);
  return environment;
}
export const stdinOf = (shell: Shell): Reader => shell.streams.get(0)?.reader ?? CLOSED_READER;
export const stdoutOf = (shell: Shell): Writer => shell.streams.get(1)?.writer ?? CLOSED_WRITER;
export const stderrOf = (shell: Shell): Writer => shell.streams.get(2)?.writer ?? CLOSED_WRITER;

const CLOSED_WRITER: Writer = { write: () => true, close: () => undefined };
const CLOSED_READER: Reader = { *read() { return undefined; }, *readLine() { return undefined; }, *readAll() { return ''; }, cancel: () => undefined };
