/** One way to schedule: which plugins speak, in which order and with what weight. @k8s pkg/scheduler/apis/config/v1/default_plugins.go */
import type { NodeAffinity, TopologySpreadConstraint } from '../../api/index.ts';
import type { UtilizationPoint, Weighted } from './args.ts';

export const SCHEDULER_NAME = 'default-scheduler';

export type ScoringStrategy = {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly Weighted[];
  readonly shape: readonly UtilizationPoint[];
};
export type PluginArgs = {
  readonly addedAffinity: NodeAffinity | undefined;
  readonly balancedResources: readonly Weighted[];
  /** Seconds. */
  readonly bindTimeout: number;
  readonly hardPodAffinityWeight: number;
  readonly ignorePreferredTermsOfExistingPods: boolean;
  readonly ignoredResources: readonly string[];
  readonly ignoredResourceGroups: readonly string[];
  readonly minCandidateNodesAbsolute: number;
  readonly minCandidateNodesPercentage: number;
  readonly scoringStrategy: ScoringStrategy;
  /** Undefined: those that are built in. */
  readonly spreadDefaults: readonly TopologySpreadConstraint[] | undefined;
};

export type Profile = {
  readonly name: string;
  /** Names in the order in which they are asked. */
  readonly preEnqueue: readonly string[];
  readonly filters: readonly string[];
  readonly postFilters: readonly string[];
  readonly scores: readonly { readonly name: string; readonly weight: number }[];
  readonly args: PluginArgs;
  /** 0: by the size of the cluster. */
  readonly percentageOfNodesToScore: number;
};

const CPU_AND_MEMORY: readonly Weighted[] = [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }];

/** @k8s pkg/scheduler/apis/config/v1/defaults.go */
export const DEFAULT_ARGS: PluginArgs = {
  addedAffinity: undefined, balancedResources: CPU_AND_MEMORY, bindTimeout: 600, hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false,
  ignoredResources: [], ignoredResourceGroups: [], minCandidateNodesAbsolute: 100, minCandidateNodesPercentage: 10,
  scoringStrategy: { type: 'LeastAllocated', resources: CPU_AND_MEMORY, shape: [] }, spreadDefaults: undefined,
};

/** The order is that of asking: the first that rejects a node speaks for it. A weight says that the plugin scores as well. */
export const DEFAULT_PLUGINS: readonly { readonly name: string; readonly weight?: number }[] = [
  { name: 'SchedulingGates' }, { name: 'PrioritySort' }, { name: 'NodeUnschedulable' }, { name: 'NodeName' }, { name: 'TaintToleration', weight: 3 },
  { name: 'NodeAffinity', weight: 2 }, { name: 'NodePorts' }, { name: 'NodeResourcesFit', weight: 1 }, { name: 'VolumeRestrictions' },
  { name: 'NodeVolumeLimits' }, { name: 'VolumeBinding' }, { name: 'VolumeZone' }, { name: 'PodTopologySpread', weight: 2 },
  { name: 'InterPodAffinity', weight: 2 }, { name: 'DynamicResources', weight: 2 }, { name: 'DefaultPreemption' },
  { name: 'NodeResourcesBalancedAllocation', weight: 1 }, { name: 'ImageLocality', weight: 1 }, { name: 'DefaultBinder' }, { name: 'NodeDeclaredFeatures' },
];

/** What each plugin can do beside filtering and scoring, which its own file says. */
export const PRE_ENQUEUE: ReadonlySet<string> = new Set(['DefaultPreemption', 'SchedulingGates']);
export const POST_FILTERS: ReadonlySet<string> = new Set(['DefaultPreemption', 'DynamicResources']);
export const FILTER_NAMES: ReadonlySet<string> = new Set([
  'InterPodAffinity', 'NodeAffinity', 'NodeDeclaredFeatures', 'NodeName', 'NodePorts', 'NodeResourcesFit', 'NodeUnschedulable', 'NodeVolumeLimits',
  'PodTopologySpread', 'TaintToleration', 'VolumeBinding', 'VolumeRestrictions', 'VolumeZone',
]);
export const SCORE_NAMES: ReadonlySet<string> = new Set([
  'ImageLocality', 'InterPodAffinity', 'NodeAffinity', 'NodeResourcesBalancedAllocation', 'NodeResourcesFit', 'PodTopologySpread', 'TaintToleration',
]);

export const DEFAULT_PROFILE: Profile = {
  name: SCHEDULER_NAME, args: DEFAULT_ARGS, percentageOfNodesToScore: 0,
  preEnqueue: DEFAULT_PLUGINS.flatMap(({ name }) => (PRE_ENQUEUE.has(name) ? [name] : [])),
  filters: DEFAULT_PLUGINS.flatMap(({ name }) => (FILTER_NAMES.has(name) ? [name] : [])),
  postFilters: DEFAULT_PLUGINS.flatMap(({ name }) => (POST_FILTERS.has(name) ? [name] : [])),
  scores: DEFAULT_PLUGINS.flatMap(({ name, weight }) => (SCORE_NAMES.has(name) && weight !== undefined ? [{ name, weight }] : [])),
};
