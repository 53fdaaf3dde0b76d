import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gradeLab, loadLab, printDiagnostic, type LabReport } from '../../grading/index.ts';
import { ENGINE_VERSION, readSessionFile } from '../../session/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { exercisesRoot, labFolder, labSlugs } from '../exercises.ts';

const MARK: Record<LabReport['checks'][number]['state'], string> = { passed: '✓', failed: '✗', skipped: '–' };
/** Far above any honest session; a bigger file is not read. */
const MAX_BYTES = 5_000_000;

function printReport(report: LabReport, language: 'en' | 'zh'): string {
  const lines = report.checks.flatMap((check) => [
    `${MARK[check.state]} ${check.title[language]}  ${check.earned}/${check.points}`,
    ...(check.state === 'failed' ? [`    ${language === 'zh' ? '看到：' : 'seen: '}${check.seen[language]}`, `    ${check.advice?.[language] ?? ''}`] : []),
  ]);
  const hints = report.hintCost > 0 ? (language === 'zh' ? `（提示扣 ${report.hintCost} 分）` : ` (hints cost ${report.hintCost})`) : '';
  const gate = report.gate === undefined ? '' : (language === 'zh' ? `；检查 ${report.gate} 未通过，总分为 0` : `; check ${report.gate} failed, which makes the whole score 0`);
  const word = report.passed ? (language === 'zh' ? '通过' : 'passed') : (language === 'zh' ? '未通过' : 'not passed');
  return `${lines.join('\n')}\n\n${report.lab}: ${report.score}/${report.max} ${word}${hints}${gate}\n`;
}

async function run({ args, out, err }: CliContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, lang: { type: 'string', default: 'en' }, 'replay-anyway': { type: 'boolean' } } });
  const [name, path] = positionals;
  if (name === undefined || path === undefined) throw new UsageError('a lab and a session file are needed');
  if (values.lang !== 'en' && values.lang !== 'zh') throw new UsageError(`--lang is en or zh, not ${values.lang}`);
  const root = exercisesRoot();
  const folder = labFolder(root, name);
  if (folder === undefined) throw new UsageError(`there is no lab ${name}; there are: ${labSlugs(root).join(', ')}`);
  const loaded = loadLab(folder);
  if (!loaded.ok) { err(loaded.problems.map((p) => `${printDiagnostic(p)}\n`).join('')); return 1; }
  if (!existsSync(path)) throw new UsageError(`the session file ${path} does not exist`);
  const text = readFileSync(path, 'utf8');
  if (text.length > MAX_BYTES) { err(`${path}: ${text.length} bytes; a session file has at most ${MAX_BYTES}\n`); return 1; }
  const read = readSessionFile(text);
  if (!read.ok) { err(read.problems.map((p) => `${path}: ${p.message}\n`).join('')); return 1; }
  const { file } = read;
  if (file.exercise?.slug !== loaded.lab.slug) {
    err(`${path}: this session belongs to ${file.exercise === undefined ? 'no exercise' : `the exercise ${file.exercise.slug}`}, not to ${loaded.lab.slug}\n`);
    return 1;
  }
  const stale = [
    ...(file.engineVersion === ENGINE_VERSION ? [] : [`it was made with engine ${file.engineVersion}, this is ${ENGINE_VERSION}`]),
    ...(file.exercise.contentHash === loaded.lab.contentHash ? [] : ['the lab has changed since']),
  ];
  if (stale.length > 0 && values['replay-anyway'] !== true) {
    err(`${path}: ${stale.join(', and ')}. The result could differ from what the learner saw; --replay-anyway grades it all the same.\n`);
    return 1;
  }
  const refused = file.inputs.filter((input) => input.type === 'fault');
  if (refused.length > 0) err(`${path}: ${refused.length} faults were caused by hand; this lab's own examiner decides what breaks, so they are part of the work as they are.\n`);
  const report = gradeLab(loaded.lab, file.seed, file.inputs, file.end);
  out(values.json === true ? `${JSON.stringify(report)}\n` : printReport(report, values.lang));
  return report.passed ? 0 : 1;
}

export const grade: CliCommand = {
  name: 'grade',
  usage: 'grade <lab> <session.json> [--lang en|zh] [--json] [--replay-anyway]',
  summary: 'run a handed-in session again on the lab\'s own cluster, break a copy of it, and say what was seen',
  options: [
    ['--lang LANG', 'en (default) or zh'],
    ['--json', 'the report as one line of JSON'],
    ['--replay-anyway', 'grade also if the engine or the lab has changed since the session was made'],
  ],
  run,
};
