import { goSort } from './goSort.ts';
import { naturalLess } from './sort.ts';

const order = (keys: readonly number[]): number[] => goSort(keys.map((key, i) => ({ key, i })), (a, b) => a.key < b.key).map((each) => each.i);

test('up to twelve rows ties keep their order', () => {
  expect(order([2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1])).toEqual([1, 2, 4, 5, 7, 8, 10, 11, 0, 3, 6, 9]);
});

test('above twelve they come out as in Go', () => {
  // Printed by Go's sort.Sort.
  const keys = Array.from({ length: 20 }, (_, i) => i % 3);
  expect(order(keys)).toEqual(GO_20);
  expect(order(Array.from({ length: 60 }, (_, i) => (i * 7) % 5))).toEqual(GO_60);
});

test.each([['a2', 'a10', true], ['a10', 'a2', false], ['a', 'b', true], ['a', 'a1', true], ['10', '9', false], ['a01', 'a1', false]])('%s before %s: %s', (a, b, less) => {
  expect(naturalLess(a, b)).toBe(less);
});

const GO_20: readonly number[] = [9, 18, 15, 3, 12, 0, 6, 10, 7, 4, 13, 16, 1, 19, 8, 5, 11, 14, 2, 17];
const GO_60: readonly number[] = [40, 25, 55, 30, 20, 5, 0, 10, 15, 45, 35, 50, 58, 13, 38, 8, 48, 33, 18, 43, 53, 3, 28, 23, 31, 36, 26, 1, 56, 51, 21, 6, 46, 11, 41, 16, 49, 24, 14, 39, 59, 34, 54, 4, 44, 9, 29, 19, 47, 7, 37, 32, 52, 17, 42, 2, 22, 57, 27, 12];
