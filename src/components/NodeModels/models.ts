/** One machine in two models: the record of 2014 and today's Node object. */
import type { NodeRow } from '@site/src/worker/protocol.ts';

type Condition = { readonly type: string; readonly status: string; readonly reason?: string; readonly lastTransitionTime?: string };
/** What is read of today's object. */
export type NodeObject = {
  readonly metadata?: { readonly name?: string; readonly labels?: { readonly [key: string]: string } };
  readonly spec?: { readonly taints?: readonly { readonly key: string; readonly effect: string }[]; readonly unschedulable?: boolean };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly capacity?: { readonly [name: string]: string }; readonly addresses?: readonly { readonly type: string; readonly address: string }[] };
};
export type LeaseObject = { readonly spec?: { readonly renewTime?: string } };

export type Old = {
  readonly phase: 'Pending' | 'Running' | 'Terminated';
  readonly reachable: boolean;
  /** Undefined: a machine that cannot be reached cannot be asked. */
  readonly ready: boolean | undefined;
};

/**
 * In the old model the node controller itself asked: can the machine be reached, does its kubelet say that it is well. So it could tell
 * a kubelet that does not run from a machine that does not answer.
 */
export function oldModel({ faults, state }: Pick<NodeRow, 'faults' | 'state'>): Old {
  if (faults.includes('node-remove')) return { phase: 'Terminated', reachable: false, ready: undefined };
  const reachable = !faults.some((fault) => fault === 'node-power-off' || fault.startsWith('network-cut'));
  return { phase: state === 'creating' ? 'Pending' : 'Running', reachable, ready: reachable ? !faults.includes('kubelet-stop') && !faults.includes('runtime-stop') : undefined };
}

const KIB = 1024;
const MILLI = 1000;
const bytesOf = (quantity: string): number => (quantity.endsWith('Ki') ? Number(quantity.slice(0, -2)) * KIB : Number(quantity));

/** As somebody would have written it by hand and posted it. */
export function oldRecord(node: NodeObject): string {
  const { name = '' } = node.metadata ?? {};
  const { capacity = {}, addresses = [] } = node.status ?? {};
  return JSON.stringify({
    kind: 'Minion', apiVersion: 'v1beta1', id: addresses.find(({ type }) => type === 'InternalIP')?.address ?? '',
    resources: { capacity: { cpu: Number(capacity['cpu'] ?? 0) * MILLI, memory: bytesOf(capacity['memory'] ?? '0') } },
    labels: { name },
  }, undefined, 2);
}

/** The parts of today's object that answer the same questions. */
export function newRecord(node: NodeObject): string {
  const { metadata, spec, status } = node;
  const ready = (status?.conditions ?? []).filter(({ type }) => type === 'Ready');
  const { cpu = '', memory = '', pods = '' } = status?.capacity ?? {};
  return JSON.stringify({
    kind: 'Node', apiVersion: 'v1', metadata: { name: metadata?.name, labels: metadata?.labels },
    spec: { ...(spec?.unschedulable === undefined ? {} : { unschedulable: spec.unschedulable }), ...(spec?.taints === undefined ? {} : { taints: spec.taints }) },
    status: { capacity: { cpu, memory, pods }, addresses: status?.addresses, conditions: ready },
  }, undefined, 2);
}

export const readyOf = (node: NodeObject): Condition | undefined => (node.status?.conditions ?? []).find(({ type }) => type === 'Ready');

/** @param now RFC 3339, as the renewal */
export function secondsSince(now: string, renewed: string | undefined): number | undefined {
  const ms = Date.parse(now) - Date.parse(renewed ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.floor(ms / 1000));
}
