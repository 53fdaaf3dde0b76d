/**
 * Grades the grader: doing nothing fails, the start is not already solved, the solution scores everything for every seed,
 * each wrong solution fails exactly what it lists, every check is failed by something, two runs give equal bytes, deleting
 * what a check looks at never satisfies it, and changes of the solution are noticed.
 */
import type { Lab } from './lab.ts';
import { satisfiedByNothing } from './proof/empty.ts';
import { languageProblems } from './proof/languages.ts';
import { ENOUGH, mutantReport, survivorWords, type MutantReport } from './proof/noticed.ts';
import { idsIn, list, planProof, runJob, type JobResult, type ProofJob, type ProofOptions, type ProofPlan } from './proof/plan.ts';
import type { CheckState } from './report.ts';

/** What a line is about: the columns of an overview. */
export type ProofSubject = 'nothing' | 'start' | 'solution' | 'bytes' | 'wrong' | 'failed' | 'deleted' | 'languages' | 'mutants';
export type ProofLine = { readonly about: ProofSubject; readonly claim: string; readonly ok: boolean; readonly found: string };
export type ProofRow = { readonly id: string; readonly kind: 'check' | 'constraint'; readonly points: number; readonly gate: boolean; /** One for each column. */ readonly cells: readonly CheckState[] };
export type Proof = {
  readonly lab: string; readonly ok: boolean; readonly points: number; readonly passAt: number; readonly runs: number;
  /** That the solution was tried with. */
  readonly seeds: number;
  readonly lines: readonly ProofLine[];
  /** Worth knowing, and no fault. */
  readonly notes: readonly string[];
  /** Who fails what: doing nothing, then each wrong attempt. */
  readonly columns: readonly string[]; readonly rows: readonly ProofRow[];
  readonly mutants?: MutantReport;
};

export function proveLab(lab: Lab, seeds: readonly string[], options: Omit<ProofOptions, 'seeds'> = {}): Proof {
  const plan = planProof(lab, { ...options, seeds });
  return proofOf(lab, plan, plan.jobs.map((job) => runJob(lab, job)));
}

const points = ({ score, max }: JobResult): string => `${score} of ${max}`;

type Ran = { readonly job: ProofJob; readonly result: JobResult };

export function proofOf(lab: Lab, plan: ProofPlan, results: readonly JobResult[]): Proof {
  const all = plan.jobs.flatMap((job, index): Ran[] => { const result = results[index]; return result === undefined ? [] : [{ job, result }]; });
  const of = (kind: ProofJob['kind']): Ran[] => all.filter(({ job }) => job.kind === kind);
  const lines: ProofLine[] = [];
  const about = (subject: ProofSubject): Claim => (claim, ok, found) => { lines.push({ about: subject, claim, ok, found }); };
  const judged = [...lab.spec.constraints.map((one) => ({ ...one, kind: 'constraint' as const })), ...lab.spec.checks.map((one) => ({ ...one, kind: 'check' as const }))];
  const [nothing] = of('nothing');
  if (nothing !== undefined) {
    about('nothing')('doing nothing does not pass', !nothing.result.passed, points(nothing.result));
    const { troubles } = nothing.result;
    about('start')('start/ and before: are taken as they are', troubles.length === 0, troubles.length === 0 ? 'they are' : troubles.join('; '));
    about('start')('the start is not already solved', nothing.result.score < nothing.result.max && idsIn(nothing.result, 'passed').length < judged.length, `open: ${list(idsIn(nothing.result, 'failed', 'partly', 'skipped'))}`);
  }
  solutionClaim(of('solution'), about('solution'));
  bytesClaim(of('solution'), of('again')[0], about('bytes'));
  for (const { job, result } of of('wrong')) wrongClaim(lab, job.name, result, about('wrong'));
  const failed = new Set([...of('nothing'), ...of('wrong'), ...of('mutant')].flatMap(({ result }) => idsIn(result, 'failed', 'partly')));
  const never = judged.map(({ id }) => id).filter((id) => !failed.has(id));
  about('failed')('every check is failed by something', never.length === 0, never.length === 0 ? 'all are' : `never failed: ${list(never)}. Write a wrong/<why>/ that fails it, or leave the check out`);
  deletionClaim(lab, plan, of('deleted')[0], about('deleted'));
  const languages = languageProblems(lab);
  about('languages')('both languages are complete', languages.length === 0, languages.length === 0 ? 'they are' : languages.join('; '));
  const mutants = plan.mutants === undefined ? undefined : mutantReport(lab, plan.mutants, of('mutant').map(({ result }) => result), about('mutants'));
  const shown = [...of('nothing'), ...of('wrong')];
  return {
    lab: lab.slug, ok: lines.every(({ ok }) => ok), points: judged.reduce((sum, one) => sum + one.points, 0), passAt: lab.spec.passAt, runs: all.length, seeds: of('solution').length, lines,
    notes: [...(nothing === undefined ? [] : heldAtStart(lab, nothing.result)), ...(mutants === undefined ? [] : unnoticed(mutants))],
    columns: shown.map(({ job }) => (job.kind === 'nothing' ? 'nothing' : job.name)),
    rows: judged.map(({ id, kind, points: worth, gate }) => ({ id, kind, points: worth, gate, cells: shown.map(({ result }) => result.states[id] ?? 'skipped') })),
    ...(mutants === undefined ? {} : { mutants }),
  };
}

