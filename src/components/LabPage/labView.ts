/** A lab's data, its ticking checks and its grade, as the page shows them in one language. */
import type { LabReport, LabTick } from '@site/src/worker/protocol.ts';
import type { LabData, Misconception } from '@site/src/plugins/course/types.ts';
import type { Neighbour } from '../CoursePath/neighbours.ts';
import type { CheckLine, ExamLine, Feedback, LabTask } from '../Lab/types.ts';

export type Language = 'en' | 'zh';
/** What the page knows beside the lab: titles of lessons, ideas that are often mistaken. */
export type Around = { readonly language: Language; readonly misconceptions: readonly Misconception[]; readonly lessonTitle: (id: string) => string | undefined; readonly next?: Neighbour | undefined };

export const pointsOf = ({ spec }: Pick<LabData, 'spec'>): number => [...spec.checks, ...spec.constraints].reduce((sum, { points }) => sum + points, 0);

export function taskOf(lab: LabData, language: Language): LabTask {
  const { slug, spec, given = {}, solution } = lab;
  const [first] = Object.keys(given);
  const commands = solution.commands.length === 0 ? [] : [{ file: 'commands.sh', text: solution.commands.join('\n') }];
  const points = pointsOf(lab);
  return {
    slug, title: spec.title[language], minutes: spec.minutes, points, passAt: Math.ceil(points * spec.passAt * 100) / 100,
    finds: spec.before.length === 0 ? '' : spec.summary[language],
    hints: spec.hints.map(({ id, text, cost }) => ({ id, text: text[language], cost })),
    // The solution's file name suggests nothing that the task does not say.
    editorFile: { file: first ?? Object.keys(solution.files)[0] ?? 'answer.yaml', text: first === undefined ? '' : given[first] ?? '' },
    solution: [...Object.entries(solution.files).map(([file, text]) => ({ file, text })), ...commands],
  };
}

function feedbackOf(check: LabReport['checks'][number], { language, misconceptions, lessonTitle }: Around): Feedback | undefined {
  if (check.state === 'passed' || check.state === 'skipped') return undefined;
  const [lesson, anchor] = (check.lesson ?? '').split('#');
  const title = lesson === undefined || lesson === '' ? undefined : lessonTitle(lesson);
  const idea = misconceptions.find(({ id }) => id === check.misconception);
  const expected = check.expected[language];
  return {
    expected: expected === check.title[language] ? '' : expected, why: check.why?.[language] ?? '', next: check.next?.[language] ?? '',
    ...(title === undefined ? {} : { lesson: { title, path: `/learn/${lesson}/${anchor === undefined ? '' : `#${anchor}`}` } }),
    ...(idea === undefined ? {} : { misconception: { belief: idea.belief[language], truth: idea.truth[language] } }),
  };
}

/** @param current whether the report is of the cluster as it stands; after a change only its advice is kept, where it is still needed. */
export function linesOf({ spec }: Pick<LabData, 'spec'>, ticks: readonly LabTick[], report: LabReport | undefined, current: boolean, around: Around): readonly CheckLine[] {
  const { language } = around;
  const lines = [...spec.constraints.map((one) => ({ ...one, kind: 'constraint' as const })), ...spec.checks.map((one) => ({ ...one, kind: 'check' as const }))];
  return lines.map(({ id, title, points, kind }): CheckLine => {
    const graded = report?.checks.find((check) => check.id === id && check.kind === kind);
    const tick = ticks.find((one) => one.id === id);
    const feedback = graded === undefined ? undefined : feedbackOf(graded, around);
    const base = { id, kind, title: title[language], points, ...(tick?.used === undefined || tick.limit === undefined ? {} : { use: { used: tick.used, limit: tick.limit } }) };
    if (graded !== undefined && current) {
      const waits = report?.checks.find((one) => one.id === graded.waitsFor)?.title[language];
      return { ...base, earned: graded.earned, state: graded.state, seen: graded.seen[language], old: false, ...(feedback === undefined ? {} : { feedback }), ...(waits === undefined ? {} : { waitsFor: waits }) };
    }
    const needed = feedback !== undefined && tick?.state !== 'holds';
    return { ...base, earned: 0, state: tick?.state ?? 'later', seen: tick?.seen?.[language] ?? '', old: true, ...(needed ? { feedback } : {}) };
  });
}

/** All copies' steps in one list: each copy begins where the work was handed in. */
export const examOf = (report: LabReport, language: Language): readonly ExamLine[] =>
  report.exam.flatMap(({ steps }) => steps.map(({ at, what, problem }) => ({ at, what: what[language], problem: problem ?? '' })));
