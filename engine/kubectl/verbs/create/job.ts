/** `kubectl create job` and `kubectl create cronjob`. @k8s kubectl/pkg/cmd/create/create_job.go, create_cronjob.go; golden kubectl/create-job-cronjob */
import type { Json, JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { field, nameOf, objectAt, stringMapAt, uidOf } from '../../objects.ts';
import { fail, Failure } from '../../problems.ts';
import { selectResources } from '../../resources/select.ts';
import type { Verb } from '../../verb.ts';
import type { KubectlContext } from '../../verb.ts';
import { goTypeOf } from '../../resources/changing.ts';
import { commandAfterDash, generatorVerb } from './generator.ts';

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): JsonObject {
  const container: Json = { name, image, resources: {}, ...(command.length === 0 ? {} : { command: [...command] }) };
  return { metadata: {}, spec: { containers: [container], restartPolicy } };
}

/** A Job as the CronJob would make it, but at once. */
function* fromCronJob(context: KubectlContext, name: string, from: string): Task<JsonObject> {
  const { infos, problems } = yield* selectResources(context, { args: [from], flatten: true });
  const [problem] = problems;
  if (problem !== undefined) throw new Failure(problem);
  const [info] = infos;
  if (info === undefined || infos.length !== 1) return fail('from must be an existing cronjob');
  if (info.resource.kind !== 'CronJob') return fail(`unknown object type ${goTypeOf(info)}`);
  const template = objectAt(info.object, 'spec', 'jobTemplate');
  const labels = field(template, 'metadata', 'labels');
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name, annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...stringMapAt(template, 'metadata', 'annotations') },
      ...(labels === undefined ? {} : { labels }),
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: nameOf(info.object), uid: uidOf(info.object), controller: true }],
    },
    spec: objectAt(template, 'spec'), status: {},
  };
}

export const createJob: Verb = generatorVerb({
  name: 'job', usage: 'job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]', about: 'Create a job', failure: 'failed to create job: ',
  flags: [
    { name: 'from', type: 'string', about: 'The cron job to take the job from, as cronjob/NAME' },
    { name: 'image', type: 'string', about: 'The image to run' },
  ],
  build(context, name) {
    const [image, from, command] = [context.flags.text('image'), context.flags.text('from'), commandAfterDash(context)];
    if ((image === '') === (from === '')) fail('either --image or --from must be specified');
    if (command.length > 0 && from !== '') fail('cannot specify --from and command');
    if (from !== '') return fromCronJob(context, name, from);
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: podTemplate(name, image, command, 'Never') }, status: {} };
  },
});

export const createCronJob: Verb = generatorVerb({
  name: 'cronjob', aliases: ['cj'], usage: 'cronjob NAME --image=image --schedule=\'0/5 * * * ?\' -- [COMMAND] [args...] [flags]',
  about: 'Create a cron job', failure: 'failed to create cronjob: ',
  flags: [
    { name: 'image', type: 'string', required: true, about: 'The image to run' },
    { name: 'restart', type: 'string', about: 'The restart policy of the pods: OnFailure or Never' },
    { name: 'schedule', type: 'string', required: true, about: 'When to run, as cron writes it' },
  ],
  build(context, name) {
    const { flags } = context;
    if (flags.text('image') === '') fail('--image must be specified');
    if (flags.text('schedule') === '') fail('--schedule must be specified');
    const template = podTemplate(name, flags.text('image'), commandAfterDash(context), flags.text('restart') || 'OnFailure');
    return {
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name },
      spec: { jobTemplate: { metadata: { name }, spec: { template } }, schedule: flags.text('schedule') }, status: {},
    };
  },
});
