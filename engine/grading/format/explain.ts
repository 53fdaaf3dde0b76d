/** What a format says of a value, in words for whoever wrote it. */
import * as z from 'zod';
import { isObject, type Json } from '../../base/index.ts';
import { suggestion } from './suggest.ts';

export type Path = readonly (string | number)[];
/** `key`: the key at the end of the path is meant, not its value. */
export type FormatProblem = { readonly path: Path; readonly key?: true; readonly message: string; readonly fix: string };

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

export function explain(issues: readonly Issue[], value: Json | undefined, format: Schema): readonly FormatProblem[] {
  return issues.flatMap((issue) => explainOne(issue, value, format));
}

export const pathText = (path: Path): string => path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').replace(/^\./, '');
const named = (path: Path, words: string): string => (path.length === 0 ? words : `${pathText(path)}: ${words}`);
const valueAt = (value: Json | undefined, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as { readonly [key: string | number]: Json | undefined })[step] : undefined), value);
const quoted = (value: Json | undefined): string => { const text = JSON.stringify(value) ?? 'nothing'; return text.length > 60 ? `${text.slice(0, 59)}…` : text; };

/** These mean something to JavaScript; no file needs them, and their being there is told elsewhere. */
export const FORBIDDEN: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Keys of lengths of time, which are easily written as plain numbers. */
const TIMES = ['wait', 'settle', 'within', 'for', 'timeout', 'guard'];
const A_TYPE: { readonly [type: string]: string } = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', object: 'a mapping', record: 'a mapping', array: 'a list', tuple: 'a list' };

function explainOne(issue: Issue, value: Json | undefined, format: Schema): readonly FormatProblem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const found = valueAt(value, path);
  const last = String(path.at(-1) ?? '');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const words = knownKeys(format, path, value);
      return issue.keys.filter((key) => !FORBIDDEN.includes(key)).map((key): FormatProblem => {
        const meant = suggestion(key, words);
        return { path: [...path, key], key: true, message: named(path, `there is no key ${key} here`), fix: meant === undefined ? `Remove it; the keys here are ${words.join(', ')}` : `Did you mean ${meant}?` };
      });
    }
    case 'invalid_type':
      if (found === undefined) return [{ path, message: named(path.slice(0, -1), `${last} is missing`), fix: last === 'zh' ? 'Write the Chinese text' : last === 'en' ? 'Write the English text' : `Write ${last}: ${A_TYPE[issue.expected] ?? issue.expected}` }];
      return [{ path, message: named(path, `expected ${A_TYPE[issue.expected] ?? issue.expected}, found ${quoted(found)}`), fix: issue.expected === 'string' && typeof found === 'number' && TIMES.includes(String(last)) ? `Write it with its unit: ${found}s` : issue.expected === 'string' && typeof found !== 'object' ? 'Put it in quotes' : issue.expected === 'number' && typeof found === 'string' ? 'Write it without quotes' : 'See exercises/schema for what belongs here' }];
    case 'invalid_value': {
      const words = issue.values.map(String);
      const meant = typeof found === 'string' ? suggestion(found, words) : undefined;
      return [{ path, message: found === undefined ? named(path.slice(0, -1), `${last} is missing`) : named(path, `expected ${oneOf(words)}, found ${quoted(found)}`), fix: meant === undefined ? `Write ${oneOf(words)}` : `Did you mean ${meant}?` }];
    }
    case 'too_small': return [{ path, message: named(path, issue.origin === 'string' ? 'this is empty' : `expected at least ${issue.minimum}${issue.origin === 'array' ? ` ${Number(issue.minimum) === 1 ? 'entry' : 'entries'}` : ''}, found ${sizeText(found)}`), fix: issue.origin === 'string' ? 'Write it, or take the line out' : issue.origin === 'array' ? 'Add what is missing' : 'Write a larger number' }];
    case 'too_big': return [{ path, message: named(path, `expected at most ${issue.maximum}${issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : ''}, found ${sizeText(found)}`), fix: issue.origin === 'array' ? 'Take some out' : issue.origin === 'string' ? 'Write it shorter' : 'Write a smaller number' }];
    case 'invalid_format': return [{ path, message: named(path, `expected ${issue.message}, found ${quoted(found)}`), fix: 'Write it in this form' }];
    case 'invalid_union': return explainUnion(issue, path, value, format);
    case 'invalid_key': return [{ path, key: true, message: named(path.slice(0, -1), `${last} is no name here: ${issue.issues[0]?.message ?? ''}`), fix: 'Choose another name' }];
    default: return [{ path, message: named(path, issue.message), fix: /^exactly one|found none/.test(issue.message) ? (/found none/.test(issue.message) ? 'Write one of them' : 'Keep one of them') : 'See its description in exercises/schema' }];
  }
}
const oneOf = (words: readonly string[]): string => (words.length === 1 ? words[0] ?? '' : `one of ${words.join(', ')}`);
const sizeText = (found: Json | undefined): string => (Array.isArray(found) ? String(found.length) : typeof found === 'string' ? String(found.length) : quoted(found));

