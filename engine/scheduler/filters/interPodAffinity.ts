import type { Node, Pod } from '../../api/index.ts';
import { allTermsMatch, termMatches, type AffinityTerm, type AffinityTerms } from '../cache/affinityTerms.ts';
import { podInfoOf, type NodeInfo, type PodInfo } from '../cache/nodeInfo.ts';
import type { Counts } from '../cache/podGroups.ts';
import { hasPlace, isSame } from '../events.ts';
import { rejection, type Around, type Filter, type NodeCheck } from '../plugin.ts';
import { selectPods } from '../podSelections.ts';

const EXISTING = rejection("node(s) didn't satisfy existing pods anti-affinity rules", true);
const AWAY = rejection("node(s) didn't match pod affinity rules", false);
const TOO_NEAR = rejection("node(s) didn't match pod anti-affinity rules", true);

/** Counts by place that can be changed for a trial without touching what they come from. */
type Trial = { count(value: string): number; add(value: string, by: number): void; readonly empty: boolean };
function trialOf(base: Counts): Trial {
  let changes: Map<string, number> | undefined;
  const count = (value: string): number => (base.get(value) ?? 0) + (changes?.get(value) ?? 0);
  return {
    count,
    add(value, by) { changes ??= new Map(); changes.set(value, (changes.get(value) ?? 0) + by); },
    get empty() {
      for (const value of base.keys()) if (count(value) > 0) return false;
      for (const value of changes?.keys() ?? []) if (count(value) > 0) return false;
      return true;
    },
  };
}

type Part = { readonly topologyKey: string; readonly trial: Trial; /** How often the other pod counts here. */ readonly of: (other: PodInfo) => number };
const NO_TERMS: AffinityTerms = { required: [], requiredAnti: [], preferred: [], preferredAnti: [] };

function change(parts: readonly Part[], other: PodInfo, { labels }: NodeInfo, by: 1 | -1): void {
  for (const { topologyKey, trial, of } of parts) {
    const value = labels[topologyKey];
    const times = value === undefined ? 0 : of(other);
    if (value !== undefined && times > 0) trial.add(value, by * times);
  }
}

/** All pods together that match every term. */
function affinityParts({ required }: AffinityTerms, around: Around): readonly Part[] {
  if (required.length === 0) return [];
  const { selection, matches } = selectPods(required, around);
  return required.map(({ topologyKey }) => ({ topologyKey, trial: trialOf(selection.inPlaces(topologyKey, 'all')), of: ({ pod }) => (matches(pod) ? 1 : 0) }));
}

const antiParts = ({ requiredAnti }: AffinityTerms, around: Around): readonly Part[] => requiredAnti.map((term) => {
  const { selection, matches } = selectPods([term], around);
  return { topologyKey: term.topologyKey, trial: trialOf(selection.inPlaces(term.topologyKey, 'all')), of: ({ pod }) => (matches(pod) ? 1 : 0) };
});

/** What pods on nodes say of this one, one part per topology key; where nobody says anything, none. */
function existingParts({ pod }: PodInfo, { cache, lookups }: Around): readonly Part[] {
  const labels = lookups.namespaceLabels(pod.metadata?.namespace ?? '');
  const byKey = new Map<string, Map<string, number>>();
  for (const { term, places } of cache.standing.of('apart')) {
    if (!termMatches(term, pod, labels)) continue;
    const counts = byKey.get(term.topologyKey) ?? new Map<string, number>();
    for (const [value, pods] of places()) counts.set(value, (counts.get(value) ?? 0) + pods);
    byKey.set(term.topologyKey, counts);
  }
  return [...byKey].map(([topologyKey, counts]) => ({
    topologyKey, trial: trialOf(counts),
    of: ({ affinity }) => (affinity?.requiredAnti ?? []).filter((term) => term.topologyKey === topologyKey && termMatches(term, pod, labels)).length,
  }));
}

