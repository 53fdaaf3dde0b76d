/** The cluster that a question is about, and what leads to the moment that is asked about. */
import * as z from 'zod';
import { preset } from './common.ts';
import { step } from './step.ts';

export const world = z.strictObject({
  cluster: preset.default('three-nodes'),
  files: z.record(z.string(), z.string()).default({}).describe('Files on the computer, by name: the name of a file in exercises/manifests, or YAML itself (with a line break).'),
  steps: z.array(step).default([]).describe('What happens before the moment that is asked about.'),
}).describe('What leads to the moment that is asked about.').meta({ id: 'World' });
export type World = z.infer<typeof world>;
