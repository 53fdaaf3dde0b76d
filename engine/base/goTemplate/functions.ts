/** The functions that templates of kubectl may call. */
import { goPrint, goQuote, goType } from '../goPrint.ts';
import type { Json } from '../json.ts';
import { isList, isObject } from '../patch/equal.ts';

/** undefined is what is not there: printed as `<no value>`. */
export type Value = Json | undefined;
export class CallError extends Error {}

export function truth(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (isList(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

export function printed(value: Value): string {
  if (value === undefined || value === null) return '<no value>';
  return goPrint(value);
}
const inner = goPrint;

function index(args: readonly Value[]): Value {
  const [item, ...keys] = args;
  let at: Value = item;
  for (const key of keys) {
    if (isList(at)) {
      if (typeof key !== 'number') throw new CallError(`cannot index slice/array with type ${typeName(key)}`);
      if (key < 0 || key >= at.length) throw new CallError(`error calling index: index out of range: ${key}`);
      at = at[key];
    } else if (isObject(at)) {
      if (typeof key !== 'string') throw new CallError(`error calling index: value has type ${typeName(key)}; should be string`);
      at = Object.hasOwn(at, key) ? at[key] : undefined;
    } else throw new CallError(at === undefined || at === null ? 'error calling index: index of untyped nil' : `error calling index: cannot index item of type ${typeName(at)}`);
  }
  return at;
}

const typeName = (value: Value): string => (value === null || value === undefined ? 'nil' : goType(value));

function equal(args: readonly Value[]): boolean {
  const [first, ...others] = args;
  if (others.length === 0) throw new CallError('error calling eq: missing argument for comparison');
  return others.some((other) => {
    if (isList(first) || isObject(first)) throw new CallError('error calling eq: non-comparable type');
    if (first !== null && first !== undefined && other !== null && other !== undefined && typeof first !== typeof other) throw new CallError('error calling eq: incompatible types for comparison');
    return (first ?? null) === (other ?? null);
  });
}

function less(name: string, args: readonly Value[]): boolean {
  const [a, b] = args;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  throw new CallError(`error calling ${name}: ${typeof a === typeof b ? 'invalid type for comparison' : 'incompatible types for comparison'}`);
}

function length(value: Value): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (isList(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw new CallError(value === undefined || value === null ? 'error calling len: len of untyped nil' : `error calling len: len of type ${typeName(value)}`);
}

/** The verbs of Printf that make sense for JSON values. */
export function format(pattern: string, args: readonly Value[]): string {
  let next = 0;
  const text = pattern.replace(/%(%|([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))/g, (_, whole: string, flags: string | undefined, width: string | undefined, precision: string | undefined, verb: string | undefined) => {
    if (whole === '%') return '%';
    if (next >= args.length) return `%!${verb ?? ''}(MISSING)`;
    const value = args[next++];
    const shown = one(verb ?? 'v', value, precision === undefined ? undefined : Number(precision));
    if (width === undefined) return shown;
    if ((flags ?? '').includes('-')) return shown.padEnd(Number(width));
    return shown.padStart(Number(width), (flags ?? '').includes('0') ? '0' : ' ');
  });
  const extra = args.slice(next);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.map((value) => `${typeName(value)}=${inner(value)}`).join(', ')})`;
}

/** @k8s go fmt/print.go badVerb */
const wrongVerb = (verb: string, value: Value): string => (value === null || value === undefined ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${inner(value)})`);

function one(verb: string, value: Value, precision: number | undefined): string {
  switch (verb) {
    case 's': return precision === undefined ? inner(value) : Array.from(inner(value)).slice(0, precision).join('');
    case 'q': return typeof value === 'string' ? goQuote(value) : inner(value);
    case 'd': return typeof value === 'number' ? String(value) : wrongVerb('d', value);
    case 'f': return typeof value === 'number' ? value.toFixed(precision ?? 6) : wrongVerb('f', value);
    case 't': return typeof value === 'boolean' ? String(value) : wrongVerb('t', value);
    case 'x': return typeof value === 'number' ? value.toString(16) : inner(value);
    case 'T': return typeName(value);
    default: return inner(value);
  }
}

function decodeBase64(value: Value): string {
  if (typeof value !== 'string') throw new CallError('error calling base64decode: wrong type for value; expected string');
  const clean = value.replace(/[\r\n]/g, '');
  const wrong = /[^A-Za-z0-9+/=]/.exec(clean);
  if (wrong !== null || clean.length % 4 !== 0) throw new CallError(`error calling base64decode: illegal base64 data at input byte ${wrong?.index ?? clean.length - (clean.length % 4)}`);
  const bytes: number[] = [];
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let i = 0; i < clean.length; i += 4) {
    const digits = Array.from(clean.slice(i, i + 4)).map((char) => alphabet.indexOf(char));
    const word = digits.reduce((sum, digit) => sum * 64 + Math.max(digit, 0), 0);
    bytes.push((word >> 16) & 255, (word >> 8) & 255, word & 255);
  }
  const padding = clean.endsWith('==') ? 2 : clean.endsWith('=') ? 1 : 0;
  return new TextDecoder().decode(Uint8Array.from(bytes.slice(0, bytes.length - padding)));
}

const ESCAPED: { readonly [char: string]: string } = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&#34;', "'": '&#39;' };
/** `print` puts blanks between arguments unless one side is a text. */
const joined = (args: readonly Value[]): string => args.map((value, i) => (i > 0 && typeof value !== 'string' && typeof args[i - 1] !== 'string' ? ' ' : '') + inner(value)).join('');

/** @k8s go text/template/funcs.go, cli-runtime/pkg/printers/template.go (exists, base64decode) */
export const FUNCTIONS: { readonly [name: string]: (args: readonly Value[]) => Value } = {
  base64decode: ([value]) => decodeBase64(value),
  eq: equal,
  exists: (args) => { try { return index(args) !== undefined; } catch (error) { if (error instanceof CallError) return false; throw error; } },
  ge: (args) => !less('ge', args),
  gt: (args) => !less('gt', args) && args[0] !== args[1],
  html: (args) => joined(args).replace(/[<>&"']/g, (char) => ESCAPED[char] ?? char),
  index,
  js: (args) => joined(args).replace(/[\\'"<>&=]/g, (char) => (/[\\'"]/.test(char) ? `\\${char}` : `\\u00${char.charCodeAt(0).toString(16).toUpperCase()}`)),
  le: (args) => less('le', args) || args[0] === args[1],
  len: ([value]) => length(value),
  lt: (args) => less('lt', args),
  ne: (args) => !equal(args),
  not: ([value]) => !truth(value),
  print: joined,
  printf: ([pattern, ...args]) => format(inner(pattern), args),
  println: (args) => `${args.map(inner).join(' ')}\n`,
  slice: ([value, from, to]) => (typeof value === 'string' || isList(value) ? value.slice(Number(from ?? 0), to === undefined ? undefined : Number(to)) : undefined),
  urlquery: (args) => encodeURIComponent(joined(args)),
};
/** These look at their arguments one by one and stop early. */
export const SHORT_CUTS: ReadonlySet<string> = new Set(['and', 'or']);
export const FUNCTION_NAMES: ReadonlySet<string> = new Set([...Object.keys(FUNCTIONS), ...SHORT_CUTS]);
