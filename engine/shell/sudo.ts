/** sudo without a password: the learner owns this computer. */
import type { Command } from '../script/index.ts';
import { finished } from '../time/index.ts';

export const sudo: Command = function* (context) {
  const words = context.args.filter((word, i) => !(word.startsWith('-') && context.args.slice(0, i).every((one) => one.startsWith('-'))));
  const command = context.args.includes('-i') || context.args[0] === 'su' || context.args.includes('-s') ? ['bash'] : words;
  if (command.length === 0) { context.stderr.write('usage: sudo command\n'); return 1; }
  const { terminal } = context.process;
  const child = context.machine.processes.spawn({
    command, environment: new Map([...context.environment, ['HOME', '/root'], ['USER', 'root'], ['LOGNAME', 'root']]), directory: context.directory, stdin: context.stdin, stdout: context.stdout, stderr: context.stderr,
    parent: context.process.pid, uid: 0, gid: 0, tty: context.tty, ...(terminal === undefined ? {} : { terminal }),
  });
  if ('error' in child) { context.stderr.write(`sudo: ${command[0] ?? ''}: command not found\n`); return 1; }
  if (!child.running.done) yield finished(child.running);
  return child.running.result?.code ?? 137;
};
