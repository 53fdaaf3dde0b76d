/** `exercises/help.yaml`: what stands beside a command that went wrong. The terminal itself prints what Kubernetes prints, and not a letter more. */
import * as z from 'zod';
import { boundRef, cel, lessonId, slug, text } from './common.ts';

const output = z.strictObject({
  output: z.string().min(1).describe('A regular expression (Go\'s), found in what one command prints.'),
  line: z.string().min(1).optional().describe('A regular expression (Go\'s) that is found in the command line too, where an output says little by itself.'),
  succeeds: z.boolean().default(false).describe('The command did what it was told, and yet not what was meant. Without it the expression must not match what lessons print.'),
});
const state = z.strictObject({
  apiVersion: z.string().describe('v1, apps/v1 …'),
  kind: z.string().describe('Pod, Service …: objects of it that the command or its output names.'),
  expr: cel.describe('In Kubernetes\' CEL, over `object`, `age` (seconds since it was made) and what `bind` gives.'),
  bind: z.record(z.string(), boundRef).default({}).describe('More variables: other objects of the same namespace.'),
});

export const helpEntry = z.strictObject({
  id: slug.describe('A name of its own.'),
  when: z.union([output, state]).describe('Either what a command prints, or how an object is.'),
  why: text.describe('One or two sentences: why this happens. {{1}}, {{2}}: the first, the second text in quotes of what was printed; {{name}}: of the object.'),
  next: z.string().min(1).optional().describe('A command to go on with; the same places as in why. It looks, it changes nothing.'),
  lesson: lessonId.regex(/#/, 'a lesson and its heading, first-cluster/labels#find').describe('The heading that teaches it: first-cluster/labels#find.'),
  tried: z.array(z.array(z.string().min(1)).min(1)).min(1).describe('Wrong turns that lead here: each a list of command lines, typed one after another on a new cluster of three nodes. `sleep 10` waits. Files of exercises/manifests and exercises/wrong-files are there.'),
});
export type HelpEntry = z.infer<typeof helpEntry>;
export const helpFile = z.strictObject({ help: z.array(helpEntry).min(1).describe('The first one that fits is shown.') });
