/** Programs that run others: xargs, timeout, watch, env, nohup, time. */
import { finished, race, sleep, writerTo } from '../../time/index.ts';
import { send } from '../pipe.ts';
import { parseSignal, SIGNAL_NUMBERS } from '../signals.ts';
import { runChild, startChild } from './children.ts';
import { badOptions, complain, durationMs, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';
import { formatDate } from './dates.ts';

const gnuWords = (name: string, reason: string): string => (reason === 'No such file or directory' ? `${name}: No such file or directory` : `${name}: ${reason}`);

/** Words of xargs' input: blanks part them, quotes and backslashes keep them together. */
function argumentWords(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|\\[\s\S]|[^\s"'\\])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'|\\([\s\S])/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''));
}

export const makeXargs: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: '0rtpn:I:L:P:d:s:i', long: { null: '0', 'no-run-if-empty': 'r', 'max-args': 'n', 'max-procs': 'P', verbose: 't', delimiter: 'd', replace: 'I' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const text = yield* context.stdin.readAll();
  const replace = lastValue(options, 'I');
  const delimiter = lastValue(options, 'd')?.replace(/\\n/g, '\n').replace(/\\0/g, '\0');
  const byLine = replace !== undefined || lastValue(options, 'L') !== undefined;
  const words = options.flags.has('0') ? text.split('\0').filter((word) => word !== '') : delimiter !== undefined ? text.replace(/\n$/, '').split(delimiter)
    : byLine ? text.split('\n').map((line) => line.trim()).filter((line) => line !== '') : argumentWords(text);
  const command = options.operands.length === 0 ? ['echo'] : options.operands;
  const size = replace !== undefined ? 1 : Number(lastValue(options, 'n') ?? lastValue(options, 'L') ?? 5000);
  let status = 0;
  const batches: string[][] = [];
  for (let i = 0; i < words.length; i += size) batches.push(words.slice(i, i + size));
  // GNU runs the command once even without input; busybox too, unless -r.
  if (batches.length === 0 && !options.flags.has('r') && replace === undefined) batches.push([]);
  for (const batch of batches) {
    const full = replace === undefined ? [...command, ...(byLine ? batch.flatMap(argumentWords) : batch)] : command.map((word) => word.replaceAll(replace, batch[0] ?? ''));
    if (options.flags.has('t')) context.stderr.write(`${full.join(' ')}\n`);
    const code = yield* runChild(context, full, {}, flavour === 'gnu' ? gnuWords : gnuWords);
    if (code === 126 || code === 127) return code;
    if (code !== 0) status = 123;
  }
  return status;
};

export const makeTimeout: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 's:k:vp', long: { signal: 's', 'kill-after': 'k', 'preserve-status': 'p', foreground: 'v' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options, 125);
  const [time, ...command] = options.operands;
  const limit = durationMs(time ?? '');
  if (time === undefined || command.length === 0) return complain(context, 'missing operand', 125);
  if (limit === undefined) return complain(context, flavour === 'gnu' ? `invalid time interval '${time}'` : `invalid number '${time}'`, 125);
  const signalName = parseSignal(lastValue(options, 's') ?? 'TERM') ?? 'TERM';
  const child = startChild(context, command);
  if (typeof child === 'number') return complain(context, flavour === 'gnu' ? `failed to run command '${command[0] ?? ''}': ${child === 127 ? 'No such file or directory' : 'Permission denied'}` : `can't execute '${command[0] ?? ''}': ${child === 127 ? 'No such file or directory' : 'Permission denied'}`, child);
  const { clock, processes } = context.machine;
  if (!child.running.done) yield limit === 0 || limit === Infinity ? finished(child.running) : race(finished(child.running), sleep(clock, limit));
  if (child.running.done) return child.running.result?.code ?? 137;
  processes.kill(child.pid, signalName);
  const grace = durationMs(lastValue(options, 'k') ?? '');
  if (grace !== undefined) {
    yield race(finished(child.running), sleep(clock, grace));
    if (!child.running.done) processes.kill(child.pid, 'KILL');
  }
  if (!child.running.done) yield finished(child.running);
  // busybox reports the signal; GNU says 124, but for KILL.
  return flavour === 'gnu' && !options.flags.has('p') && signalName !== 'KILL' ? 124 : 128 + SIGNAL_NUMBERS[signalName];
};

const CLEAR = '\x1b[2J\x1b[H';

export const makeWatch: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'n:tdgex', long: { interval: 'n', 'no-title': 't', differences: 'd', 'exec': 'x' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  if (options.operands.length === 0) return complain(context, 'missing operand');
  const interval = Math.max(100, Math.round(Number(lastValue(options, 'n') ?? 2) * 1000));
  const { clock } = context.machine;
  const text = options.operands.join(' ');
  for (;;) {
    const started = clock.now;
    let out = '';
    const collect = writerTo((part) => { out += part; });
    yield* runChild(context, ['sh', '-c', text], { stdout: collect, stderr: collect, tty: false });
    const every = `Every ${(interval / 1000).toFixed(1)}s: ${text}`;
    const right = flavour === 'gnu' ? `${context.machine.hostname}: ${formatDate('%a %b %e %H:%M:%S %Y', clock.now)}` : formatDate('%Y-%m-%d %H:%M:%S', clock.now);
    const width = context.process.terminal?.columns ?? 80;
    const title = options.flags.has('t') ? '' : `${every}${' '.repeat(Math.max(1, width - every.length - right.length))}${right}\n\n`;
    yield* send(context.stdout, `${CLEAR}${title}${out}`);
    yield sleep(clock, Math.max(0, interval - (clock.now - started)));
  }
};

export const makeEnv: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'iu:0C:', long: { 'ignore-environment': 'i', unset: 'u', null: '0', chdir: 'C' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options, 125);
  const environment = new Map(options.flags.has('i') || context.args[0] === '-' ? [] : context.environment);
  for (const name of options.values.get('u') ?? []) environment.delete(name);
  const words = options.operands[0] === '-' ? options.operands.slice(1) : [...options.operands];
  while (/^[^=]+=/.test(words[0] ?? '')) { const word = words.shift() ?? ''; environment.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)); }
  if (words.length > 0) return yield* runChild(context, words, { environment }, (name, reason) => (flavour === 'gnu' ? `'${name}': ${reason}` : `can't execute '${name}': ${reason}`));
  const end = options.flags.has('0') ? '\0' : '\n';
  yield* send(context.stdout, [...environment].map(([name, value]) => `${name}=${value}${end}`).join(''));
  return 0;
};

export const makePrintenv: CommandMaker = () => function* (context) {
  if (context.args.length === 0) { yield* send(context.stdout, [...context.environment].map(([name, value]) => `${name}=${value}\n`).join('')); return 0; }
  let status = 0;
  for (const name of context.args) {
    const value = context.environment.get(name);
    if (value === undefined) status = 1; else yield* send(context.stdout, `${value}\n`);
  }
  return status;
};

/** nohup, nice, setsid, stdbuf, time: the command with less around it. */
export const makePassThrough: CommandMaker = () => function* (context) {
  const { operands } = parseOptions(context.args, { short: 'n:o:e:i:pw', stopAtOperand: true });
  if (operands.length === 0) return complain(context, 'missing operand', 125);
  return yield* runChild(context, operands, {}, gnuWords);
};
