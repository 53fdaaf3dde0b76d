/** redis-cli: one command, or lines from its input. */
import type { Command, CommandContext } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import { printed } from './values.ts';
import { ask, REDIS_PORT } from './wire.ts';

type Options = { host: string; port: number; password: string; raw: boolean };
const quoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g;
const wordsOf = (line: string): string[] => [...line.matchAll(quoted)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');

function optionsOf(context: CommandContext): { readonly options: Options; readonly words: readonly string[] } {
  const options: Options = { host: '127.0.0.1', port: REDIS_PORT, password: context.environment.get('REDISCLI_AUTH') ?? '', raw: !context.tty };
  const { args } = context;
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('-')) break;
    if (word === '-h') options.host = args[++at] ?? '';
    else if (word === '-p') options.port = Number(args[++at]);
    else if (word === '-a' || word === '--pass') options.password = args[++at] ?? '';
    else if (word === '-n' || word === '--user') at++;
    else if (word === '--raw') options.raw = true;
    else if (word === '--no-raw') options.raw = false;
  }
  return { options, words: args.slice(at) };
}

function* one(context: CommandContext, options: Options, words: readonly string[]): Task<number> {
  const answer = yield* ask(context.machine.network, options.host, options.port, { words, password: options.password });
  if (!answer.ok) { context.stderr.write(`Could not connect to Redis at ${options.host}:${options.port}: ${answer.reason}\n`); return 1; }
  context.stdout.write(printed(answer.reply, options.raw));
  return 0;
}

export const redisCli = (version: string): Command => function* client(context): Task<number> {
  if (context.args.includes('--version') || context.args.includes('-v')) { context.stdout.write(`redis-cli ${version}\n`); return 0; }
  const { options, words } = optionsOf(context);
  if (words.length > 0) return yield* one(context, options, words);
  const prompt = (): void => { if (context.tty) context.stdout.write(`${options.host}:${options.port}> `); };
  for (prompt(); ; prompt()) {
    const line = yield* context.stdin.readLine();
    if (line === undefined) return 0;
    const typed = wordsOf(line);
    if (/^(quit|exit)$/i.test(typed[0] ?? '')) return 0;
    if (/^auth$/i.test(typed[0] ?? '')) { options.password = typed.at(-1) ?? ''; context.stdout.write('OK\n'); continue; }
    if (typed.length > 0 && (yield* one(context, options, typed)) !== 0) return 1;
  }
};
