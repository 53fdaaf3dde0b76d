/** Thousands of pods in one Service: what a change of one of them writes, and how often all are looked at. */
import { KINDS, type Pod } from '../../api/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, type World } from '../testing/world.ts';

const COUNT = 1500;
const address = (n: number): string => `10.244.${Math.trunc(n / 250)}.${(n % 250) + 1}`;
const name = (n: number): string => `p${String(n).padStart(4, '0')}`;
const status = (n: number, ready: boolean): NonNullable<Pod['status']> => ({ phase: 'Running', podIP: address(n), podIPs: [{ ip: address(n) }], conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] });

function worldOfMany(): { readonly world: World; readonly writes: { slices: number; endpoints: number } } {
  const world = createWorld();
  addNodes(world);
  const writes = { slices: 0, endpoints: 0 };
  world.store.subscribe('endpointslices.discovery.k8s.io', () => { writes.slices++; });
  world.store.subscribe('endpoints', () => { writes.endpoints++; });
  world.start(...createControllers(world.context).filter((controller) => controller.name.startsWith('endpoint')));
  world.create(KINDS.Service, { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
  for (let n = 0; n < COUNT; n++) {
    world.create(KINDS.Pod, { metadata: { name: name(n), labels: { app: 'web' } }, spec: { nodeName: `node0${(n % 2) + 1}`, containers: [{ name: 'c', image: 'nginx' }] } });
    world.patch(KINDS.Pod, name(n), { status: status(n, true) } as never, 'status');
  }
  world.run(5000);
  return { world, writes };
}

test('slices of 100, the Endpoints cut at 1000; one pod writes one slice; many at once are gathered', () => {
  const { world, writes } = worldOfMany();
  expect(world.list(KINDS.EndpointSlice).map(({ endpoints }) => endpoints?.length)).toEqual(Array.from({ length: COUNT / 100 }, () => 100));
  const [list] = world.list(KINDS.Endpoints);
  expect([list?.subsets?.[0]?.addresses?.length, list?.metadata?.annotations?.['endpoints.kubernetes.io/over-capacity']]).toEqual([1000, 'truncated']);
  writes.slices = 0;
  world.patch(KINDS.Pod, name(700), { status: status(700, false) } as never, 'status');
  world.run(2000);
  expect(writes.slices).toBe(1);
  writes.slices = 0;
  for (let n = 0; n < 300; n++) { world.patch(KINDS.Pod, name(n), { status: status(n, false) } as never, 'status'); world.run(1); }
  world.run(2000);
  // 300 changes in 300 ms: a few looks, each of which writes the three slices at most once.
  expect(writes.slices).toBeLessThan(20);
});
