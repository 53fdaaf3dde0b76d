/** `stress` of the images polinux/stress and progrium/stress, and vish/stress: load as asked for. */
import type { Command, CommandContext, Exit, Spawned } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { klog, signalQueue } from './run.ts';

const UNITS: { readonly [unit: string]: number } = { B: 1, K: 1024, M: 1_048_576, G: 1_073_741_824 };
const DEFAULT_BYTES = 268_435_456;
/** What the program itself holds. */
const OWN_BYTES = 800_000;
/** Bytes a second that a worker touches. */
const TOUCH = 1_600_000_000;

const sizeOf = (text: string): number => Number.parseInt(text, 10) * (UNITS[text.slice(-1).toUpperCase()] ?? 1);

const SPANS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const spanOf = (text: string): number => Number.parseInt(text, 10) * (SPANS[text.slice(-1)] ?? 1000);

type Plan = { cpu: number; io: number; vm: number; hdd: number; bytes: number; hang: number; timeoutMs: number; verbose: boolean; quiet: boolean; problem: string | undefined };

function planOf(args: readonly string[]): Plan {
  const plan: Plan = { cpu: 0, io: 0, vm: 0, hdd: 0, bytes: DEFAULT_BYTES, hang: -1, timeoutMs: 0, verbose: false, quiet: false, problem: undefined };
  const words = args.flatMap((word) => (/^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word]));
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const value = (): string => words[++at] ?? '0';
    switch (word) {
      case '-c': case '--cpu': plan.cpu = Number(value()); break;
      case '-i': case '--io': plan.io = Number(value()); break;
      case '-m': case '--vm': plan.vm = Number(value()); break;
      case '-d': case '--hdd': plan.hdd = Number(value()); break;
      case '--vm-bytes': plan.bytes = sizeOf(value()); break;
      case '--vm-hang': plan.hang = Number(value()); break;
      case '-t': case '--timeout': plan.timeoutMs = spanOf(value()); break;
      case '--backoff': case '--vm-stride': case '--hdd-bytes': value(); break;
      case '-v': case '--verbose': plan.verbose = true; break;
      case '-q': case '--quiet': plan.quiet = true; break;
      case '--vm-keep': case '--hdd-noclean': break;
      default: plan.problem ??= word;
    }
  }
  return plan;
}

/** A worker allocates, touches it, holds it for `hang` seconds (0: for ever), and begins again. */
function* memoryWorker(own: CommandContext, { bytes, hang }: Plan): Task<number> {
  const { clock } = own.machine;
  for (;;) {
    own.process.useCpu(1000);
    own.process.useMemory(bytes);
    yield sleep(clock, Math.max(1, Math.round((bytes / TOUCH) * 1000)));
    if (hang < 0) { yield sleep(clock, 60_000); continue; }
    own.process.useCpu(1);
    yield sleep(clock, hang === 0 ? 86_400_000 : hang * 1000);
  }
}
function* loadWorker(own: CommandContext, millicores: number): Task<number> {
  own.process.useCpu(millicores);
  for (;;) yield sleep(own.machine.clock, 86_400_000);
}
const USAGE = "`stress' imposes certain types of compute stress on your system\n\nUsage: stress [OPTION [ARG]] ...\n";

