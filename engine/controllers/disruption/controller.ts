import { controllerOf, KINDS, sameObject, type KindDefinition, type KubeObject, type Pod, type PodDisruptionBudget } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, keyOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { BY, reconcileBudget, SOURCE } from './reconcile.ts';
import type { ScaleOf } from './scale.ts';

const GATHER_MS = 1;
const CALL_MS = 2;
const SCALED: readonly string[] = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
type Scaled = KubeObject & { readonly spec?: { readonly replicas?: number } };

export const createDisruptionController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const budgets = client.informer(KINDS.PodDisruptionBudget);
  const pods = client.informer(KINDS.Pod);
  const podsBy = indexByLabel(pods);
  const scaleOf = scales(context);
  const podsOf = ({ metadata, spec }: PodDisruptionBudget): readonly Pod[] => {
    const selector = spec?.selector;
    if (selector === undefined) return [];
    return podsBy(metadata?.namespace ?? '', selector.matchLabels ?? {}).filter((pod) => matchesLabelSelector(selector, pod.metadata?.labels));
  };
  const loop = createLoop(context, {
    source: SOURCE, callMs: CALL_MS,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const budget = budgets.get(namespace, name);
      return budget === undefined ? undefined : reconcileBudget({ budget, pods: podsOf(budget), scaleOf, now: clock.now, stamp: rfc3339(clock.now) });
    },
  });
  const selects = (budget: PodDisruptionBudget, pod: Pod): boolean => matchesLabelSelector(budget.spec?.selector, pod.metadata?.labels);
  const stops = [
    budgets.onChange(({ type, object, old }) => {
      // Its own writes need no second look; those of evictions do.
      if (type === 'DELETED' || (type === 'MODIFIED' && sameObject(object.spec, old?.spec) && sameObject(object.status?.disruptedPods, old?.status?.disruptedPods))) return;
      loop.add(keyOf(object), GATHER_MS);
    }),
    pods.onChange(({ object, old }) => {
      for (const budget of budgets.list(namespaceOf(object))) {
        if (selects(budget, object) || (old !== undefined && selects(budget, old))) loop.add(keyOf(budget), GATHER_MS);
      }
    }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});

/** A ReplicaSet of a Deployment is not asked itself. */
function scales({ client }: ComponentContext): ScaleOf {
  const replicaSets = client.informer(KINDS.ReplicaSet);
  return (pod) => {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    if (!SCALED.includes(owner.kind)) return `${resourceText(owner.kind, owner.apiVersion)} does not implement the scale subresource`;
    const above = owner.kind === 'ReplicaSet' ? controllerOf(replicaSets.get(namespaceOf(pod), owner.name) ?? {}) : undefined;
    const { kind, name, uid } = above?.kind === 'Deployment' ? above : owner;
    const known = KINDS[kind as 'Deployment'] as unknown as KindDefinition<Scaled>; // all of the four have a number of replicas
    const found = client.informer(known).get(namespaceOf(pod), name);
    if (found === undefined || uidOf(found) !== uid) return undefined;
    return { uid, replicas: found.spec?.replicas ?? 1 };
  };
}

function resourceText(kind: string, apiVersion: string): string {
  const [group, version] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`;
  return version === undefined ? plural : `${plural}.${group}`;
}
