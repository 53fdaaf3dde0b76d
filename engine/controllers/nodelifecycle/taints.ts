/** The taints that follow from a node's state. */
import type { Node, Taint } from '../../api/index.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const BY_CONDITION: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', NOT_READY], ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'], ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'], ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
];
const MANAGED = new Set([...BY_CONDITION.map(([, , key]) => key), UNSCHEDULABLE]);

/** Exactly the NoSchedule taints that the conditions and `unschedulable` ask for; undefined if nothing changes. */
export function noScheduleTaints(node: Node, at: string): readonly Taint[] | undefined {
  const conditions = node.status?.conditions ?? [];
  const wanted = BY_CONDITION.filter(([type, status]) => conditions.some((condition) => condition.type === type && condition.status === status)).map(([, , key]) => key);
  if (node.spec?.unschedulable === true) wanted.push(UNSCHEDULABLE);
  const old = node.spec?.taints ?? [];
  const kept = old.filter((taint) => taint.effect !== 'NoSchedule' || !MANAGED.has(taint.key) || wanted.includes(taint.key));
  const added = wanted.filter((key) => !old.some((taint) => taint.effect === 'NoSchedule' && taint.key === key))
    .map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: at }));
  return added.length === 0 && kept.length === old.length ? undefined : [...kept, ...added];
}

/** With one of the two NoExecute taints, or with none; undefined if nothing changes. */
export function noExecuteTaints(node: Node, key: string | undefined, at: string): readonly Taint[] | undefined {
  const old = node.spec?.taints ?? [];
  const isOurs = (taint: Taint): boolean => taint.effect === 'NoExecute' && (taint.key === NOT_READY || taint.key === UNREACHABLE);
  const kept = old.filter((taint) => !isOurs(taint) || taint.key === key);
  const has = key === undefined || kept.some((taint) => isOurs(taint) && taint.key === key);
  if (has && kept.length === old.length) return undefined;
  return has ? kept : [...kept, { key: key ?? '', effect: 'NoExecute', timeAdded: at }];
}
