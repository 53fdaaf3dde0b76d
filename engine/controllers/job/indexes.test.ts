import { countIndexes, formatIndexes, freeIndexes, hasIndex, mergeIndexes, parseIndexes, sharedIndexes, withIndexes } from './indexes.ts';
import { matchSuccessPolicy } from './successPolicy.ts';

/** @k8s pkg/controller/job/indexed_job_utils.go parseIndexesFromString, String */
test.each<readonly [text: string, completions: number, shown: string, count: number]>([
  ['', 5, '', 0], ['0', 5, '0', 1], ['0,1', 5, '0,1', 2], ['0-1', 5, '0,1', 2], ['0-2', 5, '0-2', 3], ['0,1,2', 5, '0-2', 3], ['0,2-4', 5, '0,2-4', 4],
  ['0-1,3-4', 5, '0,1,3,4', 4], ['0,2,4', 3, '0,2', 2], ['0-9', 5, '0-4', 5], ['7', 5, '', 0], ['x,1', 5, '1', 1], ['1-x,3', 5, '3', 1], ['0-1,2-3', 5, '0-3', 4],
  ['1,3-5,7,9,10', 11, '1,3-5,7,9,10', 7], ['0-99999', 100_000, '0-99999', 100_000],
])('%j of %i is %j', (text, completions, shown, count) => {
  const indexes = parseIndexes(text, completions);
  expect([formatIndexes(indexes), countIndexes(indexes)]).toEqual([shown, count]);
});

test.each<readonly [text: string, added: readonly number[], shown: string]>([
  ['', [], ''], ['', [3, 1, 2], '1-3'], ['0,2', [1], '0-2'], ['0-4', [2], '0-4'], ['5', [0, 9], '0,5,9'], ['1-3,7', [4, 5, 6], '1-7'], ['0', [0, 0], '0'],
])('%j with %j is %j', (text, added, shown) => {
  expect(formatIndexes(withIndexes(parseIndexes(text, 100), added))).toBe(shown);
});

test.each([['0-4', '2-6', '0-6', 3], ['0,4', '1-3', '0-4', 0], ['', '1', '1', 0], ['0-9', '0-9', '0-9', 10], ['1,3,5', '2,4', '1-5', 0], ['0-2,8', '1,8,9', '0-2,8,9', 2]])(
  '%j and %j: together %j, %i shared', (a, b, merged, shared) => {
    const [x, y] = [parseIndexes(a, 100), parseIndexes(b, 100)];
    expect([formatIndexes(mergeIndexes(x, y)), formatIndexes(mergeIndexes(y, x)), sharedIndexes(x, y)]).toEqual([merged, merged, shared]);
  });

test.each<readonly [taken: string, count: number, completions: number, free: readonly number[]]>([
  ['', 3, 5, [0, 1, 2]], ['0-2', 3, 5, [3, 4]], ['1,3', 2, 5, [0, 2]], ['0-4', 1, 5, []], ['2', 0, 5, []], ['1-3', 9, 6, [0, 4, 5]],
])('of %j taken, %i of %i free: %j', (taken, count, completions, free) => {
  expect(freeIndexes(parseIndexes(taken, 100), count, completions)).toEqual(free);
});

test('membership', () => {
  const indexes = parseIndexes('1,3-5,9', 100);
  expect(Array.from({ length: 11 }, (_, i) => i).filter((i) => hasIndex(indexes, i))).toEqual([1, 3, 4, 5, 9]);
});

/** @k8s pkg/controller/job/success_policy.go matchSuccessPolicy */
test.each<readonly [rules: readonly object[], succeeded: string, rule: number | undefined]>([
  [[{ succeededIndexes: '0' }], '0', 0], [[{ succeededIndexes: '0' }], '1,2', undefined], [[{ succeededIndexes: '0-2', succeededCount: 2 }], '0,2', 0],
  [[{ succeededIndexes: '0-2', succeededCount: 2 }], '0,4,5', undefined], [[{ succeededCount: 3 }], '1,4,5', 0], [[{ succeededCount: 3 }], '1,4', undefined],
  [[{ succeededIndexes: '9' }, { succeededCount: 1 }], '3', 1], [[{ succeededIndexes: 'x' }, { succeededIndexes: '1,3-4' }], '0-4', 1], [[{ succeededCount: 0 }], '', undefined],
  [[], '0', undefined],
])('rules %j with %j done: rule %j', (rules, succeeded, rule) => {
  const message = rule === undefined ? undefined : `Matched rules at index ${rule}`;
  expect(matchSuccessPolicy({ rules }, 10, parseIndexes(succeeded, 10))).toBe(message);
});
