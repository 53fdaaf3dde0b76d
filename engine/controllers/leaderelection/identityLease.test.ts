import { KINDS } from '../../api/index.ts';
import { createWorld } from '../testing/world.ts';
import { createIdentityLease } from './identityLease.ts';

/** @k8s golden controllers/node-leases */
test('an API server shows every ten seconds that it lives', () => {
  const world = createWorld();
  world.create(KINDS.Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
  world.start(createIdentityLease(world.context, 'master01', '172.30.0.11'));
  world.run(1000);
  const lease = () => world.context.client.informer(KINDS.Lease).list('kube-system')[0];
  const first = lease();
  expect(first).toMatchObject({
    metadata: { labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': 'master01' }, annotations: { 'kubernetes.io/peer-advertise-address': '172.30.0.11:6443' } },
    spec: { leaseDurationSeconds: 3600 },
  });
  expect(first?.spec?.holderIdentity).toMatch(/^apiserver-[a-z2-7]{26}_[0-9a-f-]{36}$/);
  world.run(10_000);
  expect(lease()?.spec?.renewTime).not.toBe(first?.spec?.renewTime);
});
