/** Sets of completion indexes as a Job's status writes them: `0,2-5,7,8`. @k8s pkg/controller/job/indexed_job_utils.go */

export type Interval = { readonly first: number; readonly last: number };
/** Ascending, apart from each other by at least one. */
export type Indexes = readonly Interval[];

const wholeNumber = (text: string): number | undefined => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined);

/** What is not a number is passed over; what lies beyond the completions is cut off. */
export function parseIndexes(text: string, completions: number): Indexes {
  const result: Interval[] = [];
  for (const part of text === '' ? [] : text.split(',')) {
    const [low = '', high = low] = part.split('-');
    const [first, last] = [wholeNumber(low), wholeNumber(high)];
    if (first === undefined) continue;
    if (first >= completions) break;
    if (last !== undefined) append(result, { first, last: Math.min(last, completions - 1) });
  }
  return result;
}

function append(result: Interval[], next: Interval): void {
  const last = result.at(-1);
  if (last === undefined || next.first > last.last + 1) result.push(next);
  else if (last.last < next.last) result[result.length - 1] = { first: last.first, last: next.last };
}

/** Two in a row are written one by one, more as a range. */
export const formatIndexes = (indexes: Indexes): string =>
  indexes.map(({ first, last }) => (last === first ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`)).join(',');

export const countIndexes = (indexes: Indexes): number => indexes.reduce((sum, { first, last }) => sum + last - first + 1, 0);

/** Binary: called for each pod of a job. */
export function hasIndex(indexes: Indexes, index: number): boolean {
  let [low, high] = [0, indexes.length];
  while (high > low) {
    const middle = (low + high) >> 1;
    if ((indexes[middle]?.last ?? 0) >= index) high = middle; else low = middle + 1;
  }
  const found = indexes[high];
  return found !== undefined && found.first <= index;
}

export function mergeIndexes(a: Indexes, b: Indexes): Indexes {
  const result: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [x, y] = [a[i], b[j]];
    const next = y === undefined || (x !== undefined && x.first < y.first) ? x : y;
    if (next === undefined) return result;
    append(result, next);
    if (next === x) i++; else j++;
  }
}

export const withIndexes = (indexes: Indexes, added: Iterable<number>): Indexes =>
  mergeIndexes(indexes, [...new Set(added)].sort((a, b) => a - b).map((index) => ({ first: index, last: index })));

/** How many indexes both name. */
export function sharedIndexes(a: Indexes, b: Indexes): number {
  let [i, j, shared] = [0, 0, 0];
  for (;;) {
    const [x, y] = [a[i], b[j]];
    if (x === undefined || y === undefined) return shared;
    shared += Math.max(0, Math.min(x.last, y.last) - Math.max(x.first, y.first) + 1);
    if (x.last <= y.last) i++;
    if (y.last <= x.last) j++;
  }
}

/** The lowest `count` indexes below `completions` that are not taken. */
export function freeIndexes(taken: Indexes, count: number, completions: number): readonly number[] {
  const result: number[] = [];
  let candidate = 0;
  const until = (end: number): void => { while (candidate < Math.min(end, completions) && result.length < count) result.push(candidate++); };
  for (const { first, last } of taken) {
    until(first);
    if (result.length >= count) return result;
    candidate = Math.max(candidate, last + 1);
  }
  until(completions);
  return result;
}
