import { isPodReady, KINDS, type PersistentVolume, type Pod, type StatefulSet, type StatefulSetSpec } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createRandom } from '../../time/index.ts';
import { createControllers } from '../index.ts';
import { indexByController, uidOf } from '../owners.ts';
import { addNodes, createWorld, fakeKubelets, NAMESPACE, podSpec, watch, type World } from '../testing/world.ts';
import { createStatefulSetController } from './controller.ts';
import { reconcileStatefulSet } from './reconcile.ts';

const template = (image: string) => ({ metadata: { labels: { app: 'nginx' } }, spec: podSpec(image) });
const web = (replicas: number, more: Partial<StatefulSetSpec> = {}): StatefulSet => ({
  metadata: { name: 'web' }, spec: { replicas, serviceName: 'nginx', selector: { matchLabels: { app: 'nginx' } }, template: template('nginx:1.14.2'), ...more },
});
const image = (name: string): { readonly [key: string]: Json } => ({ spec: { template: template(name) as unknown as Json } });
const claims: Partial<StatefulSetSpec> = {
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '100Mi' } } } }],
};

type Ready = (pod: Pod) => boolean;
function start(ready: Ready = (pod) => pod.spec?.containers[0]?.image !== 'nginx:broken', only?: typeof createStatefulSetController): World {
  const world = createWorld();
  addNodes(world);
  const controllers = only === undefined ? createControllers(world.context) : [only(world.context)];
  world.start(createScheduler(world.context), ...controllers, fakeKubelets(world, { readyMs: 1000, ready }));
  world.run(100);
  return world;
}
const volume = (name: string): PersistentVolume => ({
  metadata: { name }, spec: { capacity: { storage: '100Mi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: `/mnt/${name}` } },
});
const names = (world: World): readonly string[] => world.list(KINDS.Pod).map(({ metadata }) => metadata?.name ?? '');
const images = (world: World): readonly (string | undefined)[] => world.list(KINDS.Pod).map(({ spec }) => spec?.containers[0]?.image);
const claimNames = (world: World): readonly string[] => world.list(KINDS.PersistentVolumeClaim).map(({ metadata }) => metadata?.name ?? '');
const statusOf = (world: World): NonNullable<StatefulSet['status']> => world.get(KINDS.StatefulSet, 'web')?.status ?? { replicas: -1 };
const setLine = ({ status }: StatefulSet): string => {
  const { replicas, readyReplicas = '-', currentReplicas = '-', updatedReplicas = '-', observedGeneration = '-', availableReplicas } = status ?? { replicas: -1 };
  return `S g${observedGeneration} r${replicas} ready ${readyReplicas} c${currentReplicas} u${updatedReplicas} a${availableReplicas}`;
};
const history = (world: World): string[] => watch(world, ['statefulsets.apps', 'pods', 'controllerrevisions.apps'], ({ resource, type, object, old }) => {
  const name = object.metadata?.name ?? '';
  if (resource === 'statefulsets.apps') return type === 'DELETED' ? undefined : setLine(object as StatefulSet);
  if (type === 'ADDED') return `+${name}`;
  if (type === 'DELETED') return `${name} gone`;
  return object.metadata?.deletionTimestamp !== undefined && old?.metadata?.deletionTimestamp === undefined ? `-${name}` : undefined;
});

/** What the controller would ask for now. */
function nextRequests(world: World): number {
  const { client } = world.context;
  const set = world.get(KINDS.StatefulSet, 'web');
  if (set === undefined) return 0;
  const [pods, revisions] = [indexByController(client.informer(KINDS.Pod)), indexByController(client.informer(KINDS.ControllerRevision))];
  const first = reconcileStatefulSet({
    set, owned: pods.owned(uidOf(set)), orphans: pods.orphans(NAMESPACE), revisions: revisions.owned(uidOf(set)), orphanRevisions: revisions.orphans(NAMESPACE),
    findClaim: (name) => world.get(KINDS.PersistentVolumeClaim, name), findRevision: (name) => world.get(KINDS.ControllerRevision, name), now: world.clock.now,
  }).next();
  return first.done === true ? 0 : first.value.length;
}

test('controllers/sts-rolling-update: up in order, updated from the top, every write in its place', () => {
  const world = start();
  const lines = history(world);
  world.create(KINDS.StatefulSet, web(2));
  world.run(5000);
  const [revision = ''] = lines.filter((text) => /^\+web-\w{5,}$/.test(text));
  expect(lines.splice(0)).toEqual([
    'S g- r0 ready - c- u- a0', revision, '+web-0', 'S g1 r0 ready - c- u- a0', 'S g1 r1 ready - c1 u1 a0',
    '+web-1', 'S g1 r1 ready 1 c1 u1 a1', 'S g1 r2 ready 1 c2 u2 a1', 'S g1 r2 ready 2 c2 u2 a2',
  ]);
  expect(world.get(KINDS.Pod, 'web-1')).toMatchObject({
    metadata: {
      generateName: 'web-',
      labels: { app: 'nginx', 'apps.kubernetes.io/pod-index': '1', 'statefulset.kubernetes.io/pod-name': 'web-1', 'controller-revision-hash': revision.slice(1) },
    },
    spec: { hostname: 'web-1', subdomain: 'nginx' },
  });
  expect(nextRequests(world)).toBe(0);
  world.patch(KINDS.StatefulSet, 'web', image('nginx:1.16.1'));
  world.run(8000);
  expect(lines.splice(0).filter((text) => !/^\+web-\w{5,}$/.test(text))).toEqual([
    'S g1 r2 ready 2 c2 u2 a2', '-web-1', 'S g2 r2 ready 2 c1 u- a2', 'S g2 r2 ready 1 c1 u- a1', 'web-1 gone', '+web-1', 'S g2 r1 ready 1 c1 u- a1',
    'S g2 r2 ready 1 c1 u1 a1', '-web-0', 'S g2 r2 ready 2 c- u1 a2', 'S g2 r2 ready 1 c- u1 a1', 'web-0 gone', '+web-0', 'S g2 r1 ready 1 c- u1 a1',
    'S g2 r2 ready 1 c- u2 a1', 'S g2 r2 ready 2 c2 u2 a2',
  ]);
  expect(statusOf(world).currentRevision).toBe(statusOf(world).updateRevision);
  expect(world.events('SuccessfulCreate')).toContain('Create Pod web-0 in StatefulSet web successful');
  expect(world.events('SuccessfulDelete')).toEqual(['Delete Pod web-1 in StatefulSet web successful', 'Delete Pod web-0 in StatefulSet web successful']);
});

test('controllers/sts-ordered-scale-down: one after the other, the next only when the one before is gone', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(3));
  world.run(5000);
  const lines = history(world);
  world.patch(KINDS.StatefulSet, 'web', { spec: { replicas: 1 } });
  world.run(5000);
  expect(lines.filter((text) => text.includes('web'))).toEqual(['-web-2', 'web-2 gone', '-web-1', 'web-1 gone']);
  expect(statusOf(world)).toMatchObject({ replicas: 1, readyReplicas: 1, currentReplicas: 1 });
});

