import type { Node, PreferredSchedulingTerm } from '../../api/index.ts';
import { matchesTerm } from '../nodeSelection.ts';
import { normalizeByLargest, type Score } from '../plugin.ts';

function sumOf(terms: readonly PreferredSchedulingTerm[], node: Node): number {
  let sum = 0;
  for (const { preference, weight } of terms) if (weight !== 0 && matchesTerm(node, preference)) sum += weight;
  return sum;
}

/** Sum of the weights of preferred terms that match. @k8s pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go */
export const nodeAffinity: Score = {
  name: 'NodeAffinity',
  pure: true,
  prepare: ({ pod }, _, { args: { addedAffinity } }) => {
    const own = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    const added = addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    if (own === undefined && (added ?? []).length === 0) return undefined;
    const terms = [...added ?? [], ...own ?? []];
    return { score: ({ node }) => (node === undefined ? 0 : sumOf(terms, node)), normalize: normalizeByLargest(false) };
  },
};
