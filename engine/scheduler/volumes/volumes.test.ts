import type { KubeObject, Node, PersistentVolumeClaim, Pod, PodSpec } from '../../api/index.ts';
import { addNodes, createWorld, type World } from '../../controllers/testing/world.ts';
import { podInfoOf } from '../cache/nodeInfo.ts';
import { ask, clusterOf, node, pod, verdicts, ZONE } from '../testing/ask.ts';
import { createLookups } from '../lookups.ts';

const using = (...claims: readonly string[]): Partial<PodSpec> => ({ volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) });
/** Objects as they are, whatever the API server would make of them. */
function put(world: World, ...objects: readonly KubeObject[]): void {
  for (const object of objects) {
    const { name = '', namespace } = object.metadata ?? {};
    const resource = { PersistentVolumeClaim: 'persistentvolumeclaims', PersistentVolume: 'persistentvolumes', StorageClass: 'storageclasses.storage.k8s.io', CSINode: 'csinodes.storage.k8s.io', Pod: 'pods' }[object.kind ?? ''] ?? '';
    world.store.put(resource, namespace === undefined ? name : `${namespace}/${name}`, object);
  }
}
const claim = (name: string, volumeName = '', more: object = {}, annotations: { readonly [key: string]: string } = volumeName === '' ? {} : { 'pv.kubernetes.io/bind-completed': 'yes' }): PersistentVolumeClaim =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default', annotations }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'late', ...(volumeName === '' ? {} : { volumeName }), ...more } }) as PersistentVolumeClaim;
const volume = (name: string, more: object = {}, labels: { readonly [key: string]: string } = {}): KubeObject =>
  ({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name, labels }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'late', ...more }, status: { phase: 'Available' } }) as KubeObject;
const storageClass = (name: string, provisioner: string, volumeBindingMode: string, more: object = {}): KubeObject => ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode, ...more }) as KubeObject;
const onNode = (name: string) => ({ nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [name] }] }] } } });

const NODES = [node('n1', { [ZONE]: 'a' }), node('n2', { [ZONE]: 'b' })];
function decided(objects: readonly KubeObject[], one: Pod, placed: readonly (readonly [Pod, string])[] = [], nodes: readonly Node[] = NODES) {
  const world = createWorld();
  put(world, storageClass('late', 'kubernetes.io/no-provisioner', 'WaitForFirstConsumer'), storageClass('made', 'csi.example.com', 'WaitForFirstConsumer'), storageClass('now', 'x', 'Immediate'), ...objects);
  put(world, ...placed.map(([other, name]) => ({ ...other, kind: 'Pod', spec: { ...other.spec, nodeName: name } })));
  return ask(one, clusterOf(nodes, placed), { lookups: createLookups(world.context.client) });
}
const messageOf = (...asked: Parameters<typeof decided>): string => { const decision = decided(...asked); return decision.type === 'unfit' ? decision.message : decision.node; };
const NO_ROOM = ' no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

test.each([
  ['no such claim', [], 'persistentvolumeclaim "data" not found. not found'],
  ['an unbound claim that does not wait', [claim('data', '', { storageClassName: 'now' })], 'pod has unbound immediate PersistentVolumeClaims. not found'],
  ['a claim that is going', [{ ...claim('data'), metadata: { name: 'data', namespace: 'default', deletionTimestamp: 'x' } }], 'persistentvolumeclaim "data" is being deleted. not found'],
  ['a claim whose volume is lost', [{ ...claim('data', 'v'), status: { phase: 'Lost' } }], 'persistentvolumeclaim "data" bound to non-existent persistentvolume "v". not found'],
  ['a volume of another node', [claim('data', 'v'), volume('v', onNode('n9'))], `2 node(s) didn't match PersistentVolume's node affinity.${NO_ROOM}`],
  ['nothing to bind, nobody to make it', [claim('data')], `2 node(s) didn't find available persistent volumes to bind.${NO_ROOM}`],
  ['a node was chosen already, which is gone', [claim('data', '', { storageClassName: 'made' }, { 'volume.kubernetes.io/selected-node': 'n9' })], `2 node(s) didn't find available persistent volumes to bind.${NO_ROOM}`],
] as const)('refused: %s', (_, objects, message) => { expect(messageOf(objects, pod({}, using('data')))).toBe(`0/2 nodes are available: ${message}`); });

