/** Whether a node is heard from. @k8s pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth */
import type { Lease, Node, NodeCondition } from '../../api/index.ts';

export const GRACE_MS = 50_000;
const STARTUP_GRACE_MS = 60_000;
const TYPES = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What was seen of a node, by the controller's own clock. */
export type Health = { readonly heardAt: number; readonly heartbeat: string; readonly renewTime: string };

export const readyOf = (node: Node): NodeCondition | undefined => node.status?.conditions?.find(({ type }) => type === 'Ready');

/** A newer heartbeat or a renewed lease is a sign of life. */
export function hear(before: Health | undefined, node: Node, lease: Lease | undefined, now: number): Health {
  const ready = readyOf(node);
  const heartbeat = `${ready?.lastHeartbeatTime ?? ''} ${ready?.status ?? ''}`;
  const renewTime = lease?.spec?.renewTime ?? '';
  if (before !== undefined && before.heartbeat === heartbeat && before.renewTime === renewTime) return before;
  return { heardAt: before !== undefined && heartbeat === before.heartbeat && renewTime < before.renewTime ? before.heardAt : now, heartbeat, renewTime };
}

export function isLost(node: Node, health: Health, now: number): boolean {
  return now >= health.heardAt + (readyOf(node) === undefined ? STARTUP_GRACE_MS : GRACE_MS);
}

/** All conditions become Unknown; undefined if they are. @k8s golden cluster/node-kubelet-stopped-deployment */
export function unknownConditions(node: Node, at: string): readonly NodeCondition[] | undefined {
  const old = node.status?.conditions ?? [];
  const changed = old.map((condition) => (!TYPES.includes(condition.type) || condition.status === 'Unknown' ? condition
    : { ...condition, status: 'Unknown', lastTransitionTime: at, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }));
  const missing = TYPES.filter((type) => !old.some((condition) => condition.type === type)).map((type): NodeCondition => ({
    type, status: 'Unknown', lastHeartbeatTime: node.metadata?.creationTimestamp ?? at, lastTransitionTime: at,
    reason: 'NodeStatusNeverUpdated', message: 'Kubelet never posted node status.',
  }));
  return missing.length === 0 && changed.every((condition, i) => condition === old[i]) ? undefined : [...changed, ...missing];
}
