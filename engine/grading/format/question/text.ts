/** `text`: one word or a short line. */
import * as z from 'zod';
import { cel, misconception } from '../common.ts';
import { common, explain, feedback } from './common.ts';

export const shortText = z.strictObject({
  ...common, type: z.literal('text').describe('A short text. Blanks around it, full-width letters and (without exactCase) capitals make no difference.'), explain,
  command: z.string().min(1).optional().describe('Typed at the moment; makes output and exitCode available.'),
  value: cel.describe('CEL that gives the text.'),
  also: z.array(z.string().min(1)).default([]).describe('Other spellings that are as right.'),
  exactCase: z.boolean().default(false).describe('Capitals count.'),
  wrong: z.array(z.strictObject({ text: z.string().min(1).describe('What is answered.'), feedback, misconception: misconception.optional() })).default([]).describe('Answers that somebody with a wrong idea would give.'),
});
