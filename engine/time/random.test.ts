import { createIds } from './ids.ts';
import { createRandom } from './random.ts';

test('draws of one name do not reshuffle those of another', () => {
  const plain = createRandom('s');
  const mixed = createRandom('s');
  const a = [plain.float('a'), plain.float('a')];
  const b = [mixed.float('a'), mixed.float('other'), mixed.float('a')];
  expect([b[0], b[2]]).toEqual(a);
});

test('numbers stay in their range and seeds differ', () => {
  const random = createRandom('s');
  const draws = Array.from({ length: 500 }, () => random.int('x', 3, 7));
  expect([...new Set(draws)].sort((a, b) => a - b)).toEqual([3, 4, 5, 6, 7]);
  expect(createRandom('s').float('x')).not.toBe(createRandom('t').float('x'));
});

test('ids have the shapes that Kubernetes gives them', () => {
  const ids = createIds(createRandom('s'));
  expect(ids.uid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.suffix()).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(ids.hex(64)).toMatch(/^[0-9a-f]{64}$/);
});
