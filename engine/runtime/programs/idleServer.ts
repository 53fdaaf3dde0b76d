/** Servers that are there, listen, and say so, and whose protocol is not modelled: their clients are told. */
import type { Command, CommandContext } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { notSimulated, signalQueue } from './run.ts';

export type IdleServer = {
  readonly ports: readonly number[];
  readonly memoryBytes: number;
  readonly millicores?: number;
  readonly startMs: number;
  readonly stream?: 'stdout' | 'stderr';
  /** What it says when it listens, and when it stops. */
  readonly ready: (context: CommandContext) => string;
  readonly stop?: (context: CommandContext) => string;
  readonly exitCode?: number;
  /** A page for those who ask with GET: its path and text. */
  readonly pages?: { readonly [path: string]: string };
};

export const idleServer = (server: IdleServer): Command => function* program(context): Task<number> {
  const { clock, network } = context.machine;
  const say = (text: string): void => { context[server.stream ?? 'stdout'].write(text); };
  const signals = signalQueue(context, ['TERM', 'INT']);
  context.process.useMemory(server.memoryBytes);
  context.process.useCpu(Math.min(1000, (server.millicores ?? 1) * 100));
  yield sleep(clock, server.startMs);
  context.process.useCpu(server.millicores ?? 1);
  const closers = server.ports.map((port) => network.listen(port, function* handle(request) {
    context.process.spendCpu(0.3);
    yield sleep(clock, 1);
    const page = server.pages?.[request.path.split('?')[0] ?? '/'];
    return page === undefined ? { code: server.pages === undefined ? 400 : 404, headers: { 'Content-Type': 'text/plain' }, body: '' } : { code: 200, headers: { 'Content-Type': page.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8' }, body: page };
  }));
  try {
    say(server.ready(context));
    yield* signals.next();
    say(server.stop?.(context) ?? '');
    yield sleep(clock, 50);
    return server.exitCode ?? 0;
  } finally { for (const close of closers) close?.(); }
};
/** A client of a protocol that we do not have. */
export const silentClient: Command = function* client(context): Task<number> {
  yield sleep(context.machine.clock, 1);
  return notSimulated(context, `${context.name}'s protocol`);
};
