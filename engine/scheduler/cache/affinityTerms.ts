/** Terms of pod affinity and anti-affinity, read once per pod. @k8s kube-scheduler/framework/types.go AffinityTerm */
import type { LabelSelector, Pod, PodAffinityTerm } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';

export type Labels = { readonly [key: string]: string };
export type AffinityTerm = {
  /** The same for terms that say the same. */
  readonly key: string;
  readonly topologyKey: string;
  readonly selector: LabelSelector | undefined;
  /** As given; the pod's own if the term names none. */
  readonly namespaces: readonly string[];
  /** Undefined: chooses none besides. An empty one chooses all. */
  readonly namespaceSelector: LabelSelector | undefined;
};
export type WeightedTerm = { readonly term: AffinityTerm; readonly weight: number };
export type AffinityTerms = {
  readonly required: readonly AffinityTerm[];
  readonly requiredAnti: readonly AffinityTerm[];
  readonly preferred: readonly WeightedTerm[];
  readonly preferredAnti: readonly WeightedTerm[];
};

export function affinityTermsOf(pod: Pod): AffinityTerms | undefined {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  if (podAffinity === undefined && podAntiAffinity === undefined) return undefined;
  const own = pod.metadata?.namespace ?? '';
  const read = (term: PodAffinityTerm): AffinityTerm => termOf(term, own);
  const weighted = (list: NonNullable<typeof podAffinity>['preferredDuringSchedulingIgnoredDuringExecution']): readonly WeightedTerm[] =>
    (list ?? []).map(({ weight, podAffinityTerm }) => ({ weight, term: read(podAffinityTerm) }));
  return {
    required: (podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(read),
    requiredAnti: (podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(read),
    preferred: weighted(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAnti: weighted(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
}

function termOf({ topologyKey, labelSelector: selector, namespaces: given = [], namespaceSelector }: PodAffinityTerm, own: string): AffinityTerm {
  const namespaces = given.length === 0 && namespaceSelector === undefined ? [own] : given;
  return { key: JSON.stringify([topologyKey, namespaces, selector ?? null, namespaceSelector ?? null]), topologyKey, selector, namespaces, namespaceSelector };
}

export const choosesAll = (selector: LabelSelector | undefined): boolean =>
  selector !== undefined && Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;

/** `namespaceLabels`: of the pod's namespace, where they are known. */
export function termMatches({ namespaces, namespaceSelector, selector }: AffinityTerm, pod: Pod, namespaceLabels: Labels | undefined): boolean {
  return (namespaces.includes(pod.metadata?.namespace ?? '') || matchesLabelSelector(namespaceSelector, namespaceLabels))
    && matchesLabelSelector(selector, pod.metadata?.labels);
}

/** All of at least one. */
export const allTermsMatch = (terms: readonly AffinityTerm[], pod: Pod): boolean => terms.length > 0 && terms.every((term) => termMatches(term, pod, undefined));
