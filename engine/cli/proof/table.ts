/** A proof as a person reads it: who fails what as a matrix, then each claim. */
import type { CheckState, LabProof } from '../../grading/index.ts';

const MARK: Record<CheckState, string> = { passed: '✓', partly: '~', failed: '✗', skipped: '–' };
const WIDEST = 110;

/** @param seconds real time, where somebody watches @param quick with few seeds */
export function proofTable(proof: LabProof, seconds: number | undefined, quick: boolean): string {
  const { lab, ok, points, passAt, runs, mutants } = proof;
  const facts = [`${points} points, ${Math.round(points * passAt * 100) / 100} to pass`, `${runs} runs${seconds === undefined ? '' : ` in ${seconds.toFixed(1)} s`}`,
    ...(mutants === undefined ? [] : [`${Math.round(mutants.score * 1000) / 10} % of ${mutants.counted} changes noticed`])];
  return [`lab ${lab}: ${ok ? 'proved' : 'not proved'} (${facts.join('; ')})`, '', ...matrix(proof), '', ...claims(proof), ...proof.notes.map((note) => `  · ${note}`), ...mutantLines(proof), ...(quick ? [`  · few seeds, to be quick: check all takes more, and --seeds 5 here`] : []), ''].join('\n');
}

function matrix({ columns, rows }: LabProof): string[] {
  const name = Math.max(...rows.map(({ id }) => id.length), 'check'.length);
  const worth = rows.map(({ points, gate }) => (gate ? (points > 0 ? `${points}, gate` : 'gate') : String(points)));
  const width = Math.max(...worth.map(({ length }) => length), 'points'.length);
  const stairs = columns.map((column, index) => `  ${' '.repeat(name + width + 2)}  ${'│ '.repeat(index)}╭─${column}`);
  const head = `  ${'check'.padEnd(name)}  ${'points'.padStart(width)}  ${columns.map(() => '│').join(' ')}`;
  return [...stairs, head, ...rows.map(({ id, cells, kind }, index) =>
    `  ${id.padEnd(name)}  ${(worth[index] ?? '').padStart(width)}  ${cells.map((cell) => MARK[cell]).join(' ')}${kind === 'constraint' ? '  (the way)' : ''}`)];
}

const claims = ({ lines }: LabProof): string[] => lines.flatMap(({ ok, claim, found }) => {
  const line = `  ${ok ? '✓' : '✗'} ${claim}: ${found}`;
  return line.length <= WIDEST || ok ? [line] : [`  ✗ ${claim}:`, ...found.split(' | ').map((each) => `      ${each}`)];
});

function mutantLines({ mutants }: LabProof): string[] {
  if (mutants === undefined) return [];
  const { refused, failed, listed, inert, same, survivors } = mutants;
  return [`  changes: ${refused} refused by the API server, ${failed} failed a check, ${survivors.length} unnoticed; not counted: ${same} that become the same object, ${inert} without effect in Kubernetes, ${listed} listed as equivalent`];
}
