/** What differs from learner to learner. */
import * as z from 'zod';
import { PARAM_NAME } from './common.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);
export type ParamValue = z.infer<typeof value>;

export const param = z.union([
  z.strictObject({ int: z.tuple([z.int(), z.int()]).refine(([low, high]) => low <= high, 'the lower bound stands first').describe('A whole number, both bounds included: [3, 5].') }),
  z.strictObject({ oneOf: z.array(value).min(1).describe('One of these: [8080, 9090].') }),
]).describe('Drawn from the learner\'s seed.').meta({ id: 'Param' });
export type Param = z.infer<typeof param>;

export const params = z.record(z.string().regex(PARAM_NAME, 'a name of letters and digits that begins with a small letter, and no word of Go\'s templates'), param)
  .describe('Values that differ from learner to learner; {{name}} in every text, manifest, command and expression. A text that is nothing but {{name}} becomes the value itself, a number stays a number.');
export type Params = z.infer<typeof params>;