test('controllers/sts-partition: above the partition only; a deleted pod below it comes back as it was', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(3, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }));
  world.run(5000);
  world.patch(KINDS.StatefulSet, 'web', image('nginx:1.16.1'));
  world.run(5000);
  expect(images(world)).toEqual(['nginx:1.14.2', 'nginx:1.14.2', 'nginx:1.16.1']);
  world.remove(KINDS.Pod, 'web-0');
  world.run(5000);
  expect(images(world)).toEqual(['nginx:1.14.2', 'nginx:1.14.2', 'nginx:1.16.1']);
  expect(statusOf(world).currentRevision).not.toBe(statusOf(world).updateRevision);
  world.patch(KINDS.StatefulSet, 'web', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
  world.run(8000);
  expect(images(world)).toEqual(['nginx:1.16.1', 'nginx:1.16.1', 'nginx:1.16.1']);
  expect(statusOf(world).currentRevision).toBe(statusOf(world).updateRevision);
});

test('controllers/sts-broken-revision: going back does not help until the broken pod is deleted; the old revision gets a new number', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(3));
  world.run(5000);
  world.patch(KINDS.StatefulSet, 'web', image('nginx:broken'));
  world.run(5000);
  world.patch(KINDS.StatefulSet, 'web', image('nginx:1.14.2'));
  world.run(20_000);
  expect(images(world)).toEqual(['nginx:1.14.2', 'nginx:1.14.2', 'nginx:broken']);
  world.remove(KINDS.Pod, 'web-2');
  world.run(5000);
  expect(images(world)).toEqual(['nginx:1.14.2', 'nginx:1.14.2', 'nginx:1.14.2']);
  expect(world.list(KINDS.ControllerRevision).map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual([2, 3]);
});

