import { KINDS, type Deployment, type Pod } from '../../api/index.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { createPodAutoscaler } from './controller.ts';

const labels = { app: 'web' };
const web = (replicas: number): Deployment =>
  ({ metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() as NonNullable<Pod['spec']> } } });
function start(replicas: number, target = 'web'): World {
  const world = createWorld();
  world.start(createPodAutoscaler(world.context));
  world.create(KINDS.Deployment, web(replicas));
  world.create(KINDS.HorizontalPodAutoscaler, { metadata: { name: 'web' }, spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target } } });
  return world;
}
const replicas = (world: World) => world.get(KINDS.Deployment, 'web')?.spec?.replicas;
const status = (world: World) => world.get(KINDS.HorizontalPodAutoscaler, 'web')?.status;

/** @k8s golden controllers/hpa-min-max-and-validation */
test.each<[number, number, string[], string]>([
  [1, 2, ['New size: 2; reason: Current number of replicas below Spec.MinReplicas'], 'SucceededRescale the HPA controller was able to update the target scale to 2'],
  [6, 4, ['New size: 4; reason: Current number of replicas above Spec.MaxReplicas'], 'SucceededRescale the HPA controller was able to update the target scale to 4'],
  [3, 3, [], "SucceededGetScale the HPA controller was able to get the target's current scale"],
])('%d pods become %d, 15 s after the autoscaler was made', (before, after, events, condition) => {
  const world = start(before);
  world.run(14_900);
  expect(replicas(world)).toBe(before);
  world.run(200);
  expect(replicas(world)).toBe(after);
  expect(world.events('SuccessfulRescale')).toEqual(events);
  expect(status(world)?.currentReplicas).toBe(before);
  expect(status(world)?.conditions?.map(({ reason, message }) => `${reason} ${message}`)).toEqual([condition]);
});

test('at zero it rests, and without a target it says so', () => {
  const world = start(0);
  world.run(16_000);
  expect(replicas(world)).toBe(0);
  expect(status(world)).toMatchObject({ desiredReplicas: 0, conditions: [{ type: 'AbleToScale', status: 'True' }, { type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled' }] });
  const lost = start(1, 'gone');
  lost.run(16_000);
  expect(lost.events('FailedGetScale')).toEqual(['deployments.apps "gone" not found']);
  expect(status(lost)?.conditions).toMatchObject([{ type: 'AbleToScale', status: 'False', message: "the HPA controller was unable to get the target's current scale: deployments.apps \"gone\" not found" }]);
});
