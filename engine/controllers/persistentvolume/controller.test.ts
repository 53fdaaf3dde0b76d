import { KINDS, type PersistentVolume, type PersistentVolumeClaim } from '../../api/index.ts';
import { createPvProtectionController } from '../pvprotection/controller.ts';
import { createPvcProtectionController } from '../pvcprotection/controller.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { createPersistentVolumeController } from './controller.ts';

type VolumeSpec = NonNullable<PersistentVolume['spec']>;
type ClaimSpec = NonNullable<PersistentVolumeClaim['spec']>;

function start(): World {
  const world = createWorld();
  world.start(createPersistentVolumeController(world.context), createPvProtectionController(world.context), createPvcProtectionController(world.context));
  return world;
}
const volume = (world: World, name: string, storage: string, more: VolumeSpec = {}): unknown => world.create(KINDS.PersistentVolume, {
  metadata: { name }, spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], hostPath: { path: `/srv/${name}` }, ...more },
});
const claim = (world: World, name: string, storage: string, more: ClaimSpec = {}): unknown => world.create(KINDS.PersistentVolumeClaim, {
  metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage } }, ...more },
});
const phaseOf = (world: World, name: string): string => {
  const { status, spec } = world.get(KINDS.PersistentVolumeClaim, name) ?? {};
  return [status?.phase, spec?.volumeName, status?.capacity?.['storage']].filter((part) => part !== undefined).join(' ');
};
const volumePhase = (world: World, name: string): string | undefined => world.get(KINDS.PersistentVolume, name)?.status?.phase;

test('the smallest volume that will do; the claim gets its whole size', () => {
  const world = start();
  for (const [name, size] of [['large', '10Gi'], ['small', '1Gi'], ['middle', '5Gi']] as const) volume(world, name, size);
  world.run(1000);
  claim(world, 'data', '2Gi');
  world.run(1000);
  expect(phaseOf(world, 'data')).toBe('Bound middle 5Gi');
  expect(['large', 'small', 'middle'].map((name) => volumePhase(world, name))).toEqual(['Available', 'Available', 'Bound']);
  expect(world.get(KINDS.PersistentVolume, 'middle')).toMatchObject({
    metadata: { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' }, finalizers: ['kubernetes.io/pv-protection'] }, spec: { claimRef: { kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' } },
  });
});

test('class, mode and labels have to fit', () => {
  const world = start();
  volume(world, 'fast', '5Gi', { storageClassName: 'fast' });
  volume(world, 'many', '5Gi', { accessModes: ['ReadWriteMany'] });
  claim(world, 'data', '1Gi');
  claim(world, 'labelled', '1Gi', { accessModes: ['ReadWriteMany'], selector: { matchLabels: { tier: 'gold' } } });
  world.run(1000);
  expect(['data', 'labelled'].map((name) => phaseOf(world, name))).toEqual(['Pending', 'Pending']);
  expect(world.events('FailedBinding')).toEqual(Array.from({ length: 2 }, () => 'no persistent volumes available for this claim and no storage class is set'));
});

test('an asked volume that is too small is a mismatch; a claim waits for its first user where its class says so', () => {
  const world = start();
  world.create(KINDS.StorageClass, { metadata: { name: 'late' }, provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' });
  volume(world, 'small', '1Gi');
  claim(world, 'big', '2Gi', { volumeName: 'small' });
  claim(world, 'wait', '1Gi', { storageClassName: 'late' });
  world.run(1000);
  expect(world.events('VolumeMismatch')).toEqual(['Cannot bind to requested volume "small": requested PV is too small']);
  expect(world.events('WaitForFirstConsumer')).toEqual(['waiting for first consumer to be created before binding']);
});

test('a claim in use stays until its pod is gone; then its volume is released or deleted', () => {
  const world = start();
  volume(world, 'kept', '1Gi');
  volume(world, 'lost', '3Gi', { persistentVolumeReclaimPolicy: 'Delete' });
  for (const [name, size] of [['a', '1Gi'], ['b', '3Gi']] as const) { claim(world, name, size); world.run(1000); }
  world.create(KINDS.Pod, { metadata: { name: 'user' }, spec: { ...podSpec(), nodeName: 'node01', volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }] } });
  for (const name of ['a', 'b']) world.remove(KINDS.PersistentVolumeClaim, name);
  world.run(1000);
  expect(world.get(KINDS.PersistentVolumeClaim, 'a')?.metadata).toMatchObject({ deletionTimestamp: expect.any(String), finalizers: ['kubernetes.io/pvc-protection'] });
  expect(world.get(KINDS.PersistentVolumeClaim, 'b')).toBeUndefined();
  expect(volumePhase(world, 'lost')).toBe('Failed');
  expect(world.events('VolumeFailedDelete')).toEqual([expect.stringContaining('host_path deleter only supports /tmp/.+ but received provided /srv/lost')]);
  world.request('DELETE', '/api/v1/namespaces/default/pods/user', { gracePeriodSeconds: 0 });
  world.run(1000);
  expect(world.get(KINDS.PersistentVolumeClaim, 'a')).toBeUndefined();
  expect(volumePhase(world, 'kept')).toBe('Released');
});

