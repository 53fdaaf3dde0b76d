/** A lab's file as far as it can be read: what is right in it is looked at even where something else is wrong. */
import * as z from 'zod';
import { isList, isObject, type Json, type JsonObject } from '../../../base/index.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { check, type Check, type Constraint } from '../../format/check.ts';
import type { Path } from '../../format/explain.ts';
import { labFile, type LabFile } from '../../format/lab.ts';
import type { Place, Places } from '../../format/read.ts';
import type { RunStep } from '../../format/step.ts';

export type Indexed<T> = readonly [index: number, value: T];
export type Parts = {
  readonly slug: string;
  readonly spec: Partial<LabFile>;
  /** Also those that are wrong somewhere: with what is right in them. */
  readonly checks: readonly Indexed<Check>[];
  readonly constraints: readonly Indexed<Constraint>[];
  /** The examiner's steps by where they stand; `run` is the fork of that name. */
  readonly sequences: readonly { readonly fork: string | undefined; readonly path: Path; readonly steps: readonly Indexed<RunStep>[]; /** Also of steps that are wrong. */ readonly ids: readonly string[]; readonly loads: readonly string[] }[];
  /** Everything, as it was written. */
  readonly raw: Json | undefined;
};
/** `key`: the key is meant; with `within` a place inside it. */
export type Tell = (path: Path, message: string, fix: string, where?: { readonly key?: true; readonly text?: string; readonly within?: Place; readonly warning?: true }) => void;

export const teller = (file: string, at: Places, problems: Diagnostic[]): Tell => (path, message, fix, where = {}) => {
  const place = where.text !== undefined && where.within !== undefined ? (where.key === true ? at.insideKey(path, where.within.column) : at.inside(path, where.text, where.within)) : where.key === true ? at.key(path) : at(path);
  problems.push({ file, ...place, message, fix, ...(where.warning === true ? { severity: 'warning' } : {}) });
};

export function partsOf(slug: string, raw: Json | undefined): Parts {
  const given = isObject(raw) ? raw : {};
  const { shape } = labFile;
  const spec: { [key: string]: unknown } = {};
  for (const [key, format] of Object.entries(shape)) {
    const parsed = format.safeParse(given[key]);
    if (parsed.success) spec[key] = parsed.data;
  }
  const listed = <T>(value: Json | undefined, format: z.ZodType<T>): Indexed<T>[] => (value !== undefined && isList(value) ? value : [])
    .flatMap((entry, index): Indexed<T>[] => { const parsed = format.safeParse(entry); return parsed.success ? [[index, parsed.data]] : []; });
  const step = shape.run.unwrap().element;
  const sequence = (fork: string | undefined, path: Path, value: Json | undefined): Parts['sequences'][number] => {
    const entries = value !== undefined && isList(value) ? value.filter(isObject) : [];
    const idOf = (entry: Json | undefined): string[] => (entry !== undefined && isObject(entry) && typeof entry['id'] === 'string' ? [entry['id']] : []);
    return { fork, path, steps: listed(value, step), ids: entries.flatMap(idOf), loads: entries.flatMap((entry) => idOf(entry['load'])) };
  };
  const forks = given['forks'] !== undefined && isList(given['forks']) ? given['forks'] : [];
  return {
    slug, raw, spec: spec as Partial<LabFile>, // each was parsed by its own format
    checks: (given['checks'] !== undefined && isList(given['checks']) ? given['checks'] : []).flatMap((entry, index): Indexed<Check>[] => (isObject(entry) ? [[index, checkOf(entry, index)]] : [])),
    constraints: listed(given['constraints'], shape.constraints.unwrap().element),
    sequences: [
      sequence(undefined, ['before'], given['before']), sequence('run', ['run'], given['run']),
      ...forks.flatMap((fork, index) => (isObject(fork) ? [sequence(typeof fork['id'] === 'string' ? fork['id'] : '', ['forks', index, 'run'], fork['run'])] : [])),
    ],
  };
}

/** What is right in a check; what it must have and has not is filled up, and told elsewhere. */
function checkOf(entry: JsonObject, index: number): Check {
  const whole = check.safeParse(entry);
  if (whole.success) return whole.data;
  const text = { en: '?', zh: '?' };
  const out: { [key: string]: unknown } = { id: typeof entry['id'] === 'string' ? entry['id'] : `checks[${index}]`, title: text, fail: text };
  for (const [key, format] of Object.entries(check.shape)) {
    const parsed = format.safeParse(entry[key]);
    if (parsed.success) out[key] = parsed.data;
  }
  if (out['when'] === undefined) out['when'] = { mode: 'eventually' };
  for (const key of ['needs', 'bind'] as const) if (out[key] === undefined) out[key] = key === 'needs' ? [] : {};
  return out as Check; // every field was parsed by its own format or filled up
}
