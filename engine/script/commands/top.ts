/** top: the processes by what they use of the processors. */
import { race, sleep, startTask, type Task } from '../../time/index.ts';
import { MEMORY_KB, PROCESSORS, usedKb } from '../procSystem.ts';
import { send } from '../pipe.ts';
import type { CommandContext, ProcessHandle } from '../types.ts';
import { badOptions, type CommandMaker, type Flavour } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

type Row = { readonly process: ProcessHandle; readonly percent: number; readonly kb: number };
const letter = ({ state }: ProcessHandle): string => (state === 'stopped' ? 'T' : state === 'running' ? 'R' : 'S');
const userOf = ({ machine }: CommandContext, { uid }: ProcessHandle): string => machine.userName(uid) ?? String(uid);

/** Since the last picture, or since each process began. */
function rowsOf({ machine }: CommandContext, before: ReadonlyMap<number, number>, since: number): Row[] {
  return machine.processes.list().map((process) => {
    const elapsed = Math.max(1, machine.clock.now - Math.max(since, process.startedAt));
    return { process, percent: Math.min(PROCESSORS * 100, (process.cpuMs - (before.get(process.pid) ?? 0)) * 100 / elapsed), kb: Math.max(1300, Math.ceil(process.memoryBytes / 1024)) };
  }).sort((a, b) => b.percent - a.percent || a.process.pid - b.process.pid);
}

function busyboxPicture(context: CommandContext, rows: readonly Row[]): string {
  const { machine } = context;
  const used = usedKb(machine);
  const busy = Math.min(100, Math.round(rows.reduce((sum, { percent }) => sum + percent, 0) / PROCESSORS));
  const lines = rows.map(({ process, percent, kb }) =>
    `${String(process.pid).padStart(5)} ${String(process.parent).padStart(5)} ${userOf(context, process).slice(0, 8).padEnd(8)} ${letter(process).padEnd(4)} ${String(kb).padStart(6)} ${`${Math.round(kb * 100 / MEMORY_KB)}%`.padStart(4)} ${'0'.padStart(3)} ${`${Math.round(percent / PROCESSORS)}%`.padStart(4)} ${process.command.join(' ')}\n`);
  return `Mem: ${used}K used, ${MEMORY_KB - used}K free, 2048K shrd, 0K buff, 1204224K cached\n`
    + `CPU: ${String(busy).padStart(3)}% usr   0% sys   0% nic ${String(100 - busy).padStart(3)}% idle   0% io   0% irq   0% sirq\n`
    + `Load average: 0.08 0.05 0.01 1/${rows.length} ${rows.reduce((last, { process }) => Math.max(last, process.pid), 0)}\n`
    + `  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n${lines.join('')}`;
}

function gnuPicture(context: CommandContext, rows: readonly Row[]): string {
  const { machine } = context;
  const mebi = (kb: number): string => (kb / 1024).toFixed(1).padStart(8);
  const used = usedKb(machine);
  const busy = Math.min(100, rows.reduce((sum, { percent }) => sum + percent, 0) / PROCESSORS);
  const count = (state: ProcessHandle['state']): string => String(rows.filter(({ process }) => process.state === state).length).padStart(3);
  const lines = rows.map(({ process, percent, kb }) =>
    `${String(process.pid).padStart(7)} ${userOf(context, process).slice(0, 8).padEnd(8)}  20   0 ${String(kb * 2).padStart(7)} ${String(kb).padStart(6)} ${String(Math.round(kb / 2)).padStart(6)} ${letter(process)} ${percent.toFixed(1).padStart(5)} ${(kb * 100 / MEMORY_KB).toFixed(1).padStart(5)} ${`0:${(process.cpuMs / 1000).toFixed(2).padStart(5, '0')}`.padStart(9)} ${(process.command[0] ?? '').split('/').pop() ?? ''}\n`);
  return `top - ${new Date(machine.clock.now).toISOString().slice(11, 19)} up 0 min,  0 users,  load average: 0.08, 0.05, 0.01\n`
    + `Tasks: ${String(rows.length).padStart(3)} total, ${count('running')} running, ${count('sleeping')} sleeping, ${count('stopped')} stopped,   0 zombie\n`
    + `%Cpu(s): ${busy.toFixed(1).padStart(4)} us,  0.0 sy,  0.0 ni, ${(100 - busy).toFixed(1).padStart(4)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st\n`
    + `MiB Mem : ${mebi(MEMORY_KB)} total, ${mebi(MEMORY_KB - used - 1_204_224)} free, ${mebi(used)} used, ${mebi(1_204_224)} buff/cache\n`
    + `MiB Swap: ${mebi(0)} total, ${mebi(0)} free, ${mebi(0)} used. ${mebi(MEMORY_KB - used)} avail Mem\n\n`
    + `    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${lines.join('')}`;
}

const DELAY_MS: { readonly [flavour in Flavour]: number } = { busybox: 5000, gnu: 3000 };

export const makeTop: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'bn:d:Hm' });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { clock } = context.machine;
  const rounds = Number(lastValue(options, 'n') ?? Infinity);
  const delay = Math.round(Number(lastValue(options, 'd') ?? DELAY_MS[flavour] / 1000) * 1000);
  const screen = !options.flags.has('b') && context.tty;
  let before = new Map<number, number>();
  let since = 0;
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && (yield* quitDuring(context, screen, delay))) return 0;
    const rows = rowsOf(context, before, since);
    yield* send(context.stdout, `${screen ? '\x1b[H\x1b[J' : ''}${flavour === 'busybox' ? busyboxPicture(context, rows) : gnuPicture(context, rows)}${!screen && round + 1 < rounds ? '\n' : ''}`);
    before = new Map(rows.map(({ process }) => [process.pid, process.cpuMs]));
    since = clock.now;
  }
  return 0;
};

/** Waits; true if `q` was typed. */
function* quitDuring({ machine: { clock }, stdin }: CommandContext, screen: boolean, ms: number): Task<boolean> {
  if (!screen) { yield sleep(clock, ms); return false; }
  const typed = startTask(clock, stdin.read());
  try {
    if (!typed.done) yield race((wake) => { typed.onDone(wake); return () => undefined; }, sleep(clock, ms));
    return typed.done && (typed.result === undefined || typed.result.includes('q') || typed.result.includes('\u0003'));
  } finally { typed.cancel(); }
}
