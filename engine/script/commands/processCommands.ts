/** ps, kill, pgrep, pkill, killall, top. */
import { sleep } from '../../time/index.ts';
import { send } from '../pipe.ts';
import { parseSignal, SIGNAL_NUMBERS } from '../signals.ts';
import type { CommandContext, ProcessHandle, Signal } from '../types.ts';
import { badOptions, complain, type CommandMaker, type Flavour } from './common.ts';
import { formatDate } from './dates.ts';
import { parseOptions } from './options.ts';

const commandLine = (process: ProcessHandle): string => process.command.join(' ');
const shortName = (process: ProcessHandle): string => ((process.command[0] ?? '').split('/').pop() ?? '').replace(/^-/, '');
const letter = (process: ProcessHandle): string => (process.state === 'stopped' ? 'T' : process.state === 'running' ? 'R' : 'S');
const userOf = (context: CommandContext, process: ProcessHandle): string => context.machine.userName(process.uid) ?? String(process.uid);
const terminalOf = (process: ProcessHandle): string => (process.terminal === undefined ? '?' : 'pts/0');

/** @k8s golden pods/pod-share-process-namespace */
function busyboxTable(context: CommandContext): string {
  const rows = context.machine.processes.list().map((process) => `${String(process.pid).padStart(5)} ${userOf(context, process).slice(0, 8).padEnd(8)} ${' 0:00'} ${commandLine(process)}\n`);
  return `PID   USER     TIME  COMMAND\n${rows.join('')}`;
}

function gnuTable(context: CommandContext, style: 'short' | 'full' | 'aux', all: boolean): string {
  const list = context.machine.processes.list().filter((process) => all || process.terminal === context.process.terminal);
  const started = (process: ProcessHandle): string => formatDate('%H:%M', process.startedAt);
  if (style === 'aux') {
    return `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${list.map((process) => {
      const rss = Math.max(3000, Math.ceil(process.memoryBytes / 1024));
      return `${userOf(context, process).padEnd(8)} ${String(process.pid).padStart(7)}  0.0  0.0 ${String(rss * 2).padStart(6)} ${String(rss).padStart(5)} ${terminalOf(process).padEnd(8)} ${`${letter(process)}${process.pid === process.group ? 's' : ''}`.padEnd(4)} ${started(process)}   0:00 ${commandLine(process)}\n`;
    }).join('')}`;
  }
  if (style === 'full') {
    return `UID          PID    PPID  C STIME TTY          TIME CMD\n${list.map((process) => `${userOf(context, process).padEnd(8)} ${String(process.pid).padStart(7)} ${String(process.parent).padStart(7)}  0 ${started(process)} ${terminalOf(process).padEnd(8)} 00:00:00 ${commandLine(process)}\n`).join('')}`;
  }
  return `    PID TTY          TIME CMD\n${list.map((process) => `${String(process.pid).padStart(7)} ${terminalOf(process).padEnd(8)} 00:00:00 ${shortName(process)}\n`).join('')}`;
}

const COLUMNS: { readonly [name: string]: { readonly title: string; readonly value: (process: ProcessHandle, context: CommandContext) => string } } = {
  pid: { title: 'PID', value: ({ pid }) => String(pid) }, ppid: { title: 'PPID', value: ({ parent }) => String(parent) }, user: { title: 'USER', value: (process, context) => userOf(context, process) },
  uid: { title: 'UID', value: ({ uid }) => String(uid) }, comm: { title: 'COMMAND', value: shortName }, cmd: { title: 'CMD', value: commandLine }, args: { title: 'COMMAND', value: commandLine }, stat: { title: 'STAT', value: letter },
  state: { title: 'S', value: letter }, time: { title: 'TIME', value: () => '00:00:00' }, tty: { title: 'TT', value: terminalOf }, pgid: { title: 'PGID', value: ({ group }) => String(group) },
  rss: { title: 'RSS', value: ({ memoryBytes }) => String(Math.max(3000, Math.ceil(memoryBytes / 1024))) }, etime: { title: 'ELAPSED', value: (process, context) => { const s = Math.floor((context.machine.clock.now - process.startedAt) / 1000); return `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`; } },
};

function customTable(context: CommandContext, names: readonly string[]): string {
  const columns = names.map((name) => ({ key: name.replace(/=.*$/, ''), title: name.includes('=') ? name.replace(/^[^=]*=/, '') : undefined }));
  const rows = context.machine.processes.list().map((process) => columns.map(({ key }) => COLUMNS[key]?.value(process, context) ?? '-'));
  const heads = columns.map(({ key, title }) => title ?? COLUMNS[key]?.title ?? key.toUpperCase());
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `${cells.map((cell, i) => (i === cells.length - 1 ? cell : /^(pid|ppid|uid|pgid|rss)$/.test(columns[i]?.key ?? '') ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' ')}\n`;
  return (heads.every((head) => head === '') ? '' : line(heads)) + rows.map(line).join('');
}

