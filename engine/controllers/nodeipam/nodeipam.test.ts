/** @k8s pkg/controller/nodeipam/ipam/range_allocator.go, cidrset/cidr_set.go; pkg/controller/ttl/ttl_controller.go */
import { KINDS } from '../../api/index.ts';
import { createWorld } from '../testing/world.ts';
import { createSteps } from '../ttl/reconcile.ts';
import { createNodeIpamController } from './controller.ts';
import { createRanges } from './ranges.ts';
import { reconcileNodeRange } from './reconcile.ts';

test('each node gets the next range; one that is given back comes again only after the others', () => {
  const world = createWorld();
  world.create(KINDS.Node, { metadata: { name: 'old' }, spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] } });
  world.start(createNodeIpamController(world.context));
  const range = (name: string): string | undefined => { if (world.get(KINDS.Node, name) === undefined) world.create(KINDS.Node, { metadata: { name } }); world.run(100); return world.get(KINDS.Node, name)?.spec?.podCIDR; };
  expect([range('a'), range('b')]).toEqual(['10.244.0.0/24', '10.244.2.0/24']);
  world.remove(KINDS.Node, 'b');
  expect(range('c')).toBe('10.244.3.0/24');
  expect(world.get(KINDS.Node, 'c')?.spec?.podCIDRs).toEqual(['10.244.3.0/24']);
});

test('none is left: told, and tried again', () => {
  const ranges = createRanges(1);
  ranges.take();
  const work = reconcileNodeRange({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }, ranges);
  expect(work.next().value).toEqual([expect.objectContaining({ verb: 'event', type: 'Normal', reason: 'CIDRNotAvailable', message: 'Node n status is now: CIDRNotAvailable' })]);
  expect(work.next([]).value).toMatchObject({ code: 500 });
  ranges.release('10.244.0.0/24');
  expect(ranges.take()).toBe('10.244.0.0/24');
});

test('ttl: the steps overlap', () => {
  const steps = createSteps();
  const at = (nodes: number, from: number): string => { for (let i = from; i < nodes; i++) steps.add(); for (let i = from; i > nodes; i--) steps.remove(); return steps.seconds(); };
  expect([at(100, 0), at(101, 100), at(95, 101), at(89, 95), at(501, 89), at(1001, 501), at(2001, 1001), at(1799, 2001)]).toEqual(['0', '15', '15', '0', '30', '60', '300', '60']);
});
