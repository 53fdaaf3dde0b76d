import { KINDS, type HorizontalPodAutoscaler, type Pod } from '../../api/index.ts';
import { matchesRequirements, type Requirement } from '../../base/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, keyOf, namespaceOf, splitKey } from '../owners.ts';
import { scaleTargetOf, type ScaleTarget } from '../scaleTargets.ts';
import { createMemory, type Memory } from './memory.ts';
import { BY, reconcileAutoscaler } from './reconcile.ts';

/** @k8s --horizontal-pod-autoscaler-sync-period; golden controllers/hpa-min-max-and-validation: the first look comes as late */
const PERIOD_MS = 15_000;

export const createPodAutoscaler = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const autoscalers = client.informer(KINDS.HorizontalPodAutoscaler);
  const podsBy = indexByLabel(client.informer(KINDS.Pod));
  const memories = new Map<string, Memory>();
  const selectors = new Map<string, readonly Requirement[]>();

  const memoryOf = (key: string): Memory => {
    const memory = memories.get(key) ?? createMemory();
    memories.set(key, memory);
    return memory;
  };
  const targetOf = ({ spec }: HorizontalPodAutoscaler): ScaleTarget | string => {
    const { kind, apiVersion = '' } = spec.scaleTargetRef;
    const slashes = apiVersion.split('/');
    if (slashes.length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
    const group = slashes.length === 2 ? slashes[0] ?? '' : '';
    return scaleTargetOf(client, { group, kind }) ?? `no matches for kind ${JSON.stringify(kind)} in group ${JSON.stringify(group)}`;
  };
  const podsOf = (namespace: string, requirements: readonly Requirement[]): readonly Pod[] => {
    const equal = requirements.filter(({ operator }) => operator === '=' || operator === '==').map(({ key, values }) => [key, values[0] ?? ''] as const);
    return podsBy(namespace, Object.fromEntries(equal)).filter(({ metadata }) => matchesRequirements(requirements, metadata?.labels));
  };
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const hpa = autoscalers.get(namespace, name);
      if (hpa === undefined) { memories.delete(key); selectors.delete(key); return undefined; }
      // Every 15 seconds, whatever happens in between.
      loop.add(key, PERIOD_MS);
      return reconcileAutoscaler({ hpa, target: targetOf(hpa), memory: memoryOf(key), selectors, podsOf: (requirements) => podsOf(namespaceOf(hpa), requirements), now: clock.now });
    },
  });
  const stop = autoscalers.onChange(({ type, object }) => {
    if (type === 'ADDED') loop.add(keyOf(object), PERIOD_MS);
    if (type === 'DELETED') { selectors.delete(keyOf(object)); loop.add(keyOf(object)); }
  });
  return () => { stop(); loop.stop(); };
});