/** @k8s docs tasks/configure-pod-container/assign-memory-resource */
export const stress: Command = function* stressProgram(context): Task<number> {
  const { processes, clock } = context.machine;
  const { pid } = context.process;
  const plan = planOf(context.args);
  const say = (level: string, text: string): void => { context[level === 'info' || level === 'dbug' ? 'stdout' : 'stderr'].write(`stress: ${level}: [${pid}] ${text}\n`); };
  if (plan.problem !== undefined) { say('FAIL', `(244) unrecognized option: ${plan.problem}`); return 1; }
  const total = plan.cpu + plan.io + plan.vm + plan.hdd;
  if (total === 0) { context.stdout.write(USAGE); return context.args.length === 0 ? 0 : 1; }
  if (!plan.quiet) say('info', `dispatching hogs: ${plan.cpu} cpu, ${plan.io} io, ${plan.vm} vm, ${plan.hdd} hdd`);
  context.process.useMemory(OWN_BYTES);
  const startedAt = clock.now;
  const fork = (run: Command): Spawned => processes.fork({
    command: context.process.command, environment: context.environment, directory: context.directory, stdin: context.stdin, stdout: context.stdout, stderr: context.stderr, parent: pid,
  }, run);
  const runs: readonly Command[] = [
    ...Array.from({ length: plan.cpu }, (): Command => (own) => loadWorker(own, 1000)), ...Array.from({ length: plan.io + plan.hdd }, (): Command => (own) => loadWorker(own, 300)),
    ...Array.from({ length: plan.vm }, (): Command => (own) => memoryWorker(own, plan)),
  ];
  const ended: { pid: number; exit: Exit }[] = [];
  const signals = signalQueue(context, ['CHLD']);
  const workers = runs.map((run) => { const spawned = fork(run); spawned.onExit((exit) => ended.push({ pid: spawned.pid, exit })); return spawned; });
  if (plan.verbose) for (const worker of workers) say('dbug', `--> worker ${worker.pid} forked`);
  if (plan.timeoutMs > 0) {
    clock.after(plan.timeoutMs, () => { for (const worker of workers) processes.kill(worker.pid, 'TERM'); });
  }
  while (ended.length === 0) yield* signals.next();
  const seconds = (): number => Math.floor((clock.now - startedAt) / 1000);
  if (plan.timeoutMs > 0 && clock.now - startedAt >= plan.timeoutMs) { say('info', `successful run completed in ${seconds()}s`); return 0; }
  const first = ended[0];
  say('FAIL', `(415) <-- worker ${first?.pid ?? 0} got signal ${(first?.exit.code ?? 137) - 128}`);
  say('WARN', '(417) now reaping child worker processes');
  for (const worker of workers) processes.kill(worker.pid, 'KILL');
  say('FAIL', '(421) kill error: No such process');
  say('FAIL', `(451) failed run completed in ${seconds()}s`);
  return 1;
};

/** Google's and vish's: memory in steps, and threads that compute. @k8s docs tasks/configure-pod-container/assign-cpu-resource */
export const vishStress: Command = function* vishStressProgram(context): Task<number> {
  const { clock } = context.machine;
  const flag = (name: string): string | undefined => {
    const at = context.args.findIndex((word) => word.replace(/^--?/, '').split('=')[0] === name);
    const word = context.args[at] ?? '';
    return at < 0 ? undefined : word.includes('=') ? word.slice(word.indexOf('=') + 1) : context.args[at + 1];
  };
  const bytes = (text: string): number => Number.parseInt(text, 10) * (UNITS[/([KMG])i?$/.exec(text)?.[1] ?? 'B'] ?? 1);
  const total = flag('mem-total') ?? '0';
  const step = flag('mem-alloc-size') ?? '4Ki';
  const pause = flag('mem-alloc-sleep') ?? '1ms';
  const threads = Number(flag('cpus') ?? 0);
  const say = (line: number, text: string): void => { context.stderr.write(klog(context, `main.go:${line}`, text)); };
  say(26, `Allocating "${total}" memory, in "${step}" chunks, with a ${pause} sleep between allocations`);
  context.process.useMemory(1_500_000);
  if (threads > 0) {
    for (let thread = 0; thread < threads; thread++) say(39, 'Spawning a thread to consume CPU');
    context.process.useCpu(threads * 1000);
  }
  const wanted = bytes(total);
  const pauseMs = pause.endsWith('ms') ? Number.parseInt(pause, 10) : spanOf(pause);
  // At most a hundred looks at the memory, however small the steps.
  const chunk = Math.max(bytes(step), Math.ceil(wanted / 100));
  for (let held = 0; held < wanted;) {
    yield sleep(clock, Math.max(1, Math.round((chunk / Math.max(1, bytes(step))) * pauseMs)));
    held = Math.min(wanted, held + chunk);
    context.process.useMemory(1_500_000 + held);
  }
  if (wanted > 0) say(29, `Allocated "${total}" memory`);
  for (;;) yield sleep(clock, 86_400_000);
};
