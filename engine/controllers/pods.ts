/** What controllers ask of a pod beyond `api/rules/pods.ts`. */
import { isPodReady, isPodTerminal, podCondition, type Pod } from '../api/index.ts';
import { parseTimestamp } from '../time/index.ts';

/** Being deleted and still running. @k8s pkg/controller/controller_utils.go FilterTerminatingPods */
export const isTerminating = (pod: Pod): boolean => !isPodTerminal(pod) && pod.metadata?.deletionTimestamp !== undefined;

/** Since when the pod is ready, in milliseconds; undefined if it is not. */
export const readySince = (pod: Pod): number | undefined =>
  (isPodReady(pod) ? parseTimestamp(podCondition(pod, 'Ready')?.lastTransitionTime) ?? 0 : undefined);
