/** sed: addresses, s, d, p, q, a, i, c, y, n, N, h, H, g, G, x, b, t, {}, =. */
import type { Task } from '../../time/index.ts';
import { FileError } from '../files/errors.ts';
import { textOf } from '../files/tree.ts';
import { send } from '../pipe.ts';
import { openRead, openWrite } from '../streams.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, linesOf, pathIn, type CommandMaker } from './common.ts';
import { parseOptions } from './options.ts';
import { parseSed, type Address, type SedCommand } from './sedParse.ts';

type Input = { readonly lines: readonly string[]; at: number };
type State = {
  pattern: string; hold: string; number: number; substituted: boolean; quit: number | undefined; appended: string[]; out: string[];
  readonly active: Set<SedCommand>; readonly ends: Map<SedCommand, number>; readonly quiet: boolean; deleted: boolean; restart: boolean;
};

function matchesOne(state: State, input: Input, address: Address): boolean {
  if (address.type === 'line') return state.number === address.line;
  if (address.type === 'last') return input.at >= input.lines.length;
  if (address.type === 'step') return address.step === 0 ? state.number === address.first : state.number >= address.first && (state.number - address.first) % address.step === 0;
  if (address.type === 'plus') return false;
  address.expression.lastIndex = 0;
  return address.expression.test(state.pattern);
}

function selected(state: State, input: Input, command: SedCommand): boolean {
  const [from, to] = command.addresses;
  if (from === undefined) return !command.negated;
  if (to === undefined) return matchesOne(state, input, from) !== command.negated;
  let inside = state.active.has(command);
  if (inside) {
    const end = state.ends.get(command);
    if (end !== undefined ? state.number >= end : to.type === 'line' ? state.number >= to.line : matchesOne(state, input, to)) state.active.delete(command);
    if (end === undefined && to.type === 'line' && state.number > to.line) inside = false;
  } else if (matchesOne(state, input, from) || (from.type === 'line' && from.line === 0 && state.number === 1)) {
    inside = true;
    if (to.type === 'plus') { if (to.count > 0) { state.active.add(command); state.ends.set(command, state.number + to.count); } }
    else if (!(to.type === 'line' && to.line <= state.number)) state.active.add(command);
  }
  return inside !== command.negated;
}

function substitute(state: State, command: Extract<SedCommand, { name: 's' }>): void {
  const { expression, replacement, flags } = command;
  let count = 0;
  let done = false;
  state.pattern = state.pattern.replace(expression, (...args: unknown[]) => {
    const groups = args.filter((arg, i) => i === 0 || typeof arg === 'string' || arg === undefined).map((arg) => (typeof arg === 'string' ? arg : ''));
    count++;
    if (count < flags.nth || (count > flags.nth && !flags.all)) return groups[0] ?? '';
    done = true;
    return replacement(groups);
  });
  if (!done) return;
  state.substituted = true;
  if (flags.print) state.out.push(`${state.pattern}\n`);
}

const FINISH = Symbol('end of cycle');
type Outcome = typeof FINISH | { readonly jump: string } | undefined;

function nextLine(state: State, input: Input): boolean {
  if (input.at >= input.lines.length) return false;
  state.number++;
  input.at++;
  return true;
}

function execute(state: State, input: Input, command: SedCommand): Outcome {
  switch (command.name) {
    case 's': substitute(state, command); return undefined;
    case 'y': state.pattern = Array.from(state.pattern).map((c) => command.map.get(c) ?? c).join(''); return undefined;
    case '{': return runBlock(state, input, command.body);
    case 'd': state.deleted = true; return FINISH;
    case 'D': {
      const at = state.pattern.indexOf('\n');
      state.deleted = true;
      if (at >= 0) { state.pattern = state.pattern.slice(at + 1); state.restart = true; }
      return FINISH;
    }
    case 'p': state.out.push(`${state.pattern}\n`); return undefined;
    case 'P': state.out.push(`${state.pattern.split('\n')[0] ?? ''}\n`); return undefined;
    case '=': state.out.push(`${state.number}\n`); return undefined;
    case 'l': state.out.push(`${state.pattern.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}$\n`); return undefined;
    case 'a': state.appended.push(`${command.text}\n`); return undefined;
    case 'i': state.out.push(`${command.text}\n`); return undefined;
    case 'c': {
      if (command.addresses.length < 2 || !state.active.has(command)) state.out.push(`${command.text}\n`);
      state.deleted = true;
      return FINISH;
    }
    case 'q': case 'Q': state.quit = Number(command.text || '0'); if (command.name === 'Q') state.deleted = true; return FINISH;
    case 'n': if (!state.quiet) state.out.push(`${state.pattern}\n`); if (!nextLine(state, input)) { state.deleted = true; state.quit = 0; return FINISH; } state.pattern = input.lines[input.at - 1] ?? ''; return undefined;
    case 'N': if (!nextLine(state, input)) return FINISH; state.pattern += `\n${input.lines[input.at - 1] ?? ''}`; return undefined;
    case 'h': state.hold = state.pattern; return undefined;
    case 'H': state.hold += `\n${state.pattern}`; return undefined;
    case 'g': state.pattern = state.hold; return undefined;
    case 'G': state.pattern += `\n${state.hold}`; return undefined;
    case 'x': [state.pattern, state.hold] = [state.hold, state.pattern]; return undefined;
    case 'b': return { jump: command.text };
    case 't': { const did = state.substituted; state.substituted = false; return did ? { jump: command.text } : undefined; }
    default: return undefined;
  }
}

