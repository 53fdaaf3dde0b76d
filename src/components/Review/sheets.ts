/** The quizzes, each fetched when one of its questions is asked. */
import { sheets } from '@generated/course/default/sheets.js';
import type { QuizSheet } from '@site/src/plugins/course/types.ts';

export const fetchSheet = async (slug: string): Promise<QuizSheet | undefined> => (Object.hasOwn(sheets, slug) ? (await sheets[slug]?.())?.default : undefined);
