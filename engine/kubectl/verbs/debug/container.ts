/** The debug container, and connecting to it. @k8s kubectl/pkg/cmd/debug/debug.go */
import type { ContainerStatus, Pod } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { withQuery } from '../../api.ts';
import { attachOrLogs, showLog } from '../../attaching.ts';
import { textAt } from '../../objects.ts';
import { fail } from '../../problems.ts';
import { everyContainer } from '../../resources/attachable.ts';
import type { KubectlContext } from '../../verb.ts';

const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789'.split('');

export const randomSuffix = (context: KubectlContext): string =>
  Array.from({ length: 5 }, () => context.command.machine.random.pick('kubectl debug name', SUFFIX)).join('');

/** `--container`, or a new name that is told. */
export function debugName(context: KubectlContext, pod: Pod): string {
  const given = context.flags.text('container');
  if (given !== '') return given;
  const taken = everyContainer(pod).map(({ name }) => name);
  for (;;) {
    const name = `debugger-${randomSuffix(context)}`;
    if (taken.includes(name)) continue;
    if (!context.flags.on('quiet')) context.out(`Defaulting debug container name to ${name}.\n`);
    return name;
  }
}

export function environmentOf(context: KubectlContext): readonly JsonObject[] {
  return context.flags.list('env').map((pair) => {
    const cut = pair.indexOf('=');
    return cut <= 0 ? fail(`invalid env: ${pair}`) : { name: pair.slice(0, cut), value: pair.slice(cut + 1) };
  });
}

export const wantsAttach = ({ flags }: KubectlContext): boolean => (flags.changed('attach') ? flags.on('attach') : flags.on('stdin'));

const statusOf = (pod: Pod, container: string): ContainerStatus | undefined =>
  [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? []), ...(pod.status?.ephemeralContainerStatuses ?? [])].find(({ name }) => name === container);

/** Waits until the container has started, then connects to it; if it has ended already, shows its log. */
export function* attachWhenRunning(context: KubectlContext, name: string, container: string): Task<number> {
  const pod = yield* waitForContainer(context, name, container);
  const { flags } = context;
  if (statusOf(pod, container)?.state?.terminated !== undefined) {
    yield* showLog(context, pod, container);
    return 0;
  }
  const target = everyContainer(pod).find((each) => each.name === container) ?? fail(`container ${container} not found in pod ${name}`);
  yield* attachOrLogs(context, pod, target, { stdin: flags.on('stdin'), tty: flags.on('tty'), quiet: flags.on('quiet') });
  return 0;
}

function* waitForContainer(context: KubectlContext, name: string, container: string): Task<Pod> {
  const { api, namespace } = context;
  const met = (pod: Pod): boolean => { const state = statusOf(pod, container)?.state; return state?.running !== undefined || state?.terminated !== undefined; };
  const present = api.call('GET', `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}`);
  if (met(present as Pod)) return present as Pod; // it was asked for as a pod
  const watch = api.watch(withQuery(`/api/v1/namespaces/${namespace}/pods`, { fieldSelector: `metadata.name=${name}`, resourceVersion: textAt(present, 'metadata', 'resourceVersion') }));
  try {
    for (let event = yield* watch.next(); event !== undefined; event = yield* watch.next()) {
      if (event.type === 'DELETED') return fail(`pods ${JSON.stringify(name)} not found`);
      if (event.type !== 'BOOKMARK' && event.type !== 'ERROR' && met(event.object as Pod)) return event.object as Pod; // a watch of pods
    }
    return fail('timed out waiting for the condition');
  } finally { watch.stop(); }
}
