/** chroot and nsenter: programs with another root directory. */
import { absolute } from '../files/paths.ts';
import type { CommandContext, FileSystem } from '../types.ts';
import { complain, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';
import type { Task } from '../../time/index.ts';

/** In this very process, as execve does it. */
function* runInside(context: CommandContext, root: FileSystem, command: readonly string[], words: (name: string, reason: string) => string): Task<number> {
  const machine = context.machine.inRoot(root);
  const name = command[0] ?? '';
  const program = machine.program(name, context.environment);
  if (program === undefined) {
    const exists = machine.which(name, context.environment) !== undefined;
    return complain(context, words(name, exists ? 'Permission denied' : 'No such file or directory'), exists ? 126 : 127);
  }
  context.process.replace(command);
  return yield* program({ ...context, name: name.slice(name.lastIndexOf('/') + 1), args: command.slice(1), directory: '/', machine });
}

const shellOf = (context: CommandContext): string => context.environment.get('SHELL') ?? '/bin/sh';

export const makeChroot: CommandMaker = (flavour) => function* (context) {
  const [path, ...command] = context.args;
  if (path === undefined) return complain(context, 'missing operand', flavour === 'gnu' ? 125 : 1);
  const { files } = context.machine;
  const at = files.realPath(absolute(context.directory, path));
  const cannot = (reason: string): number =>
    complain(context, flavour === 'gnu' ? `cannot change root directory to '${path}': ${reason}` : `can't change root directory to '${path}': ${reason}`, flavour === 'gnu' ? 125 : 1);
  if (at === undefined) return cannot('No such file or directory');
  if (context.process.uid !== 0) return cannot('Operation not permitted');
  const root = at === '/' ? files : files.mountedAt?.(at);
  if (root === undefined) {
    context.stderr.write(`peapod: only the root of a mounted disk can become a root directory here, not '${path}'\n`);
    return 125;
  }
  const words = (name: string, reason: string): string => (flavour === 'gnu' ? `failed to run command '${name}': ${reason}` : `can't execute '${name}': ${reason}`);
  return yield* runInside(context, root, command.length > 0 ? command : [shellOf(context), '-i'], words);
};

/** Of another process: its files; the namespaces beside them are shared here where they matter. */
export const makeNsenter: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, {
    short: 't:aminpuUCTFr', long: { target: 't', all: 'a', mount: 'm', uts: 'u', ipc: 'i', net: 'n', pid: 'p', cgroup: 'C', user: 'U', root: 'r', 'no-fork': 'F' }, stopAtOperand: true,
  });
  if (options.error !== undefined) return complain(context, options.error);
  const pid = lastValue(options, 't');
  if (pid === undefined) return complain(context, 'no target PID specified');
  const target = context.machine.processes.get(Number(pid));
  if (target === undefined) return complain(context, flavour === 'gnu' ? `cannot open /proc/${pid}/ns/user: No such file or directory` : `can't open '/proc/${pid}/ns/mnt': No such file or directory`);
  const files = options.flags.has('m') || options.flags.has('a') || options.flags.has('r') ? target.root : context.machine.files;
  const command = options.operands.length > 0 ? options.operands : [shellOf(context)];
  return yield* runInside(context, files, command, (name, reason) => (flavour === 'gnu' ? `failed to execute ${name}: ${reason}` : `can't execute '${name}': ${reason}`));
};
