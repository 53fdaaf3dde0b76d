import type { NodeInfo } from '../cache/nodeInfo.ts';
import type { Counts } from '../cache/podGroups.ts';
import { MAX_SCORE, type Around, type Score } from '../plugin.ts';
import { countByPlace, hasLabels, HOSTNAME, needsAllLabels, spreadRules, type SpreadRule } from '../spreadRules.ts';

const OUT = -1;
const LN_2 = 0.6931471805599453;

/** Natural logarithm by plain arithmetic, which is the same in every JavaScript engine. */
export function naturalLog(value: number): number {
  let [mantissa, halvings] = [value, 0];
  while (mantissa >= 2) { mantissa /= 2; halvings++; }
  const z = (mantissa - 1) / (mantissa + 1);
  let [term, sum] = [z, 0];
  for (let odd = 1; odd < 60; odd += 2) { sum += term / odd; term *= z * z; }
  return 2 * sum + halvings * LN_2;
}

type Weighed = { readonly rule: SpreadRule; readonly weight: number; readonly onNodes: Counts | undefined; readonly byPlace: Counts | undefined };

/** Places that are many weigh more. Only places of nodes that fit are looked at. @k8s scoring.go initPreScoreState */
function weigh(rule: SpreadRule, rules: readonly SpreadRule[], fit: readonly NodeInfo[], requireAll: boolean, around: Around): Weighed | undefined {
  // A label that no node has is in no node's sum.
  if (around.cache.places(rule.topologyKey).nodes === 0) return undefined;
  if (rule.topologyKey === HOSTNAME) return { rule, weight: naturalLog(fit.length + 2), onNodes: rule.selection?.onNodes('staying'), byPlace: undefined };
  const places = new Set<string>();
  // A node without the label has the empty value.
  for (const { labels } of fit) places.add(labels[rule.topologyKey] ?? '');
  return { rule, weight: naturalLog(places.size + 2), onNodes: undefined, byPlace: countByPlace(rule, rules, requireAll, around) };
}

/** The usual case: the one rule that counts is of host names, and each node has one. */
const isOfEveryNode = ({ rule }: Weighed, requireAll: boolean, { cache }: Around): boolean =>
  !requireAll && rule.topologyKey === HOSTNAME && cache.places(HOSTNAME).nodes === cache.nodes().length;

/** The pods of one owner are on few of very many nodes: those are looked up, not all. */
function scoreByNode({ rule, weight, onNodes }: Weighed, nodes: readonly NodeInfo[], { cache }: Around, into: Float64Array): void {
  const of = (count: number): number => Math.round(count * weight + (rule.maxSkew - 1));
  into.fill(of(0));
  if (onNodes === undefined || onNodes.size === 0) return;
  const bySlot = new Map<number, number>();
  for (const [name, count] of onNodes) bySlot.set(cache.get(name)?.slot ?? -1, of(count));
  for (let i = 0; i < nodes.length; i++) {
    const found = bySlot.get((nodes[i] as NodeInfo).slot); // i < length
    if (found !== undefined) into[i] = found;
  }
}

/** Fewer matching pods are better. @k8s pkg/scheduler/framework/plugins/podtopologyspread/scoring.go */
export const podTopologySpread: Score = {
  name: 'PodTopologySpread',
  prepare: (pod, nodes, around) => {
    const rules = spreadRules(pod.pod, 'ScheduleAnyway', around);
    if (rules.length === 0) return undefined;
    const requireAll = needsAllLabels(pod.pod, around);
    const fit = requireAll ? nodes.filter(({ labels }) => hasLabels(labels, rules)) : nodes;
    const weighed = rules.flatMap((rule) => weigh(rule, rules, fit, requireAll, around) ?? []);
    const score = (node: NodeInfo): number => {
      if (requireAll && !hasLabels(node.labels, rules)) return OUT;
      let sum = 0;
      for (const { rule, weight, onNodes, byPlace } of weighed) {
        const value = node.labels[rule.topologyKey];
        if (value === undefined) continue;
        const count = rule.topologyKey === HOSTNAME ? onNodes?.get(node.name) ?? 0 : byPlace?.get(value) ?? 0;
        sum += count * weight + (rule.maxSkew - 1);
      }
      return Math.round(sum);
    };
    const [only] = weighed;
    return {
      score,
      ...(weighed.length === 1 && only !== undefined && isOfEveryNode(only, requireAll, around) ? { scoreAll: (nodes: readonly NodeInfo[], into: Float64Array) => scoreByNode(only, nodes, around, into) } : {}),
      normalize(scores) {
        let [least, most] = [Number.MAX_SAFE_INTEGER, 0];
        for (const score of scores) { if (score === OUT) continue; if (score < least) least = score; if (score > most) most = score; }
        for (let i = 0; i < scores.length; i++) {
          const score = scores[i] ?? OUT;
          scores[i] = score === OUT ? 0 : most === 0 ? MAX_SCORE : Math.trunc((MAX_SCORE * (most + least - score)) / most);
        }
      },
    };
  },
};
