/**
 * `exercises/quizzes/<slug>.yaml`. No key is written down: options carry claims about a cluster that the engine runs,
 * and the one true claim is the key.
 */
import * as z from 'zod';
import { duration, fault, preset, slug, text } from './common.ts';

/** What leads to the moment that is asked about. */
const world = z.strictObject({
  cluster: preset.default('three-nodes'),
  /** Manifests: names of files in exercises/manifests, or YAML itself (with a line break). */
  files: z.record(z.string(), z.string()).default({}),
  steps: z.array(z.union([
    z.strictObject({ command: z.string().min(1) }), z.strictObject({ wait: duration }), z.strictObject({ fault }),
  ])).default([]),
});

const option = z.strictObject({
  text,
  /** predict-*: CEL over the cluster at the moment asked about; choose-command: the command to run. */
  claim: z.string().optional(),
  command: z.string().optional(),
  feedback: text,
  misconception: z.string().regex(/^M\d\d$/, 'M01 to M40').optional(),
});

export const question = z.strictObject({
  id: slug,
  type: z.enum(['predict-state', 'predict-output', 'choose-command']),
  skill: slug,
  stem: text,
  world: world.optional(),
  /** predict-output: what is typed; its output is the variable `output`. */
  command: z.string().optional(),
  /** choose-command: CEL that holds after the right command (`output`, `exitCode` and the cluster). */
  goal: z.string().optional(),
  /** choose-command: time to act before the goal is looked at. */
  settle: duration.default('30s'),
  options: z.array(option).min(2).max(6),
}).superRefine((q, context) => {
  const wants = q.type === 'choose-command' ? 'command' : 'claim';
  q.options.forEach((o, i) => {
    if (o[wants] === undefined) context.addIssue({ code: 'custom', path: ['options', i], message: `an option of ${q.type} needs a ${wants}` });
  });
  if (q.type === 'choose-command' && q.goal === undefined) context.addIssue({ code: 'custom', path: ['goal'], message: 'choose-command needs a goal' });
  if (q.type === 'predict-output' && q.command === undefined) context.addIssue({ code: 'custom', path: ['command'], message: 'predict-output needs a command' });
});
export type Question = z.infer<typeof question>;

export const quizFile = z.strictObject({
  apiVersion: z.literal('peapod/v1'),
  kind: z.literal('Quiz'),
  metadata: z.strictObject({ name: slug }),
  title: text,
  /** Where questions say nothing else. */
  world: world.optional(),
  questions: z.array(question).min(1),
});
export type QuizFile = z.infer<typeof quizFile>;
export type World = z.infer<typeof world>;
