import { KINDS, type Pod } from '../../api/index.ts';
import { createWorld, podSpec, watch, type World } from '../testing/world.ts';
import { createResourceQuotaController } from './controller.ts';

function start(hard: { readonly [name: string]: string }): World {
  const world = createWorld();
  world.start(createResourceQuotaController(world.context));
  world.create(KINDS.ConfigMap, { metadata: { name: 'before' } });
  world.create(KINDS.ResourceQuota, { metadata: { name: 'q' }, spec: { hard } });
  world.run(100);
  return world;
}
const status = (world: World) => world.get(KINDS.ResourceQuota, 'q')?.status;
const pod = (name: string): Pod => ({ metadata: { name }, spec: podSpec('nginx', { cpu: '100m' }) as NonNullable<Pod['spec']> });

test('what is there is counted; what nobody counts is not', () => {
  expect(status(start({ configmaps: '5', 'count/configmaps': '5', 'count/widgets.example.com': '1', pods: '2' }))).toEqual({
    hard: { configmaps: '5', 'count/configmaps': '5', 'count/widgets.example.com': '1', pods: '2' },
    used: { configmaps: '1', 'count/configmaps': '1', pods: '0' },
  });
  expect(status(start({}))).toEqual({});
});

/** @k8s golden controllers/quota-pod-count */
test('finished and deleted pods give back what they used', () => {
  const world = start({ pods: '3', 'requests.cpu': '1', 'count/pods': '5' });
  const lines = watch(world, ['resourcequotas'], ({ object }) => JSON.stringify((object as { status?: { used?: object } }).status?.used));
  world.create(KINDS.Pod, pod('a'));
  world.create(KINDS.Pod, pod('b'));
  world.run(10);
  world.patch(KINDS.Pod, 'a', { status: { phase: 'Succeeded' } }, 'status');
  world.run(10);
  world.remove(KINDS.Pod, 'a');
  world.remove(KINDS.Pod, 'b');
  world.run(10);
  expect(lines).toEqual([
    '{"count/pods":"1","pods":"1","requests.cpu":"100m"}', '{"count/pods":"2","pods":"2","requests.cpu":"200m"}',
    '{"count/pods":"2","pods":"1","requests.cpu":"100m"}', '{"count/pods":"0","pods":"0","requests.cpu":"0"}',
  ]);
});

test('a smaller limit is taken over, and a full count comes every five minutes', () => {
  const world = start({ pods: '2' });
  world.create(KINDS.Pod, pod('a'));
  world.patch(KINDS.ResourceQuota, 'q', { spec: { hard: { pods: '0' } } });
  world.run(10);
  expect(status(world)).toEqual({ hard: { pods: '0' }, used: { pods: '1' } });
  world.patch(KINDS.ResourceQuota, 'q', { status: { used: { pods: '7' } } }, 'status');
  world.run(10);
  expect(status(world)?.used).toEqual({ pods: '7' });
  world.run(300_000);
  expect(status(world)?.used).toEqual({ pods: '1' });
});

test('custom resources are counted by their place', () => {
  const world = start({ 'count/widgets.example.com': '1' });
  world.create(KINDS.CustomResourceDefinition, {
    metadata: { name: 'widgets.example.com' }, spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
  world.run(300_000);
  expect(status(world)?.used).toEqual({ 'count/widgets.example.com': '0' });
  const widgets = { ...KINDS.ConfigMap, group: 'example.com', kind: 'Widget', plural: 'widgets' };
  world.create(widgets, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' } });
  expect(() => world.create(widgets, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'b' } })).toThrow('exceeded quota: q, requested: count/widgets.example.com=1');
  expect(status(world)?.used).toEqual({ 'count/widgets.example.com': '1' });
});
