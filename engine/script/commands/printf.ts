import { send } from '../pipe.ts';
import type { Command } from '../types.ts';
import { unescape } from './escapes.ts';

const SPEC = /^%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([diouxXcsbqeEfFgGaA%])/;

function integer(text: string): { readonly value: bigint; readonly ok: boolean } {
  if (text === '') return { value: 0n, ok: true };
  if (/^['"]/.test(text)) return { value: BigInt(text.codePointAt(1) ?? 0), ok: true };
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (match === null) return { value: 0n, ok: false };
  const digits = match[2] ?? '0';
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return { value: match[1] === '-' ? -value : value, ok: match[0].length === text.trimEnd().length };
}

function trimExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
function shortest(value: number, precision: number): string {
  const digits = precision === 0 ? 1 : precision;
  const text = value.toPrecision(digits);
  const plain = text.includes('e') ? text : text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimExponent(plain.replace(/\.?0+e/, 'e'));
}

function pad(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

const signed = (text: string, flags: string): string => (text.startsWith('-') ? text : flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text);

/** One conversion with one argument. */
export function convert(kind: string, flags: string, width: number, precision: number | undefined, argument: string): { readonly text: string; readonly bad: boolean; readonly stop?: boolean } {
  switch (kind) {
    case 's': return { text: pad(precision === undefined ? argument : argument.slice(0, precision), flags.replace('0', ''), width), bad: false };
    case 'c': return { text: pad(argument.slice(0, 1), flags.replace('0', ''), width), bad: false };
    case 'b': { const done = unescape(argument); return { text: pad(done.text, flags, width), bad: false, stop: done.stop }; }
    case 'q': return { text: pad(/^[\w@%+=:,./-]+$/.test(argument) ? argument : argument === '' ? "''" : argument.replace(/[^\w@%+=:,./-]/g, '\\$&'), flags, width), bad: false };
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': {
      const { value, ok } = integer(argument);
      const digits = (v: bigint): string => (kind === 'o' ? v.toString(8) : kind === 'x' ? v.toString(16) : kind === 'X' ? v.toString(16).toUpperCase() : v.toString());
      const magnitude = digits(kind === 'd' || kind === 'i' ? (value < 0n ? -value : value) : BigInt.asUintN(64, value)).padStart(precision ?? 0, '0');
      const marked = flags.includes('#') ? (kind === 'x' || kind === 'X' ? `0${kind}${magnitude}` : kind === 'o' ? `0${magnitude}` : magnitude) : magnitude;
      const text = kind === 'd' || kind === 'i' ? signed(value < 0n ? `-${marked}` : marked, flags) : marked;
      return { text: pad(text, precision === undefined ? flags : flags.replace('0', ''), width), bad: !ok };
    }
    default: {
      const value = Number(argument.trim() === '' ? 0 : argument);
      const bad = Number.isNaN(value);
      const number = bad ? 0 : value;
      const places = precision ?? 6;
      const text = /[fF]/.test(kind) ? number.toFixed(places) : /[eE]/.test(kind) ? trimExponent(number.toExponential(places)) : shortest(number, places);
      return { text: pad(signed(kind === kind.toUpperCase() ? text.toUpperCase() : text, flags), flags, width), bad };
    }
  }
}

export type Printed = { readonly text: string; readonly errors: readonly string[] };

/** The format is used again as long as arguments are left. */
export function printfText(format: string, args: readonly string[]): Printed {
  let out = '';
  const errors: string[] = [];
  let next = 0;
  const take = (): string => args[next++] ?? '';
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : text === '*' ? Number(take()) || 0 : Number(text));
  for (let round = 0; round === 0 || next < args.length; round++) {
    const before = next;
    for (let i = 0; i < format.length; i++) {
      if (format[i] === '\\') {
        const piece = /^\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[0-7]{1,3}|.)/s.exec(format.slice(i))?.[0] ?? '\\';
        const done = unescape(piece);
        out += done.text;
        if (done.stop) return { text: out, errors };
        i += piece.length - 1;
        continue;
      }
      if (format[i] !== '%') { out += format[i]; continue; }
      const spec = SPEC.exec(format.slice(i));
      if (spec === null) { errors.push(`${format.slice(i, i + 2)}: invalid directive`); return { text: out, errors }; }
      i += spec[0].length - 1;
      const [, flags = '', width, precision, kind = 's'] = spec;
      if (kind === '%') { out += '%'; continue; }
      const wide = number(width) ?? 0;
      const precise = spec[0].includes('.') ? number(precision) ?? 0 : undefined;
      const argument = take();
      const done = convert(kind, wide < 0 ? `${flags}-` : flags, Math.abs(wide), precise, argument);
      if (done.bad) errors.push(`${argument}: invalid number`);
      out += done.text;
      if (done.stop === true) return { text: out, errors };
    }
    if (next === before) break;
  }
  return { text: out, errors };
}

export const printf: Command = function* (context) {
  const [format, ...args] = context.args[0] === '--' ? context.args.slice(1) : context.args;
  if (format === undefined) { context.stderr.write('printf: missing operand\n'); return 1; }
  const { text, errors } = printfText(format, args);
  yield* send(context.stdout, text);
  for (const error of errors) context.stderr.write(`printf: ${error}\n`);
  return errors.length > 0 ? 1 : 0;
};