function prepare(pod: PodInfo, around: Around): NodeCheck | undefined {
  const terms = pod.affinity ?? NO_TERMS;
  const existing = existingParts(pod, around);
  if (existing.length === 0 && terms.required.length === 0 && terms.requiredAnti.length === 0) return undefined;
  const [near, apart] = [affinityParts(terms, around), antiParts(terms, around)];
  // The first of a group that wants to be together may go anywhere that has the labels.
  const isFirst = (): boolean => near.every(({ trial }) => trial.empty) && allTermsMatchSelf(terms.required, pod, around);
  const anyOf = (parts: readonly Part[], { labels }: NodeInfo): boolean => parts.some(({ topologyKey, trial }) => { const value = labels[topologyKey]; return value !== undefined && trial.count(value) > 0; });
  return {
    filter(node) {
      if (near.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return AWAY;
      if (near.some(({ topologyKey, trial }) => trial.count(node.labels[topologyKey] ?? '') <= 0) && !isFirst()) return AWAY;
      if (anyOf(apart, node)) return TOO_NEAR;
      return anyOf(existing, node) ? EXISTING : undefined;
    },
    change(other, node, by) { change(near, other, node, by); change(apart, other, node, by); change(existing, other, node, by); },
    figures: ({ labels }) => [...near, ...apart, ...existing].map(({ topologyKey, trial }) => ({ what: `${topologyKey}=${labels[topologyKey] ?? ''}`, count: trial.count(labels[topologyKey] ?? '') })),
  };
}

const allTermsMatchSelf = (terms: readonly AffinityTerm[], { pod }: PodInfo, around: Around): boolean => terms.length > 0 && selectPods(terms, around).matches(pod);

/** @k8s plugin.go isSchedulableAfterPodChange */
function afterPod({ pod, affinity = NO_TERMS }: PodInfo, { old, now }: { readonly old: Pod | undefined; readonly now: Pod | undefined }): boolean {
  if (old !== undefined && isSame(now, pod)) return true;
  if ((now !== undefined && !hasPlace(now)) || (old !== undefined && !hasPlace(old))) return false;
  const { required, requiredAnti } = affinity;
  if (old !== undefined && now !== undefined) {
    return (!allTermsMatch(required, old) && allTermsMatch(required, now)) || (allTermsMatch(requiredAnti, old) && !allTermsMatch(requiredAnti, now));
  }
  if (now !== undefined) return allTermsMatch(required, now);
  return old !== undefined && (allTermsMatch(requiredAnti, old) || allTermsMatch(podInfoOf(old).affinity?.requiredAnti ?? [], pod));
}

/** @k8s plugin.go isSchedulableAfterNodeChange */
function afterNode({ affinity = NO_TERMS }: PodInfo, { old, now }: { readonly old: Node | undefined; readonly now: Node | undefined }): boolean {
  const [before, after] = [old?.metadata?.labels, now?.metadata?.labels];
  const moved = ({ topologyKey }: AffinityTerm): boolean => before?.[topologyKey] !== undefined && after?.[topologyKey] !== undefined && before[topologyKey] !== after[topologyKey];
  const gained = ({ topologyKey }: AffinityTerm): boolean => before?.[topologyKey] === undefined && after?.[topologyKey] !== undefined;
  const lost = ({ topologyKey }: AffinityTerm): boolean => before?.[topologyKey] !== undefined && after?.[topologyKey] === undefined;
  return affinity.required.some((term) => gained(term) || moved(term)) || (old === undefined && affinity.requiredAnti.length > 0) || affinity.requiredAnti.some((term) => lost(term) || moved(term));
}

/** Beside some pods, and not beside others. @k8s pkg/scheduler/framework/plugins/interpodaffinity/filtering.go */
export const interPodAffinity: Filter = {
  name: 'InterPodAffinity',
  prepare,
  events: [
    { resource: 'Pod', actions: ['Add', 'UpdateLabel', 'Delete'], hint: afterPod },
    { resource: 'Node', actions: ['Add', 'UpdateLabel'], hint: afterNode },
  ],
};
