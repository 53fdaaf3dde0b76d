import type { Score } from '../plugin.ts';
import { balancedAllocation } from './balancedAllocation.ts';
import { imageLocality } from './imageLocality.ts';
import { leastAllocated } from './leastAllocated.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { podTopologySpread } from './podTopologySpread.ts';
import { taintToleration } from './taintToleration.ts';

export const SCORES: readonly Score[] = [taintToleration, nodeAffinity, podTopologySpread, leastAllocated, balancedAllocation, imageLocality];
