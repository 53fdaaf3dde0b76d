import { parseArgs } from 'node:util';
import { isError, printDiagnostic } from '../../grading/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { exercisesRoot } from '../exercises.ts';
import { checkOne, NAMES, type Checked, type Kind } from '../proof/checked.ts';
import { overview } from '../proof/overview.ts';
import { noteKeys } from '../keysFile.ts';
import { createPool } from '../proof/pool.ts';
import { proofTable } from '../proof/table.ts';

const isKind = (word: string): word is Kind => word in NAMES;

function namedOf(what: string, name: string | undefined, root: string): readonly (readonly [Kind, string])[] {
  if (what === 'all') return (['lab', 'quiz', 'lesson', 'help'] as const).flatMap((kind) => NAMES[kind](root).map((each) => [kind, each] as const));
  if (!isKind(what)) throw new UsageError(`check all, check lab <slug>, check quiz <slug>, check lesson <id> or check help, not ${what}`);
  if (what === 'help') return [[what, NAMES.help(root)[0] ?? 'wrong-turns']];
  if (name === undefined) throw new UsageError(`which ${what}? there are: ${NAMES[what](root).join(', ')}`);
  return [[what, name]];
}

/** One of them, in full. */
function whole({ kind, name, ok, lines, proof }: Checked, seconds: number | undefined, quick: boolean): string {
  return proof === undefined ? `${kind} ${name}: ${ok ? 'proved' : 'not proved'}\n${lines.map((l) => `  ${l}\n`).join('')}` : proofTable(proof, seconds, quick);
}

/** All of them: a line each, then whatever is not as it should be. */
function many(results: readonly Checked[], out: CliContext['out']): void {
  out(overview(results));
  const bad = results.filter(({ ok }) => !ok);
  for (const result of bad) if (result.proof !== undefined) out(`${whole(result, undefined, false)}\n`);
  out(`${results.length - bad.length} of ${results.length} are proved${bad.length === 0 ? '' : `; not: ${bad.map((r) => `${r.kind} ${r.name}`).join(', ')}`}\n`);
}

/** Threads pay off where there is much to do. */
const PIECES = { lab: 12, quiz: 20, lesson: 2, help: 60 } as const;
const MUTANTS = 60;

async function run(context: CliContext): Promise<number> {
  const { args, out, err, interactive } = context;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, seeds: { type: 'string' }, mutants: { type: 'boolean' }, keys: { type: 'boolean' }, build: { type: 'boolean' } } });
  const [what = 'all', name] = positionals;
  const seeds = values.seeds === undefined ? undefined : Number(values.seeds);
  if (seeds !== undefined && (!Number.isInteger(seeds) || seeds < 1)) throw new UsageError(`--seeds is a number of at least 1, not ${values.seeds}`);
  const mutants = values.mutants === true;
  const root = exercisesRoot();
  const named = namedOf(what, name, root);
  const one = what !== 'all';
  const pool = createPool(one && !mutants && what !== 'help' ? 1 : named.reduce((sum, [kind]) => sum + (kind === 'lab' && mutants ? MUTANTS : PIECES[kind]), 0));
  const count = { planned: 0, done: 0, whole: 0 };
  const told = one ? named[0]?.join(' ') ?? what : `${named.length} labs, quizzes and lessons`;
  const progress = (): void => { if (interactive) err(`\r\x1b[K${told} …${count.planned < 2 ? '' : ` ${count.done} of ${count.planned} runs`}${one ? '' : `, ${count.whole} finished`}`); };
  progress();
  const started = performance.now();
  const quick = one && !mutants && seeds === undefined;
  const sweep = values.build === true ? 'build' : quick ? 'quick' : 'whole';
  let results: readonly Checked[];
  try {
    results = await Promise.all(named.map(async ([kind, each]) => {
      const checked = await checkOne(kind, each, { root, seeds, mutants, sweep, pool, onPiece(step) { count[step]++; progress(); } });
      count.whole++;
      return checked;
    }));
  } finally {
    await pool.close();
    if (interactive) err('\r\x1b[K');
  }
  if (values.json === true) out(`${JSON.stringify(results)}\n`);
  else if (one) for (const result of results) out(whole(result, interactive ? (performance.now() - started) / 1000 : undefined, quick));
  else many(results, out);
  if (values.keys === true) for (const { kind, name: quiz, ok } of results) if (kind === 'quiz' && ok) err(`${noteKeys(root, quiz)}\n`);
  // What only warns need not be read again each time.
  if (values.json !== true) for (const problem of results.flatMap(({ problems }) => (one ? problems : problems.filter(isError)))) err(`${printDiagnostic(problem)}\n`);
  return results.every((r) => r.ok) ? 0 : 1;
}

export const check: CliCommand = {
  name: 'check',
  usage: 'check [lab <slug> | quiz <slug> | lesson <id> | help | all] [--seeds N] [--mutants] [--keys] [--build] [--json]',
  summary: 'prove labs, quizzes, lessons and help: solutions score everything, wrong ones fail what they list, keys and outputs are what a run gives',
  options: [
    ['--seeds N', 'how many seeds the solution or the key must hold for (default: 2 for one lab or quiz; for all 5, and 200 for questions with params)'],
    ['--mutants', 'also change the solutions of labs, one thing at a time: checks must notice at least 95 % of the changes'],
    ['--keys', 'note the keys of quizzes that are proved in quizzes/keys.json, where a later change of the engine must not turn them over'],
    ['--build', 'with the seeds that the pages are made of: quicker, and each key must be the one in quizzes/keys.json'],
    ['--json', 'results as one line of JSON'],
  ],
  run,
};
