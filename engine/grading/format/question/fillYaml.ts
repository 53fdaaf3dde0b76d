/** `fill-yaml`: blanks in a manifest; whatever reaches the goal is right. */
import * as z from 'zod';
import { cel, misconception } from '../common.ts';
import { step } from '../step.ts';
import { common, explain, feedback, settle } from './common.ts';

const fill = z.record(z.string().regex(/^\d+$/, 'the number of a blank'), z.string());
/** A manifest that the learner completes or mends, and what is done with it. */
export const judgedManifest = {
  steps: z.array(step).optional().describe('What is done with the file; default: kubectl apply -f it.'),
  settle, goal: cel.describe('True once the right thing was done.'),
};

export const fillYaml = z.strictObject({
  ...common, type: z.literal('fill-yaml').describe('The learner fills blanks in YAML; it is run and judged by what it brings about.'), explain,
  template: z.string().min(1).describe('YAML with [[1]], [[2]] … where something is to be filled in.'),
  name: z.string().min(1).default('answer.yaml').describe('The name under which the filled file is saved.'),
  solution: fill.describe('What stands in each blank: {1: web}.'),
  ...judgedManifest,
  wrong: z.array(z.strictObject({ fill, feedback, misconception: misconception.optional() })).default([]).describe('Fills that somebody with a wrong idea would try; none may reach the goal.'),
});
