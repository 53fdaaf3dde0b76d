/** Small pieces that the program models share. */
import { byteLength, type Command, type CommandContext, type HttpHandler, type HttpRequest, type HttpResponse, type Signal } from '../../script/index.ts';
import { signal, sleep, type Task } from '../../time/index.ts';

/** Signals as a queue that a server waits on. */
export type SignalQueue = { readonly next: () => Task<Signal>; /** Arrived, and not taken yet. */ readonly size: number };

export function signalQueue(context: CommandContext, names: readonly Signal[]): SignalQueue {
  const queue: Signal[] = [];
  const arrived = signal();
  for (const name of names) context.process.onSignal(name, () => { queue.push(name); arrived.fire(); });
  return {
    get size() { return queue.length; },
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
const REQUEST_CPU_MS = 0.15;
export const answering = (context: CommandContext, respond: (request: HttpRequest & { readonly from: string }) => HttpResponse): HttpHandler => function* handle(request) {
  yield* context.process.resumed();
  context.process.spendCpu(REQUEST_CPU_MS);
  yield sleep(context.machine.clock, WORK_MS);
  return respond(request);
};

/** Processors of a machine without a limit of its own. */
const CORES = 2;
/** A server that computes for its answers: each on one core at most, all together on what the container may use. */
export type Worker = { readonly work: (cpuMs: number) => Task<void> };
export function worker(context: CommandContext): Worker {
  const { clock, cpu } = context.machine;
  let freeAt = 0;
  return {
    *work(cpuMs) {
      freeAt = Math.max(clock.now, freeAt) + cpuMs / (cpu.limitCores ?? CORES);
      context.process.spendCpu(cpuMs);
      yield sleep(clock, Math.max(1, Math.round(Math.max(freeAt - clock.now, cpuMs))));
    },
  };
}

/** What a program of ours says of everything that it is not made for. */
export function notSimulated(context: CommandContext, what: string): number {
  context.stderr.write(`${context.name}: not simulated in Peapod: ${what}\n`);
  return 2;
}
/** The value after a flag: `--port 80`, `--port=80`, `-p 80`. */
export function flagOf(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    const [name = '', ...value] = word.split('=');
    if (names.includes(name)) return value.length > 0 ? value.join('=') : args[index + 1];
  }
  return undefined;
}

export const textAnswer = (body: string, code = 200, type = 'text/plain; charset=utf-8', more: HttpResponse['headers'] = {}): HttpResponse =>
  ({ code, headers: { 'Content-Type': type, 'Content-Length': String(byteLength(body)), ...more }, body });
export const htmlAnswer = (body: string, more: HttpResponse['headers'] = {}): HttpResponse => textAnswer(body, 200, 'text/html; charset=utf-8', more);

export type Server = {
  readonly port: number | ((context: CommandContext) => number);
  /** Listens there only; none: on every address that the machine has. */
  readonly address?: string | undefined;
  readonly memoryBytes: number;
  readonly idleMillicores?: number;
  /** From the start of the program until it listens. */
  readonly startMs?: number;
  /** CPU time of one answer. */
  readonly requestCpuMs?: number;
  readonly start?: (context: CommandContext, port: number) => string;
  readonly respond: (context: CommandContext, request: HttpRequest & { readonly from: string }) => HttpResponse | Task<HttpResponse>;
  readonly stop?: (context: CommandContext, name: Signal) => string;
  /** Signals that it handles and the exit code of each; none: TERM and INT with 0. As process 1 it does not hear others. */
  readonly signals?: { readonly [name in Signal]?: number };
  readonly stream?: 'stdout' | 'stderr';
};
const isTask = (value: HttpResponse | Task<HttpResponse>): value is Task<HttpResponse> => 'next' in value;

/** A web server that listens, answers, and stops when it is told to. */
export const serving = (server: Server): Command => function* serverProgram(context): Task<number> {
  const { clock, network } = context.machine;
  const { signals = { TERM: 0, INT: 0 }, requestCpuMs = REQUEST_CPU_MS } = server;
  const say = (text: string | undefined): void => { if (text !== undefined && text !== '') context[server.stream ?? 'stderr'].write(text); };
  const port = typeof server.port === 'number' ? server.port : server.port(context);
  // Our own list of names, so each is a signal.
  const queue = signalQueue(context, Object.keys(signals) as Signal[]);
  const { work } = worker(context);
  context.process.useMemory(server.memoryBytes);
  context.process.useCpu(server.idleMillicores ?? 0);
  if (server.startMs !== undefined) yield sleep(clock, server.startMs);
  const close = network.listen(port, function* handle(request) {
    yield* context.process.resumed();
    yield* work(requestCpuMs);
    const answer = server.respond(context, request);
    return isTask(answer) ? yield* answer : answer;
  }, server.address);
  if (close === undefined) { context.stderr.write(`${moments(clock.now).error} listen tcp :${port}: bind: address already in use\n`); return 1; }
  try {
    say(server.start?.(context, port));
    const name = yield* queue.next();
    say(server.stop?.(context, name));
    return signals[name] ?? 0;
  } finally { close(); }
};

/** What it says when it is told to stop, and for how long it goes on then. */
export type Lameduck = { readonly ms: number; readonly words: string };
const FLAGS_MS = 5;
/** Works until it is told to stop: system programs that we need only to be there. */
export const idle = (options: { readonly memoryBytes: number; readonly start?: (context: CommandContext) => string; readonly ports?: readonly number[]; readonly lameduck?: Lameduck; /** Told by USR2 that it has failed, it ends with 1. */ readonly fails?: boolean }): Command =>
  function* idleProgram(context): Task<number> {
    context.process.useMemory(options.memoryBytes);
    const signals = signalQueue(context, options.fails === true ? ['TERM', 'INT', 'USR2'] : ['TERM', 'INT']);
    const closers = (options.ports ?? []).map((port) => context.machine.network.listen(port, answering(context, ({ scheme }) => (
      { code: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok', ...(scheme === 'https' ? { secure: true } : {}) }))));
    try {
      // What it was started with is read before it says anything.
      if (options.fails === true) yield sleep(context.machine.clock, FLAGS_MS);
      const text = signals.size > 0 ? undefined : options.start?.(context);
      if (text !== undefined) context.stderr.write(text);
      if ((yield* signals.next()) === 'USR2') return 1;
      if (options.lameduck !== undefined) {
        context.stderr.write(options.lameduck.words);
        yield sleep(context.machine.clock, options.lameduck.ms);
      }
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

/** klog's head: level, month and day, time with microseconds, thread, file. */
export const klog = (context: CommandContext, file: string, text: string, level: 'I' | 'W' | 'E' = 'I'): string => {
  const now = context.machine.clock.now;
  const date = new Date(now);
  const day = `${String(date.getUTCMonth() + 1).padStart(2, '0')}${String(date.getUTCDate()).padStart(2, '0')}`;
  return `${level}${day} ${moments(now).time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}000       1 ${file}] ${text}\n`;
};

/** The time in Apache's error log. */
export function apacheStamp(now: number): string {
  const date = new Date(now);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${DAYS[date.getUTCDay()] ?? ''} ${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${moments(now).time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}000 ${date.getUTCFullYear()}`;
}
