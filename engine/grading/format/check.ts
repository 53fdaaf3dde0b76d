/** One check of a lab: what is looked at, when, and what is said. */
import * as z from 'zod';
import { boundRef, cel, duration, labels, lessonId, misconception, objectRef, slug, text } from './common.ts';

const when = z.strictObject({
  mode: z.enum(['eventually', 'always', 'never', 'atEnd']).default('eventually')
    .describe('eventually: once within the time. always: at every moment. never: at no moment. atEnd: when everything is over.'),
  within: duration.optional().describe('How long is looked; eventually: 60s without it, always and never: until everything is over.'),
  after: slug.optional().describe('Looking begins with this step (its id); default: when the work is handed in.'),
}).describe('When it is judged.');

const resource = z.looseObject({
  apiVersion: z.string().describe('v1, apps/v1 …'), kind: z.string().describe('Pod, Deployment …'),
  metadata: z.looseObject({ name: z.string().optional(), namespace: z.string().optional(), labels: labels.optional() }).optional().describe('Which objects: by name, namespace (default: default), labels.'),
}).describe('A partial object: every field that it has must be there with this value; lists are compared whole. A key in parentheses is CEL over the fields at that depth: (availableReplicas >= 3): true');

const words = {
  title: text.describe('What is expected, as one line.'),
  fail: text.describe('Why it matters, when it failed. Never the answer.'),
  next: text.optional().describe('The next step to look at: a command, a field.'),
  lesson: lessonId.optional(), misconception: misconception.optional(),
};
const credit = {
  points: z.int().min(0).default(0).describe('What it is worth.'),
  gate: z.boolean().default(false).describe('Failing it makes the whole score 0: for what would defeat the purpose of the lab.'),
};

export const TARGETS = ['resource', 'select', 'list', 'load', 'command'] as const;
export const check = z.strictObject({
  id: slug, ...words, ...credit,
  in: slug.optional().describe('Which of `forks` is looked at; default: the one of `run`.'),
  when: when.default({ mode: 'eventually' }),
  needs: z.array(slug).default([]).describe('Checks that must have passed, else this one is skipped: nobody is charged twice for one mistake.'),
  resource: resource.optional(),
  select: objectRef.optional().describe('Each object that is found satisfies `expr` (variable object).'),
  list: objectRef.optional().describe('All objects together satisfy `expr` (variable items).'),
  load: slug.optional().describe('`expr` is over what this load has seen (variable load): sent, answered, errors, refused, timedOut, reset, dropped, byPod.'),
  command: z.string().min(1).optional().describe('A command line that is run when it is judged; `expr` is over output and exitCode.'),
  expr: cel.optional().describe('CEL that gives true or false.'),
  bind: z.record(z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'a name of letters and digits that begins with a small letter'), boundRef).default({}).describe('More objects for the expression, by the name of the variable.'),
  show: z.union([cel, z.strictObject({ en: cel, zh: cel })]).optional().describe('CEL that gives a text: what is told as seen. One for each language (en, zh) where it has words in it. Without it a text is made from the first counter-example.'),
  mayBeEmpty: z.boolean().default(false).describe('Nothing found is fine. Without it, it fails in every mode.'),
  score: cel.optional().describe('CEL that gives a number: partial credit by `scale`.'),
  scale: z.tuple([z.number(), z.number()]).optional().describe('[lo, hi]: no points at lo or below, all at hi or above, linear between.'),
}).superRefine((c, context) => {
  const problem = (path: string[], message: string): void => { context.addIssue({ code: 'custom', path, message }); };
  const named = TARGETS.filter((target) => c[target] !== undefined);
  if (named.length !== 1) problem(named.length > 1 ? [named[1] ?? ''] : [], `exactly one of ${TARGETS.join(', ')} is needed, found ${named.length === 0 ? 'none' : named.join(' and ')}`);
  if (c.resource !== undefined && c.expr !== undefined) problem(['expr'], 'resource has no expr: write the condition as a key in parentheses, or use select');
  if (c.resource === undefined && named.length === 1 && c.expr === undefined && c.score === undefined) problem([named[0] ?? ''], `${named[0]} needs an expr or a score`);
  if (c.scale !== undefined && c.score === undefined) problem(['scale'], 'scale needs a score');
  if (c.scale !== undefined && c.scale[0] === c.scale[1]) problem(['scale'], 'the two ends of scale are equal');
  if (c.resource !== undefined && Object.keys(c.bind).length > 0 && c.score === undefined && c.show === undefined) problem(['bind'], 'resource has no expr that could use bind');
}).describe('One check. Exactly one of resource, select, list, load, command.').meta({ id: 'Check' });
export type Check = z.infer<typeof check>;

export const constraint = z.strictObject({
  id: slug, ...words, ...credit,
  forbid: z.strictObject({
    verbs: z.array(z.enum(['create', 'update', 'patch', 'delete', 'deletecollection', 'get', 'list', 'watch'])).min(1).describe('What is not to be done.'),
    resources: z.array(z.string().min(1)).min(1).describe('To what: pods, deployments.apps, pods/exec; * for all.'),
    namespaces: z.array(z.string()).optional().describe('Where; default: everywhere.'),
    names: z.array(z.string()).optional().describe('Only these objects; default: all.'),
  }).optional().describe('Requests that nobody on the learner\'s side may send.'),
  maxCommands: z.int().min(1).optional().describe('At most so many command lines.'),
  maxWrites: z.int().min(1).optional().describe('At most so many requests that change something.'),
}).superRefine((c, context) => {
  const named = (['forbid', 'maxCommands', 'maxWrites'] as const).filter((key) => c[key] !== undefined);
  if (named.length !== 1) context.addIssue({ code: 'custom', path: named.slice(1, 2), message: `exactly one of forbid, maxCommands, maxWrites is needed, found ${named.length === 0 ? 'none' : named.join(' and ')}` });
}).describe('The way, not only the end: judged by what reached the API server.').meta({ id: 'Constraint' });
export type Constraint = z.infer<typeof constraint>;
