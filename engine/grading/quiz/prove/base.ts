/** What the variants of all types share. */
import type { QuestionOf, QuestionType } from '../../format/quiz.ts';
import { CLAIM_HELP, shown, type Claim, type View } from '../claims.ts';
import type { Proof, VariantBase } from '../sheet.ts';
import { compileAll, type Found, type Instance, type Path, type Problem } from './instance.ts';
import type { Reading } from './observe.ts';
import type { Look, SharedRun } from './sharedRun.ts';

/** What a question wants to see of the shared run, and what it makes of it. */
export type Asked<V> = { readonly looks: readonly Look[]; readonly finish: (run: SharedRun) => Found<V> };
export type Prover<T extends QuestionType, V> = (question: QuestionOf<T>, instance: Instance) => Asked<V>;

export const refused = (problems: readonly Problem[]): Asked<never> => ({ looks: [], finish: () => ({ ok: false, problems }) });
export const failed = (path: Path, message: string, fix: string): { ok: false; problems: readonly Problem[] } => ({ ok: false, problems: [{ path, message, fix }] });

export function baseOf({ question, seed, world }: Instance, proof: Proof, explain: VariantBase['explain']): VariantBase {
  const exhibit = exhibitOf(question, world.files);
  return { seed, stem: question.stem, explain: question.explain ?? explain, ...(exhibit === undefined ? {} : { exhibit }), proof };
}

function exhibitOf(question: Instance['question'], files: { readonly [path: string]: string }): VariantBase['exhibit'] {
  const { exhibit } = question;
  if (exhibit === undefined) return 'command' in question && question.command !== undefined ? { language: 'sh', text: `$ ${question.command}` } : undefined;
  return 'file' in exhibit ? { language: 'yaml', text: files[exhibit.file] ?? '' } : exhibit;
}

export const missingExhibit = ({ question, world }: Instance): Problem[] => (question.exhibit !== undefined && 'file' in question.exhibit && world.files[question.exhibit.file] === undefined
  ? [{ path: ['exhibit', 'file'], message: `the world has no file ${question.exhibit.file}`, fix: 'Name it under files of the world' }] : []);

export const compileClaims = (instance: Instance, texts: Parameters<typeof compileAll>[1]): ReturnType<typeof compileAll> => compileAll(instance, texts, CLAIM_HELP);

/** Each claim as true or false. */
export function readTruths(claims: readonly Claim[], paths: readonly Path[], view: View): Reading<readonly boolean[]> {
  const problems: Problem[] = [];
  const truths = claims.map((claim, index) => {
    const value = claim.read(view);
    const path = paths[index] ?? [];
    if (!value.ok) problems.push({ path, message: `cannot be evaluated: ${value.error}`, fix: 'Guard fields that may be missing with has(), lists with size()' });
    else if (typeof value.value !== 'boolean') problems.push({ path, message: `expected true or false, found ${shown(value.value)}`, fix: 'Compare it with something' });
    return value.ok && value.value === true;
  });
  if (problems.length > 0) return { ok: false, problems };
  const said = truths.flatMap((truth, index) => (truth ? [index + 1] : []));
  return { ok: true, value: truths, word: said.length === 0 ? 'none' : said.join(', ') };
}
