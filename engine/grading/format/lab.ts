/** `exercises/labs/<slug>/exercise.yaml`. */
import * as z from 'zod';
import { duration, objectRef, preset, runStep, slug, text } from './common.ts';

const when = z.strictObject({
  /** Once within the time; at every moment; at no moment; when everything is over. */
  mode: z.enum(['eventually', 'always', 'never', 'atEnd']).default('eventually'),
  within: duration.optional(),
  /** Counting begins with this step of `run` (default: when the work is handed in). */
  after: slug.optional(),
});

export const check = z.strictObject({
  id: slug,
  title: text,
  points: z.int().min(0),
  when: when.default({ mode: 'eventually' }),
  /** A partial object: every field that it has must be there with this value; lists are compared whole. */
  resource: z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string().optional(), namespace: z.string().optional(), labels: z.record(z.string(), z.string()).optional() }).optional() }).optional(),
  /** Each object that is found must satisfy `expr` (CEL, variable `object`); none found is a failure. */
  select: objectRef.optional(),
  /** All objects found together must satisfy `expr` (CEL, variable `items`). */
  list: objectRef.optional(),
  expr: z.string().optional(),
  /** Checks that must have passed, else this one is skipped: nobody is charged twice for one mistake. */
  needs: z.array(slug).default([]),
  /** Failing it makes the whole score 0: for what would defeat the purpose of the lab. */
  gate: z.boolean().default(false),
  /** What was expected, why, and what to look at next. */
  fail: text,
}).refine((c) => [c.resource, c.select, c.list].filter((t) => t !== undefined).length === 1, 'exactly one of resource, select, list')
  .refine((c) => (c.resource === undefined) === (c.expr !== undefined), 'select and list need an expr; resource has none');
export type Check = z.infer<typeof check>;

export const labFile = z.strictObject({
  apiVersion: z.literal('peapod/v1'),
  kind: z.literal('Lab'),
  metadata: z.strictObject({ name: slug }),
  title: text,
  summary: text,
  minutes: z.int().min(1).max(120),
  skills: z.array(slug).min(1),
  cluster: preset,
  /** Time for the start's manifests to come up before the learner is let in. */
  settle: duration.default('30s'),
  /** What the examiner does to a copy of the learner's cluster after hand-in. */
  run: z.array(runStep).default([]),
  checks: z.array(check).min(1),
  hints: z.array(z.strictObject({ id: slug, cost: z.int().min(0), text })).default([]),
  /** Share of the points that counts as solved. */
  passAt: z.number().min(0).max(1).default(0.75),
});
export type LabFile = z.infer<typeof labFile>;

/** `wrong/<why>/expect.yaml`. */
export const expectFile = z.strictObject({ fails: z.array(slug).min(1), skipped: z.array(slug).default([]) });
export type ExpectFile = z.infer<typeof expectFile>;
