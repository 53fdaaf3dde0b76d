/** `true-false`: a statement, and how sure the learner is. */
import * as z from 'zod';
import { cel, text } from '../common.ts';
import { common, explain } from './common.ts';

export const trueFalse = z.strictObject({
  ...common, type: z.literal('true-false').describe('The stem is a statement; the learner says true or false, and how sure.'),
  explain: explain.optional(),
  command: z.string().min(1).optional().describe('Typed at the moment; makes output and exitCode available.'),
  claim: cel.describe('The statement about the cluster at the moment.'),
  feedback: z.strictObject({ true: text.describe('Shown to whoever said true.'), false: text.describe('Shown to whoever said false.') }).describe('By what was answered.'),
});
