/** `exercises/labs/<slug>/exercise.yaml`. */
import * as z from 'zod';
import { check, constraint } from './check.ts';
import { duration, preset, slug, text } from './common.ts';
import { params } from './params.ts';
import { step } from './step.ts';

const allow = z.strictObject({
  faults: z.boolean().default(false).describe('The learner may break things (power off a machine …).'),
  controllers: z.boolean().optional().describe('The learner may run a controller of their own; the page shows an editor for it.'),
  maxCommands: z.int().min(1).optional().describe('More command lines than this are refused.'),
}).describe('What a session may hold beside typing, saving files and opening hints; a session with more is refused.');

const equivalent = z.strictObject({
  file: z.string().min(1).describe('A file of solution/.'),
  path: z.string().min(1).describe('The field whose change makes no difference: spec.template.spec.containers[0].ports'),
  why: text.describe('Why the change is as right as the solution.'),
});

export const labFile = z.strictObject({
  apiVersion: z.literal('peapod/v1'),
  kind: z.literal('Lab'),
  metadata: z.strictObject({ name: slug.describe('As the folder.') }),
  title: text,
  summary: text.describe('One sentence, for the list of labs.'),
  minutes: z.int().min(1).max(120).describe('How long somebody needs who has read the lessons.'),
  skills: z.array(slug).min(1).describe('What is practised; the reviews and the progress go by it.'),
  cluster: preset,
  params: params.default({}),
  settle: duration.default('30s').describe('Time for the manifests of start/ to come up before the learner is let in.'),
  before: z.array(step).default([]).describe('The examiner\'s steps after start/ was applied, before the learner comes in: a cluster that is broken already. A load without `for` goes on while the learner works; checks of any fork may judge it.'),
  allow: allow.default({ faults: false }),
  constraints: z.array(constraint).default([]).describe('How it is to be done, judged by what reached the API server.'),
  run: z.array(step).default([]).describe('What the examiner does to a copy of the learner\'s cluster after hand-in.'),
  forks: z.array(z.strictObject({ id: slug.describe('For `in` of checks.'), run: z.array(step).min(1).describe('The steps on this copy.') })).default([]).describe('More copies of the cluster as it was handed in, each with steps of its own.'),
  checks: z.array(check).min(1).describe('What is judged.'),
  hints: z.array(z.strictObject({ id: slug, cost: z.int().min(0).describe('Points that opening it costs.'), text })).default([]).describe('From vague to plain.'),
  passAt: z.number().min(0).max(1).default(0.75).describe('Share of the points that counts as solved.'),
  equivalent: z.array(equivalent).default([]).describe('Changes of the solution that are as right as it is, with a reason each.'),
});
export type LabFile = z.infer<typeof labFile>;

/** `wrong/<why>/expect.yaml`. */
export const expectFile = z.strictObject({
  fails: z.array(slug).min(1).describe('Checks and constraints that this attempt fails: exactly these.'),
  skipped: z.array(slug).default([]).describe('Checks that are skipped, because what they need has failed.'),
});
export type ExpectFile = z.infer<typeof expectFile>;
export type { Check, Constraint } from './check.ts';
