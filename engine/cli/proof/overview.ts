/** Many proofs at a glance: one line for each lab, quiz and lesson. */
import type { LabProof, ProofLine } from '../../grading/index.ts';
import type { Checked, Kind } from './checked.ts';

type Column = readonly [title: string, cell: (checked: Checked) => string];

const about = (proof: LabProof, ...subjects: readonly ProofLine['about'][]): readonly ProofLine[] => proof.lines.filter((line) => subjects.includes(line.about));
/** `✓ 5`, or how many of them are not so. */
function marked(lines: readonly ProofLine[], what: string): string {
  const bad = lines.filter(({ ok }) => !ok).length;
  return bad === 0 ? `✓${what === '' ? '' : ` ${what}`}` : `✗${lines.length > 1 ? ` ${bad} of ${lines.length}` : ''}`;
}
const ofLab = (cell: (proof: LabProof) => string) => ({ proof, problems }: Checked): string => (proof === undefined ? (problems.length > 0 ? '✗ unread' : '–') : cell(proof));

const seconds = (checked: Checked): string => `${checked.seconds.toFixed(1)} s`;
const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

const COLUMNS: Record<Kind, readonly Column[]> = {
  lab: [
    ['nothing', ofLab((proof) => marked(about(proof, 'nothing'), about(proof, 'nothing')[0]?.found ?? ''))],
    ['start', ofLab((proof) => marked(about(proof, 'start'), ''))],
    ['solution', ofLab((proof) => marked(about(proof, 'solution'), `${proof.seeds} seeds`))],
    ['wrong', ofLab((proof) => marked(about(proof, 'wrong'), String(about(proof, 'wrong').length)))],
    ['checks', ofLab((proof) => marked(about(proof, 'failed', 'deleted'), String(proof.rows.length)))],
    ['mutants', ofLab(({ mutants, lines }) => (mutants === undefined ? '–' : `${lines.some(({ ok, about: subject }) => subject === 'mutants' && !ok) ? '✗' : '✓'} ${percent(mutants.score)} of ${mutants.counted}`))],
    ['bytes', ofLab((proof) => marked(about(proof, 'bytes'), ''))],
    ['languages', ofLab((proof) => marked(about(proof, 'languages'), ''))],
    ['time', seconds],
  ],
  quiz: [
    ['questions', ({ questions, problems }) => (questions === undefined ? `✗ ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}` : `✓ ${questions.length}`)],
    ['runs', ({ questions = [] }) => String(questions.reduce((sum, { seeds }) => sum + seeds, 0))],
    ['time', seconds],
  ],
  lesson: [
    ['live blocks', ({ ok, blocks, problems }) => (ok ? `✓ ${blocks}` : `✗ ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`)],
    ['time', seconds],
  ],
  help: [
    ['wrong turns', ({ ok, turns, problems }) => (ok ? `✓ ${turns}` : `✗ ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`)],
    ['time', seconds],
  ],
};

export function overview(all: readonly Checked[]): string {
  return (['lab', 'quiz', 'lesson', 'help'] as const).flatMap((kind) => {
    const of = all.filter((checked) => checked.kind === kind);
    if (of.length === 0) return [];
    const columns: readonly Column[] = [[kind, ({ name }) => name], ...COLUMNS[kind]];
    const rows = [columns.map(([title]) => title), ...of.map((checked) => columns.map(([, cell]) => cell(checked)))];
    const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return [...rows.map((row) => row.map((cell, column) => (column === columns.length - 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()), ''];
  }).join('\n').concat('\n');
}
