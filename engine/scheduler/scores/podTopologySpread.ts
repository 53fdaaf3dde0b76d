import { stayingPods, type NodeInfo, type PodInfo } from '../nodeInfo.ts';
import { MAX_SCORE, type Score } from '../plugin.ts';
import { HOSTNAME, type Spread } from '../spread.ts';

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

/** Pods that are leaving do not count. */
function countOn(node: NodeInfo, pod: PodInfo, { matches }: Spread): number {
  let count = 0;
  for (const [labels, pods] of stayingPods(node, pod.pod.metadata?.namespace)) if (matches(labels)) count += pods;
  return count;
}

/** Fewer matching pods are better; places that are many weigh more. @k8s podtopologyspread/scoring.go */
export const podTopologySpread: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  scoreAll: (pod, nodes, cache) => {
    if (pod.spread === undefined) return undefined;
    const { constraints, own } = pod.spread;
    const valueOf = (node: NodeInfo, key: string): string | undefined => node.node?.metadata?.labels?.[key] ?? (key === HOSTNAME && !own ? node.name : undefined);
    const isOut = (node: NodeInfo): boolean => own && constraints.some(({ topologyKey }) => valueOf(node, topologyKey) === undefined);
    const fit = nodes.filter((node) => !isOut(node));
    const raw = new Map(fit.map((node) => [node, 0]));
    for (const constraint of constraints) {
      const { topologyKey, maxSkew } = constraint;
      const places = new Set(fit.map((node) => (topologyKey === HOSTNAME ? node.name : valueOf(node, topologyKey))).filter((value) => value !== undefined));
      const counts = new Map<string, number>();
      for (const node of topologyKey === HOSTNAME ? fit : cache.nodes()) {
        const value = valueOf(node, topologyKey);
        if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + countOn(node, pod, constraint));
      }
      const weight = naturalLog(places.size + 2);
      for (const node of fit) {
        const value = valueOf(node, topologyKey);
        if (value !== undefined) raw.set(node, (raw.get(node) ?? 0) + (counts.get(value) ?? 0) * weight + maxSkew - 1);
      }
    }
    return nodes.map((node) => { const points = raw.get(node); return points === undefined ? OUT : Math.round(points); });
  },
  normalize: (scores) => {
    const counted = scores.filter((score) => score !== OUT);
    const [least, most] = [Math.min(...counted), Math.max(...counted)];
    return scores.map((score) => (score === OUT ? 0 : most === 0 ? MAX_SCORE : Math.trunc((MAX_SCORE * (most + least - score)) / most)));
  },
};
