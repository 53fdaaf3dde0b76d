import { normalizeByLargest, type Score } from '../plugin.ts';
import { tolerates } from '../taints.ts';

/** Fewest PreferNoSchedule taints that the pod does not tolerate. */
export const taintToleration: Score = {
  name: 'TaintToleration',
  weight: 3,
  score: ({ pod }, { node }) => {
    const tolerations = (pod.spec?.tolerations ?? []).filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
    return (node?.spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule'
      && !tolerations.some((toleration) => tolerates(toleration, taint))).length;
  },
  normalize: normalizeByLargest(true),
};