test('controllers/sts-parallel: all at once, ready or not', () => {
  const world = start(() => false);
  world.create(KINDS.StatefulSet, web(5, { podManagementPolicy: 'Parallel' }));
  world.run(200);
  expect(names(world)).toHaveLength(5);
  world.patch(KINDS.StatefulSet, 'web', { spec: { replicas: 1 } });
  world.run(2000);
  expect(names(world)).toEqual(['web-0']);
});

test('a pod that has ended is deleted and made again', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(1));
  world.run(3000);
  const uid = uidOf(world.get(KINDS.Pod, 'web-0') ?? {});
  world.patch(KINDS.Pod, 'web-0', { status: { phase: 'Failed', conditions: [] } }, 'status');
  world.run(5000);
  expect(uidOf(world.get(KINDS.Pod, 'web-0') ?? {})).not.toBe(uid);
  expect(statusOf(world)).toMatchObject({ replicas: 1, readyReplicas: 1 });
});

test('minReadySeconds: the next only after the wait', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(2, { minReadySeconds: 10 }));
  world.run(9000);
  expect(names(world)).toEqual(['web-0']);
  expect(statusOf(world)).toMatchObject({ readyReplicas: 1, availableReplicas: 0 });
  world.run(16_000);
  expect(statusOf(world)).toMatchObject({ readyReplicas: 2, availableReplicas: 2 });
});

test('revision history: as many old ones as the limit', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(1, { revisionHistoryLimit: 2 }));
  for (let i = 1; i <= 6; i++) {
    world.run(4000);
    world.patch(KINDS.StatefulSet, 'web', image(`nginx:1.${i}`));
  }
  world.run(4000);
  expect(world.list(KINDS.ControllerRevision).map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual([5, 6, 7]);
  expect(nextRequests(world)).toBe(0);
});

test('orphans: pods and revisions are taken up again by a set of the same name', () => {
  const world = start();
  world.create(KINDS.StatefulSet, web(2));
  world.run(4000);
  const uids = world.list(KINDS.Pod).map(uidOf);
  world.remove(KINDS.StatefulSet, 'web', 'Orphan');
  world.run(1000);
  expect(world.list(KINDS.Pod).map(({ metadata }) => metadata?.ownerReferences)).toEqual([undefined, undefined]);
  world.create(KINDS.StatefulSet, web(2));
  world.run(2000);
  const set = world.get(KINDS.StatefulSet, 'web') ?? {};
  expect(world.list(KINDS.Pod).map(uidOf)).toEqual(uids);
  for (const object of [...world.list(KINDS.Pod), ...world.list(KINDS.ControllerRevision)]) expect(object.metadata?.ownerReferences?.[0]?.uid).toBe(uidOf(set));
  expect(world.list(KINDS.ControllerRevision)).toHaveLength(1);
});

// @k8s golden controllers/sts-pvc-retention
test.each<['Retain' | 'Delete', 'Retain' | 'Delete', scaled: readonly string[], deleted: readonly string[]]>([
  ['Retain', 'Retain', ['data-web-0', 'data-web-1'], ['data-web-0', 'data-web-1']],
  ['Retain', 'Delete', ['data-web-0', 'data-web-1'], []],
  ['Delete', 'Retain', ['data-web-0'], ['data-web-0']],
  ['Delete', 'Delete', ['data-web-0'], []],
])('claims, whenScaled %s, whenDeleted %s', (whenScaled, whenDeleted, scaled, deleted) => {
  const world = start();
  for (const name of ['pv-0', 'pv-1']) world.create(KINDS.PersistentVolume, volume(name));
  world.create(KINDS.StatefulSet, web(2, { ...claims, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } }));
  world.run(5000);
  expect(world.events('SuccessfulCreate')).toEqual([
    'Create Claim data-web-0 Pod web-0 in StatefulSet web success', 'Create Pod web-0 in StatefulSet web successful',
    'Create Claim data-web-1 Pod web-1 in StatefulSet web success', 'Create Pod web-1 in StatefulSet web successful',
  ]);
  expect(nextRequests(world)).toBe(0);
  world.patch(KINDS.StatefulSet, 'web', { spec: { replicas: 1 } });
  world.run(5000);
  expect(claimNames(world)).toEqual(scaled);
  world.remove(KINDS.StatefulSet, 'web', 'Background');
  world.run(5000);
  expect(names(world)).toEqual([]);
  expect(claimNames(world)).toEqual(deleted);
});