function runBlock(state: State, input: Input, commands: readonly SedCommand[]): Outcome {
  for (let i = 0, steps = 0; i < commands.length && steps < 100_000; i++, steps++) {
    const command = commands[i] as SedCommand;
    if (!selected(state, input, command)) continue;
    const outcome = execute(state, input, command);
    if (outcome === undefined) continue;
    if (outcome === FINISH || outcome.jump === '') return FINISH;
    const target = commands.findIndex((one) => one.name === ':' && one.text === outcome.jump);
    if (target < 0) return outcome;
    i = target;
  }
  return undefined;
}

/** The whole input through the script. */
export function runSed(commands: readonly SedCommand[], text: string, quiet: boolean): { readonly out: string; readonly status: number } {
  const input: Input = { lines: linesOf(text), at: 0 };
  const state: State = { pattern: '', hold: '', number: 0, substituted: false, quit: undefined, appended: [], out: [], active: new Set(), ends: new Map(), quiet, deleted: false, restart: false };
  while (state.quit === undefined && (state.restart || nextLine(state, input))) {
    if (!state.restart) state.pattern = input.lines[input.at - 1] ?? '';
    Object.assign(state, { deleted: false, restart: false, substituted: false, appended: [] });
    runBlock(state, input, commands);
    if (!state.deleted && !quiet) state.out.push(`${state.pattern}\n`);
    state.out.push(...state.appended);
  }
  const out = state.out.join('');
  // A last line without newline keeps its form.
  return { out: text !== '' && !text.endsWith('\n') && input.at >= input.lines.length && state.appended.length === 0 ? out.replace(/\n$/, '') : out, status: state.quit ?? 0 };
}

function* inPlace(context: CommandContext, commands: readonly SedCommand[], names: readonly string[], quiet: boolean, suffix: string): Task<number> {
  let status = 0;
  for (const name of names) {
    try {
      const path = pathIn(context, name);
      const text = textOf(context.machine.files.read(path));
      if (suffix !== '') context.machine.files.write(path + suffix, text);
      yield* send(openWrite(context, path, false), runSed(commands, text, quiet).out);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      status = complain(context, error.reason === 'No such file or directory' ? `can't read ${name}: ${error.reason}` : `couldn't edit ${name}: ${error.reason}`, error.reason === 'No such file or directory' ? 2 : 4);
    }
  }
  return status;
}

export const makeSed: CommandMaker = (flavour) => function* (context) {
  let suffix = '';
  const args = context.args.map((word) => { const match = /^-(i|-in-place=)(\..+)$/.exec(word); if (match === null) return word; suffix = match[2] ?? ''; return '-i'; });
  const options = parseOptions(args, { short: 'nEre:f:isuz', long: { quiet: 'n', silent: 'n', 'regexp-extended': 'E', expression: 'e', file: 'f', 'in-place': 'i' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const scripts = [...options.values.get('e') ?? []];
  for (const file of options.values.get('f') ?? []) scripts.push(yield* openRead(context, pathIn(context, file)).readAll());
  const names = scripts.length === 0 ? options.operands.slice(1) : options.operands;
  const script = scripts.length === 0 ? options.operands[0] : scripts.join('\n');
  if (script === undefined) { context.stderr.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n'); return 1; }
  const parsed = parseSed(script, options.flags.has('E') || options.flags.has('r'));
  if ('error' in parsed) return complain(context, flavour === 'gnu' ? `-e expression #1, char ${parsed.at}: ${parsed.error}` : parsed.error);
  const quiet = options.flags.has('n');
  if (options.flags.has('i')) return yield* inPlace(context, parsed.commands, names, quiet, suffix);
  let text = '';
  let status = 0;
  for (const name of names.length === 0 ? ['-'] : names) {
    try { text += yield* (name === '-' ? context.stdin : openRead(context, pathIn(context, name))).readAll(); } catch (error) {
      if (!(error instanceof FileError)) throw error;
      status = complain(context, flavour === 'gnu' ? (error.reason === 'Is a directory' ? `couldn't edit ${name}: not a regular file` : `can't read ${name}: ${error.reason}`) : `${name}: ${error.reason}`, flavour === 'gnu' ? 2 : 1);
    }
  }
  const done = runSed(parsed.commands, text, quiet);
  yield* send(context.stdout, done.out);
  return done.status === 0 ? status : done.status;
};
