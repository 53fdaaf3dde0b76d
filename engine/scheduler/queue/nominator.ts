/** Pods that wait for room that preemption is making, by node. @k8s pkg/scheduler/backend/queue/nominator.go */
import type { PodInfo } from '../cache/nodeInfo.ts';

export type Nominator = {
  /** `node` empty: for none. */
  set(info: PodInfo, node: string): void;
  delete(uid: string): void;
  readonly size: number;
  on(node: string): readonly PodInfo[];
  nodeOf(uid: string): string | undefined;
};
const NOBODY: readonly PodInfo[] = [];

export function createNominator(): Nominator {
  const nodes = new Map<string, readonly PodInfo[]>();
  const placed = new Map<string, string>();
  const uidOf = ({ pod }: PodInfo): string => pod.metadata?.uid ?? '';
  const remove = (uid: string): void => {
    const node = placed.get(uid);
    if (node === undefined) return;
    placed.delete(uid);
    const left = (nodes.get(node) ?? NOBODY).filter((info) => uidOf(info) !== uid);
    if (left.length === 0) nodes.delete(node); else nodes.set(node, left);
  };
  return {
    get size() { return placed.size; },
    on: (node) => nodes.get(node) ?? NOBODY,
    nodeOf: (uid) => placed.get(uid),
    delete: remove,
    set(info, node) {
      remove(uidOf(info));
      if (node === '') return;
      placed.set(uidOf(info), node);
      nodes.set(node, [...nodes.get(node) ?? NOBODY, info]);
    },
  };
}
