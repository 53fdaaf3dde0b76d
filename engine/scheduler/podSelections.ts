/** Terms of pod affinity, counted over the pods that are on nodes. */
import type { Pod } from '../api/index.ts';
import { matchesLabelSelector } from '../base/index.ts';
import { choosesAll, type AffinityTerm } from './cache/affinityTerms.ts';
import type { Matches, Selection } from './cache/podGroups.ts';
import type { Around } from './plugin.ts';

/** Its namespaces with those that its selector chooses now; undefined: all. */
function namespacesOf({ namespaces, namespaceSelector }: AffinityTerm, { lookups }: Pick<Around, 'lookups'>): readonly string[] | undefined {
  if (namespaceSelector === undefined) return namespaces;
  return choosesAll(namespaceSelector) ? undefined : [...namespaces, ...lookups.namespacesWith(namespaceSelector)];
}

export type Selected = { readonly selection: Selection; readonly matches: (pod: Pod) => boolean };

/** Pods that all of the terms match. */
export function selectPods(terms: readonly AffinityTerm[], around: Around): Selected {
  const all = terms.map((term) => ({ term, namespaces: namespacesOf(term, around) }));
  const matches: Matches = (labels, namespace) => all.every(({ term, namespaces }) => (namespaces === undefined || namespaces.includes(namespace)) && matchesLabelSelector(term.selector, labels));
  const key = `pods ${all.map(({ term, namespaces }) => JSON.stringify([term.selector ?? null, namespaces ?? null])).join(' ')}`;
  return { selection: around.cache.groups.select(key, all[0]?.namespaces, matches), matches: ({ metadata }) => matches(metadata?.labels, metadata?.namespace ?? '') };
}
