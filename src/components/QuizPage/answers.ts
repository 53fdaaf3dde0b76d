/** Answers between visits. A browser without storage forgets them, and nothing breaks. */
import { createStore, get, set } from 'idb-keyval';
import type { QuizAnswers } from '../Quiz/types.ts';

const store = (): ReturnType<typeof createStore> => createStore('peapod-quizzes', 'answers');

export async function keptAnswers(slug: string): Promise<QuizAnswers | undefined> {
  try {
    const kept: unknown = await get(slug, store());
    const readable = typeof kept === 'object' && kept !== null && Object.values(kept).every((value) => typeof value === 'string');
    return readable ? kept as QuizAnswers : undefined;
  } catch { return undefined; }
}

export async function keepAnswers(slug: string, answers: QuizAnswers): Promise<void> {
  try { await set(slug, answers, store()); } catch { /* Storage is refused. */ }
}
