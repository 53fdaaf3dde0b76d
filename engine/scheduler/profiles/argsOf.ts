/** Settings of single plugins, with their errors. @k8s pkg/scheduler/apis/config/validation/validation_pluginargs.go */
import { duplicate, forbidden, invalid, notSupported, required, type FieldError, type NodeAffinity, type TopologySpreadConstraint } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import type { UtilizationPoint, Weighted } from './args.ts';
import { DEFAULT_ARGS, type PluginArgs, type ScoringStrategy } from './profile.ts';

type Given = { readonly [field: string]: Json };
type Read = { readonly args: Partial<PluginArgs>; readonly errors: readonly FieldError[] };
const NOTHING: Read = { args: {}, errors: [] };
const STRATEGIES = ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'] as const;

const resourcesOf = (given: readonly { readonly name: string; readonly weight?: number }[] | undefined): readonly Weighted[] =>
  (given === undefined || given.length === 0 ? DEFAULT_ARGS.balancedResources : given.map(({ name, weight = 0 }) => ({ name, weight: weight === 0 ? 1 : weight })));

/** `late`: of a plugin whose settings are looked at only when it is made. */
export function argsFrom(plugin: string, given: Given, path: string, late = false): Read {
  const at = (field: string): string => (path === '' ? field : `${path}.${field}`);
  if (plugin === 'NodeResourcesFit') { const read = fit(given, at); return late ? read : { args: read.args, errors: [] }; }
  if (late) return NOTHING;
  switch (plugin) {
    case 'DefaultPreemption': return preemption(given, at);
    case 'InterPodAffinity': return podAffinity(given, at);
    case 'NodeAffinity': return { args: { addedAffinity: given['addedAffinity'] as NodeAffinity | undefined }, errors: [] }; // as in a pod
    case 'NodeResourcesBalancedAllocation': return balanced(given, at);
    case 'PodTopologySpread': return spread(given, at);
    case 'VolumeBinding': return binding(given, at);
    default: return NOTHING;
  }
}
type At = (field: string) => string;

function preemption({ minCandidateNodesPercentage: percent = 10, minCandidateNodesAbsolute: least = 100 }: { minCandidateNodesPercentage?: number; minCandidateNodesAbsolute?: number }, at: At): Read {
  const [percentAt, leastAt] = [at('minCandidateNodesPercentage'), at('minCandidateNodesAbsolute')];
  const errors = percent < 0 || percent > 100 ? [invalid(percentAt, percent, 'not in valid range [0, 100]')] : [];
  if (least < 0) errors.push(invalid(leastAt, least, 'not in valid range [0, inf)'));
  if (percent === 0 && least === 0) {
    errors.push(invalid(percentAt, percent, 'cannot be zero at the same time as minCandidateNodesAbsolute'), invalid(leastAt, least, 'cannot be zero at the same time as minCandidateNodesPercentage'));
  }
  return { args: { minCandidateNodesPercentage: percent, minCandidateNodesAbsolute: least }, errors };
}

function podAffinity({ hardPodAffinityWeight = 1, ignorePreferredTermsOfExistingPods = false }: { hardPodAffinityWeight?: number; ignorePreferredTermsOfExistingPods?: boolean }, at: At): Read {
  const wrong = hardPodAffinityWeight < 0 || hardPodAffinityWeight > 100;
  return { args: { hardPodAffinityWeight, ignorePreferredTermsOfExistingPods }, errors: wrong ? [invalid(at('hardPodAffinityWeight'), hardPodAffinityWeight, 'not in valid range [0, 100]')] : [] };
}

function balanced({ resources: given }: { resources?: readonly { readonly name: string; readonly weight?: number }[] }, at: At): Read {
  const resources = resourcesOf(given);
  const errors = resources.flatMap(({ name, weight }, i) => [
    ...(resources.findIndex((other) => other.name === name) < i ? [duplicate(`${at('resources')}[${i}].name`, name)] : []),
    ...(weight === 1 ? [] : [invalid(`${at('resources')}[${i}].weight`, weight, 'must be 1')]),
  ]);
  return { args: { balancedResources: resources }, errors };
}

function binding({ bindTimeoutSeconds = 600, shape }: { bindTimeoutSeconds?: number; shape?: Json }, at: At): Read {
  const errors = bindTimeoutSeconds < 0 ? [invalid(at('bindTimeoutSeconds'), bindTimeoutSeconds, 'invalid BindTimeoutSeconds, should not be a negative value')] : [];
  if (shape !== undefined) errors.push(invalid(at('shape'), shape, 'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring'));
  return { args: { bindTimeout: bindTimeoutSeconds }, errors };
}

