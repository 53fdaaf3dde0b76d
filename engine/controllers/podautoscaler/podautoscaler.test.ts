import { KINDS, type Deployment, type HorizontalPodAutoscaler, type MetricSpec, type Pod } from '../../api/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { createPodAutoscaler } from './controller.ts';

const labels = { app: 'web' };
const web = (replicas: number): Deployment =>
  ({ metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() as NonNullable<Pod['spec']> } } });
type Spec = Partial<HorizontalPodAutoscaler['spec']>;
const autoscaler = (name: string, spec: Spec = {}): HorizontalPodAutoscaler =>
  ({ metadata: { name }, spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } });
function start(replicas: number, spec: Spec = {}): World {
  const world = createWorld();
  world.start(createPodAutoscaler(world.context));
  world.create(KINDS.Deployment, web(replicas));
  world.create(KINDS.HorizontalPodAutoscaler, autoscaler('web', spec));
  return world;
}
const replicas = (world: World) => world.get(KINDS.Deployment, 'web')?.spec?.replicas;
const status = (world: World, name = 'web') => world.get(KINDS.HorizontalPodAutoscaler, name)?.status;
const conditions = (world: World): readonly string[] => (status(world)?.conditions ?? []).map(({ type, status: is, reason, message }) => `${type}=${is} ${reason} ${message}`);

const GOT = "AbleToScale=True SucceededGetScale the HPA controller was able to get the target's current scale";
const NO_METRICS = 'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';

/** @k8s golden controllers/hpa-min-max-and-validation */
test.each<[number, number, string[], string]>([
  [1, 2, ['New size: 2; reason: Current number of replicas below Spec.MinReplicas'], 'AbleToScale=True SucceededRescale the HPA controller was able to update the target scale to 2'],
  [6, 4, ['New size: 4; reason: Current number of replicas above Spec.MaxReplicas'], 'AbleToScale=True SucceededRescale the HPA controller was able to update the target scale to 4'],
])('%d pods become %d, 15 s after the autoscaler was made', (before, after, events, condition) => {
  const world = start(before);
  world.run(14_900);
  expect(replicas(world)).toBe(before);
  world.run(200);
  expect(replicas(world)).toBe(after);
  expect(world.events('SuccessfulRescale')).toEqual(events);
  expect(status(world)).toMatchObject({ currentReplicas: before, desiredReplicas: after });
  expect(conditions(world)).toEqual([condition]);
});

test('at zero it rests', () => {
  const world = start(0);
  world.run(16_000);
  expect(replicas(world)).toBe(0);
  expect(status(world)).toMatchObject({ desiredReplicas: 0 });
  expect(conditions(world)).toEqual([GOT, 'ScalingActive=False ScalingDisabled scaling is disabled since the replica count of the target is zero']);
});

