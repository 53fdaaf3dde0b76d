import { decodeBase64, KINDS, type Secret } from '../../api/index.ts';
import { createClusterIdentity } from '../../pki/index.ts';
import { createRandom } from '../../time/index.ts';
import { createControllers } from '../index.ts';
import { createLegacyTokenCleaner } from '../legacytokencleaner/controller.ts';
import { createWorld } from '../testing/world.ts';

const secret = (account: string): Secret => ({ metadata: { name: `${account}-token`, annotations: { 'kubernetes.io/service-account.name': account } }, type: 'kubernetes.io/service-account-token' });

const identity = createClusterIdentity({ random: createRandom('test'), now: Date.parse('2026-11-21T12:00:00Z') });

test('cfg-secret-types: a token secret is filled, and goes with its account', () => {
  const world = createWorld();
  world.start(...createControllers(world.context, { identity }));
  world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' } });
  world.create(KINDS.Secret, secret('robot'));
  world.create(KINDS.Secret, secret('nobody'));
  world.run(1000);
  const made = world.get(KINDS.Secret, 'robot-token');
  expect(made?.metadata?.annotations?.['kubernetes.io/service-account.uid']).toBe(world.get(KINDS.ServiceAccount, 'robot')?.metadata?.uid);
  expect(Object.entries(made?.data ?? {}).map(([key, value]) => [key, decodeBase64(value).slice(0, 7)])).toEqual([['ca.crt', '-----BE'], ['namespace', 'default'], ['token', 'eyJhbGc']]);
  expect(world.get(KINDS.Secret, 'nobody-token')).toBeUndefined();
  world.remove(KINDS.ServiceAccount, 'robot');
  world.run(1000);
  expect(world.get(KINDS.Secret, 'robot-token')).toBeUndefined();
});

test('a certificate that is not the cluster\'s is put right; an account forgets a token that is gone', () => {
  const world = createWorld();
  world.start(...createControllers(world.context, { identity }));
  world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' }, secrets: [{ name: 'robot-token' }, { name: 'other' }] });
  world.create(KINDS.Secret, { ...secret('robot'), data: { 'ca.crt': 'YQ==' } });
  world.run(1000);
  expect(decodeBase64(world.get(KINDS.Secret, 'robot-token')?.data?.['ca.crt'] ?? '')).toBe(identity.authority.pem);
  world.remove(KINDS.Secret, 'robot-token');
  world.run(1000);
  expect(world.get(KINDS.ServiceAccount, 'robot')?.secrets).toEqual([{ name: 'other' }]);
});

/** @k8s pkg/controller/serviceaccount/legacy_serviceaccount_token_cleaner.go evaluateSATokens */
test('a token of old that nobody has used for a year is marked, and a year later it goes', () => {
  const world = createWorld();
  const DAY = 86_400_000;
  world.create(KINDS.Namespace, { metadata: { name: 'kube-system' } });
  world.create(KINDS.ConfigMap, { metadata: { name: 'kube-apiserver-legacy-service-account-token-tracking', namespace: 'kube-system' }, data: { since: '2026-11-21' } });
  world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' }, secrets: [{ name: 'robot-token' }] });
  world.create(KINDS.Secret, secret('robot'));
  world.start(createLegacyTokenCleaner(world.context));
  world.run(300 * DAY);
  expect(world.get(KINDS.Secret, 'robot-token')?.metadata?.labels).toBeUndefined();
  world.run(68 * DAY);
  expect(world.get(KINDS.Secret, 'robot-token')?.metadata?.labels).toEqual({ 'kubernetes.io/legacy-token-invalid-since': '2027-11-22' });
  world.run(370 * DAY);
  expect(world.get(KINDS.Secret, 'robot-token')).toBeUndefined();
});
