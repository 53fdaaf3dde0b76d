import { KINDS, type Pod, type PodDisruptionBudget } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, keyOf, nameOf, namespaceOf, splitKey } from '../owners.ts';
import { controllerScales } from './controllerScale.ts';
import { BY, reconcileBudget, SOURCE } from './reconcile.ts';
import { reconcileStale, staleIn } from './stale.ts';

/** Changes of pods are gathered for a moment; longer for large budgets, whose pods are all looked at in each sync. */
const GATHER_MS = 1;
const GATHER_LARGE_MS = 25;
const LARGE = 100;
const CALL_MS = 2;

export const createDisruptionController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock, random } = context;
  const budgets = client.informer(KINDS.PodDisruptionBudget);
  const pods = client.informer(KINDS.Pod);
  const podsBy = indexByLabel(pods);
  const scaleOf = controllerScales(client);
  const recorder = context.recorder(SOURCE);
  const podsOf = ({ metadata, spec }: PodDisruptionBudget): readonly Pod[] => {
    const selector = spec?.selector;
    if (selector === undefined) return [];
    return podsBy(metadata?.namespace ?? '', selector.matchLabels ?? {}).filter((pod) => matchesLabelSelector(selector, pod.metadata?.labels));
  };
  const loop = createLoop(context, {
    source: SOURCE, callMs: CALL_MS, workers: 1,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const budget = budgets.get(namespace, name);
      return budget === undefined ? undefined : reconcileBudget({ budget, pods: podsOf(budget), scaleOf, now: clock.now, stamp: rfc3339(clock.now) });
    },
  });
  const stale = createLoop(context, {
    source: SOURCE, callMs: CALL_MS, workers: 1,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const pod = pods.get(namespace, name);
      return pod === undefined ? undefined : reconcileStale(pod, clock.now);
    },
  });
  /** Of several one is taken, whichever comes. */
  const budgetOf = (pod: Pod): PodDisruptionBudget | undefined => {
    const found = budgets.list(namespaceOf(pod)).filter(({ spec }) => matchesLabelSelector(spec?.selector, pod.metadata?.labels));
    if (found.length < 2) return found[0];
    const chosen = found[random.int('disruption budget', 0, found.length - 1)] ?? found[0];
    recorder.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', `Pod "${namespaceOf(pod)}"/"${nameOf(pod)}" matches multiple PodDisruptionBudgets.  Chose "${nameOf(chosen ?? {})}" arbitrarily.`);
    return chosen;
  };
  const stops = [
    budgets.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(keyOf(object), GATHER_MS); }),
    pods.onChange(({ type, object }) => {
      const budget = budgetOf(object);
      if (budget !== undefined) loop.add(keyOf(budget), (budget.status?.expectedPods ?? 0) > LARGE ? GATHER_LARGE_MS : GATHER_MS);
      const wait = type === 'DELETED' ? undefined : staleIn(object, clock.now);
      if (wait !== undefined) stale.add(keyOf(object), wait);
    }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); stale.stop(); };
});
