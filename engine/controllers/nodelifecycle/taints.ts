/** The taints that follow from a node's state. */
import type { Node, Taint } from '../../api/index.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
/** By `type=status`. @k8s nodeConditionToTaintKeyStatusMap */
const BY_CONDITION: { readonly [condition: string]: string } = {
  'Ready=False': NOT_READY, 'Ready=Unknown': UNREACHABLE,
  'MemoryPressure=True': 'node.kubernetes.io/memory-pressure', 'DiskPressure=True': 'node.kubernetes.io/disk-pressure',
  'PIDPressure=True': 'node.kubernetes.io/pid-pressure', 'NetworkUnavailable=True': 'node.kubernetes.io/network-unavailable',
};
const MANAGED: ReadonlySet<string> = new Set([...Object.values(BY_CONDITION), UNSCHEDULABLE]);

export type TaintName = Pick<Taint, 'key' | 'effect'>;
/** What is to come, and what is to go then. */
export type TaintChange = { readonly add: readonly TaintName[]; readonly remove: readonly TaintName[] };

const same = (a: TaintName, b: TaintName): boolean => a.key === b.key && a.effect === b.effect;
export const hasTaint = (node: Node, taint: TaintName): boolean => node.spec?.taints?.some((each) => same(each, taint)) === true;

/** Exactly the NoSchedule taints that the conditions and `unschedulable` ask for; undefined if nothing changes. @k8s doNoScheduleTaintingPass */
export function noScheduleTaints(node: Node): TaintChange | undefined {
  const wanted: TaintName[] = [];
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = status === 'False' && type !== 'Ready' ? undefined : BY_CONDITION[`${type}=${status}`];
    if (key !== undefined) wanted.push({ key, effect: 'NoSchedule' });
  }
  if (node.spec?.unschedulable === true) wanted.push({ key: UNSCHEDULABLE, effect: 'NoSchedule' });
  const ours = (node.spec?.taints ?? []).filter(({ key, effect }) => effect === 'NoSchedule' && MANAGED.has(key));
  const add = wanted.filter((taint) => !ours.some((each) => same(each, taint)));
  const remove = ours.filter((taint) => !wanted.some((each) => same(each, taint)));
  return add.length === 0 && remove.length === 0 ? undefined : { add, remove };
}

export const noExecute = (key: string): TaintName => ({ key, effect: 'NoExecute' });

/** The NoExecute taint that goes with Ready, instead of the other; undefined if the node is well or nothing changes. */
export function noExecuteTaints(node: Node, ready: string | undefined): TaintChange | undefined {
  const key = ready === 'False' ? NOT_READY : ready === 'Unknown' ? UNREACHABLE : undefined;
  if (key === undefined) return undefined;
  const opposite = noExecute(key === NOT_READY ? UNREACHABLE : NOT_READY);
  const add = hasTaint(node, noExecute(key)) ? [] : [noExecute(key)];
  const remove = hasTaint(node, opposite) ? [opposite] : [];
  return add.length === 0 && remove.length === 0 ? undefined : { add, remove };
}

/** Which of the two it has. @k8s markNodeAsReachable */
const NONE: readonly TaintName[] = [];
export function withoutNoExecute(node: Node): readonly TaintName[] {
  if (node.spec?.taints === undefined) return NONE;
  return [UNREACHABLE, NOT_READY].map(noExecute).filter((taint) => hasTaint(node, taint));
}

/** @k8s pkg/util/taints AddOrUpdateTaint: one that is there keeps its place and gets a new time */
export const taintsWith = (old: readonly Taint[], add: readonly TaintName[], at: string): readonly Taint[] => {
  const made = add.map((taint): Taint => ({ ...taint, timeAdded: at }));
  return [...old.map((taint) => made.find((each) => same(each, taint)) ?? taint), ...made.filter((taint) => !old.some((each) => same(each, taint)))];
};
export const taintsWithout = (old: readonly Taint[], remove: readonly TaintName[]): readonly Taint[] => old.filter((taint) => !remove.some((each) => same(each, taint)));