test('a change of the retention policy is carried to the claims, and told as an update of the pods', () => {
  const world = start();
  world.create(KINDS.PersistentVolume, volume('pv-0'));
  world.create(KINDS.StatefulSet, web(1, claims));
  world.run(3000);
  world.patch(KINDS.StatefulSet, 'web', { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } });
  world.run(1000);
  expect(world.get(KINDS.PersistentVolumeClaim, 'data-web-0')?.metadata?.ownerReferences).toMatchObject([{ kind: 'StatefulSet', name: 'web', controller: true }]);
  expect(world.events('SuccessfulUpdate')).toEqual(['Update Pod web-0 in StatefulSet web successful']);
});

test('a refusal is told and tried again', () => {
  const world = start();
  world.create(KINDS.StatefulSet, { ...web(1), spec: { ...web(1).spec, selector: { matchLabels: { app: 'nginx' } }, template: { ...template('nginx'), spec: { ...podSpec(), serviceAccountName: 'robot' } } } });
  world.run(2000);
  expect(world.events('FailedCreate')[0]).toBe('Create Pod web-0 in StatefulSet web failed error: pods "web-0" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found');
  world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' } });
  world.run(10_000);
  expect(statusOf(world)).toMatchObject({ replicas: 1, readyReplicas: 1 });
});

test('a name that is too long with the hash of a revision: allowed, and no pod can be made', () => {
  const world = start();
  const name = 'z'.repeat(60);
  world.create(KINDS.StatefulSet, { ...web(1), metadata: { name } });
  world.run(1000);
  expect(world.events('FailedCreate')[0]).toMatch(
    new RegExp(`^Create Pod ${name}-0 in StatefulSet ${name} failed error: Pod "${name}-0" is invalid: metadata.labels: Invalid value: "${name}-\\w+": must be no more than 63 bytes$`));
});

test('an update is not told again what it cannot change', () => {
  const world = start();
  const { spec, ...set } = world.create(KINDS.StatefulSet, web(1));
  const body = { ...set, spec: { ...spec, replicas: -3, serviceName: 'Bad_' } } as unknown as Json;
  expect(world.request('PUT', '/apis/apps/v1/namespaces/default/statefulsets/web', body)).toMatchObject({ body: { message: 'StatefulSet.apps "web" is invalid: '
    + "[spec.replicas: Invalid value: -3: must be greater than or equal to 0, spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', "
    + "'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden]" } });
});

test('under random changes a rolling update takes one pod at a time, and all ends as the spec asks', () => {
  // Alone: nodes without heart-beats would be given up after a while.
  const world = start(() => true, createStatefulSetController);
  const random = createRandom('updates');
  world.create(KINDS.StatefulSet, web(4));
  world.run(8000);
  const well = new Set(names(world));
  let fewest = well.size;
  world.store.subscribe('pods', ({ type, object }) => {
    const name = object.metadata?.name ?? '';
    // The store of pods holds pods.
    if (type !== 'DELETED' && isPodReady(object as Pod) && object.metadata?.deletionTimestamp === undefined) well.add(name); else well.delete(name);
    fewest = Math.min(fewest, well.size);
  });
  for (let round = 0; round < 12; round++) {
    world.patch(KINDS.StatefulSet, 'web', image(`nginx:1.${random.int('image', 0, 4)}`));
    world.run(random.int('wait', 1, 6000));
  }
  world.run(30_000);
  expect(fewest).toBe(3);
  const wanted = world.get(KINDS.StatefulSet, 'web')?.spec?.template.spec?.containers[0]?.image;
  expect(images(world)).toEqual([wanted, wanted, wanted, wanted]);
  expect(statusOf(world)).toMatchObject({ replicas: 4, readyReplicas: 4, currentReplicas: 4, updatedReplicas: 4 });
  expect(nextRequests(world)).toBe(0);
});
