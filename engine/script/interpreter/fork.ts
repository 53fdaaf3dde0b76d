/** Subshells: pipelines, `&`, `( )`, `$( )`. */
import type { Pipeline, Script } from 'unbash';
import { emptyReader, type Reader, type Task, type Writer } from '../../time/index.ts';
import { createBoundedPipe } from '../pipe.ts';
import type { CommandContext, Exit, Spawned } from '../types.ts';
import { complain } from './messages.ts';
import { exportedEnvironment, forkShell, ShellError, stderrOf, stdinOf, stdoutOf, Unwind, type Job, type Shell } from './shell.ts';
import { waitForeground } from './steps.ts';
import type { RunnableNode } from './nodes.ts';

export type ForkOptions = { readonly stdin?: Reader; readonly stdout?: Writer; readonly stderr?: Writer; readonly group?: 'new' | number };

/** Runs a task of a shell that ends with it: exit codes of `exit`, fatal errors, the EXIT trap. */
export function* runToExit(shell: Shell, task: Task<number>): Task<number> {
  try {
    shell.status = yield* task;
  } catch (error) {
    if (error instanceof ShellError) {
      if (error.message !== '') complain(shell, error.message);
      shell.status = error.status === 1 && shell.dialect !== 'bash' ? 2 : error.status;
    } else if (error instanceof Unwind) {
      shell.status = error.kind === 'break' || error.kind === 'continue' ? shell.status : error.count;
    } else throw error;
  }
  const trap = shell.traps.get('EXIT');
  if (trap === undefined || trap === '') return shell.status;
  shell.traps.delete('EXIT');
  const { status } = shell;
  try {
    yield* shell.evaluate.text(shell, trap);
  } catch (error) {
    if (!(error instanceof Unwind)) throw error;
    return error.kind === 'exit' ? error.count : status;
  }
  return status;
}

/** What a fork costs, in builtins. */
const FORK_STEPS = 5;

/** What each shell says when the machine has no room for another process. */
export const cannotFork = (shell: Shell): string =>
  (shell.dialect === 'dash' ? 'Cannot fork' : shell.dialect === 'bash' ? 'fork: Resource temporarily unavailable' : "can't fork: Resource temporarily unavailable");

export function forkNode(shell: Shell, node: RunnableNode, options: ForkOptions = {}): Spawned {
  if (shell.machine.processes.full) throw new ShellError(cannotFork(shell), shell.dialect === 'bash' ? 254 : 2);
  shell.steps += FORK_STEPS;
  const run = (context: CommandContext): Task<number> => {
    const child = forkShell(shell, context);
    return runToExit(child, child.evaluate.node(child, node, true));
  };
  const { terminal } = shell.process;
  return shell.machine.processes.fork({
    command: shell.process.command, environment: exportedEnvironment(shell), directory: shell.directory,
    stdin: options.stdin ?? stdinOf(shell), stdout: options.stdout ?? stdoutOf(shell), stderr: options.stderr ?? stderrOf(shell),
    parent: shell.process.pid, tty: shell.tty,
    ...(options.group === undefined ? {} : { group: options.group }), ...(terminal === undefined ? {} : { terminal }),
  }, run);
}

/** Gives the terminal's Ctrl-C to a job while `task` waits for it. */
export function* inForeground<T>(shell: Shell, group: number, task: Task<T>): Task<T> {
  const { terminal } = shell.process;
  if (!shell.interactive || terminal === undefined) return yield* task;
  terminal.foreground = group;
  try { return yield* task; } finally { terminal.foreground = shell.process.group; }
}

export const textOf = (shell: Shell, node: { readonly pos: number; readonly end: number }): string => shell.source.slice(node.pos, node.end).trim();

export function* runPipeline(shell: Shell, pipeline: Pipeline): Task<number> {
  const { commands, operators } = pipeline;
  const children: Spawned[] = [];
  let stdin: Reader | undefined;
  for (const [i, command] of commands.entries()) {
    const last = i === commands.length - 1;
    const pipe = last ? undefined : createBoundedPipe();
    const group = shell.interactive ? children[0]?.pid ?? 'new' : undefined;
    const child = forkNode(shell, command, {
      ...(stdin === undefined ? {} : { stdin }), ...(pipe === undefined ? {} : { stdout: pipe }),
      ...(pipe !== undefined && operators[i] === '|&' ? { stderr: pipe } : {}), ...(group === undefined ? {} : { group }),
    });
    const source = stdin;
    child.onExit(() => { pipe?.close(); source?.cancel(); });
    children.push(child);
    stdin = pipe;
  }
  const codes: number[] = [];
  function* waitAll(): Task<void> {
    for (const child of children) codes.push(yield* waitForeground(shell, child.running, child.pid, textOf(shell, pipeline)));
  }
  yield* inForeground(shell, children[0]?.pid ?? 0, waitAll());
  const failed = codes.filter((code) => code !== 0);
  return shell.options.pipefail ? failed.at(-1) ?? 0 : codes.at(-1) ?? 0;
}

export function* runSubshell(shell: Shell, node: RunnableNode): Task<number> {
  const child = forkNode(shell, node, shell.interactive ? { group: 'new' } : {});
  return yield* inForeground(shell, child.pid, waitForeground(shell, child.running, child.pid, 'subshell'));
}

const MOST_JOBS = 100;

export function startJob(shell: Shell, node: RunnableNode, text: string): void {
  // Who starts jobs without end remembers those that run, and the last that ended.
  if (!shell.interactive && shell.jobs.length >= MOST_JOBS) shell.jobs = shell.jobs.filter(({ state }, i) => state !== 'done' || i > MOST_JOBS / 2);
  const child = forkNode(shell, node, { stdin: emptyReader(), ...(shell.interactive ? { group: 'new' as const } : {}) });
  shell.lastBackground = child.pid;
  const job: Job = {
    number: (shell.jobs.at(-1)?.number ?? 0) + 1, group: child.pid, pids: [child.pid], text, state: 'running', exit: undefined, told: false,
    ended: (wake) => { child.running.onDone(wake); return () => undefined; },
  };
  child.onExit((exit: Exit) => { job.state = 'done'; job.exit = exit; });
  shell.jobs.push(job);
  if (shell.interactive) stderrOf(shell).write(shell.dialect === 'ash' ? '' : `[${job.number}] ${child.pid}\n`);
}

/** $( ) */
export function* substitute(shell: Shell, script: Script): Task<string> {
  const pipe = createBoundedPipe();
  const node = { type: 'CompoundList' as const, pos: script.pos, end: script.end, commands: script.commands };
  const from = script.source === undefined ? shell : { ...shell, source: script.source };
  const child = forkNode(from, node, { stdout: pipe });
  child.onExit(() => pipe.close());
  const text = yield* pipe.readAll();
  shell.status = yield* waitForeground(shell, child.running, child.pid, '$( )');
  // A subshell's Unwind of the shell itself is over; its status is what counts.
  return text.replace(/\n+$/, '').replace(/\0/g, '');
}

/** <( ): the output is kept in a file, which is what its reader sees. */
export function* substituteProcess(shell: Shell, script: Script, operator: '<' | '>'): Task<string> {
  if (operator === '>') throw new ShellError('process substitution for output is not supported');
  const path = `/tmp/.fd-${shell.machine.random.int('process-substitution', 10000, 99999)}`;
  const text = yield* substitute(shell, script);
  shell.machine.files.write(path, text === '' ? '' : `${text}\n`);
  return path;
}

