import { KINDS, type HorizontalPodAutoscaler, type KindDefinition, type KubeObject } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, namespaceOf, splitKey } from '../owners.ts';
import { BY, reconcileAutoscaler, type Target } from './reconcile.ts';

/** @k8s --horizontal-pod-autoscaler-sync-period; golden controllers/hpa-min-max-and-validation: the first look comes as late */
const PERIOD_MS = 15_000;
const SCALED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'] as const;
type Scaled = KubeObject & { readonly spec?: { readonly replicas?: number } };

export const createPodAutoscaler = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const autoscalers = client.informer(KINDS.HorizontalPodAutoscaler);

  const targetOf = (hpa: HorizontalPodAutoscaler): Target => {
    const { kind: wanted, name, apiVersion = '' } = hpa.spec.scaleTargetRef;
    const known = SCALED.find((each) => each === wanted);
    if (known === undefined) return { problem: `no matches for kind ${JSON.stringify(wanted)} in group ${JSON.stringify(apiVersion.split('/')[0] ?? '')}` };
    const kind = KINDS[known] as unknown as KindDefinition<Scaled>; // all of the four have a number of replicas
    const found = client.informer(kind).get(namespaceOf(hpa), name);
    const resource = `${kind.plural}${kind.group === '' ? '' : `.${kind.group}`}`;
    if (found === undefined) return { problem: `${resource} ${JSON.stringify(name)} not found` };
    return { kind: kind as unknown as KindDefinition, replicas: found.spec?.replicas ?? 1 };
  };
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const hpa = autoscalers.get(namespace, name);
      if (hpa === undefined) return undefined;
      loop.add(key, PERIOD_MS);
      return reconcileAutoscaler({ hpa, target: targetOf(hpa), stamp: rfc3339(clock.now) });
    },
  });
  const stop = autoscalers.onChange(({ type, object }) => { if (type === 'ADDED') loop.add(keyOf(object), PERIOD_MS); });
  return () => { stop(); loop.stop(); };
});
