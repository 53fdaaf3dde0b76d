/** perl: one-liners that print, and π; nothing else of Perl. */
import type { Command, CommandContext } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { notSimulated } from '../run.ts';
import { piDigits } from './pi.ts';

/** CPU time of bpi without GMP grows with the square: 2,000 digits take about six seconds. */
const PI_MS_PER_SQUARE = 1.5e-3;
const MAX_DIGITS = 20_000;
const STEP_MS = 1000;

type Script = { readonly code: string; readonly lineEnd: string; readonly modules: readonly string[] };

function scriptOf(args: readonly string[]): Script | undefined {
  let lineEnd = '';
  let code: string | undefined;
  const modules: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word.startsWith('-M')) { modules.push(word.slice(2)); continue; }
    if (!/^-[wlnE0-9]*[eE]?$/.test(word)) return undefined;
    if (word.includes('l')) lineEnd = '\n';
    if (/[eE]$/.test(word)) code = `${code === undefined ? '' : `${code}\n`}${args[++at] ?? ''}`;
  }
  return code === undefined ? undefined : { code, lineEnd, modules };
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '$': '$', '@': '@' };
/** A literal's text; undefined for what is no literal. */
function literal(text: string): string | undefined {
  const double = /^"((?:[^"\\$@]|\\.)*)"$/.exec(text);
  if (double !== null) return (double[1] ?? '').replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
  const single = /^'((?:[^'\\]|\\.)*)'$/.exec(text);
  if (single !== null) return (single[1] ?? '').replace(/\\(['\\])/g, '$1');
  return /^\d+(\.\d+)?$/.test(text) ? text : undefined;
}

function* compute(context: CommandContext, ms: number): Task<void> {
  const { clock, cpu } = context.machine;
  context.process.useMemory(12_000_000);
  for (let rest = ms; rest > 0; rest -= STEP_MS) {
    const part = Math.min(rest, STEP_MS);
    context.process.spendCpu(part);
    yield sleep(clock, Math.round(part / Math.min(1, cpu.limitCores ?? 1)));
  }
}

function* statement(context: CommandContext, text: string, script: Script): Task<number | undefined> {
  const print = /^(print|say)\s*\(?\s*(.*?)\s*\)?$/s.exec(text);
  if (print !== null) {
    const [, verb, argument = ''] = print;
    const end = verb === 'say' ? '\n' : script.lineEnd;
    const digits = /^bpi\s*\(?\s*(\d+)\s*\)?$/.exec(argument)?.[1];
    const wanted = Number(digits);
    if (digits !== undefined && script.modules.some((name) => name.startsWith('bignum')) && wanted <= MAX_DIGITS) {
      yield* compute(context, Math.round(wanted * wanted * PI_MS_PER_SQUARE));
      context.stdout.write(`${piDigits(wanted)}${end}`);
      return undefined;
    }
    const value = literal(argument.startsWith('bpi') ? '' : argument);
    if (value !== undefined) { context.stdout.write(value + end); return undefined; }
  }
  const pause = /^sleep\s*\(?\s*(\d+)\s*\)?$/.exec(text)?.[1];
  if (pause !== undefined) { yield sleep(context.machine.clock, Number(pause) * 1000); return undefined; }
  const code = /^exit\s*\(?\s*(\d*)\s*\)?$/.exec(text)?.[1];
  if (code !== undefined) return Number(code);
  return notSimulated(context, `the Perl statement ${text}`);
}

export const perlProgram = (version: string): Command => function* perl(context): Task<number> {
  const [major = '5', minor = '0', patch = '0'] = version.split('.');
  if (context.args.includes('-v')) {
    context.stdout.write(`\nThis is perl ${major}, version ${minor}, subversion ${patch} (v${version}) built for x86_64-linux-gnu\n`);
    return 0;
  }
  const script = scriptOf(context.args);
  if (script === undefined) {
    if (context.args.length === 0) return (yield* context.stdin.readAll()).trim() === '' ? 0 : notSimulated(context, 'a script from standard input');
    return notSimulated(context, context.args.join(' '));
  }
  for (const text of script.code.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '')) {
    const code = yield* statement(context, text, script);
    if (code !== undefined) return code;
  }
  return 0;
};
