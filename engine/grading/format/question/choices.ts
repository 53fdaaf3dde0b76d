/** `single` and `multiple`: options carry claims; what is true on the run is the key. */
import * as z from 'zod';
import { cel, misconception, text } from '../common.ts';
import { common, explain, feedback } from './common.ts';

const option = z.strictObject({
  text: text.describe('What the learner reads.'),
  claim: cel.describe('True or false about the cluster at the moment: over pods, nodes, deployments, … and, with `command`, output and exitCode.'),
  feedback, misconception: misconception.optional(),
}).meta({ id: 'Option' });
const choices = {
  ...common,
  explain: explain.optional(),
  command: z.string().min(1).optional().describe('Typed at the moment that is asked about; makes output and exitCode available to the claims.'),
  options: z.array(option).min(2).max(6),
};

/** Predicting an output or a state is choosing one, too. */
export const single = z.strictObject({ ...choices, type: z.literal(['single', 'predict-state', 'predict-output']).transform((): 'single' => 'single').describe('One option is right.') });
export const multiple = z.strictObject({ ...choices, type: z.literal('multiple').describe('Several options are right, and at least one is wrong.') });