type Spread = { readonly defaultingType?: string; readonly defaultConstraints?: readonly TopologySpreadConstraint[] };
function spread({ defaultingType = 'System', defaultConstraints = [] }: Spread, at: At): Read {
  const errors: FieldError[] = [];
  if (defaultingType !== 'System' && defaultingType !== 'List') errors.push(notSupported(at('defaultingType'), defaultingType, ['System', 'List']));
  else if (defaultingType === 'System' && defaultConstraints.length > 0) errors.push(invalid(at('defaultingType'), defaultingType, 'when .defaultConstraints are not empty'));
  for (const [i, { maxSkew, topologyKey, whenUnsatisfiable: action, labelSelector }] of defaultConstraints.entries()) {
    const here = `${at('defaultConstraints')}[${i}]`;
    if (maxSkew <= 0) errors.push(invalid(`${here}.maxSkew`, maxSkew, 'not in valid range (0, inf)'));
    if (topologyKey === '') errors.push(required(`${here}.topologyKey`, 'can not be empty'));
    if (action === '') errors.push(required(`${here}.whenUnsatisfiable`, 'can not be empty'));
    else if (action !== 'DoNotSchedule' && action !== 'ScheduleAnyway') errors.push(notSupported(`${here}.whenUnsatisfiable`, action, ['DoNotSchedule', 'ScheduleAnyway']));
    if (labelSelector !== undefined) errors.push(forbidden(`${here}.labelSelector`, 'constraint must not define a selector, as they deduced for each pod'));
    const twin = defaultConstraints.slice(0, i).some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === action);
    if (twin) errors.push(duplicate(here, `{${topologyKey}, ${action}}`));
  }
  return { args: { spreadDefaults: defaultingType === 'List' ? defaultConstraints : undefined }, errors };
}

type Strategy = { readonly type?: string; readonly resources?: readonly { readonly name: string; readonly weight?: number }[]; readonly requestedToCapacityRatio?: { readonly shape?: readonly UtilizationPoint[] } };
type Fit = { readonly ignoredResources?: readonly string[]; readonly ignoredResourceGroups?: readonly string[]; readonly scoringStrategy?: Strategy };
function fit({ ignoredResources = [], ignoredResourceGroups = [], scoringStrategy }: Fit, at: At): Read {
  const { type = 'LeastAllocated', resources: given, requestedToCapacityRatio } = scoringStrategy ?? { type: 'LeastAllocated' };
  const path = at('scoringStrategy');
  const resources = resourcesOf(given);
  const shape = requestedToCapacityRatio?.shape ?? [];
  const errors: FieldError[] = [];
  for (const [i, group] of ignoredResourceGroups.entries()) if (group.includes('/')) errors.push(invalid(`${at('ignoredResourceGroups')}[${i}]`, group, "resource group name can't contain '/'"));
  const known = STRATEGIES.find((each) => each === type);
  if (known === undefined) errors.push(notSupported(`${path}.type`, type, STRATEGIES));
  resources.forEach(({ name, weight }, i) => {
    if (weight <= 0 || weight > 100) errors.push(invalid(`${path}.resources[${i}].weight`, weight, `resource weight of ${name} not in valid range (0, 100]`));
  });
  if (type === 'RequestedToCapacityRatio') {
    if (requestedToCapacityRatio === undefined) errors.push(required(`${path}.requestedToCapacityRatio`, 'must be specified when type is RequestedToCapacityRatio'));
    else errors.push(...shapeErrors(shape, `${path}.requestedToCapacityRatio.shape`));
  } else if (requestedToCapacityRatio !== undefined) errors.push(forbidden(`${path}.requestedToCapacityRatio`, 'must be nil when type is not RequestedToCapacityRatio'));
  const strategy: ScoringStrategy = { type: known ?? 'LeastAllocated', resources, shape };
  return { args: { ignoredResources, ignoredResourceGroups, scoringStrategy: strategy }, errors };
}

function shapeErrors(shape: readonly UtilizationPoint[], path: string): readonly FieldError[] {
  if (shape.length === 0) return [required(path, 'at least one point must be specified')];
  const late = shape.findIndex(({ utilization }, i) => i > 0 && (shape[i - 1]?.utilization ?? 0) >= utilization);
  const order = late === -1 ? [] : [invalid(`${path}[${late}].utilization`, shape[late]?.utilization, 'values must be sorted in increasing order')];
  return [...order, ...shape.flatMap(({ utilization, score }, i) => [
    ...(utilization < 0 || utilization > 100 ? [invalid(`${path}[${i}].utilization`, utilization, 'not in valid range [0, 100]')] : []),
    ...(score < 0 || score > 10 ? [invalid(`${path}[${i}].score`, score, 'not in valid range [0, 10]')] : []),
  ])];
}
