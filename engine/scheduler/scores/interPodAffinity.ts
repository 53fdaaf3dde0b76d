import { termMatches } from '../cache/affinityTerms.ts';
import type { PodInfo } from '../cache/nodeInfo.ts';
import type { Counts } from '../cache/podGroups.ts';
import { MAX_SCORE, type Around, type Score } from '../plugin.ts';
import { selectPods } from '../podSelections.ts';

/** Topology key → value of it → points. */
type Points = Map<string, Map<string, number>>;

function add(points: Points, topologyKey: string, places: Counts, weight: number): void {
  if (places.size === 0) return;
  const own = points.get(topologyKey) ?? new Map<string, number>();
  for (const [value, pods] of places) own.set(value, (own.get(value) ?? 0) + weight * pods);
  points.set(topologyKey, own);
}

/** What the pod prefers, what pods on nodes prefer, and a little for those that must be near such a pod. @k8s interpodaffinity/scoring.go processExistingPod */
function pointsFor({ pod, affinity }: PodInfo, around: Around): Points {
  const points: Points = new Map();
  const { preferred = [], preferredAnti = [] } = affinity ?? {};
  for (const { term, weight } of preferred) add(points, term.topologyKey, selectPods([term], around).selection.inPlaces(term.topologyKey, 'all'), weight);
  for (const { term, weight } of preferredAnti) add(points, term.topologyKey, selectPods([term], around).selection.inPlaces(term.topologyKey, 'all'), -weight);
  if (around.args.ignorePreferredTermsOfExistingPods && preferred.length + preferredAnti.length === 0) return points;
  const labels = around.lookups.namespaceLabels(pod.metadata?.namespace ?? '');
  const { standing } = around.cache;
  const heed = (kind: 'near' | 'draws' | 'repels', weightOf: (weight: number) => number): void => {
    for (const { term, weight, places } of standing.of(kind)) if (termMatches(term, pod, labels)) add(points, term.topologyKey, places(), weightOf(weight));
  };
  const hard = around.args.hardPodAffinityWeight;
  if (hard > 0) heed('near', () => hard);
  heed('draws', (weight) => weight);
  heed('repels', (weight) => -weight);
  return points;
}

/** @k8s pkg/scheduler/framework/plugins/interpodaffinity/scoring.go */
export const interPodAffinity: Score = {
  name: 'InterPodAffinity',
  prepare: (pod, _, around) => {
    const points = pointsFor(pod, around);
    if (points.size === 0) return undefined;
    return {
      score({ labels }) {
        let sum = 0;
        for (const [key, values] of points) { const value = labels[key]; if (value !== undefined) sum += values.get(value) ?? 0; }
        return sum;
      },
      normalize(scores) {
        let [least, most] = [scores[0] ?? 0, scores[0] ?? 0];
        for (const score of scores) { if (score < least) least = score; if (score > most) most = score; }
        for (let i = 0; i < scores.length; i++) scores[i] = most === least ? 0 : Math.trunc(MAX_SCORE * (((scores[i] ?? 0) - least) / (most - least)));
      },
    };
  },
};
