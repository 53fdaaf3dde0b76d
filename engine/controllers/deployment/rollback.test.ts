import { KINDS, type Deployment, type ReplicaSet } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { createReplicaSetController } from '../replicaset/controller.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { lastRevision, ROLLBACK_TO } from './annotations.ts';
import { createDeploymentController } from './controller.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const web: Deployment = {
  metadata: { name: 'web', annotations: { 'kubernetes.io/change-cause': 'one' } },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: podSpec('web:1') } },
};
/** Three revisions: web:1, web:2, web:3. */
function start(): World {
  const world = createWorld();
  world.start(createDeploymentController(world.context), createReplicaSetController(world.context));
  world.create(KINDS.Deployment, web);
  world.run(1000);
  for (const n of [2, 3]) {
    world.patch(KINDS.Deployment, 'web', { metadata: { annotations: { 'kubernetes.io/change-cause': `${n}` } }, spec: { template: { spec: { containers: [{ name: 'nginx', image: `web:${n}` }] } } } });
    world.run(1000);
  }
  return world;
}
const image = (world: World) => world.get(KINDS.Deployment, 'web')?.spec?.template?.spec?.containers[0]?.image;
const annotations = (world: World) => world.get(KINDS.Deployment, 'web')?.metadata?.annotations;

/** @k8s pkg/controller/deployment/rollback.go */
test.each<[string, string, string, string]>([
  ['1', 'web:1', 'DeploymentRollback', 'Rolled back deployment "web" to revision 1'],
  ['0', 'web:2', 'DeploymentRollback', 'Rolled back deployment "web" to revision 2'],
  ['3', 'web:3', 'DeploymentRollbackTemplateUnchanged', 'The rollback revision contains the same template as current deployment "web"'],
  ['9', 'web:3', 'DeploymentRollbackRevisionNotFound', 'Unable to find the revision to rollback to.'],
])('back to revision %s: %s', (revision, wanted, reason, message) => {
  const world = start();
  world.patch(KINDS.Deployment, 'web', { metadata: { annotations: { [ROLLBACK_TO]: revision } } });
  world.run(1000);
  expect(world.events(reason)).toEqual([message]);
  expect(image(world)).toBe(wanted);
  expect(annotations(world)?.[ROLLBACK_TO]).toBeUndefined();
  const back = reason === 'DeploymentRollback';
  expect(annotations(world)?.[REVISION]).toBe(back ? '4' : '3');
  expect(annotations(world)?.['kubernetes.io/change-cause']).toBe(back ? (revision === '1' ? 'one' : '2') : '3');
});

test('what is no number is no order', () => {
  const world = start();
  world.patch(KINDS.Deployment, 'web', { metadata: { annotations: { [ROLLBACK_TO]: 'x' } } });
  world.run(1000);
  expect([image(world), annotations(world)?.[ROLLBACK_TO]]).toEqual(['web:3', 'x']);
});

test('the last but one', () => {
  const sets = (...revisions: string[]): ReplicaSet[] => revisions.map((revision) => ({ metadata: { annotations: { [REVISION]: revision } } }));
  expect([lastRevision(sets('1', '3', '2')), lastRevision(sets('3')), lastRevision([])]).toEqual([2, 0, 0]);
});

/** @k8s pkg/controller/deployment/sync.go getNewReplicaSet */
test('another set has the name: counted, and named anew', () => {
  const world = createWorld();
  world.start(createDeploymentController(world.context));
  world.create(KINDS.Deployment, web);
  world.run(1000);
  const [first] = world.list(KINDS.ReplicaSet);
  const name = first?.metadata?.name ?? '';
  const other = createWorld();
  other.start(createDeploymentController(other.context));
  other.create(KINDS.ReplicaSet, { metadata: { name }, spec: { replicas: 0, selector: { matchLabels: { app: 'other' } }, template: { metadata: { labels: { app: 'other' } }, spec: podSpec('other') } } });
  other.create(KINDS.Deployment, web);
  other.run(1000);
  expect(other.get(KINDS.Deployment, 'web')?.status?.collisionCount).toBe(1);
  expect(other.list(KINDS.ReplicaSet)).toHaveLength(2);
});

/** @k8s pkg/controller/deployment/progress.go syncRolloutStatus */
test('without a deadline nobody speaks of progress', () => {
  const world = start();
  expect(world.get(KINDS.Deployment, 'web')?.status?.conditions?.map(({ type }) => type)).toContain('Progressing');
  world.patch(KINDS.Deployment, 'web', { spec: { progressDeadlineSeconds: 2147483647 } });
  world.run(1000);
  expect(world.get(KINDS.Deployment, 'web')?.status?.conditions?.map(({ type }) => type)).toEqual(['Available']);
});

test.each<[number, number, string]>([
  [-1, 422, 'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  [2_147_483_648, 400, 'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal number 2147483648 into Go struct field DeploymentSpec.spec.replicas of type int32'],
])('a size of %d is refused', (replicas, code, message) => {
  const answer = createWorld().request('POST', '/apis/apps/v1/namespaces/default/deployments', { apiVersion: 'apps/v1', kind: 'Deployment', ...web, spec: { ...web.spec, replicas } } as unknown as Json);
  expect(answer).toMatchObject({ code, body: { message } });
});

test('more than there is room for: 500 at a time, and the rest waits for the next look', () => {
  const world = createWorld();
  world.start(createReplicaSetController(world.context));
  world.create(KINDS.ReplicaSet, { metadata: { name: 'huge' }, spec: { replicas: 1200, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: podSpec('web') } } });
  world.run(3000);
  expect(world.list(KINDS.Pod)).toHaveLength(1200);
  world.patch(KINDS.ReplicaSet, 'huge', { spec: { replicas: 3 } });
  world.run(3000);
  expect(world.list(KINDS.Pod)).toHaveLength(3);
});
