/** `number`: how many, how long? */
import * as z from 'zod';
import { anyNumber, cel, misconception, text } from '../common.ts';
import { common, explain, feedback } from './common.ts';

export const number = z.strictObject({
  ...common, type: z.literal('number').describe('A number, with or without a unit.'), explain,
  command: z.string().min(1).optional().describe('Typed at the moment; makes output and exitCode available.'),
  value: cel.describe('CEL that gives the number.'),
  unit: text.optional().describe('{en: s, zh: 秒}: then 5m and 300 s and 300秒 are the same answer.'),
  tolerance: anyNumber.default(0).describe('So far off is still right.'),
  band: z.boolean().default(false).describe('Half the credit within twice the tolerance.'),
  wrong: z.array(z.strictObject({ value: z.union([z.number(), cel]).describe('A number, or CEL that gives it.'), feedback, misconception: misconception.optional() })).default([]).describe('Numbers that somebody with a wrong idea would give.'),
});
