/** Whether a node is heard from. @k8s pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth */
import type { Lease, Node, NodeCondition } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';

export const GRACE_MS = 50_000;
const STARTUP_GRACE_MS = 60_000;
const TYPES = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What was last seen of a node, and when by the controller's own clock: what nodes say of the time is only compared with what they said before. */
export type Health = { readonly heardAt: number; readonly heartbeat: string | undefined; readonly renewTime: string | undefined };

export const readyOf = (node: Node): NodeCondition | undefined => node.status?.conditions?.find(({ type }) => type === 'Ready');

/** Another heartbeat, or a lease that is renewed to a later time, is a sign of life. */
export function hear(before: Health | undefined, node: Node, lease: Lease | undefined, now: number): Health {
  const ready = readyOf(node);
  const heartbeat = ready === undefined ? undefined : ready.lastHeartbeatTime ?? '';
  const seen = statusHeard(before, node, heartbeat, now);
  const renewTime = lease?.spec?.renewTime;
  return renewTime !== undefined && (before?.renewTime === undefined || before.renewTime < renewTime) ? { heardAt: now, heartbeat, renewTime } : seen;
}

function statusHeard(before: Health | undefined, node: Node, heartbeat: string | undefined, now: number): Health {
  if (before === undefined) return { heardAt: heartbeat === undefined ? parseTimestamp(node.metadata?.creationTimestamp) ?? now : now, heartbeat, renewTime: undefined };
  if (heartbeat === undefined) return before.heartbeat === undefined ? before : { ...before, heartbeat };
  // Which lease had been seen is forgotten with it.
  return heartbeat === before.heartbeat ? before : { heardAt: now, heartbeat, renewTime: undefined };
}

/** Each round takes a few milliseconds that are not modelled: so the tenth after it was heard is late enough. */
export function isLost(node: Node, health: Health, now: number): boolean {
  return now >= health.heardAt + (readyOf(node) === undefined ? STARTUP_GRACE_MS : GRACE_MS);
}

/** All conditions become Unknown; undefined if Ready is already, or never was. @k8s golden cluster/node-kubelet-stopped-deployment */
export function unknownConditions(node: Node, at: string): readonly NodeCondition[] | undefined {
  const old = node.status?.conditions ?? [];
  if (readyOf(node)?.status === 'Unknown') return undefined;
  const changed = old.map((condition) => (!TYPES.includes(condition.type) || condition.status === 'Unknown' ? condition
    : { ...condition, status: 'Unknown', lastTransitionTime: at, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }));
  const missing = TYPES.filter((type) => !old.some((condition) => condition.type === type)).map((type): NodeCondition => ({
    type, status: 'Unknown', lastHeartbeatTime: node.metadata?.creationTimestamp ?? at, lastTransitionTime: at,
    reason: 'NodeStatusNeverUpdated', message: 'Kubelet never posted node status.',
  }));
  return [...changed, ...missing];
}