/** Of several forms the one that was meant: which has the fewest complaints about the value itself. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, value: Json | undefined, format: Schema): readonly FormatProblem[] {
  const found = valueAt(value, path);
  if (issue.errors.length === 0) {
    const discriminated = issue as { readonly options?: readonly unknown[] };
    const words = (discriminated.options ?? []).map(String);
    if (found === undefined) return [{ path, message: named(path.slice(0, -1), `${String(path.at(-1))} is missing`), fix: `Write one of ${words.join(', ')}` }];
    const meant = typeof found === 'string' ? suggestion(found, words) : undefined;
    return [{ path, message: named(path, `expected ${oneOf(words)}, found ${quoted(found)}`), fix: meant === undefined ? `Write one of ${words.join(', ')}` : `Did you mean ${meant}?` }];
  }
  const onItself = (issues: readonly Issue[]): number => issues.filter((one) => one.path.length === 0 || (one.path.length === 1 && one.code === 'invalid_type' && valueAt(found, one.path.map(String)) === undefined)).length;
  const otherShape = (issues: readonly Issue[]): number => (issues.some((one) => one.path.length === 0 && one.code === 'invalid_type') ? 1 : 0);
  const best = [...issue.errors].sort((a, b) => onItself(a) - onItself(b) || otherShape(a) - otherShape(b))[0] ?? [];
  if (isObject(found) && onItself(best) > 0) {
    const words = [...new Set(unionAt(format, path, value).flatMap(shapeKeys))].filter((key) => key !== 'id');
    const unknown = Object.keys(found).filter((key) => key !== 'id' && !words.includes(key));
    if (unknown.length === 0 && onItself(best) === 1 && best.length === 1 && best[0]?.code !== 'unrecognized_keys') return best.flatMap((one) => explainOne({ ...one, path: [...path, ...one.path] }, value, format));
    const [key] = unknown.length > 0 ? unknown : Object.keys(found).filter((each) => each !== 'id').slice(1);
    const meant = key === undefined || unknown.length === 0 ? undefined : suggestion(key, words);
    return [{
      path: key === undefined ? path : [...path, key], ...(key === undefined ? {} : { key: true as const }),
      message: named(path, `expected exactly one of ${words.join(', ')}, found ${Object.keys(found).filter((each) => each !== 'id').join(' and ') || 'none'}`),
      fix: meant === undefined ? (unknown.length === 0 ? 'Split it into one entry for each' : `Write one of ${words.join(', ')}`) : `Did you mean ${meant}?`,
    }];
  }
  if (best.some((one) => one.path.length > 0)) return best.flatMap((one) => explainOne({ ...one, path: [...path, ...one.path] }, value, format));
  const expected = issue.errors.flat().filter((one) => one.path.length === 0).map((one) => (one.code === 'invalid_type' ? A_TYPE[one.expected] ?? one.expected : one.message));
  return [{ path, message: named(path, `expected ${[...new Set(expected)].join(' or ')}, found ${quoted(found)}`), fix: 'See exercises/schema for what belongs here' }];
}

/** Formats at a path: wrappers taken off, of several forms those that could be meant. */
function schemasAt(format: Schema, path: Path, value: Json | undefined): readonly Schema[] {
  const plain = unwrapped(format, value);
  const [step, ...rest] = path;
  if (step === undefined) return plain;
  const inner = typeof value === 'object' && value !== null ? valueAt(value, [step]) : undefined;
  return plain.flatMap((one) => { const next = childOf(one, step); return next === undefined ? [] : schemasAt(next, rest, inner); });
}
/** The formats to choose from at a path. */
const unionAt = (format: Schema, path: Path, value: Json | undefined): readonly Schema[] => schemasAt(format, path, value);

function unwrapped(format: Schema, value: Json | undefined): readonly Schema[] {
  if (format instanceof z.core.$ZodOptional || format instanceof z.core.$ZodDefault) return unwrapped(format._zod.def.innerType, value);
  if (format instanceof z.core.$ZodPipe) return unwrapped(format._zod.def.in, value);
  if (format instanceof z.core.$ZodDiscriminatedUnion) {
    const { discriminator, options } = format._zod.def;
    const chosen = isObject(value) ? value[discriminator] : undefined;
    const fits = options.filter((option) => option._zod.propValues?.[discriminator]?.has(chosen as string)); // compared only
    return (fits.length > 0 ? fits : options).flatMap((option) => unwrapped(option, value));
  }
  if (format instanceof z.core.$ZodUnion) return format._zod.def.options.flatMap((option) => unwrapped(option, value));
  return [format];
}
function childOf(format: Schema, step: string | number): Schema | undefined {
  if (format instanceof z.core.$ZodObject) return Object.hasOwn(format._zod.def.shape, step) ? format._zod.def.shape[String(step)] : undefined;
  if (format instanceof z.core.$ZodArray) return format._zod.def.element;
  if (format instanceof z.core.$ZodRecord) return format._zod.def.valueType;
  if (format instanceof z.core.$ZodTuple) return format._zod.def.items[Number(step)];
  return undefined;
}
const shapeKeys = (format: Schema): readonly string[] => (format instanceof z.core.$ZodObject ? Object.keys(format._zod.def.shape) : []);

function knownKeys(format: Schema, path: Path, value: Json | undefined): readonly string[] {
  const forms = schemasAt(format, path, value).map(shapeKeys).filter((keys) => keys.length > 0);
  const found = valueAt(value, path);
  const given = isObject(found) ? Object.keys(found) : [];
  // Of several forms the one that shares most with what is there.
  return [...forms].sort((a, b) => b.filter((key) => given.includes(key)).length - a.filter((key) => given.includes(key)).length)[0] ?? [];
}
