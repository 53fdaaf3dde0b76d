/** trap, kill, wait, jobs, fg, bg. */
import { race, sleep, type Task } from '../../../time/index.ts';
import { parseSignal, SIGNAL_NUMBERS } from '../../signals.ts';
import type { Signal } from '../../types.ts';
import { inForeground } from '../fork.ts';
import { stderrOf, type Job, type Shell, type TrapName } from '../shell.ts';
import { runTraps, setTrap, signalWords } from '../steps.ts';
import { fail, print, type Builtin } from './builtin.ts';

function trapName(text: string): TrapName | undefined {
  const upper = text.toUpperCase();
  if (text === '0' || upper === 'EXIT') return 'EXIT';
  if (upper === 'ERR' || upper === 'DEBUG') return upper;
  return parseSignal(text);
}

export const trap: Builtin = function* (shell, args) {
  if (args.length === 0 || args[0] === '-p') {
    for (const [name, action] of shell.traps) yield* print(shell, `trap -- '${action.replace(/'/g, String.raw`'\''`)}' ${shell.dialect === 'bash' && name !== 'EXIT' ? 'SIG' : ''}${name}\n`);
    return 0;
  }
  if (args[0] === '-l') { yield* print(shell, `${Object.entries(SIGNAL_NUMBERS).map(([name, number]) => `${number}) SIG${name}`).join('\t')}\n`); return 0; }
  const words = args[0] === '--' ? args.slice(1) : args;
  const reset = words.length === 1 || /^\d+$/.test(words[0] ?? '');
  const action = reset || words[0] === '-' ? undefined : words[0];
  let status = 0;
  for (const word of reset && words[0] !== '-' ? words : words.slice(1)) {
    const name = trapName(word);
    if (name === undefined) status = fail(shell, shell.dialect === 'bash' ? `trap: ${word}: invalid signal specification` : `trap: ${word}: invalid signal specification`);
    else setTrap(shell, name, action);
  }
  return status;
};

function findJob(shell: Shell, text: string | undefined): Job | undefined {
  if (text === undefined || text === '%' || text === '%%' || text === '%+') return shell.jobs.at(-1);
  if (text === '%-') return shell.jobs.at(-2);
  if (text.startsWith('%')) return shell.jobs.find((job) => String(job.number) === text.slice(1)) ?? shell.jobs.find((job) => job.text.startsWith(text.slice(1)));
  return shell.jobs.find((job) => job.pids.includes(Number(text)));
}

export const kill: Builtin = function* (shell, args) {
  let name: Signal | undefined = 'TERM';
  let words = args;
  const first = args[0] ?? '';
  if (first === '-l' || first === '-L') {
    yield* print(shell, `${Object.keys(SIGNAL_NUMBERS).join(' ')}\n`);
    return 0;
  }
  if (first === '-s' || first === '-n') { name = parseSignal(args[1] ?? ''); words = args.slice(2); }
  else if (/^-./.test(first) && first !== '--') { name = first === '-0' ? undefined : parseSignal(first.slice(1)); words = args.slice(1); if (name === undefined && first !== '-0') return fail(shell, shell.dialect === 'bash' ? `kill: ${first.slice(1)}: invalid signal specification` : `bad signal name '${first.slice(1)}'`); }
  if (words[0] === '--') words = words.slice(1);
  if (words.length === 0) return fail(shell, shell.dialect === 'bash' ? 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]' : 'you need to specify whom to kill', 2);
  let status = 0;
  for (const word of words) {
    const job = word.startsWith('%') ? findJob(shell, word) : undefined;
    if (word.startsWith('%') && job === undefined) { status = fail(shell, `kill: ${word}: no such job`); continue; }
    const pid = job === undefined ? Number(word) : job.group;
    if (job === undefined && !/^-?\d+$/.test(word)) { status = fail(shell, shell.dialect === 'bash' ? `kill: ${word}: arguments must be process or job IDs` : `invalid number '${word}'`); continue; }
    const { processes } = shell.machine;
    const exists = pid < 0 ? processes.list().some(({ group }) => group === -pid) : processes.get(pid) !== undefined;
    if (!exists) { status = fail(shell, shell.dialect === 'bash' ? `kill: (${word}) - No such process` : `can't kill pid ${word}: No such process`); continue; }
    if (name === undefined) continue;
    if (pid < 0) processes.killGroup(-pid, name); else if (job !== undefined && shell.interactive) processes.killGroup(pid, name); else processes.kill(pid, name, shell.process.pid);
  }
  // A signal to itself takes effect before the next command.
  yield sleep(shell.machine.clock, 0);
  yield* runTraps(shell);
  return status;
};

