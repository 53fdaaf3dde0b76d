/** `find-line`: which line of a manifest is the mistake? */
import * as z from 'zod';
import { misconception } from '../common.ts';
import { judgedManifest } from './fillYaml.ts';
import { common, explain, feedback } from './common.ts';

const change = {
  path: z.string().min(1).describe('The field: spec.selector.app, spec.containers[0].image'),
  value: z.json().optional().describe('Its right value; without it the field is taken out.'),
};
export const findLine = z.strictObject({
  ...common, type: z.literal('find-line').describe('The learner picks the line that is wrong.'), explain,
  file: z.string().min(1).describe('A file of the world.'),
  fix: z.strictObject(change).describe('The one change that reaches the goal; its line is the key.'),
  decoys: z.array(z.strictObject({ ...change, feedback: feedback.optional(), misconception: misconception.optional() })).default([]).describe('Changes elsewhere that do not reach the goal.'),
  ...judgedManifest,
});
