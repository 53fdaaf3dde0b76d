/** Commands that start others: xargs, timeout, watch, env, find -exec. */
import { finished, type Reader, type Task, type Writer } from '../../time/index.ts';
import type { CommandContext, Spawned } from '../types.ts';
import { complain } from './common.ts';

export type ChildOptions = { readonly stdin?: Reader; readonly stdout?: Writer; readonly stderr?: Writer; readonly environment?: Map<string, string>; readonly directory?: string; readonly tty?: boolean; readonly group?: 'new' };

export function startChild(context: CommandContext, command: readonly string[], options: ChildOptions = {}): Spawned | 126 | 127 {
  const child = context.machine.processes.spawn({
    command, environment: options.environment ?? context.environment, directory: options.directory ?? context.directory, stdin: options.stdin ?? context.stdin,
    stdout: options.stdout ?? context.stdout, stderr: options.stderr ?? context.stderr, parent: context.process.pid, tty: options.tty ?? (context.tty && options.stdout === undefined),
    ...(options.group === undefined ? {} : { group: options.group }),
  });
  if (!('error' in child)) return child;
  return child.error === 'not found' ? 127 : 126;
}

const REASONS = { 126: 'Permission denied', 127: 'No such file or directory' } as const;

/** Runs a program to its end and gives its exit code; says so if there is none. */
export function* runChild(context: CommandContext, command: readonly string[], options: ChildOptions = {}, words: (name: string, reason: string) => string = (name, reason) => `can't execute '${name}': ${reason}`): Task<number> {
  const child = startChild(context, command, options);
  if (typeof child === 'number') return complain(context, words(command[0] ?? '', REASONS[child]), child);
  if (!child.running.done) yield finished(child.running);
  return child.running.result?.code ?? 137;
}