test('a claim bound to a volume that is not there: the zone plugin asks for it first', () => {
  expect(messageOf([claim('data', 'v')], pod({}, using('data')))).toBe('0/2 nodes are available: persistentvolume "v" not found. not found');
});

test.each([
  ['where the volume is', [claim('data', 'v'), volume('v', onNode('n2'))], 'n2'],
  ['where a free volume is', [claim('data'), volume('v', onNode('n2'))], 'n2'],
  ['past the volume of a claim that had this name before', [claim('data'), volume('v', { ...onNode('n1'), claimRef: { namespace: 'default', name: 'data', uid: 'gone' } }), volume('w', onNode('n2'))], 'n2'],
  ['where a volume can be made', [claim('data', '', { storageClassName: 'made' }), storageClass('made', 'csi.example.com', 'WaitForFirstConsumer', { allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['b'] }] }] })], 'n2'],
  ['in the zone of the volume', [claim('data', 'v'), volume('v', {}, { [ZONE]: 'b__c' })], 'n2'],
] as const)('it goes %s', (_, objects, expected) => { expect(messageOf(objects, pod({}, using('data')))).toBe(expected); });

test('VolumeZone speaks of zones only', () => {
  expect(verdicts(decided([claim('data', 'v'), volume('v', {}, { [ZONE]: 'c' })], pod({}, using('data'))))).toEqual({ n1: 'node(s) had no available volume zone', n2: 'node(s) had no available volume zone' });
});

test('ReadWriteOncePod: one pod at a time, and who is less important makes room', () => {
  const objects = [claim('data', 'v', { accessModes: ['ReadWriteOncePod'] }), volume('v')];
  const owner = pod({}, using('data'));
  const IN_USE = '2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod.';
  expect(messageOf(objects, pod({}, using('data')), [[owner, 'n1']])).toBe(`0/2 nodes are available: ${IN_USE} no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.`);
  expect(decided(objects, pod({}, { ...using('data'), priority: 10 }), [[owner, 'n1']])).toMatchObject({ room: { node: 'n1', victims: [{ metadata: { uid: owner.metadata?.uid } }] } });
});

test('two writers of one disk', () => {
  const disk = (pdName: string, readOnly = false): Partial<PodSpec> => ({ volumes: [{ name: 'd', gcePersistentDisk: { pdName, readOnly } }] });
  const asked = (one: Partial<PodSpec>) => verdicts(ask(pod({}, one), clusterOf(NODES, [[pod({}, disk('a')), 'n1'], [pod({}, disk('b', true)), 'n1']])))['n1'];
  expect([asked(disk('a')), asked(disk('b', true)), asked(disk('c'))]).toEqual(['node(s) had no available disk', 'yes', 'yes']);
});

test('NodeVolumeLimits: what a driver can attach; volumes that are there already cost nothing more', () => {
  const csi = (name: string) => volume(name, { csi: { driver: 'csi.example.com', volumeHandle: name } });
  const limits = (name: string, count: number): KubeObject => ({ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name }, spec: { drivers: [{ name: 'csi.example.com', nodeID: name, allocatable: { count } }] } }) as KubeObject;
  const objects = [...['a', 'b', 'c'].flatMap((name) => [claim(name, name), csi(name)]), limits('n1', 2)];
  const placed = [[pod({}, using('a', 'b')), 'n1']] as const;
  expect(verdicts(decided(objects, pod({}, using('c')), placed))).toEqual({ n1: 'node(s) exceed max volume count', n2: 'yes' });
  expect(verdicts(decided(objects, pod({}, using('b')), placed))).toEqual({ n1: 'yes', n2: 'yes' });
});

test('a world with its nodes has no volumes to speak of', () => {
  const world = createWorld();
  addNodes(world);
  expect(createLookups(world.context.client).claimsOf(podInfoOf(pod()).pod)).toBeUndefined();
});
