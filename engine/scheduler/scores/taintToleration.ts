import { isTolerated } from '../../api/index.ts';
import { normalizeByLargest, type Score } from '../plugin.ts';

/** Fewest PreferNoSchedule taints that the pod does not tolerate. */
export const taintToleration: Score = {
  name: 'TaintToleration',
  weight: 3,
  score: ({ pod }, { node }) => {
    const tolerations = (pod.spec?.tolerations ?? []).filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
    return (node?.spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule'
      && !isTolerated(taint, tolerations)).length;
  },
  normalize: normalizeByLargest(true),
};
