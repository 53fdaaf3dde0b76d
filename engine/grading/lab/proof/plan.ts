/** What has to be run to prove a lab. Jobs are plain JSON and know nothing of each other: they may run anywhere, in any order. */
import { hashJson } from '../../../store/index.ts';
import type { Json } from '../../../base/index.ts';
import type { Input } from '../../../session/index.ts';
import { gradeLab } from '../grade.ts';
import type { Attempt, Lab } from '../lab.ts';
import type { CheckState } from '../report.ts';
import { variantOf, variantOfAttempt } from '../variant.ts';
import { inputsOf, type Typed } from './attempt.ts';
import { deletedAfter } from './deleted.ts';
import { mutantsOf, type Screened } from './screen.ts';

export type ProofJob = {
  readonly kind: 'nothing' | 'solution' | 'again' | 'wrong' | 'deleted' | 'mutant';
  /** Of a wrong attempt; of a mutant where it is and what was changed. */
  readonly name: string;
  readonly seed: string; readonly inputs: readonly Input[]; readonly end: number;
};
export type JobResult = {
  readonly score: number; readonly max: number; readonly passed: boolean;
  readonly states: { readonly [check: string]: CheckState }; readonly seen: { readonly [check: string]: string };
  readonly troubles: readonly string[];
  /** Of the whole report. */
  readonly hash: string;
};
export const idsIn = ({ states }: JobResult, ...wanted: readonly CheckState[]): string[] => Object.keys(states).filter((id) => wanted.includes(states[id] ?? 'passed')).sort();
export const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : [...ids].sort().join(', '));
export type ProofPlan = { readonly jobs: readonly ProofJob[]; readonly mutants?: Screened };
export type ProofOptions = { readonly seeds: readonly string[]; readonly mutants?: boolean };

export function planProof(lab: Lab, { seeds, mutants = false }: ProofOptions): ProofPlan {
  const first = seeds[0] ?? 'proof';
  const job = (kind: ProofJob['kind'], name: string, attempt: Attempt, seed = first): ProofJob => ({ kind, name, seed, ...inputsOf(variantOfAttempt(attempt, variantOf(lab, seed).drawn)) });
  const given = (kind: ProofJob['kind'], { inputs, end }: Typed): ProofJob => ({ kind, name: '', seed: first, inputs, end });
  const deleted = deletedAfter(lab, first);
  const screened = mutants ? mutantsOf(lab, first) : undefined;
  const { drawn } = variantOf(lab, first);
  const solution = variantOfAttempt(lab.solution, drawn);
  const changed = (screened?.alive ?? []).map(({ file, path, change, text, commands }): ProofJob => {
    const attempt: Attempt = commands !== undefined ? { ...solution, commands } : text === '' ? { ...solution, manifests: solution.manifests.filter((name) => name !== file) }
      : { ...solution, files: { ...solution.files, [file]: text ?? '' } };
    return { kind: 'mutant', name: `${file} ${path}: ${change}`, seed: first, ...inputsOf(attempt) };
  });
  return {
    jobs: [
      given('nothing', { inputs: [], end: 0 }),
      ...(seeds.length === 0 ? [first] : seeds).map((seed) => job('solution', seed, lab.solution, seed)),
      job('again', first, lab.solution),
      ...lab.wrong.map((wrong) => job('wrong', wrong.why, wrong)),
      ...(deleted === undefined ? [] : [given('deleted', deleted)]),
      ...changed,
    ],
    ...(screened === undefined ? {} : { mutants: screened }),
  };
}

export function runJob(lab: Lab, { seed, inputs, end }: Pick<ProofJob, 'seed' | 'inputs' | 'end'>): JobResult {
  const report = gradeLab(lab, seed, inputs, end);
  return {
    score: report.score, max: report.max, passed: report.passed,
    states: Object.fromEntries(report.checks.map(({ id, state }) => [id, state])), seen: Object.fromEntries(report.checks.map(({ id, seen }) => [id, seen.en])),
    troubles: report.troubles ?? [],
    hash: hashJson(JSON.parse(JSON.stringify(report)) as Json),
  };
}
