/** The words that labs and quizzes share. What a description says, an editor shows beside the line. */
import * as z from 'zod';

/** A text in both languages; neither may be missing. */
export const text = z.strictObject({
  en: z.string().min(1).describe('The English text.'),
  zh: z.string().min(1).describe('The Chinese text: it says the same, in its own words.'),
}).describe('A text in both languages. Inline Markdown; {{name}} stands for a parameter.').meta({ id: 'Text' });
export type Text = z.infer<typeof text>;

export const slug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'lower-case letters, digits and dashes, at most 64')
  .describe('Lower-case letters, digits and dashes, at most 64 characters.');

/** What a parameter may be called; words of Go's templates (`kubectl -o go-template`) are none. */
export const PARAM_NAME = /^(?!(?:else|end|break|continue)$)[a-z][A-Za-z0-9]{0,30}$/;
const PLACEHOLDER = /\{\{ *[a-z][A-Za-z0-9]* *\}\}/;
const orPlaceholder = (pattern: RegExp): RegExp => new RegExp(`${pattern.source}|${PLACEHOLDER.source}`);

/** `30s`, `5m`, `1h30m`. */
export const duration = z.string().min(1).regex(orPlaceholder(/^(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/), 'a duration like 30s, 5m or 1h30m').describe('A length of virtual time: 500ms, 30s, 5m, 1h30m.').meta({ id: 'Duration' });
/** A parameter may stand where a number does: once it is put in, it is a number. */
const placeholder = z.string().regex(new RegExp(`^${PLACEHOLDER.source}$`), 'a number, or one parameter like "{{replicas}}"');
export const wholeNumber = z.union([z.int().min(0), placeholder]);
export const anyNumber = z.union([z.number(), placeholder]);

export const cel = z.string().min(1).describe('An expression in Kubernetes\' CEL.').meta({ id: 'Cel' });
export const misconception = z.string().regex(/^M(0[1-9]|[123]\d|40)$/, 'M01 to M40').describe('The wrong belief behind it, M01 to M40.').meta({ id: 'Misconception' });
export const lessonId = z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+(#[\w-]+)?$/, 'a lesson like the-pod/probes, without docs/ and .mdx').describe('The lesson that teaches it: the-pod/probes.').meta({ id: 'LessonId' });

export const preset = z.enum(['minikube', 'three-nodes']).describe('minikube: one machine. three-nodes: master01, node01, node02.');
export const labels = z.record(z.string(), z.string());

const refFields = {
  apiVersion: z.string().describe('v1, apps/v1, batch/v1 …'),
  kind: z.string().describe('Pod, Deployment, Service …'),
  namespace: z.string().optional().describe('Where to look; default: the namespace default.'),
  name: z.string().optional().describe('Only the object of this name.'),
  labels: labels.optional().describe('Only objects that carry all of these labels.'),
};
export const objectRef = z.strictObject(refFields).describe('Which objects are looked at: all of a kind, or those of a name or with labels.').meta({ id: 'ObjectRef' });
export type ObjectRef = z.infer<typeof objectRef>;
export const boundRef = z.strictObject({ ...refFields, many: z.boolean().default(false).describe('A list of all that are found, instead of the first or null.') })
  .describe('One more variable of the expression: an object (null without one), or a list.').meta({ id: 'BoundRef' });
export type BoundRef = z.infer<typeof boundRef>;

/** Whose pod, whose node: the `index`-th in name order of what matches. */
export const podTarget = z.strictObject({
  namespace: z.string().default('default').describe('Default: default.'),
  labels: labels.describe('Labels that the Pod carries.'),
  index: z.int().min(0).default(0).describe('Which of them, in the order of their names, from 0.'),
}).describe('A Pod that is found by its labels when the step is taken.').meta({ id: 'PodTarget' });
export const fault = z.strictObject({
  fault: z.string().min(1).describe('What happens: node-power-off, network-cut, pod-delete, kubelet-stop …'),
  node: z.string().optional().describe('To this machine.'),
  pod: podTarget.optional().describe('To this Pod.'),
  nodeOf: podTarget.optional().describe('To the machine on which this Pod runs.'),
  target: z.string().min(1).optional().describe('A part of the control plane, a registry\'s host, node01/30 for a clock.'),
}).superRefine((f, context) => {
  const named = (['node', 'pod', 'nodeOf', 'target'] as const).filter((key) => f[key] !== undefined);
  if (named.length !== 1) context.addIssue({ code: 'custom', path: named.slice(1, 2), message: `exactly one of node, pod, nodeOf, target is needed, found ${named.length === 0 ? 'none' : named.join(' and ')}` });
})
  .describe('Something breaks, or is mended.').meta({ id: 'Fault' });
/** `target` is plain text: a registry's host, a part of the control plane. */
export type FaultStep = z.infer<typeof fault>;
export type { RunStep } from './step.ts';
