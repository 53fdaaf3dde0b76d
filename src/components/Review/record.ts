/** Tells the reader's progress what was answered, and moves the card of its skill. */
import { useEffect } from 'react';
import { entryOf, note, now, progressStore, useProgress } from '@site/src/progress/index.ts';
import type { Answer, Json } from '@site/src/progress/index.ts';
import type { Given } from '../Quiz/types.ts';
import { afterAnswer, dayStart, readCard } from './card.ts';

/** The card of the skill, moved by an answer. */
export async function moveCard(quiz: string, { question, variant, judged }: Given): Promise<void> {
  const at = now();
  const [{ schedule }] = await Promise.all([import('./schedule.ts'), progressStore().loading]);
  const card = readCard(entryOf(progressStore().getSnapshot().progress.cards, question.skill)?.data);
  const outcome = { question: `${quiz}/${question.id}`, seed: variant.seed, right: judged.right, sureAndWrong: judged.sureAndWrong };
  const data = afterAnswer(card, outcome, schedule, at);
  // Plain JSON all through.
  note({ type: 'card', card: question.skill, due: dayStart(data.place.due), data: data as unknown as Json });
}

function confidenceOf({ question, answer }: Given): Answer['confidence'] {
  if (question.type !== 'true-false' || typeof answer !== 'object' || !('confidence' in answer)) return undefined;
  return (['sure', 'think', 'guess'] as const).find((one) => one === answer.confidence);
}

export function noteGiven(quiz: string, given: Given): void {
  const { question, variant, answer, judged } = given;
  const confidence = confidenceOf(given);
  note({ type: 'answered', quiz, question: question.id, answer: {
    right: judged.right, credit: judged.credit, skill: question.skill, misconceptions: judged.misconceptions, given: answer as Json, variant: variant.seed,
    ...(confidence === undefined ? {} : { confidence }),
  } });
  // Without a connection the schedule cannot be fetched: the answer is kept, the card moves with the next one.
  moveCard(quiz, given).catch(() => undefined);
}

/** Who reads: a word made up at the first visit, so that neighbours meet different variants. '' until it is known. */
export function useReader(): string {
  const { progress, loaded } = useProgress();
  const kept = entryOf(progress.settings, 'reader')?.value;
  const known = typeof kept === 'string' ? kept : '';
  useEffect(() => {
    if (loaded && known === '') note({ type: 'setting', key: 'reader', value: Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('') });
  }, [loaded, known]);
  return known;
}
