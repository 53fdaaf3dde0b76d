/** Topology spread constraints of a pod, its own or those that are built in. @k8s pkg/scheduler/framework/plugins/podtopologyspread/common.go */
import { isTolerated, type Node, type Pod, type TopologySpreadConstraint } from '../api/index.ts';
import { matchesLabels, matchesLabelSelector } from '../base/index.ts';
import { choosesAll, type Labels } from './cache/affinityTerms.ts';
import type { NodeInfo } from './cache/nodeInfo.ts';
import type { Selection } from './cache/podGroups.ts';
import { nodeFitsSelection } from './nodeSelection.ts';
import type { Around } from './plugin.ts';

export type SpreadRule = {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly matches: (labels: Labels | undefined) => boolean;
  /** Pods of the namespace that it counts; undefined: an empty selector counts none. */
  readonly selection: Selection | undefined;
  /** Nodes whose pods count; undefined: all of them. */
  readonly counts: ((node: Node) => boolean) | undefined;
};
type Action = 'DoNotSchedule' | 'ScheduleAnyway';
type Policies = { readonly affinity: boolean; readonly taints: boolean };

export const HOSTNAME = 'kubernetes.io/hostname';
/** @k8s pkg/scheduler/framework/plugins/podtopologyspread/plugin.go systemDefaultConstraints */
const BUILT_IN: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME, maxSkew: 3, whenUnsatisfiable: 'ScheduleAnyway' },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, whenUnsatisfiable: 'ScheduleAnyway' },
];

/** Nodes without a label that they ask for are out; what is built in takes nodes as they are. */
export const needsAllLabels = (pod: Pod, { args: { spreadDefaults } }: Pick<Around, 'args'>): boolean =>
  (pod.spec?.topologySpreadConstraints ?? []).length > 0 || spreadDefaults !== undefined;

/** As far as events need them: no counting. */
export function spreadWishes(pod: Pod, action: Action, around: Pick<Around, 'args' | 'lookups'>): readonly Omit<SpreadRule, 'selection'>[] {
  return read(pod, action, around).map(({ rule }) => rule);
}

export function spreadRules(pod: Pod, action: Action, around: Around): readonly SpreadRule[] {
  const namespace = pod.metadata?.namespace ?? '';
  return read(pod, action, around).map(({ rule, key }) =>
    ({ ...rule, selection: key === undefined ? undefined : around.cache.groups.select(`${namespace} ${key}`, [namespace], rule.matches) }));
}

type Read = { readonly rule: Omit<SpreadRule, 'selection'>; readonly key: string | undefined };

function read(pod: Pod, action: Action, { args, lookups }: Pick<Around, 'args' | 'lookups'>): readonly Read[] {
  const own = pod.spec?.topologySpreadConstraints ?? [];
  const constraints = (own.length > 0 ? own : args.spreadDefaults ?? BUILT_IN).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action);
  if (constraints.length === 0) return [];
  if (own.length > 0) return constraints.map((constraint) => ownRule(pod, constraint));
  const siblings = lookups.siblingsOf(pod);
  return siblings === undefined ? [] : constraints.map((constraint) => ({ rule: ruleOf(pod, constraint, siblings.matches), key: siblings.key }));
}

function ownRule(pod: Pod, constraint: TopologySpreadConstraint): Read {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  const same: { [key: string]: string } = {};
  for (const key of matchLabelKeys) { const value = pod.metadata?.labels?.[key]; if (value !== undefined) same[key] = value; }
  const narrowed = Object.keys(same).length > 0;
  const matches = (labels: Labels | undefined): boolean => matchesLabelSelector(labelSelector, labels) && (!narrowed || matchesLabels(same, labels));
  const key = choosesAll(labelSelector) && !narrowed ? undefined : JSON.stringify([labelSelector ?? null, same]);
  return { rule: ruleOf(pod, constraint, matches), key };
}

function ruleOf(pod: Pod, { topologyKey, maxSkew, minDomains = 1, nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint, matches: SpreadRule['matches']): Omit<SpreadRule, 'selection'> {
  const counts = countedNodes(pod, { affinity: nodeAffinityPolicy === 'Honor', taints: nodeTaintsPolicy === 'Honor' });
  return { topologyKey, maxSkew, minDomains, matches, counts };
}

function countedNodes({ spec }: Pod, { affinity, taints }: Policies): SpreadRule['counts'] {
  const picky = affinity && (spec?.nodeSelector !== undefined || spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined);
  if (!picky && !taints) return undefined;
  return (node) => (!picky || nodeFitsSelection({ spec } as Pod, node)) // only the spec is looked at
    && (!taints || (node.spec?.taints ?? []).every((taint) => taint.effect === 'PreferNoSchedule' || isTolerated(taint, spec?.tolerations)));
}

export const hasLabels = (labels: Labels | undefined, rules: readonly Pick<SpreadRule, 'topologyKey'>[]): boolean =>
  rules.every(({ topologyKey }) => labels?.[topologyKey] !== undefined);

/** Matching pods by place, over the nodes that count; places without pods are there too. */
export function countByPlace(rule: SpreadRule, rules: readonly SpreadRule[], requireAll: boolean, { cache }: Pick<Around, 'cache'>): Map<string, number> {
  const nodes = cache.nodes();
  const everywhere = rule.counts === undefined && (!requireAll || rules.every(({ topologyKey }) => topologyKey === rule.topologyKey || cache.places(topologyKey).nodes === nodes.length));
  const counts = new Map<string, number>();
  if (everywhere) {
    const pods = rule.selection?.inPlaces(rule.topologyKey, 'staying');
    for (const value of cache.places(rule.topologyKey).values) counts.set(value, pods?.get(value) ?? 0);
    return counts;
  }
  const pods = rule.selection?.onNodes('staying');
  for (const info of nodes) {
    const value = info.labels[rule.topologyKey];
    if (value === undefined || !isCounted(rule, rules, requireAll, info)) continue;
    counts.set(value, (counts.get(value) ?? 0) + (pods?.get(info.name) ?? 0));
  }
  return counts;
}

export const isCounted = (rule: SpreadRule, rules: readonly SpreadRule[], requireAll: boolean, { node, labels }: NodeInfo): boolean =>
  node !== undefined && (!requireAll || hasLabels(labels, rules)) && (rule.counts === undefined || rule.counts(node));
