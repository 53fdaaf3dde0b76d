/** How willingly the kernel kills a container when memory runs out. @k8s pkg/kubelet/qos/policy.go, golden pods/pod-qos-oom-score */
import type { Pod } from '../../api/index.ts';
import { parseQuantity, quantityValue } from '../../base/index.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

const GUARANTEED = -997;
const BEST_EFFORT = 1000;
const SYSTEM_CRITICAL = 2_000_000_000;

const bytes = (text: string | number | undefined): number => {
  const parsed = text === undefined ? undefined : parseQuantity(String(text));
  return parsed?.ok === true ? quantityValue(parsed.quantity) : 0;
};
const isCritical = (pod: Pod): boolean => (pod.spec?.priority ?? 0) >= SYSTEM_CRITICAL;

/** What a pod asks for beyond its containers' requests counts for all of them alike. @k8s golden pods/pod-level-resources */
function shareOfPod(pod: Pod): number {
  const containers = pod.spec?.containers ?? [];
  const asked = bytes(pod.spec?.resources?.requests?.['memory']);
  const own = containers.reduce((sum, each) => sum + bytes(each.resources?.requests?.['memory']), 0);
  return asked === 0 ? 0 : Math.max(0, asked - own) / containers.length;
}

export function oomScoreAdjustment(kit: Kit, work: PodWork, c: ContainerWork): number {
  const quality = work.pod.status?.qosClass;
  if (isCritical(work.pod) || quality === 'Guaranteed') return GUARANTEED;
  if (quality === 'BestEffort') return BEST_EFFORT;
  const request = bytes(c.spec.resources?.requests?.['memory']) + shareOfPod(work.pod);
  const adjustment = BEST_EFFORT - Math.trunc((1000 * request) / bytes(kit.options.node.capacity['memory']));
  return Math.min(Math.max(adjustment, 1000 + GUARANTEED), BEST_EFFORT - 1);
}
