/** Why a pod is where it is: the scheduler's own record of its last try. */
import { KINDS } from '../api/index.ts';
import type { Cluster } from '../cluster/index.ts';
import type { Placing } from './types.ts';

export function placingOf({ client, scheduler }: Pick<Cluster, 'client' | 'scheduler'>, startedAt: number, namespace: string, name: string): Placing | undefined {
  const pod = client.informer(KINDS.Pod).get(namespace, name);
  if (pod === undefined) return undefined;
  const uid = pod.metadata?.uid ?? '';
  const verdict = scheduler.verdict(uid);
  return {
    node: pod.spec?.nodeName ?? '', scheduler: pod.spec?.schedulerName ?? '', gates: (pod.spec?.schedulingGates ?? []).map((gate) => gate.name),
    queue: scheduler.placeOf(uid), verdict: verdict === undefined ? undefined : { ...verdict, at: verdict.at - startedAt, nodes: verdict.nodes },
  };
}
