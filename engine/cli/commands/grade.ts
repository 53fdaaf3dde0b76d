import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gradeInSlices, loadLab, MAX_HAND_IN_BYTES, printDiagnostic, readHandIn, tooBig, type CheckState, type HandInProblem, type Lab, type LabReport } from '../../grading/index.ts';
import type { SessionFile } from '../../session/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { exercisesRoot, labFolder, labSlugs } from '../exercises.ts';

type Language = 'en' | 'zh';
const MARK: Record<CheckState, string> = { passed: '✓', partly: '~', failed: '✗', skipped: '–' };
const WORDS = {
  en: { seen: 'seen: ', why: 'why: ', next: 'next: ', lesson: 'lesson: ', waits: (id: string) => `not judged: it needs ${id}`, passed: 'passed', failed: 'not passed', hints: (n: number) => ` (hints cost ${n})`, gate: (id: string) => `; check ${id} failed, which makes the whole score 0`, },
  zh: { seen: '看到：', why: '原因：', next: '下一步：', lesson: '课文：', waits: (id: string) => `未评判：它以 ${id} 为前提`, passed: '通过', failed: '未通过', hints: (n: number) => `（提示扣 ${n} 分）`, gate: (id: string) => `；检查 ${id} 未通过，总分为 0` },
} as const;

function printReport(report: LabReport, language: Language): string {
  const words = WORDS[language];
  const lines = report.checks.flatMap(({ state, title, earned, points, seen, why, next, lesson, waitsFor }) => [
    `${MARK[state]} ${title[language]}  ${earned}/${points}`,
    ...(waitsFor === undefined ? [] : [`    ${words.waits(waitsFor)}`]),
    ...(state === 'failed' || state === 'partly' ? [`    ${words.seen}${seen[language]}`] : []),
    ...(why === undefined ? [] : [`    ${words.why}${why[language]}`]), ...(next === undefined ? [] : [`    ${words.next}${next[language]}`]), ...(lesson === undefined ? [] : [`    ${words.lesson}${lesson}`]),
  ]);
  const { score, max, hintCost, gate, passed } = report;
  return `${lines.join('\n')}\n\n${report.lab}: ${score}/${max} ${passed ? words.passed : words.failed}${hintCost > 0 ? words.hints(hintCost) : ''}${gate === undefined ? '' : words.gate(gate)}\n`;
}

/** Undefined: it took longer than it may. */
function graded(lab: Lab, { seed, inputs, end }: SessionFile, language: Language, seconds: number, { err, interactive }: CliContext): LabReport | undefined {
  const until = performance.now() + seconds * 1000;
  const grading = gradeInSlices(lab, seed, inputs, end);
  for (let next = grading.next(); ; next = grading.next()) {
    if (next.done === true) { if (interactive) err('\r\x1b[K'); return next.value; }
    if (performance.now() > until) return undefined;
    if (interactive) err(`\r\x1b[K${next.value.done}/${next.value.total} ${next.value.what[language]} …`);
  }
}

async function run(context: CliContext): Promise<number> {
  const { args, out, err } = context;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {
    json: { type: 'boolean' }, lang: { type: 'string', default: 'en' }, limit: { type: 'string', default: '300' }, seed: { type: 'string' }, variant: { type: 'string' }, 'replay-anyway': { type: 'boolean' } } });
  const [name, path] = positionals;
  if (name === undefined || path === undefined) throw new UsageError('a lab and a session file are needed');
  const language = values.lang;
  if (language !== 'en' && language !== 'zh') throw new UsageError(`--lang is en or zh, not ${language}`);
  const seconds = Number(values.limit);
  if (!(seconds > 0)) throw new UsageError(`--limit is a number of seconds, not ${values.limit}`);
  const root = exercisesRoot();
  const folder = labFolder(root, name);
  if (folder === undefined) throw new UsageError(`there is no lab ${name}; there are: ${labSlugs(root).join(', ')}`);
  const loaded = loadLab(folder);
  if (!loaded.ok) { err(loaded.problems.map((p) => `${printDiagnostic(p)}\n`).join('')); return 1; }
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`the session file ${path} does not exist`);
  const { size } = statSync(path);
  const read = size > MAX_HAND_IN_BYTES ? { ok: false as const, problems: [tooBig(size)] }
    : readHandIn(readFileSync(path, 'utf8'), loaded.lab, { seed: values.seed, variant: values.variant, anyway: values['replay-anyway'] });
  if (!read.ok) { refuse(read.problems, path, language, values.json === true, context); return 1; }
  const report = graded(loaded.lab, read.file, language, seconds, context);
  if (report === undefined) { refuse([tooLong(seconds)], path, language, values.json === true, context); return 1; }
  out(values.json === true ? `${JSON.stringify(report)}\n` : printReport(report, language));
  return report.passed ? 0 : 1;
}

const tooLong = (seconds: number): HandInProblem => ({ code: 'too-long-to-replay', path: '', message: {
  en: `the work was given up after ${seconds} s of replaying: something in it goes on without end. Look for loops in it, or give it longer with --limit.`,
  zh: `重放 ${seconds} 秒后仍未结束，已放弃：里面有什么在没完没了地运行。请检查其中的循环，或用 --limit 给更长时间。` } });

function refuse(problems: readonly HandInProblem[], path: string, language: Language, json: boolean, { out, err }: CliContext): void {
  if (json) out(`${JSON.stringify({ refused: problems })}\n`);
  err(problems.map(({ message }) => `${path}: ${message[language]}\n`).join(''));
}

export const grade: CliCommand = {
  name: 'grade',
  usage: 'grade <lab> <session.json> [--seed S] [--variant V] [--limit SECONDS] [--lang en|zh] [--json] [--replay-anyway]',
  summary: 'run a handed-in session again on the lab\'s own cluster, break copies of it, and say what was seen',
  options: [
    ['--seed S', 'the seed that this learner was given; a session with another is refused'],
    ['--variant V', 'the variant that this learner was given, as `port=8080 replicas=3`'],
    ['--lang LANG', 'en (default) or zh'],
    ['--limit SECONDS', 'give up a replay that takes longer (default 300)'],
    ['--json', 'the report as one line of JSON; of a file that is refused why'],
    ['--replay-anyway', 'grade also if the engine or the lab has changed since the session was made'],
  ],
  run,
};
