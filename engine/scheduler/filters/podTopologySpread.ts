import { jsonEqual, type Json } from '../../base/index.ts';
import type { Node, Pod } from '../../api/index.ts';
import { hasPlace, isSame } from '../events.ts';
import type { Lookups } from '../lookups.ts';
import { rejection, type Around, type Filter, type NodeCheck } from '../plugin.ts';
import { DEFAULT_ARGS } from '../profiles/profile.ts';
import { countByPlace, hasLabels, isCounted, spreadRules, spreadWishes, type SpreadRule } from '../spreadRules.ts';
import type { PodInfo } from '../cache/nodeInfo.ts';

const UNEVEN = rejection("node(s) didn't match pod topology spread constraints", true);
const NO_LABEL = rejection("node(s) didn't match pod topology spread constraints (missing required label)", false);
/** @k8s filtering.go newCriticalPaths: the fewest pods of no place at all */
const NO_PLACE = 2147483647;

type Counted = { readonly rule: SpreadRule; readonly counts: Map<string, number>; readonly own: number; least: number | undefined };

/** The emptiest place; with fewer places than asked for, a place without pods is thought up. @k8s filtering.go minMatchNum */
function leastOf(counted: Counted): number {
  if (counted.least !== undefined) return counted.least;
  let least = NO_PLACE;
  for (const count of counted.counts.values()) if (count < least) least = count;
  return counted.least = counted.counts.size < counted.rule.minDomains ? 0 : least;
}

function check(pod: PodInfo, rules: readonly SpreadRule[], around: Around): NodeCheck {
  const all = rules.map((rule): Counted => ({ rule, counts: countByPlace(rule, rules, true, around), own: rule.matches(pod.pod.metadata?.labels) ? 1 : 0, least: undefined }));
  return {
    filter({ labels }) {
      for (const counted of all) {
        const value = labels[counted.rule.topologyKey];
        if (value === undefined) return NO_LABEL;
        if ((counted.counts.get(value) ?? 0) + counted.own - leastOf(counted) > counted.rule.maxSkew) return UNEVEN;
      }
      return undefined;
    },
    change({ pod: other }, node, by) {
      if (other.metadata?.namespace !== pod.pod.metadata?.namespace) return;
      for (const counted of all) {
        const value = node.labels[counted.rule.topologyKey];
        if (value === undefined || !counted.rule.matches(other.metadata?.labels) || !isCounted(counted.rule, rules, true, node)) continue;
        counted.counts.set(value, (counted.counts.get(value) ?? 0) + by);
        counted.least = undefined;
      }
    },
    figures: ({ labels }) => all.map((counted) => {
      const { topologyKey, maxSkew } = counted.rule;
      const value = labels[topologyKey];
      return { what: `${topologyKey}=${value ?? ''}`, count: (counted.counts.get(value ?? '') ?? 0) + counted.own, least: leastOf(counted), limit: maxSkew };
    }),
  };
}

type Wishes = ReturnType<typeof spreadWishes>;
const wishesOf = (pod: Pod, lookups: Lookups): Wishes => spreadWishes(pod, 'DoNotSchedule', { args: DEFAULT_ARGS, lookups });
const anyMatches = (wishes: Wishes, pod: Pod | undefined): boolean => wishes.some(({ matches }) => matches(pod?.metadata?.labels));
const equal = (a: unknown, b: unknown): boolean => a === b || jsonEqual(a as Json | undefined, b as Json | undefined); // parts of API objects are JSON
const involved = (other: Pod | undefined, pod: Pod): boolean => other === undefined || isSame(other, pod) || (hasPlace(other) && other.metadata?.namespace === pod.metadata?.namespace);

/** @k8s plugin.go isSchedulableAfterPodChange */
function afterPod({ pod }: PodInfo, { old, now }: { readonly old: Pod | undefined; readonly now: Pod | undefined }, lookups: Lookups): boolean {
  if (!involved(now, pod) || !involved(old, pod)) return false;
  const wishes = wishesOf(pod, lookups);
  if (old === undefined || now === undefined) return anyMatches(wishes, now ?? old);
  const honoursTaints = (pod.spec?.topologySpreadConstraints ?? []).some(({ whenUnsatisfiable, nodeTaintsPolicy }) => whenUnsatisfiable === 'DoNotSchedule' && nodeTaintsPolicy === 'Honor');
  if (isSame(now, pod) && honoursTaints && !equal(old.spec?.tolerations, now.spec?.tolerations)) return true;
  return wishes.some(({ matches }) => matches(old.metadata?.labels) !== matches(now.metadata?.labels));
}

/** @k8s plugin.go isSchedulableAfterNodeChange */
function afterNode({ pod }: PodInfo, { old, now }: { readonly old: Node | undefined; readonly now: Node | undefined }, lookups: Lookups): boolean {
  const wishes = wishesOf(pod, lookups);
  const [before, after] = [old, now].map((node) => node !== undefined && hasLabels(node.metadata?.labels, wishes));
  if (old === undefined || now === undefined) return (before ?? false) || (after ?? false);
  if (before !== after) return true;
  return after === true && (wishes.some(({ topologyKey }) => old.metadata?.labels?.[topologyKey] !== now.metadata?.labels?.[topologyKey]) || !equal(old.spec?.taints, now.spec?.taints));
}

/** No place may have too many more than the emptiest. @k8s pkg/scheduler/framework/plugins/podtopologyspread/filtering.go */
export const podTopologySpread: Filter = {
  name: 'PodTopologySpread',
  prepare: (pod, around) => {
    const rules = spreadRules(pod.pod, 'DoNotSchedule', around);
    return rules.length === 0 ? undefined : check(pod, rules, around);
  },
  events: [
    { resource: 'Pod', actions: ['Add', 'UpdateLabel', 'UpdateToleration', 'Delete'], hint: afterPod },
    { resource: 'Node', actions: ['Add', 'Delete', 'UpdateLabel', 'UpdateTaint'], hint: afterNode },
  ],
};
