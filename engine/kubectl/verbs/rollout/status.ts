/** `rollout status`. @k8s kubectl/pkg/cmd/rollout/rollout_status.go, kubectl/pkg/polymorphichelpers/rollout_status.go; golden controllers/deploy-* */
import type { Status } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { race, sleep } from '../../../time/index.ts';
import type { Task } from '../../../time/index.ts';
import { withQuery } from '../../api.ts';
import type { Watch } from '../../api.ts';
import { collectionPath } from '../../discovery.ts';
import { textAt } from '../../objects.ts';
import { fileFlags, selectorFlag } from '../../print/flags.ts';
import { Failure, collect, fail, finish, statusProblem } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { itemsOf, selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { VIEWERS } from './progress.ts';
import type { Viewer } from './progress.ts';

export const rolloutStatus: Verb = {
  name: 'status',
  usage: 'rollout status (TYPE NAME | TYPE/NAME) [flags]',
  about: 'Follow a rollout to its end',
  flags: [
    ...fileFlags('to look at'), selectorFlag,
    { name: 'revision', type: 'int', about: 'Fail if another revision is being rolled out' },
    { name: 'timeout', type: 'duration', about: 'How long to wait; 0 is as long as it takes' },
    { name: 'watch', short: 'w', type: 'bool', default: 'true', about: 'Wait for the end' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('required resource not specified');
    if (flags.number('revision') < 0) fail(`revision must be a positive integer: ${flags.number('revision')}`);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
    if (infos.length === 0 && problems.length === 0) context.error(`No resources found in ${context.namespace} namespace.\n`);
    const failed: Problem[] = [];
    for (const info of infos) {
      const started = collect(failed, () => begin(context, info));
      if (started !== undefined) yield* follow(context, started, failed);
    }
    return finish(context, [...failed, ...problems]);
  },
};

type Begun = { readonly viewer: Viewer; readonly object: JsonObject | undefined; readonly watch: Watch };

function begin(context: KubectlContext, info: Info): Begun {
  const { group, kind } = info.resource;
  const viewer = VIEWERS[kind] ?? fail(`no status viewer has been implemented for ${group === '' ? kind : `${kind}.${group}`}`);
  const path = withQuery(collectionPath(info.resource, info.namespace), { fieldSelector: `metadata.name=${info.name}` });
  const list = context.api.call('GET', path);
  const object = itemsOf(info.resource, list)[0]?.object;
  return { viewer, object, watch: context.api.watch(withQuery(path, { resourceVersion: textAt(list, 'metadata', 'resourceVersion') })) };
}

/** Every state of the object that the watch shows is one line. */
function* follow(context: KubectlContext, { viewer, object, watch }: Begun, failed: Problem[]): Task<void> {
  const { clock, flags } = context;
  const timeout = flags.durationMs('timeout');
  const deadline = timeout > 0 ? clock.now + timeout : Infinity;
  const show = (seen: JsonObject): boolean => {
    const progress = viewer(seen, flags.number('revision'));
    context.out(progress.text);
    return progress.done || !flags.on('watch');
  };
  try {
    if (object !== undefined && show(object)) return;
    for (;;) {
      const event = watch.take();
      if (event === undefined) {
        if (watch.ended || clock.now >= deadline) fail('timed out waiting for the condition');
        yield deadline === Infinity ? watch.ready : race(watch.ready, sleep(clock, deadline - clock.now));
      } else if (event.type === 'ERROR') throw new Failure(statusProblem(event.object as Status));
      else if (event.type === 'DELETED') fail('object has been deleted');
      else if (event.type !== 'BOOKMARK' && show(event.object)) return;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failed.push(error.problem);
  } finally {
    watch.stop();
  }
}

/** As Go's `GroupKind` reads. */
export const groupKindText = (info: Info): string => (info.resource.group === '' ? info.resource.kind : `${info.resource.kind}.${info.resource.group}`);

/** Kinds that upstream's visitor of workloads has a method for, though often an empty one. @k8s kubectl/pkg/apps/kind_visitor.go */
const VISITED = ['DaemonSet.apps', 'Deployment.apps', 'Job.batch', 'Pod.', 'ReplicaSet.apps', 'ReplicationController.', 'StatefulSet.apps', 'CronJob.batch'];
export const isVisited = ({ group, kind }: Info['resource']): boolean => VISITED.includes(`${kind}.${group}`);
