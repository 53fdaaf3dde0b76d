import { ask, clusterOf, node, pod, points } from '../testing/ask.ts';
import { readSchedulerConfig } from './config.ts';
import { DEFAULT_PROFILE, type Profile } from './profile.ts';

const HEAD = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n';
function read(body: string): readonly Profile[] {
  const result = readSchedulerConfig(HEAD + body);
  if (!result.ok) throw new Error(result.error);
  return result.profiles;
}
const only = (body: string): Profile => read(body)[0] ?? DEFAULT_PROFILE;

test('nothing said is what is built in', () => { expect(read('')).toEqual([DEFAULT_PROFILE]); });

test('several profiles by name', () => {
  expect(read('percentageOfNodesToScore: 40\nprofiles:\n- schedulerName: default-scheduler\n- {schedulerName: no-scoring, percentageOfNodesToScore: 7, plugins: {score: {disabled: [{name: "*"}]}, preScore: {disabled: [{name: "*"}]}}}')
    .map(({ name, percentageOfNodesToScore, scores }) => [name, percentageOfNodesToScore, scores.length])).toEqual([['default-scheduler', 40, 7], ['no-scoring', 7, 0]]);
});

test.each([
  ['off everywhere', '{multiPoint: {disabled: [{name: TaintToleration}]}}', ['NodeUnschedulable', 'NodeName', 'NodeAffinity'], { TaintToleration: undefined, NodeAffinity: 2 }],
  ['off at one point', '{score: {disabled: [{name: TaintToleration}]}}', ['NodeUnschedulable', 'NodeName', 'TaintToleration'], { TaintToleration: undefined, NodeAffinity: 2 }],
  ['another weight', '{score: {disabled: [{name: NodeAffinity}], enabled: [{name: NodeAffinity, weight: 50}]}}', ['NodeUnschedulable', 'NodeName', 'TaintToleration'], { NodeAffinity: 50 }],
  ['another weight everywhere', '{multiPoint: {enabled: [{name: ImageLocality, weight: 9}]}}', ['NodeUnschedulable', 'NodeName', 'TaintToleration'], { ImageLocality: 9 }],
  ['a point orders anew', '{filter: {enabled: [{name: InterPodAffinity}, {name: NodePorts}]}}', ['InterPodAffinity', 'NodePorts', 'NodeUnschedulable'], {}],
  ['only these', '{multiPoint: {disabled: [{name: "*"}], enabled: [{name: PrioritySort}, {name: DefaultBinder}, {name: NodeResourcesFit}]}}', ['NodeResourcesFit'], { NodeResourcesFit: 1, NodeAffinity: undefined }],
])('plugins: %s', (_, plugins, firstFilters, weights) => {
  const { filters, scores } = only(`profiles:\n- plugins: ${plugins}`);
  expect(filters.slice(0, 3)).toEqual(firstFilters);
  expect(Object.fromEntries(Object.keys(weights).map((name) => [name, scores.find((score) => score.name === name)?.weight]))).toEqual(weights);
});

test('a profile that packs', () => {
  const profile = only('profiles:\n- pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 1}]}}}]');
  const cache = clusterOf([node('n1'), node('n2')], [[pod({}, {}, { cpu: '2' }), 'n1']]);
  const decision = ask(pod({}, {}, { cpu: '1' }), cache, { profile, args: profile.args });
  expect(points(decision, 'NodeResourcesFit', 1)).toEqual({ n1: 75, n2: 25 });
});

const ONE = 'profiles:\n- ';
test.each([
  ['', `${ONE}scheduleName: x`, 'strict decoding error: unknown field "profiles[0].scheduleName"'],
  ['', 'profiles: [{}, {schedulerName: b}]', 'profiles[0].schedulerName: Required value'],
  ['', 'profiles: [{schedulerName: a}, {schedulerName: a}]', 'profiles[1].schedulerName: Duplicate value: "profiles[0].schedulerName"'],
  ['', 'percentageOfNodesToScore: 101\nparallelism: 0', '[parallelism: Invalid value: 0: should be an integer value greater than zero, percentageOfNodesToScore: Invalid value: 101: not in valid range [0-100]]'],
  ['', 'podInitialBackoffSeconds: 20', 'podMaxBackoffSeconds: Invalid value: 10: must be greater than or equal to PodInitialBackoffSeconds'],
  ['', `${ONE}pluginConfig: [{name: InterPodAffinity, args: {hardPodAffinityWeight: 101}}]`, 'profiles[0].pluginConfig[0].args.hardPodAffinityWeight: Invalid value: 101: not in valid range [0, 100]'],
  ['', `${ONE}pluginConfig: [{name: PodTopologySpread, args: {defaultConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway}]}}]`, 'profiles[0].pluginConfig[0].args.defaultingType: Invalid value: "System": when .defaultConstraints are not empty'],
  ['', `${ONE}pluginConfig: [{name: EBSLimits}]`, 'profiles[0].pluginConfig[0]: Invalid value: "EBSLimits": was invalid in version "kubescheduler.config.k8s.io/v1" (KubeSchedulerConfiguration is version "kubescheduler.config.k8s.io/v1")'],
  ['', `${ONE}plugins: {filter: {enabled: [{name: Nope}]}}`, 'initializing profiles: creating profile for scheduler name default-scheduler: FilterPlugin "Nope" does not exist'],
  ['', `${ONE}plugins: {score: {enabled: [{name: NodePorts}]}}`, 'initializing profiles: creating profile for scheduler name default-scheduler: plugin "NodePorts" does not extend ScorePlugin plugin'],
  ['', `${ONE}plugins: {queueSort: {disabled: [{name: "*"}]}}`, 'initializing profiles: creating profile for scheduler name default-scheduler: only one queue sort plugin required for profile with scheduler name "default-scheduler", but got 0'],
  ['', `${ONE}pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: RequestedToCapacityRatio}}}]`,
    'initializing profiles: creating profile for scheduler name default-scheduler: initializing plugin "NodeResourcesFit": scoringStrategy.requestedToCapacityRatio: Required value: must be specified when type is RequestedToCapacityRatio'],
])('%srefused: %s', (_, body, error) => { expect(readSchedulerConfig(HEAD + body)).toEqual({ ok: false, error }); });

test('another kind, an old version', () => {
  expect(readSchedulerConfig('apiVersion: kubescheduler.config.k8s.io/v1beta3\nkind: KubeSchedulerConfiguration'))
    .toEqual({ ok: false, error: 'no kind "KubeSchedulerConfiguration" is registered for version "kubescheduler.config.k8s.io/v1beta3" in scheme "k8s.io/kubernetes/pkg/scheduler/apis/config/scheme/scheme.go:29"' });
});