test.each<[string, Spec, string]>([
  ['a target that is not there', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' } }, 'deployments.apps "gone" not found'],
  ['a kind that is not there', { scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Robot', name: 'r' } }, 'no matches for kind "Robot" in group "example.com"'],
  ['what cannot be scaled', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd' } }, 'the server could not find the requested resource'],
])('%s', (_name, spec, problem) => {
  const world = start(3, spec);
  world.run(16_000);
  expect(world.events('FailedGetScale')).toEqual([problem]);
  expect(conditions(world)).toEqual([`AbleToScale=False FailedGetScale the HPA controller was unable to get the target's current scale: ${problem}`]);
});

const target = (type: string, more: object) => ({ type, ...more });
const RESOURCE: MetricSpec = { type: 'Resource', resource: { name: 'cpu', target: target('Utilization', { averageUtilization: 50 }) } };
/** @k8s podautoscaler/horizontal.go computeReplicasForMetric, metrics/client.go, custom_metrics/discovery.go */
test.each<[string, MetricSpec, string, string, string]>([
  ['utilization', RESOURCE, 'FailedGetResourceMetric', `failed to get cpu utilization: ${NO_METRICS}`, 'failed to get cpu resource metric value: '],
  ['usage', { type: 'Resource', resource: { name: 'cpu', target: target('AverageValue', { averageValue: '100m' }) } }, 'FailedGetResourceMetric', `failed to get cpu usage: ${NO_METRICS}`, 'failed to get cpu resource metric value: '],
  ['container', { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'nginx', target: target('Utilization', { averageUtilization: 50 }) } }, 'FailedGetContainerResourceMetric', `failed to get cpu utilization: ${NO_METRICS}`, 'failed to get nginx container metric value: '],
  ['pods', { type: 'Pods', pods: { metric: { name: 'rps' }, target: target('AverageValue', { averageValue: '1k' }) } }, 'FailedGetPodsMetric',
    'unable to get metric rps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered', 'failed to get pods metric value: '],
  ['object', { type: 'Object', object: { metric: { name: 'rps' }, describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' }, target: target('Value', { value: '2k' }) } }, 'FailedGetObjectMetric',
    'unable to get metric rps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered on Ingress default/main', 'failed to get object metric value: '],
  ['object, per pod', { type: 'Object', object: { metric: { name: 'rps' }, describedObject: { kind: 'Service', name: 's' }, target: target('AverageValue', { averageValue: '2k' }) } }, 'FailedGetObjectMetric',
    'unable to get metric rps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered on Service default/s', 'failed to get object metric value: failed to get rps object metric: '],
  ['external, per pod', { type: 'External', external: { metric: { name: 'queue', selector: { matchLabels: { q: 'tasks' } } }, target: target('AverageValue', { averageValue: '30' }) } }, 'FailedGetExternalMetric',
    'unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{q: tasks,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)',
    'failed to get queue external metric value: failed to get queue external metric: '],
  ['external', { type: 'External', external: { metric: { name: 'queue' }, target: target('Value', { value: '30' }) } }, 'FailedGetExternalMetric',
    'unable to get external metric default/queue/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)',
    'failed to get queue external metric value: failed to get external metric queue: '],
])('without a metrics API: %s', (_name, metric, reason, cause, around) => {
  const world = start(3, { metrics: [metric] });
  world.run(16_000);
  expect(replicas(world)).toBe(3);
  expect(world.events(reason)).toEqual([cause]);
  expect(world.events('FailedComputeMetricsReplicas')).toEqual([`invalid metrics (1 invalid out of 1), first error is: ${around}${cause}`]);
  expect(conditions(world)).toEqual([GOT, `ScalingActive=False ${reason} the HPA was unable to compute the replica count: ${cause}`]);
  expect(status(world)).toMatchObject({ currentReplicas: 3, currentMetrics: [{ type: '' }] });
});

test('two autoscalers of the same pods', () => {
  const world = start(3);
  world.create(KINDS.Pod, { metadata: { name: 'p', labels }, spec: podSpec() as NonNullable<Pod['spec']> });
  world.create(KINDS.HorizontalPodAutoscaler, autoscaler('more'));
  world.run(32_000);
  const error = 'pods by selector app=web are controlled by multiple HPAs: [default/more default/web]';
  expect(world.events('AmbiguousSelector')).toContain(error);
  expect(conditions(world)).toEqual([GOT, `ScalingActive=False AmbiguousSelector ${error}`]);
  world.remove(KINDS.HorizontalPodAutoscaler, 'more');
  world.run(16_000);
  expect(conditions(world)[1]).toContain('FailedGetResourceMetric');
});

test('a second look changes nothing and writes nothing', () => {
  const world = start(3);
  world.run(16_000);
  const before = status(world);
  const revision = world.get(KINDS.HorizontalPodAutoscaler, 'web')?.metadata?.resourceVersion;
  world.run(60_000);
  expect(status(world)).toEqual(before);
  expect(world.get(KINDS.HorizontalPodAutoscaler, 'web')?.metadata?.resourceVersion).toBe(revision);
});

test('whatever has a scale can be a target; without a selector metrics cannot be asked for', () => {
  const world = createWorld();
  const version = {
    name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    subresources: { scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
  };
  world.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'robots.example.com' },
    spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'robots', singular: 'robot', kind: 'Robot' }, versions: [version] },
  } as unknown as Json);
  world.run(2000);
  const path = '/apis/example.com/v1/namespaces/default/robots';
  world.request('POST', path, { apiVersion: 'example.com/v1', kind: 'Robot', metadata: { name: 'r' }, spec: { size: 1 } });
  world.start(createPodAutoscaler(world.context));
  world.create(KINDS.HorizontalPodAutoscaler, autoscaler('web', { scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Robot', name: 'r' } }));
  world.run(16_000);
  const robot = world.request('GET', `${path}/r`);
  expect(robot.type === 'object' ? (robot.body['spec'] as JsonObject)['size'] : undefined).toBe(2);
  world.run(15_000);
  expect(world.events('SelectorRequired')).toEqual(['selector is required']);
  expect(conditions(world)).toEqual([GOT, "ScalingActive=False InvalidSelector the HPA target's scale is missing a selector"]);
  expect(world.events('FailedComputeMetricsReplicas')).toEqual(['selector is required']);
});

test('the older version shows it too', () => {
  const world = start(3);
  world.run(16_000);
  const answer = world.request('GET', '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers/web');
  expect(answer).toMatchObject({ code: 200, body: { spec: { targetCPUUtilizationPercentage: 80 }, status: { currentReplicas: 3, desiredReplicas: 0 } } });
});
