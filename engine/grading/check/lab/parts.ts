/** A lab's file as far as it can be read: what is right in it is looked at even where something else is wrong. */
import * as z from 'zod';
import { isList, isObject, type Json } from '../../../base/index.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Check, Constraint } from '../../format/check.ts';
import type { Path } from '../../format/explain.ts';
import { labFile, type LabFile } from '../../format/lab.ts';
import type { Place, Places } from '../../format/read.ts';
import type { RunStep } from '../../format/step.ts';

export type Indexed<T> = readonly [index: number, value: T];
export type Parts = {
  readonly slug: string;
  readonly spec: Partial<LabFile>;
  readonly checks: readonly Indexed<Check>[];
  readonly constraints: readonly Indexed<Constraint>[];
  /** The examiner's steps by where they stand; `run` is the fork of that name. */
  readonly sequences: readonly { readonly fork: string | undefined; readonly path: Path; readonly steps: readonly Indexed<RunStep>[] }[];
  /** Everything, as it was written. */
  readonly raw: Json | undefined;
};
export type Tell = (path: Path, message: string, fix: string, where?: { readonly key?: true; readonly text?: string; readonly within?: Place; readonly warning?: true }) => void;

export const teller = (file: string, at: Places, problems: Diagnostic[]): Tell => (path, message, fix, where = {}) => {
  const place = where.text !== undefined && where.within !== undefined ? at.inside(path, where.text, where.within) : where.key === true ? at.key(path) : at(path);
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
  const forks = given['forks'] !== undefined && isList(given['forks']) ? given['forks'] : [];
  return {
    slug, raw, spec: spec as Partial<LabFile>, // each was parsed by its own format
    checks: listed(given['checks'], shape.checks.element), constraints: listed(given['constraints'], shape.constraints.unwrap().element),
    sequences: [
      { fork: undefined, path: ['before'], steps: listed(given['before'], step) },
      { fork: 'run', path: ['run'], steps: listed(given['run'], step) },
      ...forks.flatMap((fork, index) => (isObject(fork) ? [{ fork: typeof fork['id'] === 'string' ? fork['id'] : '', path: ['forks', index, 'run'] as Path, steps: listed(fork['run'], step) }] : [])),
    ],
  };
}
