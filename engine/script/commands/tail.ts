import { sleep, type Task } from '../../time/index.ts';
import { FileError } from '../files/errors.ts';
import { textOf } from '../files/tree.ts';
import { send } from '../pipe.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, cannotOpen, cantOpen, complain, eachInput, pathIn, sizeBytes, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

/** Bytes a second that tail takes in while it looks for the last line of an endless file, and how often it grows. */
const GREED = 400 * 1024 * 1024;
const GREED_STEP_MS = 10;
const FOLLOW_MS = 1000;

/** `tail /dev/zero`: memory grows until the kernel stops it. @k8s golden pods/pod-oom-always */
function* devour(context: CommandContext): Task<void> {
  for (let held = 0; ; held += GREED / 1000 * GREED_STEP_MS) {
    context.process.useMemory(Math.round(held));
    yield sleep(context.machine.clock, GREED_STEP_MS);
  }
}

function lastPart(text: string, wanted: string, bytes: boolean): string {
  const count = sizeBytes(wanted.replace(/^[-+]/, '')) ?? 10;
  if (bytes) return wanted.startsWith('+') ? text.slice(Math.max(0, count - 1)) : count === 0 ? '' : text.slice(-count);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return (wanted.startsWith('+') ? lines.slice(Math.max(0, count - 1)) : count === 0 ? [] : lines.slice(-count)).join('');
}

/** Prints what is appended, for ever. */
function* follow(context: CommandContext, names: readonly string[], ends: Map<string, number>, intervalMs: number, appeared: (name: string) => string): Task<never> {
  let last = names.at(-1);
  for (;;) {
    yield sleep(context.machine.clock, intervalMs);
    for (const name of names) {
      let text: string;
      try { text = textOf(context.machine.files.read(pathIn(context, name))); } catch (error) { if (error instanceof FileError) continue; throw error; }
      const end = ends.get(name) ?? 0;
      if (!ends.has(name)) { ends.set(name, 0); context.stderr.write(`tail: ${appeared(name)}\n`); }
      if (text.length < end) { context.stderr.write(`tail: ${name}: file truncated\n`); ends.set(name, 0); }
      const more = text.slice(ends.get(name) ?? 0);
      if (more === '') continue;
      if (names.length > 1 && last !== name) yield* send(context.stdout, `\n==> ${name} <==\n`);
      last = name;
      yield* send(context.stdout, more);
      ends.set(name, text.length);
    }
  }
}

export const makeTail: CommandMaker = (flavour) => function* (context) {
  const args = context.args.map((word, i) => (/^-[ncs]$/.test(context.args[i - 1] ?? '') ? word : word.replace(/^-(\d+)$/, '-n$1').replace(/^(\+\d+)$/, '-n$1')));
  const options = parseOptions(args, { short: 'n:c:fFqvs:', long: { lines: 'n', bytes: 'c', follow: 'f', quiet: 'q', retry: 'F', verbose: 'v', 'sleep-interval': 's' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const bytes = lastValue(options, 'c');
  const wanted = bytes ?? lastValue(options, 'n') ?? '10';
  if (sizeBytes(wanted.replace(/^[-+]/, '')) === undefined) return complain(context, flavour === 'gnu' ? `invalid number of lines: '${wanted}'` : `invalid number '${wanted}'`);
  const titled = options.flags.has('v') || (options.operands.length > 1 && !options.flags.has('q'));
  const ends = new Map<string, number>();
  let first = true;
  let piped = false;
  const status = yield* eachInput(context, options.operands, flavour === 'gnu' ? cannotOpen : cantOpen, function* (reader, name) {
    if (name === '/dev/zero') yield* devour(context);
    if (titled) yield* send(context.stdout, `${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
    first = false;
    piped ||= name === '-';
    const text = yield* reader.readAll();
    ends.set(name, text.length);
    yield* send(context.stdout, lastPart(text, wanted, bytes !== undefined));
  });
  const following = options.operands.filter((name) => name !== '-' && (ends.has(name) || options.flags.has('F')) && !name.startsWith('/dev/'));
  if ((options.flags.has('f') || options.flags.has('F')) && (following.length > 0 || options.operands.some((name) => name === '/dev/null'))) {
    if (following.length === 0) yield () => () => undefined;
    yield* follow(context, following, ends, Math.round(Number(lastValue(options, 's') ?? FOLLOW_MS / 1000) * 1000),
      (name) => (flavour === 'gnu' ? `'${name}' has appeared;  following new file` : `${name} has appeared; following end of new file`));
  }
  return status;
};

