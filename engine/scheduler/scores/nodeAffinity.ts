import { matchesTerm } from '../nodeSelection.ts';
import { normalizeByLargest, type Score } from '../plugin.ts';

/** Sum of the weights of preferred terms that match. */
export const nodeAffinity: Score = {
  name: 'NodeAffinity',
  weight: 2,
  score: ({ pod }, { node }) => {
    const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    if (preferred.length === 0) return undefined;
    let sum = 0;
    for (const { preference, weight } of preferred) if (node !== undefined && matchesTerm(node, preference)) sum += weight;
    return sum;
  },
  normalize: normalizeByLargest(false),
};
