import { KINDS, type EndpointSlice, type Pod } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, fakeKubelets, podSpec, watch, type World } from '../testing/world.ts';

const labels = { app: 'web' };
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

function start(ready: (pod: Pod) => boolean = () => true): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context), fakeKubelets(world, { ready }));
  world.run(100);
  return world;
}
/** `pod ready/serving/terminating …; ports`, `@` when the time of the change is told. */
const history = (world: World): string[] => watch(world, ['endpointslices.discovery.k8s.io'], ({ type, object }) => {
  if (type === 'DELETED') return 'deleted';
  const { endpoints = [], ports = [], metadata } = object as EndpointSlice;
  const mark = (value: boolean | undefined): string => (value === true ? '+' : '-');
  const rows = endpoints.map(({ targetRef, conditions = {} }) => `${targetRef?.name} ${mark(conditions.ready)}${mark(conditions.serving)}${mark(conditions.terminating)}`);
  return `${metadata?.annotations?.[TRIGGER] === undefined ? '' : '@'}[${rows.join(', ')}] ${ports.map(({ name, port }) => `${name}:${port}`).join(',')}`;
});
const setReady = (world: World, name: string, status: 'True' | 'False'): void => {
  world.run(1000);
  const at = new Date(world.clock.now).toISOString().replace(/\.\d+/, '');
  world.patch(KINDS.Pod, name, { status: { conditions: [{ type: 'Ready', status, lastTransitionTime: at }] } }, 'status');
  world.run(1000);
};

test('controllers/eps-readiness: from an empty slice to an empty slice', () => {
  const world = start(() => false);
  const lines = history(world);
  world.create(KINDS.Service, { metadata: { name: 'web' }, spec: { selector: labels, ports: [{ name: 'http', port: 80 }] } });
  world.run(1500);
  for (const name of ['web-b', 'web-a']) { world.create(KINDS.Pod, { metadata: { name, labels }, spec: podSpec() }); world.run(1500); }
  setReady(world, 'web-a', 'True');
  setReady(world, 'web-a', 'False');
  world.patch(KINDS.Pod, 'web-b', { metadata: { labels: { app: 'other' } } });
  world.run(500);
  world.remove(KINDS.Pod, 'web-a');
  world.run(2000);
  world.remove(KINDS.Service, 'web');
  world.run(500);
  expect(lines).toEqual([
    '@[] ', '@[web-b ---] http:80', '@[web-b ---, web-a ---] http:80', '@[web-b ---, web-a ++-] http:80', '@[web-b ---, web-a ---] http:80',
    '[web-a ---] http:80', '[web-a --+] http:80', '@[] ', 'deleted',
  ]);
});

test('name, labels and owner; a hand on the slice is undone', () => {
  const world = start();
  world.create(KINDS.Service, { metadata: { name: 'web', labels: { team: 'blue' } }, spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80, targetPort: 'http' }] } });
  world.create(KINDS.Pod, { metadata: { name: 'web', labels }, spec: podSpec() });
  world.run(2000);
  const [slice] = world.list(KINDS.EndpointSlice);
  expect(slice).toMatchObject({
    metadata: {
      name: expect.stringMatching(/^web-[a-z0-9]{5}$/), generateName: 'web-', ownerReferences: [{ kind: 'Service', name: 'web', controller: true, blockOwnerDeletion: true }],
      labels: { team: 'blue', 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'service.kubernetes.io/headless': '' },
    },
    addressType: 'IPv4', endpoints: [{ nodeName: expect.stringMatching(/^node0/), targetRef: { kind: 'Pod', name: 'web', namespace: 'default' } }],
  });
  // No container has a port of that name: the endpoint is there, without ports.
  expect(slice?.ports).toBeUndefined();
  world.patch(KINDS.EndpointSlice, slice?.metadata?.name ?? '', { endpoints: null });
  world.run(1050);
  expect(world.list(KINDS.EndpointSlice)[0]?.endpoints).toHaveLength(1);
});

test('controllers/eps-publish-not-ready: ready for all, though it serves nobody', () => {
  const world = start(() => false);
  const lines = history(world);
  world.create(KINDS.Service, { metadata: { name: 'eager' }, spec: { selector: labels, publishNotReadyAddresses: true, ports: [{ name: 'http', port: 80 }] } });
  world.create(KINDS.Pod, { metadata: { name: 'web', labels }, spec: podSpec() });
  world.run(2000);
  expect(lines.at(-1)).toBe('@[web +--] http:80');
});

test('no slice for a Service without selector or of type ExternalName', () => {
  const world = start();
  world.create(KINDS.Service, { metadata: { name: 'bare' }, spec: { ports: [{ port: 80 }] } });
  world.create(KINDS.Service, { metadata: { name: 'far' }, spec: { type: 'ExternalName', externalName: 'example.com', selector: labels } });
  world.run(1000);
  expect(world.list(KINDS.EndpointSlice)).toEqual([]);
});
