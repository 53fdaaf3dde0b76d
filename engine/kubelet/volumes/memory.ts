/** File systems in memory: as large as was asked for, else as what pods may have of the node. @k8s golden cluster/cfg-volume-items-mode, pods/pod-emptydir-shared */
import { parseQuantity, quantityValue } from '../../base/index.ts';
import type { Kit } from '../types.ts';

export function inMemory(kit: Kit, bytes?: number): { readonly kind: 'tmpfs'; readonly source: string; readonly options: string; readonly limitBytes: number } {
  const parsed = parseQuantity(kit.options.node.allocatable['memory'] ?? '0');
  return { kind: 'tmpfs', source: 'tmpfs', options: 'rw,relatime', limitBytes: bytes ?? (parsed.ok ? quantityValue(parsed.quantity) : 0) };
}

/** Where volumes lie that are not in memory. @k8s golden cluster/cfg-volume-items-mode (mount) */
export const NODE_DISK = { source: '/dev/vda', options: 'rw,relatime,discard,resv_strict,resuid=65534,resgid=65534' } as const;
