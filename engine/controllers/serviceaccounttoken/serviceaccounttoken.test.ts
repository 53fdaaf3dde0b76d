import { decodeBase64, KINDS, type Secret } from '../../api/index.ts';
import { createClusterIdentity } from '../../pki/index.ts';
import { createRandom } from '../../time/index.ts';
import { createControllers } from '../index.ts';
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
