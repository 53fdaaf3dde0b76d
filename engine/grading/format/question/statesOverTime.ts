/** `states-over-time`: what is it at each moment? */
import * as z from 'zod';
import { cel, duration, text } from '../common.ts';
import { common, explain } from './common.ts';

export const statesOverTime = z.strictObject({
  ...common, type: z.literal('states-over-time').describe('A word for each moment.'), explain,
  moments: z.array(duration).min(2).max(8).describe('Counted from the end of the world\'s steps, rising.'),
  of: cel.describe('CEL that gives a word: the id of a choice.'),
  choices: z.array(z.strictObject({ id: z.string().min(1).describe('What `of` gives: Running'), text })).min(2).max(8),
});
