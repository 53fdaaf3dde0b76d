/** Stages of a request as the rows of its table. */
import type { TracedRequest } from '@site/src/worker/protocol.ts';

export type Stage = TracedRequest['stages'][number];
export type Verdict = Stage['verdict'];
type Row = { readonly stage: Stage['stage']; readonly verdict: Verdict; readonly told: readonly Stage[]; readonly silent: readonly string[] };
/** One row for each stage: plugins that had something to say, and the names of those that let it pass. */
export function rowsOf(stages: readonly Stage[]): readonly Row[] {
  return [...new Set(stages.map(({ stage }) => stage))].map((stage) => {
    const own = stages.filter((one) => one.stage === stage);
    const verdict = (['refused', 'changed'] as const).find((worst) => own.some((one) => one.verdict === worst)) ?? 'passed';
    const isSilent = (one: Stage): boolean => one.verdict === 'passed' && one.detail === '';
    return { stage, verdict, told: own.filter((one) => !isSilent(one)), silent: own.filter(isSilent).flatMap(({ plugin }) => (plugin === undefined ? [] : [plugin])) };
  });
}
