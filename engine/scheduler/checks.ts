/** The filters of a profile made ready for one pod, and what they say of a node. @k8s pkg/scheduler/framework/runtime/framework.go */
import { addPod, copyNodeInfo, type NodeInfo, type PodInfo } from './cache/nodeInfo.ts';
import { FILTERS } from './filters/index.ts';
import type { Around, NodeCheck, Rejection } from './plugin.ts';
import type { Profile } from './profiles/profile.ts';

export type Check = { readonly plugin: string; readonly check: NodeCheck };
export type Refusal = { readonly plugin: string; readonly rejection: Rejection; readonly check: NodeCheck };
export type Ready = {
  readonly checks: readonly Check[];
  /** Nodes that are to be asked, and the plugins that said so. */
  readonly only: { readonly plugins: readonly string[]; readonly names: ReadonlySet<string> } | undefined;
};
export type Refused = { readonly plugin: string; readonly plugins: readonly string[]; readonly reason: string };

export const priorityOf = ({ pod }: PodInfo): number => pod.spec?.priority ?? 0;
export const uidOf = ({ pod }: PodInfo): string => pod.metadata?.uid ?? '';

/** @k8s framework.go RunPreFilterPlugins */
export function prepareChecks(pod: PodInfo, profile: Profile, around: Around): Ready | Refused {
  const checks: Check[] = [];
  const plugins: string[] = [];
  let names: ReadonlySet<string> | undefined;
  for (const plugin of profile.filters) {
    const prepared = FILTERS.get(plugin)?.prepare(pod, around);
    if (prepared === undefined) continue;
    if ('rejected' in prepared) return { plugin, plugins: [plugin], reason: prepared.rejected };
    checks.push({ plugin, check: prepared });
    const { only } = prepared;
    if (only === undefined) continue;
    plugins.push(plugin);
    names = names === undefined ? only : new Set([...names].filter((name) => only.has(name)));
    if (names.size > 0) continue;
    const sorted = plugins.toSorted();
    const reason = sorted.length === 1 ? `node(s) didn't satisfy plugin ${sorted[0]}` : `node(s) didn't satisfy plugin(s) [${sorted.join(' ')}] simultaneously`;
    return { plugin: sorted[0] ?? '', plugins: sorted, reason };
  }
  return { checks, only: names === undefined ? undefined : { plugins: plugins.toSorted(), names } };
}

export function firstRefusal(checks: readonly Check[], node: NodeInfo): Refusal | undefined {
  for (let i = 0; i < checks.length; i++) {
    const { plugin, check } = checks[i] as Check; // i < length
    const rejection = check.filter(node);
    if (rejection !== undefined) return { plugin, rejection, check };
  }
  return undefined;
}

export function changeAll(checks: readonly Check[], other: PodInfo, node: NodeInfo, by: 1 | -1): void {
  for (const { check } of checks) check.change?.(other, node, by);
}

/** Pods for which room is kept on a node, by node. Undefined: nowhere. */
export type Nominated = ((node: string) => readonly PodInfo[]) | undefined;
const NOBODY: readonly PodInfo[] = [];

/**
 * Room made for a pod of the same or a higher priority is not taken by this one; and the node has to do without those pods too, for they may never come.
 * @k8s framework.go RunFilterPluginsWithNominatedPods
 */
export function refusalWithNominated(pod: PodInfo, checks: readonly Check[], node: NodeInfo, nominated: Nominated): Refusal | undefined {
  const waiting = nominated?.(node.name) ?? NOBODY;
  const others = waiting.length === 0 ? waiting : waiting.filter((other) => priorityOf(other) >= priorityOf(pod) && uidOf(other) !== uidOf(pod));
  if (others.length === 0) return firstRefusal(checks, node);
  const copy = copyNodeInfo(node);
  for (const other of others) { addPod(copy, uidOf(other), other); changeAll(checks, other, node, 1); }
  const found = firstRefusal(checks, copy);
  for (const other of others) changeAll(checks, other, node, -1);
  return found ?? firstRefusal(checks, node);
}
