import type { PersistentVolumeClaim, Pod } from '../../api/index.ts';
import { reconcileClaim } from './reconcile.ts';

const FINALIZER = 'kubernetes.io/pvc-protection';
const claim = (more: PersistentVolumeClaim['metadata'] = {}): PersistentVolumeClaim => ({ metadata: { name: 'p-v', namespace: 'default', ...more } });
const going = { deletionTimestamp: '2026-11-21T12:00:00Z', finalizers: [FINALIZER] };
const pod = (volume: object, node = 'node01', more: Pod['metadata'] = {}): Pod => ({ metadata: { name: 'p', namespace: 'default', ...more }, spec: { containers: [], nodeName: node, volumes: [{ name: 'v', ...volume }] } });
const named = { persistentVolumeClaim: { claimName: 'p-v' } };
const own = { ephemeral: { volumeClaimTemplate: { spec: {} } } };
const shutDown = { deletionTimestamp: '2026-11-21T12:00:00Z', deletionGracePeriodSeconds: 0 };

/** @k8s pkg/controller/volume/pvcprotection/pvc_protection_controller.go processPVC, podUsesPVCForDeletion */
test.each<[string, PersistentVolumeClaim, readonly Pod[], readonly string[] | undefined]>([
  ['a new claim is protected', claim(), [], [FINALIZER]],
  ['a protected one is left alone', claim({ finalizers: [FINALIZER] }), [], undefined],
  ['nobody uses it: it goes', claim(going), [], []],
  ['somebody uses it', claim(going), [pod(named)], undefined],
  ['somebody who has no node', claim(going), [pod(named, '')], []],
  ['somebody who has ended', claim(going), [{ ...pod(named), status: { phase: 'Succeeded' } }], undefined],
  ['a pod has it for its own', claim(going), [pod(own)], undefined],
  ['a pod had it for its own and is shut down', claim(going), [pod(own, 'node01', shutDown)], []],
  ['a pod that is shut down named it', claim(going), [pod(named, 'node01', shutDown)], undefined],
])('%s', (_name, given, users, finalizers) => {
  const wishes = reconcileClaim(given, users)?.next().value as readonly { readonly object?: PersistentVolumeClaim }[] | undefined; // its first requests
  expect(wishes === undefined ? undefined : wishes[0]?.object?.metadata?.finalizers ?? []).toEqual(finalizers);
});
