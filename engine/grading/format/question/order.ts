/** `order`: what happens first? */
import * as z from 'zod';
import { cel, text } from '../common.ts';
import { common, explain } from './common.ts';

export const order = z.strictObject({
  ...common, type: z.literal('order').describe('Things are put in the order in which they happen.'), explain,
  items: z.array(z.strictObject({ text, when: cel.describe('It has happened at the first moment at which this is true.') })).min(3).max(8),
});