export type Claim = (text: string, ok: boolean, found: string) => void;

function solutionClaim(solutions: readonly Ran[], claim: Claim): void {
  const short = solutions.filter(({ result }) => result.score < result.max || !result.passed);
  const why = ({ job, result }: Ran): string => `seed ${job.seed}: ${points(result)}; ${idsIn(result, 'failed', 'partly', 'skipped').map((id) => `${id} (${result.seen[id]})`).join('; ')}`;
  claim(`the solution scores everything (${solutions.length} ${solutions.length === 1 ? 'seed' : 'seeds'})`, short.length === 0, short.length === 0 ? points(solutions[0]?.result ?? { score: 0, max: 0 } as JobResult) : short.map(why).join(' | '));
}

function bytesClaim(solutions: readonly Ran[], again: Ran | undefined, claim: Claim): void {
  const equal = again !== undefined && again.result.hash === solutions.find(({ job }) => job.seed === again.job.seed)?.result.hash;
  claim('two runs give equal bytes', equal, equal ? 'equal' : 'different');
}

function wrongClaim(lab: Lab, why: string, result: JobResult, claim: Claim): void {
  const expected = lab.wrong.find((wrong) => wrong.why === why)?.expect ?? { fails: [], skipped: [] };
  const [failed, skipped] = [idsIn(result, 'failed', 'partly'), idsIn(result, 'skipped')];
  const ok = list(failed) === list(expected.fails) && list(skipped) === list(expected.skipped) && result.score < result.max;
  const seen = failed.filter((id) => !expected.fails.includes(id)).map((id) => `${id}: ${result.seen[id]}`);
  claim(`wrong/${why} fails exactly ${list(expected.fails)}${expected.skipped.length === 0 ? '' : `, skips ${list(expected.skipped)}`}`, ok,
    ok ? points(result) : `failed ${list(failed)}, skipped ${list(skipped)}, ${points(result)}${seen.length === 0 ? '' : `. Seen: ${seen.join('; ')}`}`);
}

function deletionClaim(lab: Lab, plan: ProofPlan, deleted: Ran | undefined, claim: Claim): void {
  const byRun = lab.spec.checks.filter(({ load, command, mayBeEmpty }) => !mayBeEmpty && (load !== undefined || command !== undefined)).map(({ id }) => id);
  const satisfied = [...satisfiedByNothing(lab, plan.jobs[0]?.seed ?? 'proof'), ...byRun.filter((id) => deleted?.result.states[id] === 'passed')];
  claim('deleting what a check looks at never satisfies it', satisfied.length === 0, satisfied.length === 0 ? 'it never does' : `satisfied by nothing: ${list(satisfied)}`);
}

/** Enough are noticed, and these are not. */
const unnoticed = ({ score, survivors }: MutantReport): string[] => (score < ENOUGH || survivors.length === 0 ? []
  : [`changes that nobody notices: ${survivors.map(survivorWords).join('; ')}`]);

/** What is kept all along, and gates, hold at the start by their nature. */
function heldAtStart(lab: Lab, nothing: JobResult): string[] {
  const held = lab.spec.checks.filter(({ id, gate, points: worth, when }) => nothing.states[id] === 'passed' && !gate && worth > 0 && when.mode !== 'always' && when.mode !== 'never');
  return held.length === 0 ? [] : [`holds already at the start: ${held.map(({ id, points: worth }) => `${id} (${worth})`).join(', ')}. Doing nothing earns ${nothing.score} of ${nothing.max}`];
}
