/** `match`: what belongs to what? */
import * as z from 'zod';
import { cel, misconception, slug, text } from '../common.ts';
import { common, explain, feedback } from './common.ts';

export const match = z.strictObject({
  ...common, type: z.literal('match').describe('For each on the left, the one on the right that is true of it.'), explain,
  left: z.array(z.strictObject({ id: slug, text, value: cel.describe('What the claims see as `left`: pods.filter(p, p.metadata.name == \'a\')[0]') })).min(2).max(8),
  right: z.array(z.strictObject({ id: slug, text, claim: cel.describe('True of exactly those on the left to which it belongs (variable left).'), feedback: feedback.optional(), misconception: misconception.optional() })).min(2).max(8),
});
