/**
 * Grades the grader: doing nothing fails, the start is not already solved, the solution scores everything for every seed,
 * each wrong solution fails exactly what it lists, every check is failed by something, two runs give equal bytes.
 */
import { parseDuration } from '../../base/index.ts';
import type { Input } from '../../session/index.ts';
import { gradeLab } from './grade.ts';
import type { Attempt, Lab } from './lab.ts';
import type { LabReport } from './report.ts';

export type ProofLine = { readonly claim: string; readonly ok: boolean; readonly found: string };
export type Proof = { readonly lab: string; readonly ok: boolean; readonly lines: readonly ProofLine[] };

/** Time that a command gets to end before the next one is typed. */
const PER_COMMAND_MS = 5_000;

/** The inputs of somebody who applies the manifests in order and then types the commands; `sleep` lines just wait. */
export function inputsOf(attempt: Attempt): { readonly inputs: readonly Input[]; readonly end: number } {
  const inputs: Input[] = Object.entries(attempt.files).map(([path, text]) => ({ at: 0, type: 'file', path, text }));
  let at = 0;
  for (const text of [...attempt.manifests.map((name) => `kubectl apply -f ${name}`), ...attempt.commands]) {
    inputs.push({ at, type: 'line', terminal: 'main', text });
    const sleep = /^sleep (\S+)$/.exec(text)?.[1];
    const parsed = sleep === undefined ? undefined : parseDuration(/^\d+$/.test(sleep) ? `${sleep}s` : sleep);
    at += PER_COMMAND_MS + (parsed?.ok === true ? parsed.ms : 0);
  }
  return { inputs, end: at };
}

const failedIds = (report: LabReport): string[] => report.checks.filter((c) => c.state === 'failed').map((c) => c.id);
const skippedIds = (report: LabReport): string[] => report.checks.filter((c) => c.state === 'skipped').map((c) => c.id);
const points = (report: LabReport): string => `${report.score} of ${report.max}`;
const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(', '));

export function proveLab(lab: Lab, seeds: readonly string[]): Proof {
  const lines: ProofLine[] = [];
  const failedBySomething = new Set<string>();
  const first = seeds[0] ?? 'proof';
  const grade = (attempt: Attempt, seed: string): LabReport => {
    const { inputs, end } = inputsOf(attempt);
    return gradeLab(lab, seed, inputs, end);
  };
  const nothing = gradeLab(lab, first, [], 0);
  for (const id of failedIds(nothing)) failedBySomething.add(id);
  lines.push({ claim: 'doing nothing does not pass', ok: !nothing.passed && nothing.score < nothing.max, found: points(nothing) });
  for (const seed of seeds) {
    const solved = grade(lab.solution, seed);
    const ok = solved.score === solved.max && solved.passed;
    lines.push({ claim: `the solution scores everything (seed ${seed})`, ok, found: ok ? points(solved) : `${points(solved)}; failed: ${solved.checks.filter((c) => c.state !== 'passed').map((c) => `${c.id} (${c.seen.en})`).join('; ')}` });
  }
  for (const wrong of lab.wrong) {
    const report = grade(wrong, first);
    for (const id of failedIds(report)) failedBySomething.add(id);
    const [failed, skipped] = [failedIds(report), skippedIds(report)];
    const ok = list([...failed].sort()) === list([...wrong.expect.fails].sort()) && list([...skipped].sort()) === list([...wrong.expect.skipped].sort()) && report.score < report.max;
    lines.push({ claim: `wrong/${wrong.why} fails exactly: ${list(wrong.expect.fails)}; skips: ${list(wrong.expect.skipped)}`, ok, found: `failed: ${list(failed)}; skipped: ${list(skipped)}; ${points(report)}` });
  }
  const never = lab.spec.checks.map((c) => c.id).filter((id) => !failedBySomething.has(id));
  lines.push({ claim: 'every check is failed by something', ok: never.length === 0, found: never.length === 0 ? 'all are' : `never failed: ${list(never)}` });
  const again = JSON.stringify(grade(lab.solution, first)) === JSON.stringify(grade(lab.solution, first));
  lines.push({ claim: 'two runs give equal bytes', ok: again, found: again ? 'equal' : 'different' });
  return { lab: lab.slug, ok: lines.every((l) => l.ok), lines };
}
