/** Watches that no eviction takes a pod that a budget cannot spare, as long as the budget's numbers can be fresh. */
import { isPodActive, isPodReady, KINDS, podCondition, type LabelSelector, type Pod, type PodDisruptionBudget } from '../../engine/api/index.ts';
import { matchesLabelSelector } from '../../engine/base/index.ts';
import type { Cluster } from '../../engine/cluster/index.ts';

/** What else was lost has to be counted first, and who counts has to be there. */
const FRESH_MS = 10_000;

const isEvicted = (pod: Pod): boolean => podCondition(pod, 'DisruptionTarget')?.reason === 'EvictionByEvictionAPI';
const isHealthy = (pod: Pod): boolean => isPodActive(pod) && isPodReady(pod);

const covers = ({ spec }: PodDisruptionBudget, pod: Pod): boolean => matchesLabelSelector((spec?.selector ?? {}) as LabelSelector, pod.metadata?.labels); // a selector of labels

/** Returns what was found so far. */
export function watchEvictions({ store, client, clock }: Cluster): readonly string[] {
  const breaches: string[] = [];
  let lostAt = clock.now;
  store.subscribe('pods', ({ object, old, type }) => {
    const [now, before] = [object as Pod, old as Pod | undefined]; // the resource tells the type
    if (before === undefined || !isHealthy(before) || (type === 'MODIFIED' && isHealthy(now) && !isEvicted(now))) return;
    const budgets = client.informer(KINDS.PodDisruptionBudget).list(now.metadata?.namespace).filter((budget) => covers(budget, now));
    if (budgets.length === 0) return;
    const manager = client.informer(KINDS.Lease).get('kube-system', 'kube-controller-manager');
    if (clock.now - Date.parse(manager?.spec?.renewTime ?? '') > FRESH_MS / 2) lostAt = clock.now;
    if (!isEvicted(now)) { lostAt = clock.now; return; }
    if (isEvicted(before) || clock.now - lostAt < FRESH_MS) return;
    for (const budget of budgets) breaches.push(...judge(budget, now, client.informer(KINDS.Pod).list(now.metadata?.namespace)));
  });
  return breaches;
}

function judge(budget: PodDisruptionBudget, evicted: Pod, pods: readonly Pod[]): readonly string[] {
  const left = pods.filter((pod) => pod.metadata?.uid !== evicted.metadata?.uid && isHealthy(pod) && !isEvicted(pod) && covers(budget, pod)).length;
  const least = budget.status?.desiredHealthy ?? 0;
  return left >= least ? [] : [`the eviction of ${evicted.metadata?.name ?? ''} leaves ${left} of at least ${least} pods of ${budget.metadata?.name ?? ''}`];
}
