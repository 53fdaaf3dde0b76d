/** Small pieces that the program models share. */
import type { Command, CommandContext, HttpHandler, HttpRequest, HttpResponse, Signal } from '../../script/index.ts';
import { signal, sleep, type Task } from '../../time/index.ts';

/** Signals as a queue that a server waits on. */
export type SignalQueue = { readonly next: () => Task<Signal> };

export function signalQueue(context: CommandContext, names: readonly Signal[]): SignalQueue {
  const queue: Signal[] = [];
  const arrived = signal();
  for (const name of names) context.process.onSignal(name, () => { queue.push(name); arrived.fire(); });
  return {
    *next() {
      for (let first = queue.shift(); ; first = queue.shift()) {
        if (first !== undefined) return first;
        yield arrived.wait;
      }
    },
  };
}

/** execve with PATH: the process goes on as another program. */
export function* execute(context: CommandContext, command: readonly string[]): Task<number> {
  const [name = '', ...args] = command;
  const program = context.machine.program(name, context.environment);
  if (program === undefined) {
    context.stderr.write(`${context.name}: exec: ${name}: not found\n`);
    return 127;
  }
  context.process.replace(command);
  return yield* program({ ...context, name: name.slice(name.lastIndexOf('/') + 1), args });
}

/** A server's work for one request. */
const WORK_MS = 1;
export const answering = (context: CommandContext, respond: (request: HttpRequest & { readonly from: string }) => HttpResponse): HttpHandler => function* handle(request) {
  yield sleep(context.machine.clock, WORK_MS);
  return respond(request);
};

/** Works until it is told to stop: system programs that we need only to be there. */
export const idle = (options: { readonly memoryBytes: number; readonly start?: (context: CommandContext) => string; readonly ports?: readonly number[] }): Command =>
  function* idleProgram(context): Task<number> {
    context.process.useMemory(options.memoryBytes);
    const signals = signalQueue(context, ['TERM', 'INT']);
    const closers = (options.ports ?? []).map((port) => context.machine.network.listen(port, answering(context, () => (
      { code: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok' }))));
    try {
      const text = options.start?.(context);
      if (text !== undefined) context.stderr.write(text);
      yield* signals.next();
      return 0;
    } finally { for (const close of closers) close?.(); }
  };

const two = (value: number): string => String(value).padStart(2, '0');
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** The ways in which servers write a moment. */
export function moments(now: number): { readonly log: string; readonly error: string; readonly http: string; readonly redis: string; readonly time: string } {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), two(date.getUTCDate())];
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const name = MONTHS[month] ?? '';
  return {
    time,
    log: `${day}/${name}/${year}:${time} +0000`,
    error: `${year}/${two(month + 1)}/${day} ${time}`,
    http: `${DAYS[date.getUTCDay()] ?? ''}, ${day} ${name} ${year} ${time} GMT`,
    redis: `${day} ${name} ${year} ${time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`,
  };
}
