import { createHmac } from 'node:crypto';
import { encodeBase64, KINDS, type Secret } from '../../api/index.ts';
import { createBootstrapSigner } from '../bootstrapsigner/controller.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createTokenCleaner } from './controller.ts';

const KUBECONFIG = 'apiVersion: v1\nkind: Config\n';
function start(): World {
  const world = createWorld();
  for (const name of ['kube-system', 'kube-public']) world.create(KINDS.Namespace, { metadata: { name } });
  world.start(createTokenCleaner(world.context), createBootstrapSigner(world.context));
  world.create(KINDS.ConfigMap, { metadata: { name: 'cluster-info', namespace: 'kube-public' }, data: { kubeconfig: KUBECONFIG } });
  world.run(100);
  return world;
}
type Fields = { readonly [key: string]: string };
const token = (world: World, id: string, more: Fields = {}): Secret => {
  const fields: Fields = { 'token-id': id, 'token-secret': '0123456789abcdef', 'usage-bootstrap-signing': 'true', ...more };
  const data = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, encodeBase64(value)]));
  return world.create(KINDS.Secret, { metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' }, type: 'bootstrap.kubernetes.io/token', data });
};
const signatures = (world: World): Fields => {
  const { kubeconfig: _, ...rest } = world.context.client.informer(KINDS.ConfigMap).get('kube-public', 'cluster-info')?.data ?? {};
  return rest;
};
const present = (world: World): readonly string[] => world.context.client.informer(KINDS.Secret).list('kube-system').map(({ metadata }) => metadata?.name ?? '');

test('cluster-info is signed with each token that may, as long as it lives', () => {
  const world = start();
  token(world, 'abcdef', { expiration: '2026-11-21T12:10:00Z' });
  token(world, 'silent', { 'usage-bootstrap-signing': 'false' });
  token(world, 'passed', { expiration: '2026-11-21T11:00:00Z' });
  world.run(1000);
  const url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
  const head = url('{"alg":"HS256","kid":"abcdef"}');
  const signature = url(createHmac('sha256', '0123456789abcdef').update(`${head}.${url(KUBECONFIG)}`).digest());
  expect(signatures(world)).toEqual({ 'jws-kubeconfig-abcdef': `${head}..${signature}` });
  world.run(600_000);
  expect(signatures(world)).toEqual({});
});

/** @k8s pkg/controller/bootstrap/tokencleaner.go evalSecret */
test('tokens go at their time', () => {
  const world = start();
  token(world, 'aaaaaa', { expiration: '2026-11-21T12:05:00Z' });
  token(world, 'bbbbbb');
  token(world, 'cccccc', { expiration: 'nonsense' });
  world.run(299_000);
  expect(present(world)).toEqual(['bootstrap-token-aaaaaa', 'bootstrap-token-bbbbbb']);
  world.run(1000);
  expect(present(world)).toEqual(['bootstrap-token-bbbbbb']);
  world.run(3_600_000);
  expect(present(world)).toEqual(['bootstrap-token-bbbbbb']);
});
