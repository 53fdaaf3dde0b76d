import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkSweep, loadLab, loadQuiz, printDiagnostic, proveLab, proveQuiz, type Diagnostic, type ProvedQuestion } from '../../grading/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { exercisesRoot, labFolder, labSlugs, manifestsIn, quizPath, quizSlugs } from '../exercises.ts';

type Checked = { readonly kind: 'lab' | 'quiz'; readonly name: string; readonly ok: boolean; readonly lines: readonly string[]; readonly problems: readonly Diagnostic[] };

const seedsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `seed-${i + 1}`);

function checkLab(root: string, name: string, seeds: number): Checked {
  const folder = labFolder(root, name);
  if (folder === undefined) throw new UsageError(`there is no lab ${name}; there are: ${labSlugs(root).join(', ')}`);
  const loaded = loadLab(folder);
  if (!loaded.ok) return { kind: 'lab', name, ok: false, lines: [], problems: loaded.problems };
  const proof = proveLab(loaded.lab, seedsOf(seeds));
  return { kind: 'lab', name, ok: proof.ok, problems: [], lines: proof.lines.map((l) => `${l.ok ? '✓' : '✗'} ${l.claim}: ${l.found}`) };
}

function checkQuiz(root: string, name: string, seeds: number | undefined): Checked {
  const path = quizPath(root, name);
  if (path === undefined) throw new UsageError(`there is no quiz ${name}; there are: ${quizSlugs(root).join(', ')}`);
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(root));
  if (!loaded.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: loaded.problems };
  const proved = proveQuiz(loaded.quiz, checkSweep(loaded.quiz, seeds));
  if (!proved.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: proved.problems };
  return { kind: 'quiz', name, ok: true, problems: [], lines: proved.questions.map((q) => `✓ ${q.id} (${q.type}): ${keyWords(q)}`) };
}

/** What the engine found, and how often it was asked. */
function keyWords({ keys, seeds, rejected }: ProvedQuestion): string {
  const found = [...new Set(Object.values(keys).map((key) => JSON.stringify(key)))];
  return `${found.slice(0, 3).join(' or ')}${found.length > 3 ? ' …' : ''} (${seeds} ${seeds === 1 ? 'seed' : 'seeds'}${rejected === 0 ? '' : `, ${rejected} too near to a change`})`;
}

async function run({ args, out, err, interactive }: CliContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, seeds: { type: 'string' } } });
  const [what = 'all', name] = positionals;
  const asked = values.seeds === undefined ? undefined : Number(values.seeds);
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 1)) throw new UsageError(`--seeds is a number of at least 1, not ${values.seeds}`);
  const root = exercisesRoot();
  if (what !== 'all' && what !== 'lab' && what !== 'quiz') throw new UsageError(`check all, check lab <slug> or check quiz <slug>, not ${what}`);
  if (what !== 'all' && name === undefined) throw new UsageError(`which ${what}? there are: ${(what === 'lab' ? labSlugs(root) : quizSlugs(root)).join(', ')}`);
  const jobs = what === 'all' ? [...labSlugs(root).map((n) => ['lab', n] as const), ...quizSlugs(root).map((n) => ['quiz', n] as const)] : [[what, name ?? ''] as const];
  const results: Checked[] = [];
  for (const [kind, each] of jobs) {
    if (interactive) err(`\r\x1b[K${kind} ${each} …`);
    const result = kind === 'lab' ? checkLab(root, each, asked ?? 5) : checkQuiz(root, each, asked);
    results.push(result);
    if (interactive) err('\r\x1b[K');
    if (values.json === true) continue;
    out(`${kind} ${each}: ${result.ok ? 'proved' : 'not proved'}\n${result.lines.map((l) => `  ${l}\n`).join('')}`);
    for (const problem of result.problems) err(`${printDiagnostic(problem)}\n`);
  }
  if (values.json === true) out(`${JSON.stringify(results)}\n`);
  return results.every((r) => r.ok) ? 0 : 1;
}

export const check: CliCommand = {
  name: 'check',
  usage: 'check [lab <slug> | quiz <slug> | all] [--seeds N] [--json]',
  summary: 'prove labs and quizzes: solutions score everything, wrong ones fail what they list, one claim is true',
  options: [
    ['--seeds N', 'how many seeds the solution or the key must hold for (default 5; 200 for questions with params)'],
    ['--json', 'results as one line of JSON'],
  ],
  run,
};
