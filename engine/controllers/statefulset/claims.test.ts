import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/index.ts';
import { claimsOf, hasOtherController, isOwnerRight, isStaleForPod, withRightOwner } from './claims.ts';

type Keep = 'Retain' | 'Delete';
const set = (whenScaled: Keep, whenDeleted: Keep, replicas = 2): StatefulSet => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', namespace: 'default', uid: 'set' },
  spec: {
    replicas, selector: { matchLabels: { app: 'web' } }, template: {}, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted },
    volumeClaimTemplates: [{ metadata: { name: 'data', labels: { tier: 'db' } }, spec: { accessModes: ['ReadWriteOnce'] } }],
  },
});
const pod = (ordinal: number): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${ordinal}`, namespace: 'default', uid: `pod-${ordinal}` } });
const owner = (kind: 'StatefulSet' | 'Pod' | 'Other', name: string, uid: string, controller = true): OwnerReference =>
  ({ apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1', kind, name, uid, ...(controller ? { controller, blockOwnerDeletion: true } : {}) });
const claim = (...ownerReferences: readonly OwnerReference[]): PersistentVolumeClaim => ({ metadata: { name: 'data-web-1', ...(ownerReferences.length === 0 ? {} : { ownerReferences }) } });
const SET = owner('StatefulSet', 'web', 'set');
const POD = owner('Pod', 'web-1', 'pod-1');
const STALE_SET = owner('StatefulSet', 'web', 'earlier');
const STALE_POD = owner('Pod', 'web-1', 'earlier');
const OTHER = owner('Other', 'boss', 'boss');

test('a claim of a template: its name, the selector among its labels', () => {
  expect(claimsOf(set('Retain', 'Retain'), pod(1)).map(({ metadata }) => metadata)).toEqual([{ name: 'data-web-1', namespace: 'default', labels: { tier: 'db', app: 'web' } }]);
});

// @k8s pkg/controller/statefulset/stateful_set_utils.go isClaimOwnerUpToDate: the four policies, for pods that stay and pods that go
test.each<[Keep, Keep, boolean, readonly OwnerReference[]]>([
  ['Retain', 'Retain', true, []], ['Retain', 'Retain', false, []],
  ['Retain', 'Delete', true, [SET]], ['Retain', 'Delete', false, [SET]],
  ['Delete', 'Retain', true, []], ['Delete', 'Retain', false, [POD]],
  ['Delete', 'Delete', true, [SET]], ['Delete', 'Delete', false, [POD]],
])('whenScaled %s, whenDeleted %s, pod in range %s', (whenScaled, whenDeleted, inRange, wanted) => {
  const owning = set(whenScaled, whenDeleted, inRange ? 2 : 1);
  for (const refs of [[], [SET], [POD], [SET, POD]]) {
    const next = withRightOwner(claim(...refs), owning, pod(1));
    expect(next.metadata?.ownerReferences ?? []).toEqual(wanted);
    expect(isOwnerRight(next, owning, pod(1))).toBe(true);
    expect(isOwnerRight(claim(...refs), owning, pod(1))).toBe(JSON.stringify(refs) === JSON.stringify(wanted));
  }
});

test('a claim that names earlier objects of these names is left alone', () => {
  for (const stale of [STALE_SET, STALE_POD]) expect(isOwnerRight(claim(stale), set('Delete', 'Delete'), pod(1))).toBe(true);
  expect(isStaleForPod(claim(STALE_POD), pod(1))).toBe(true);
  expect(isStaleForPod(claim(POD), pod(1))).toBe(false);
});

test('another controller keeps its claim', () => {
  expect(hasOtherController(claim(OTHER), set('Delete', 'Delete'), pod(1))).toBe(true);
  expect(hasOtherController(claim(OTHER), set('Retain', 'Retain'), pod(1))).toBe(false);
  expect(isOwnerRight(claim(OTHER), set('Delete', 'Delete'), pod(1))).toBe(true);
  expect(isOwnerRight(claim(OTHER, SET), set('Delete', 'Delete'), pod(1))).toBe(false);
  expect(withRightOwner(claim(OTHER, SET), set('Delete', 'Delete'), pod(1)).metadata?.ownerReferences).toEqual([OTHER]);
});

test('an owner of ours that is no controller is made one', () => {
  const loose = claim(owner('StatefulSet', 'web', 'set', false));
  expect(isOwnerRight(loose, set('Retain', 'Delete'), pod(1))).toBe(false);
  expect(withRightOwner(loose, set('Retain', 'Delete'), pod(1)).metadata?.ownerReferences).toEqual([SET]);
});
