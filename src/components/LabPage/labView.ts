/** A lab's data, its ticking checks and its grade, as the page shows them in one language. */
import type { LabReport, Tick } from '@site/src/worker/protocol.ts';
import type { LabData } from '@site/src/plugins/course/types.ts';
import type { CheckLine, LabTask } from '../Lab/types.ts';

export type Language = 'en' | 'zh';

export function taskOf({ slug, spec, solution }: LabData, language: Language): LabTask {
  const commands = solution.commands.length === 0 ? [] : [{ file: 'commands.sh', text: solution.commands.join('\n') }];
  return {
    slug, title: spec.title[language], minutes: spec.minutes,
    points: spec.checks.reduce((sum, { points }) => sum + points, 0),
    hints: spec.hints.map(({ id, text, cost }) => ({ id, text: text[language], cost })),
    // The solution's file name suggests nothing that the task does not say.
    editorFile: { file: Object.keys(solution.files)[0] ?? 'answer.yaml', text: '' },
    solution: [...Object.entries(solution.files).map(([file, text]) => ({ file, text })), ...commands],
  };
}

/** @param current whether the report is of the cluster as it stands; after a change only its advice is kept, where it is still needed. */
export function linesOf({ spec }: LabData, ticks: readonly Tick[], report: LabReport | undefined, current: boolean, language: Language): readonly CheckLine[] {
  return spec.checks.map(({ id, title, points }): CheckLine => {
    const graded = report?.checks.find((check) => check.id === id);
    const advice = graded?.advice?.[language] ?? '';
    if (graded !== undefined && current) {
      return { id, title: title[language], points, earned: graded.earned, state: graded.state, seen: graded.seen[language], advice, old: false };
    }
    const tick = ticks.find((one) => one.id === id);
    return { id, title: title[language], points, earned: 0, state: tick?.state ?? 'later', seen: tick?.seen?.[language] ?? '', advice: tick?.state === 'holds' ? '' : advice, old: true };
  });
}
