/** Pods that a node under pressure, or one that is shutting down, does not take. @k8s pkg/kubelet/eviction/eviction_manager.go Admit, pkg/kubelet/nodeshutdown */
import { qosClass, type Pod, type Toleration } from '../../api/index.ts';
import { PRESSURES } from '../node/state.ts';
import type { Kit } from '../types.ts';
import { isCriticalPod } from './evict.ts';

const TAINT = 'node.kubernetes.io/memory-pressure';
const tolerates = ({ key = '', operator = 'Equal', value = '', effect = '' }: Toleration): boolean =>
  (effect === '' || effect === 'NoSchedule') && (key === '' ? operator === 'Exists' : key === TAINT && (operator === 'Exists' || value === ''));

export function nodeRefusal({ state }: Kit, pod: Pod): { readonly reason: string; readonly message: string } | undefined {
  if (state.shuttingDown) return { reason: 'NodeShutdown', message: 'Pod was rejected as the node is shutting down.' };
  const conditions = PRESSURES.filter((type) => state.pressure[type]);
  if (conditions.length === 0 || isCriticalPod(pod)) return undefined;
  const onlyMemory = conditions.length === 1 && conditions[0] === 'MemoryPressure';
  if (onlyMemory && (qosClass(pod) !== 'BestEffort' || (pod.spec?.tolerations ?? []).some(tolerates))) return undefined;
  return { reason: 'Evicted', message: `The node had condition: [${conditions.join(' ')}]. ` };
}
