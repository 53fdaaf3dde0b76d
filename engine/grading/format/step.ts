/** What an examiner (or a question's world) does to a cluster, one after the other. */
import * as z from 'zod';
import { anyNumber, duration, fault, slug, wholeNumber } from './common.ts';

const id = slug.optional().describe('A name of the step, for `after`.');
const namespace = z.string().default('default').describe('Default: default.');

const load = z.strictObject({
  id: slug.describe('A name of the load, for checks with `load`.'),
  url: z.string().min(1).describe('http://web.default/ or any address that is reached inside the cluster.'),
  rate: anyNumber.default(10).describe('Requests in a second, spread evenly.'),
  for: duration.optional().describe('How long; default: until everything is over.'),
  from: z.string().optional().describe('outside (default), a machine\'s name, or namespace/pod.'),
  timeout: duration.optional().describe('After how long a request is given up; default 1s.'),
});
const scale = z.strictObject({
  kind: z.enum(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']).describe('Whose replicas.'), name: z.string().min(1).describe('Its name.'), namespace,
  replicas: wholeNumber.describe('How many from now on.'),
});
const image = z.strictObject({
  kind: z.enum(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Pod']).describe('Whose image.'), name: z.string().min(1).describe('Its name.'), namespace,
  container: z.string().min(1).describe('The container\'s name.'), image: z.string().min(1).describe('The image from now on: nginx:1.16.1.'),
});

export const step = z.union([
  z.strictObject({ id, wait: duration.describe('Nothing is done for so long.') }),
  z.strictObject({ id, settle: duration.describe('Waits until nothing visible has changed for 5 s, at most so long.') }),
  z.strictObject({ id, fault }),
  z.strictObject({ id, load: load.describe('Requests from now on, counted second by second.') }),
  z.strictObject({ id, scale: scale.describe('Changes how many replicas are wanted.') }),
  z.strictObject({ id, image: image.describe('Changes a container\'s image.') }),
  z.strictObject({ id, apply: z.string().min(1).describe('Manifests: YAML itself (with a line break), or the name of a file in exam/.') }),
  z.strictObject({ id, command: z.string().min(1).describe('A command line, typed on a computer of its own.') }),
]).describe('One step. Exactly one of wait, settle, fault, load, scale, image, apply, command.').meta({ id: 'Step' });
export type RunStep = z.infer<typeof step>;
export type LoadStep = z.infer<typeof load>;
export type ScaleStep = z.infer<typeof scale>;
export type ImageStep = z.infer<typeof image>;
