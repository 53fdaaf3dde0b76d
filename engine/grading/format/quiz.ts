/**
 * `exercises/quizzes/<slug>.yaml`. No key is written down: options carry claims about a cluster that the engine runs,
 * and what is true there is the key.
 */
import * as z from 'zod';
import { duration, slug, text } from './common.ts';
import { params } from './params.ts';
import { question } from './question/index.ts';
import { world } from './world.ts';

export const quizFile = z.strictObject({
  apiVersion: z.literal('peapod/v1'),
  kind: z.literal('Quiz'),
  metadata: z.strictObject({ name: slug.describe('As the file.') }),
  title: text,
  world: world.optional().describe('Where questions say nothing else.'),
  params: params.default({}),
  guard: duration.default('2s').describe('So long around its moment a key must hold.'),
  seeds: z.int().min(1).max(1000).optional().describe('With how many seeds each question is proved.'),
  questions: z.array(question).min(1),
});
export type QuizFile = z.infer<typeof quizFile>;
export type { Question, QuestionOf, QuestionType } from './question/index.ts';
export type { World } from './world.ts';
