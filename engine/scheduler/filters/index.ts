/** By name; which of them speak and in which order is the profile's business. */
import type { EventRule } from '../events.ts';
import type { Filter } from '../plugin.ts';
import { nodeVolumeLimits } from '../volumes/nodeVolumeLimits.ts';
import { volumeBinding } from '../volumes/volumeBinding.ts';
import { volumeRestrictions } from '../volumes/volumeRestrictions.ts';
import { volumeZone } from '../volumes/volumeZone.ts';
import { interPodAffinity } from './interPodAffinity.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { nodeDeclaredFeatures } from './nodeDeclaredFeatures.ts';
import { nodeName } from './nodeName.ts';
import { nodePorts } from './nodePorts.ts';
import { nodeResourcesFit } from './nodeResourcesFit.ts';
import { nodeUnschedulable } from './nodeUnschedulable.ts';
import { podTopologySpread } from './podTopologySpread.ts';
import { taintToleration } from './taintToleration.ts';

const ALL: readonly Filter[] = [
  interPodAffinity, nodeAffinity, nodeDeclaredFeatures, nodeName, nodePorts, nodeResourcesFit, nodeUnschedulable, nodeVolumeLimits, podTopologySpread,
  taintToleration, volumeBinding, volumeRestrictions, volumeZone,
];
export const FILTERS: ReadonlyMap<string, Filter> = new Map(ALL.map((filter) => [filter.name, filter]));

/** What wakes a pod that was kept out of the queue. @k8s pkg/scheduler/framework/plugins/schedulinggates/scheduling_gates.go */
const GATES: readonly EventRule[] = [{ resource: 'Pod', actions: ['UpdateGatesEliminated'], hint: ({ pod }, { now }) => now?.metadata?.uid === pod.metadata?.uid }];
const NO_RULES: readonly EventRule[] = [];

export const rulesOf = (plugin: string): readonly EventRule[] => (plugin === 'SchedulingGates' ? GATES : FILTERS.get(plugin)?.events ?? NO_RULES);