export const makePs: CommandMaker = (flavour) => function* (context) {
  const custom = context.args.findIndex((word) => /^-?-?o$/.test(word) || /^-e?o/.test(word));
  if (custom >= 0) {
    const word = context.args[custom] ?? '';
    const list = word.endsWith('o') ? context.args[custom + 1] ?? 'pid,comm' : word.replace(/^-e?o/, '');
    yield* send(context.stdout, customTable(context, list.split(',')));
    return 0;
  }
  const letters = context.args.join('').replace(/-/g, '');
  yield* send(context.stdout, flavour === 'busybox' ? busyboxTable(context) : letters.includes('u') && letters.includes('x') ? gnuTable(context, 'aux', true) : letters.includes('f') ? gnuTable(context, 'full', /[eA]/.test(letters)) : gnuTable(context, 'short', /[eAax]/.test(letters)));
  return 0;
};

function chosenSignal(args: readonly string[]): { readonly signal: Signal | undefined; readonly rest: readonly string[]; readonly bad?: string } {
  const [first = '', second = ''] = args;
  if (first === '-s') { const name = parseSignal(second); return { signal: name, rest: args.slice(2), ...(name === undefined ? { bad: second } : {}) }; }
  if (first === '-0') return { signal: undefined, rest: args.slice(1) };
  if (/^-[A-Z0-9]/.test(first)) { const name = parseSignal(first.slice(1)); return { signal: name, rest: args.slice(1), ...(name === undefined ? { bad: first.slice(1) } : {}) }; }
  return { signal: 'TERM', rest: args };
}

export const makeKill: CommandMaker = (flavour) => function* (context) {
  if (context.args[0] === '-l') { yield* send(context.stdout, `${Object.entries(SIGNAL_NUMBERS).map(([name, number]) => `${String(number).padStart(2)}) ${name}\n`).join('')}`); return 0; }
  const { signal: name, rest, bad } = chosenSignal(context.args);
  if (bad !== undefined) return complain(context, flavour === 'gnu' ? `unknown signal: ${bad}` : `bad signal name '${bad}'`);
  const words = rest[0] === '--' ? rest.slice(1) : rest;
  if (words.length === 0) return complain(context, flavour === 'gnu' ? 'not enough arguments' : 'you need to specify whom to kill');
  let status = 0;
  for (const word of words) {
    const pid = Number(word);
    if (!/^-?\d+$/.test(word)) { status = complain(context, flavour === 'gnu' ? `failed to parse argument: '${word}'` : `invalid number '${word}'`); continue; }
    const { processes } = context.machine;
    if (pid < 0) { if (name !== undefined) processes.killGroup(-pid, name); continue; }
    if (processes.get(pid) === undefined) status = complain(context, flavour === 'gnu' ? `(${pid}): No such process` : `can't kill pid ${pid}: No such process`);
    else if (name !== undefined) processes.kill(pid, name, context.process.pid);
  }
  yield sleep(context.machine.clock, 0);
  return status;
};

const find = (context: CommandContext, flavour: Flavour, flags: ReadonlySet<string>, pattern: string): ProcessHandle[] => {
  const expression = new RegExp(flags.has('x') ? `^(?:${pattern})$` : pattern);
  const found = context.machine.processes.list().filter((process) => process.pid !== context.process.pid && expression.test(flags.has('f') ? commandLine(process) : shortName(process)) !== flags.has('v'));
  return flags.has('n') ? found.slice(-1) : flags.has('o') ? found.slice(0, 1) : found;
};

export const makePgrep: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'flaxnovcu:' });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const found = find(context, flavour, options.flags, options.operands[0] ?? '.');
  if (options.flags.has('c')) yield* send(context.stdout, `${found.length}\n`);
  else yield* send(context.stdout, found.map((process) => `${process.pid}${options.flags.has('a') || (options.flags.has('l') && flavour === 'busybox') ? ` ${commandLine(process)}` : options.flags.has('l') ? ` ${shortName(process)}` : ''}\n`).join(''));
  return found.length > 0 ? 0 : 1;
};

export const makePkill: CommandMaker = (flavour) => function* (context) {
  const { signal: name, rest } = chosenSignal(context.args);
  const options = parseOptions(rest, { short: 'fxnovqu:' });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const flags = context.name === 'killall' ? new Set([...options.flags, 'x']) : options.flags;
  const found = find(context, flavour, flags, options.operands[0] ?? '$^');
  for (const process of found) if (name !== undefined) context.machine.processes.kill(process.pid, name, context.process.pid);
  if (found.length === 0 && context.name === 'killall') return complain(context, flavour === 'gnu' ? `${options.operands[0] ?? ''}: no process found` : `${options.operands[0] ?? ''}: no process killed`);
  yield sleep(context.machine.clock, 0);
  return found.length > 0 ? 0 : 1;
};