/** Until the job has ended or a trapped signal came; the signal's status in that case. */
function* awaitJob(shell: Shell, job: Job): Task<number> {
  while (job.state !== 'done') {
    yield race(job.ended, shell.signalled.wait);
    const name = shell.pending[0];
    if (name !== undefined) { yield* runTraps(shell); return 128 + SIGNAL_NUMBERS[name]; }
    if (shell.interrupted) return 130;
  }
  return job.exit?.code ?? 0;
}
const forget = (shell: Shell, job: Job): void => { shell.jobs = shell.jobs.filter((one) => one !== job); };

export const wait: Builtin = function* (shell, args) {
  if (args[0] === '-n') {
    const running = shell.jobs.filter(({ state }) => state !== 'done');
    if (running.length === 0) return 127;
    yield race(...running.map((job) => job.ended), shell.signalled.wait);
    const over = running.find(({ state }) => state === 'done');
    if (over !== undefined) forget(shell, over);
    return over?.exit?.code ?? 0;
  }
  if (args.length === 0) {
    for (const job of shell.jobs.slice()) {
      const waited = job.state !== 'done';
      const status = yield* awaitJob(shell, job);
      if (waited && job.state !== 'done') return status;
      if (!shell.interactive) forget(shell, job);
    }
    return 0;
  }
  let status = 0;
  for (const word of args) {
    const job = findJob(shell, word);
    if (job === undefined) { status = shell.dialect === 'bash' ? fail(shell, `wait: pid ${word} is not a child of this shell`, 127) : 127; continue; }
    status = yield* awaitJob(shell, job);
    if (job.state !== 'done') return status;
    job.told = true;
  }
  return status;
};

export function jobLine(shell: Shell, job: Job, withPid = false): string {
  const mark = job === shell.jobs.at(-1) ? '+' : job === shell.jobs.at(-2) ? '-' : ' ';
  const state = job.state === 'running' ? 'Running' : job.state === 'stopped' ? 'Stopped'
    : job.exit?.signal !== undefined ? signalWords(job.exit.signal) : (job.exit?.code ?? 0) === 0 ? 'Done' : shell.dialect === 'ash' ? `Done(${job.exit?.code ?? 0})` : `Exit ${job.exit?.code ?? 0}`;
  const pid = withPid ? `${job.pids[0] ?? 0} ` : '';
  return shell.dialect === 'ash' ? `[${job.number}]${mark} ${pid}${state.padEnd(23)} ${job.text}\n`
    : `[${job.number}]${mark}  ${pid}${state.padEnd(24)}${job.text}${job.state === 'running' ? ' &' : ''}\n`;
}

export const jobs: Builtin = function* (shell, args) {
  for (const job of shell.jobs) yield* print(shell, args[0] === '-p' ? `${job.group}\n` : jobLine(shell, job, args[0] === '-l'));
  shell.jobs = shell.jobs.filter(({ state }) => state !== 'done');
  return 0;
};

export const fg: Builtin = function* (shell, args) {
  const job = findJob(shell, args[0]);
  if (job === undefined) return fail(shell, `fg: ${args[0] ?? 'current'}: no such job`);
  yield* print(shell, `${job.text}\n`);
  shell.machine.processes.killGroup(job.group, 'CONT');
  job.state = job.state === 'stopped' ? 'running' : job.state;
  const status = yield* inForeground(shell, job.group, awaitJob(shell, job));
  if (job.state === 'done') forget(shell, job);
  if (job.exit?.signal === 'INT') shell.interrupted = true;
  return status;
};

export const bg: Builtin = function* (shell, args) {
  const job = findJob(shell, args[0]);
  if (job === undefined) return fail(shell, `bg: ${args[0] ?? 'current'}: no such job`);
  shell.machine.processes.killGroup(job.group, 'CONT');
  job.state = job.state === 'stopped' ? 'running' : job.state;
  yield* print(shell, `[${job.number}]+ ${job.text} &\n`);
  return 0;
};

/** What an interactive shell says before its prompt about jobs that have ended. */
export function reportJobs(shell: Shell): void {
  const over = shell.jobs.filter(({ state }) => state === 'done');
  for (const job of over) if (!job.told) stderrOf(shell).write(jobLine(shell, job));
  shell.jobs = shell.jobs.filter(({ state }) => state !== 'done');
}