test('a bound volume is kept from deletion; without its volume a claim is lost', () => {
  const world = start();
  volume(world, 'v', '1Gi');
  world.run(1000);
  claim(world, 'a', '1Gi');
  world.run(1000);
  world.remove(KINDS.PersistentVolume, 'v');
  world.run(1000);
  expect(world.get(KINDS.PersistentVolume, 'v')).toMatchObject({ metadata: { deletionTimestamp: expect.any(String) } });
  world.patch(KINDS.PersistentVolume, 'v', { metadata: { finalizers: null } });
  world.run(1000);
  expect(phaseOf(world, 'a')).toMatch(/^Lost/);
  expect(world.events('ClaimLost')).toEqual(['Bound claim has lost its PersistentVolume. Data on the volume is lost!']);
});

/** @k8s pkg/controller/volume/persistentvolume/pv_controller.go assignDefaultStorageClass */
test('a claim without a class takes the default class that comes later; one that wants none does not', () => {
  const world = start();
  world.create(KINDS.PersistentVolumeClaim, { metadata: { name: 'late' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
  claim(world, 'none', '1Gi');
  world.run(1000);
  expect(world.events('FailedBinding').length).toBe(2);
  for (const name of ['b', 'a']) world.create(KINDS.StorageClass, { metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'example.com/p' });
  world.run(20_000);
  expect(['late', 'none'].map((name) => world.get(KINDS.PersistentVolumeClaim, name)?.spec?.storageClassName)).toEqual(['a', '']);
  expect(world.events('ExternalProvisioning')).toEqual([expect.stringMatching(/^Waiting for a volume to be created either by the external provisioner 'example.com\/p' or manually/)]);
});

/** What pre-bound claims and volumes come to. @k8s pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim, syncVolume, syncBoundClaim */
test.each<[string, (world: World) => void, string, string]>([
  ['the volume names the claim', (world) => { volume(world, 'v', '5Gi', { claimRef: { namespace: 'default', name: 'c' } }); claim(world, 'c', '1Gi'); }, 'Bound v 5Gi', 'Bound'],
  ['the volume names another claim', (world) => { volume(world, 'v', '5Gi', { claimRef: { namespace: 'default', name: 'other' } }); claim(world, 'c', '1Gi'); }, 'Pending', 'Available'],
  ['the claim names the volume', (world) => { volume(world, 'v', '5Gi'); claim(world, 'c', '1Gi', { volumeName: 'v' }); }, 'Bound v 5Gi', 'Bound'],
  ['the claim names a volume that is not there', (world) => { volume(world, 'v', '5Gi'); claim(world, 'c', '1Gi', { volumeName: 'w' }); }, 'Pending w', 'Available'],
  ['the volume names a claim of old', (world) => { claim(world, 'c', '1Gi'); volume(world, 'v', '5Gi', { claimRef: { namespace: 'default', name: 'c', uid: 'gone' } }); }, 'Pending', 'Released'],
  ['block and file system do not fit', (world) => { volume(world, 'v', '5Gi', { volumeMode: 'Block' }); claim(world, 'c', '1Gi'); }, 'Pending', 'Available'],
  ['the claim wants more modes than there are', (world) => { volume(world, 'v', '5Gi'); claim(world, 'c', '1Gi', { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }); }, 'Pending', 'Available'],
  ['labels as asked', (world) => { world.create(KINDS.PersistentVolume, { metadata: { name: 'v', labels: { tier: 'gold' } }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/v' } } }); claim(world, 'c', '1Gi', { selector: { matchLabels: { tier: 'gold' } } }); }, 'Bound v 1Gi', 'Bound'],
])('%s', (_name, given, expected, phase) => {
  const world = start();
  given(world);
  world.run(20_000);
  expect([phaseOf(world, 'c'), volumePhase(world, 'v')]).toEqual([expected, phase]);
});

test('two claims for one volume: the first has it, the other is told; a volume that is taken back to its person is free again', () => {
  const world = start();
  volume(world, 'v', '5Gi');
  claim(world, 'a', '1Gi');
  world.run(1000);
  claim(world, 'b', '1Gi', { volumeName: 'v' });
  world.run(1000);
  expect(world.events('FailedBinding')).toEqual(['volume "v" already bound to a different claim.']);
  world.remove(KINDS.PersistentVolumeClaim, 'b');
  world.remove(KINDS.PersistentVolumeClaim, 'a');
  world.run(1000);
  expect(volumePhase(world, 'v')).toBe('Released');
  world.patch(KINDS.PersistentVolume, 'v', { spec: { claimRef: null } });
  world.run(1000);
  expect(volumePhase(world, 'v')).toBe('Available');
});

test('a volume that nobody can empty is Failed, with its reason', () => {
  const world = start();
  world.create(KINDS.PersistentVolume, { metadata: { name: 'v' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver: 'example.com', volumeHandle: 'h' }, persistentVolumeReclaimPolicy: 'Recycle' } });
  claim(world, 'c', '1Gi');
  world.run(1000);
  world.remove(KINDS.PersistentVolumeClaim, 'c');
  world.run(1000);
  expect(world.events('VolumeFailedRecycle')).toEqual(['No recycler plugin found for the volume!']);
  expect(world.get(KINDS.PersistentVolume, 'v')?.status).toMatchObject({ phase: 'Failed', message: 'No recycler plugin found for the volume!' });
});
