/** How many pods there should be, as their controllers say. @k8s pkg/controller/disruption/disruption.go getExpectedScale */
import { controllerOf, type Pod } from '../../api/index.ts';

/** The controller that decides about a pod's number, by its uid; a text says why nobody knows; undefined: there is none. */
export type ScaleOf = (pod: Pod) => { readonly uid: string; readonly replicas: number } | string | undefined;

/** The number, or what is wrong. Pods without a controller do not count. */
export function expectedScale(pods: readonly Pod[], scaleOf: ScaleOf): number | string {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    if (controllerOf(pod) === undefined) continue;
    const scale = scaleOf(pod);
    if (scale === undefined) return `found no controllers for pod ${JSON.stringify(pod.metadata?.name ?? '')}`;
    if (typeof scale === 'string') return scale;
    scales.set(scale.uid, scale.replicas);
  }
  return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

/** A share is rounded up. @k8s apimachinery/pkg/util/intstr */
export function scaled(amount: string | number, total: number): number {
  if (typeof amount === 'number') return amount;
  return Math.ceil((Number(amount.replace('%', '')) * total) / 100);
}
