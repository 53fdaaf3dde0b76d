import { isTolerated } from '../../api/index.ts';
import { MAX_SCORE, normalizeByLargest, type Score } from '../plugin.ts';

/** Fewest PreferNoSchedule taints that the pod does not tolerate. @k8s pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go */
export const taintToleration: Score = {
  name: 'TaintToleration',
  pure: true,
  prepare: ({ pod }, _, { cache }) => {
    if (cache.nodesWithSoftTaints === 0) return { constant: MAX_SCORE };
    const tolerations = (pod.spec?.tolerations ?? []).filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
    return {
      score: ({ softTaints }) => {
        let count = 0;
        for (const taint of softTaints) if (!isTolerated(taint, tolerations)) count++;
        return count;
      },
      normalize: normalizeByLargest(true),
    };
  },
};
