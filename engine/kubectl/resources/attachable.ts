/** `pod/x`, `deployment/x`, `service/x`: the pod that exec, attach, logs, port-forward and debug work on. @k8s kubectl/pkg/polymorphichelpers attachablepodforobject.go, helpers.go */
import { formatLabelSelector } from '../../base/index.ts';
import type { JsonObject, LabelSelectorObject } from '../../base/index.ts';
import type { Pod } from '../../api/index.ts';
import { race, sleep } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { listAt, objectAt, textAt } from '../objects.ts';
import { Failure, fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { goTypeOf } from './changing.ts';
import { selectResources } from './select.ts';
import type { Info } from './select.ts';

/** One object by `NAME` (a pod) or `TYPE/NAME`, or of a file. */
export function* oneObject(context: KubectlContext, word: string): Task<Info> {
  const files = context.flags.list('filename');
  const args = files.length > 0 && word === '' ? [] : word.includes('/') ? [word] : ['pods', word];
  const { infos, problems } = yield* selectResources(context, { args, files, flatten: true });
  const [problem] = problems;
  if (problem !== undefined) throw new Failure(problem);
  return infos[0] ?? fail('no objects found');
}

/** How the pods of an object are found; '' selects all. */
export function podSelectorOf(info: Info): string {
  const { object, resource } = info;
  switch (resource.kind) {
    case 'DaemonSet': case 'Deployment': case 'Job': case 'ReplicaSet': case 'StatefulSet':
      return formatLabelSelector(objectAt(object, 'spec', 'selector') as LabelSelectorObject); // the server has checked its shape
    case 'ReplicationController': return formatLabelSelector({ matchLabels: objectAt(object, 'spec', 'selector') as { readonly [key: string]: string } });
    case 'Service': {
      const labels = objectAt(object, 'spec', 'selector') as { readonly [key: string]: string };
      if (Object.keys(labels).length === 0) fail(`invalid service '${info.name}': Service is defined without a selector`);
      return formatLabelSelector({ matchLabels: labels });
    }
    default: return fail(`selector for ${goTypeOf(info)} not implemented`);
  }
}

export const podsMatching = (context: KubectlContext, namespace: string, labelSelector: string): readonly Pod[] =>
  listAt(context.api.call('GET', withQuery(`/api/v1/namespaces/${namespace}/pods`, { labelSelector })), 'items') as unknown as readonly Pod[]; // a list of pods

/** The pods of an object, best first; without one waits for the first, at most so long. */
export function* podsOf(context: KubectlContext, namespace: string, selector: string, timeoutMs: number, better: (a: Pod, b: Pod) => number): Task<readonly Pod[]> {
  const list = context.api.call('GET', withQuery(`/api/v1/namespaces/${namespace}/pods`, { labelSelector: selector }));
  const found = listAt(list, 'items') as unknown as readonly Pod[]; // a list of pods
  if (found.length > 0) return [...found].sort(better);
  const deadline = context.clock.now + timeoutMs;
  const watch = context.api.watch(withQuery(`/api/v1/namespaces/${namespace}/pods`, { labelSelector: selector, resourceVersion: textAt(list, 'metadata', 'resourceVersion') }));
  try {
    for (;;) {
      const event = watch.take();
      if (event?.type === 'ADDED' || event?.type === 'MODIFIED') return [event.object as Pod]; // a watch of pods
      if (event !== undefined) continue;
      if (watch.ended || context.clock.now >= deadline) fail('timed out waiting for the condition');
      yield race(watch.ready, sleep(context.clock, deadline - context.clock.now));
    }
  } finally { watch.stop(); }
}

export function* attachablePod(context: KubectlContext, info: Info, timeoutMs: number): Task<Pod> {
  if (info.resource.kind === 'Pod') return info.object as Pod; // the kind says so
  let selector: string;
  try { selector = podSelectorOf(info); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fail(`cannot attach to ${goTypeOf(info)}: ${error.message}`);
  }
  const [pod] = yield* podsOf(context, info.namespace, selector, timeoutMs, mostActiveFirst);
  return pod ?? fail('timed out waiting for the condition');
}

const PHASES = ['Pending', 'Unknown', 'Running'];
const phaseRank = (pod: Pod): number => PHASES.indexOf(pod.status?.phase ?? 'Pending');
const readyCondition = (pod: Pod) => (pod.status?.conditions ?? []).find(({ type }) => type === 'Ready');
const isReady = (pod: Pod): boolean => readyCondition(pod)?.status === 'True';
const readySince = (pod: Pod): string => (isReady(pod) ? readyCondition(pod)?.lastTransitionTime ?? '' : '');
const restarts = (pod: Pod): number => Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** An empty time counts as the latest of all. */
const older = (a: string, b: string): number => (a === b ? 0 : a === '' ? 1 : b === '' ? -1 : order(a, b));

/** @k8s kubectl/pkg/util/podutils ActivePods, reversed */
export function mostActiveFirst(a: Pod, b: Pod): number {
  return Number((b.spec?.nodeName ?? '') !== '') - Number((a.spec?.nodeName ?? '') !== '')
    || phaseRank(b) - phaseRank(a)
    || Number(isReady(b)) - Number(isReady(a))
    || Number(a.metadata?.deletionTimestamp !== undefined) - Number(b.metadata?.deletionTimestamp !== undefined)
    || older(readySince(a), readySince(b))
    || restarts(a) - restarts(b)
    || older(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '');
}

/** @k8s kubectl/pkg/util/podutils ByLogging */
export function mostLoggingFirst(a: Pod, b: Pod): number {
  return Number((b.spec?.nodeName ?? '') !== '') - Number((a.spec?.nodeName ?? '') !== '')
    || phaseRank(b) - phaseRank(a)
    || Number(isReady(b)) - Number(isReady(a))
    || older(readySince(a), readySince(b))
    || restarts(b) - restarts(a)
    || older(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '');
}

export type NamedContainer = { readonly name: string; readonly object: JsonObject };

const named = (pod: Pod, list: 'containers' | 'initContainers' | 'ephemeralContainers'): NamedContainer[] =>
  ((pod.spec?.[list] ?? []) as unknown as readonly JsonObject[]).map((object) => ({ name: textAt(object, 'name'), object }));

export const mainContainers = (pod: Pod): readonly NamedContainer[] => named(pod, 'containers');
/** In the order in which `logs --all-containers` goes. */
export const everyContainer = (pod: Pod): readonly NamedContainer[] => [...named(pod, 'initContainers'), ...named(pod, 'containers'), ...named(pod, 'ephemeralContainers')];

export const containerNames = (pod: Pod): string =>
  [...named(pod, 'containers').map(({ name }) => name), ...named(pod, 'ephemeralContainers').map(({ name }) => `${name} (ephem)`), ...named(pod, 'initContainers').map(({ name }) => `${name} (init)`)].join(', ');

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The container that is meant; says on stderr when it had to choose. @k8s kubectl/pkg/cmd/util/podcmd */
export function chooseContainer(context: KubectlContext, pod: Pod, asked: string, quiet = false): NamedContainer {
  const all = everyContainer(pod);
  const podName = pod.metadata?.name ?? '';
  if (asked !== '') return all.find(({ name }) => name === asked) ?? fail(`container ${asked} is not valid for pod ${podName} out of: ${containerNames(pod)}`);
  const [first] = named(pod, 'containers');
  if (first === undefined) return fail(`pod ${pod.metadata?.namespace ?? ''}/${podName} does not have any containers`);
  const preferred = all.find(({ name }) => name === pod.metadata?.annotations?.[DEFAULT_CONTAINER]);
  if (preferred !== undefined) return preferred;
  if (!quiet && all.length > 1) context.error(`Defaulted container ${JSON.stringify(first.name)} out of: ${containerNames(pod)}\n`);
  return first;
}
