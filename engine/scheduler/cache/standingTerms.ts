/** What pods on nodes say of pods to come, counted by term and place: an anti-affinity of 300 pods of one template is one entry. */
import type { AffinityTerm } from './affinityTerms.ts';
import type { PodInfo } from './nodeInfo.ts';
import type { Counts } from './podGroups.ts';

/** `apart`: required anti-affinity. `near`: required affinity, which draws its likes. `draws` and `repels`: preferred ones. */
export type StandingKind = 'apart' | 'near' | 'draws' | 'repels';
export type StandingTerm = { readonly term: AffinityTerm; readonly weight: number; /** Pods that say so, by the value of the term's topology key. */ readonly places: () => Counts };
export type StandingTerms = {
  count(pod: PodInfo, node: string, by: 1 | -1): void;
  of(kind: StandingKind): Iterable<StandingTerm>;
  forgetPlaces(): void;
};

type Entry = StandingTerm & { readonly nodes: Map<string, number>; known: Map<string, number> | undefined };

export function createStandingTerms(labelOf: (node: string, key: string) => string | undefined): StandingTerms {
  const kinds: { readonly [kind in StandingKind]: Map<string, Entry> } = { apart: new Map(), near: new Map(), draws: new Map(), repels: new Map() };

  const create = (term: AffinityTerm, weight: number): Entry => {
    const entry: Entry = {
      term, weight, nodes: new Map(), known: undefined,
      places: () => {
        if (entry.known !== undefined) return entry.known;
        const known = new Map<string, number>();
        for (const [node, pods] of entry.nodes) {
          const value = labelOf(node, term.topologyKey);
          if (value !== undefined) known.set(value, (known.get(value) ?? 0) + pods);
        }
        entry.known = known;
        return known;
      },
    };
    return entry;
  };
  const bump = (numbers: Map<string, number>, key: string, by: number): void => {
    const next = (numbers.get(key) ?? 0) + by;
    if (next === 0) numbers.delete(key); else numbers.set(key, next);
  };
  const one = (kind: StandingKind, term: AffinityTerm, weight: number, node: string, by: 1 | -1): void => {
    const key = `${weight} ${term.key}`;
    let entry = kinds[kind].get(key);
    if (entry === undefined) { entry = create(term, weight); kinds[kind].set(key, entry); }
    bump(entry.nodes, node, by);
    if (entry.nodes.size === 0) { kinds[kind].delete(key); return; }
    const value = entry.known === undefined ? undefined : labelOf(node, term.topologyKey);
    if (value !== undefined && entry.known !== undefined) bump(entry.known, value, by);
  };
  return {
    count({ affinity }, node, by) {
      if (affinity === undefined) return;
      for (const term of affinity.requiredAnti) one('apart', term, 0, node, by);
      for (const term of affinity.required) one('near', term, 0, node, by);
      for (const { term, weight } of affinity.preferred) one('draws', term, weight, node, by);
      for (const { term, weight } of affinity.preferredAnti) one('repels', term, weight, node, by);
    },
    of: (kind) => kinds[kind].values(),
    forgetPlaces() { for (const kind of Object.values(kinds)) for (const entry of kind.values()) entry.known = undefined; },
  };
}
