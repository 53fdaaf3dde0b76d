import { isExtendedResource } from '../../api/index.ts';
import type { NodeInfo, PodInfo } from '../cache/nodeInfo.ts';
import { createNodeInfo, setNode } from '../cache/nodeInfo.ts';
import { asksNothing, requestsOf, type Resources } from '../cache/resources.ts';
import { hasPlace, isSame } from '../events.ts';
import type { Filter, Rejection } from '../plugin.ts';
import type { Node, Pod } from '../../api/index.ts';

type Ignores = (name: string) => boolean;
const IGNORES_NONE: Ignores = () => false;

/** CPU, memory and storage come first in the text, then what has a name of its own. */
function shortages({ requests }: PodInfo, node: NodeInfo, ignores: Ignores): Rejection | undefined {
  const { allocatable, requested } = node;
  const crowded = node.pods.size + 1 > node.allowedPods;
  const enough = requests.cpu <= allocatable.cpu - requested.cpu && requests.memory <= allocatable.memory - requested.memory
    && requests.storage <= allocatable.storage - requested.storage;
  if (!crowded && requests.scalars === undefined && (enough || asksNothing(requests))) return undefined;
  const reasons: string[] = crowded ? ['Too many pods'] : [];
  let resolvable = true;
  const compare = (name: string, wanted: number, all: number, used: number): void => {
    if (wanted === 0 || wanted <= all - used) return;
    reasons.push(`Insufficient ${name}`);
    if (wanted > all) resolvable = false;
  };
  compare('cpu', requests.cpu, allocatable.cpu, requested.cpu);
  compare('memory', requests.memory, allocatable.memory, requested.memory);
  compare('ephemeral-storage', requests.storage, allocatable.storage, requested.storage);
  for (const name of Object.keys(requests.scalars ?? {}).toSorted()) {
    if (ignores(name)) continue;
    compare(name, requests.scalars?.[name] ?? 0, allocatable.scalars?.[name] ?? 0, requested.scalars?.[name] ?? 0);
  }
  return reasons.length === 0 ? undefined : { reasons, resolvable };
}

/** An empty node like that would do. */
function wouldDo(pod: PodInfo, node: Node): boolean {
  const info = createNodeInfo('');
  setNode(info, node);
  return shortages(pod, info, IGNORES_NONE) === undefined;
}

/** @k8s fit.go haveAnyRequestedResourcesIncreased */
function hasMore({ requests }: PodInfo, old: Node, now: Node): boolean {
  const [before, after] = [createNodeInfo(''), createNodeInfo('')];
  setNode(before, old);
  setNode(after, now);
  if (after.allowedPods > before.allowedPods) return true;
  const [less, more] = [before.allocatable, after.allocatable];
  return (requests.cpu > 0 && more.cpu > less.cpu) || (requests.memory > 0 && more.memory > less.memory) || (requests.storage > 0 && more.storage > less.storage)
    || Object.keys(requests.scalars ?? {}).some((name) => (requests.scalars?.[name] ?? 0) > 0 && (more.scalars?.[name] ?? 0) > (less.scalars?.[name] ?? 0));
}

/** Something that the pod wants was given back. */
function freed({ requests }: PodInfo, old: Pod, now: Pod): boolean {
  const [before, after]: Readonly<Resources>[] = [requestsOf(old, true), requestsOf(now, true)];
  if (before === undefined || after === undefined) return false;
  return (requests.cpu > 0 && before.cpu > after.cpu) || (requests.memory > 0 && before.memory > after.memory) || (requests.storage > 0 && before.storage > after.storage)
    || Object.keys(requests.scalars ?? {}).some((name) => (before.scalars?.[name] ?? 0) > (after.scalars?.[name] ?? 0));
}

/** Requests only, never limits, and the number of pods. @k8s pkg/scheduler/framework/plugins/noderesources/fit.go */
export const nodeResourcesFit: Filter = {
  name: 'NodeResourcesFit',
  pure: true,
  prepare: (pod, { args: { ignoredResources, ignoredResourceGroups } }) => {
    const ignores: Ignores = ignoredResources.length + ignoredResourceGroups.length === 0 ? IGNORES_NONE
      : (name) => isExtendedResource(name) && (ignoredResources.includes(name) || ignoredResourceGroups.includes(name.split('/')[0] ?? ''));
    return { filter: (node) => shortages(pod, node, ignores) };
  },
  events: [
    { resource: 'Pod', actions: ['Delete'], hint: (_, { old }) => old !== undefined && hasPlace(old) },
    {
      resource: 'Pod', actions: ['UpdateScaleDown'],
      hint: (pod, { old, now }) => isSame(now, pod.pod) || (old !== undefined && now !== undefined && (now.spec?.nodeName ?? '') !== '' && freed(pod, old, now)),
    },
    { resource: 'Node', actions: ['Add', 'UpdateAllocatable'], hint: (pod, { old, now }) => now !== undefined && wouldDo(pod, now) && (old === undefined || hasMore(pod, old, now)) },
  ],
};
