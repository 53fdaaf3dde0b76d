/** By name; which of them speak and how loud is the profile's business. */
import type { Score } from '../plugin.ts';
import { balancedAllocation } from './balancedAllocation.ts';
import { imageLocality } from './imageLocality.ts';
import { interPodAffinity } from './interPodAffinity.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { nodeResourcesFit } from './nodeResourcesFit.ts';
import { podTopologySpread } from './podTopologySpread.ts';
import { taintToleration } from './taintToleration.ts';

const ALL: readonly Score[] = [balancedAllocation, imageLocality, interPodAffinity, nodeAffinity, nodeResourcesFit, podTopologySpread, taintToleration];
export const SCORES: ReadonlyMap<string, Score> = new Map(ALL.map((score) => [score.name, score]));
