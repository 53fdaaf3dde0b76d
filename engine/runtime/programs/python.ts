/** python: its HTTP server, and scripts of a few simple statements; everything else is told. */
import type { Command, CommandContext } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { pythonHttp } from './pythonHttp.ts';
import { notSimulated } from './run.ts';

/** Modules whose import changes nothing for what we run. */
const MODULES = new Set(['os', 'sys', 'time', 'socket', 'platform']);
const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r' };

/** A literal, or one of the few expressions that scripts print; undefined for the rest. */
function valueOf(context: CommandContext, version: string, text: string): string | undefined {
  const { machine, environment } = context;
  const quoted = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1$/.exec(text);
  if (quoted !== null) return (quoted[2] ?? '').replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  const sum = /^(-?\d+) *([-+*]|\*\*) *(-?\d+)$/.exec(text);
  if (sum !== null) {
    const [left, right] = [BigInt(sum[1] ?? 0), BigInt(sum[3] ?? 0)];
    if (sum[2] === '**') return right >= 0n && right < 10_000n ? String(left ** right) : undefined;
    return String(sum[2] === '+' ? left + right : sum[2] === '-' ? left - right : left * right);
  }
  const variable = /^os\.(?:environ\[(["'])(\w+)\1\]|getenv\((["'])(\w+)\3\)|environ\.get\((["'])(\w+)\5\))$/.exec(text);
  if (variable !== null) return environment.get(variable[2] ?? variable[4] ?? variable[6] ?? '') ?? (variable[2] === undefined ? 'None' : undefined);
  if (text === 'socket.gethostname()' || text === 'platform.node()') return machine.hostname;
  if (text === 'platform.python_version()') return version;
  return text === 'time.time()' ? String(machine.clock.now / 1000) : undefined;
}

/** At commas that stand outside quotes and brackets. */
function argumentsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') { if (character === '\\') at++; else if (character === quote) quote = ''; continue; }
    if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) { parts.push(text.slice(from, at)); from = at + 1; }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** @returns an exit code if the script ends */
function* statement(context: CommandContext, version: string, text: string): Task<number | undefined> {
  const imported = /^(?:import ([\w, ]+)|from (\w+) import .*)$/.exec(text);
  if (imported !== null) {
    const missing = (imported[1] ?? imported[2] ?? '').split(',').map((name) => name.trim()).find((name) => !MODULES.has(name));
    return missing === undefined ? undefined : notSimulated(context, `the Python module ${missing}`);
  }
  const print = /^print\((.*)\)$/s.exec(text);
  if (print !== null) {
    const given = argumentsOf(print[1] ?? '').filter((part) => !/^(flush|file|end) *=/.test(part)).map((part) => valueOf(context, version, part));
    if (given.includes(undefined)) return notSimulated(context, `the Python statement ${text}`);
    context.stdout.write(`${given.join(' ')}\n`);
    return undefined;
  }
  const pause = /^(?:time\.)?sleep\((\d+(?:\.\d+)?)\)$/.exec(text)?.[1];
  if (pause !== undefined) { yield sleep(context.machine.clock, Math.round(Number(pause) * 1000)); return undefined; }
  const exit = /^(?:sys\.)?exit\((\d*)\)$/.exec(text)?.[1];
  if (exit !== undefined) return Number(exit);
  return text === 'pass' ? undefined : notSimulated(context, `the Python statement ${text}`);
}

function* script(context: CommandContext, version: string, code: string): Task<number> {
  context.process.useMemory(7_000_000);
  for (const text of code.split(/[;\n]/).map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== '' && !line.startsWith('#'))) {
    const ended = yield* statement(context, version, text);
    if (ended !== undefined) return ended;
  }
  return 0;
}

export const pythonProgram = (version: string): Command => function* python(context): Task<number> {
  const args = context.args.filter((word) => word !== '-u');
  const [first, second = ''] = args;
  if (first === '--version' || first === '-V') { context.stdout.write(`Python ${version}\n`); return 0; }
  // The prompt without a terminal runs what comes in, which is mostly nothing.
  if (first === undefined) return yield* script(context, version, yield* context.stdin.readAll());
  if (first === '-c') return yield* script(context, version, second);
  if (first === '-m') return second === 'http.server' ? yield* pythonHttp(version)({ ...context, args: args.slice(2) }) : notSimulated(context, `python -m ${second}`);
  const { files } = context.machine;
  const path = first.startsWith('/') ? first : `${context.directory}/${first}`;
  const real = files.realPath(path);
  if (real === undefined) { context.stderr.write(`${context.name}: can't open file '${path}': [Errno 2] No such file or directory\n`); return 2; }
  const content = files.read(real);
  return yield* script(context, version, typeof content === 'string' ? content : '');
};
