import { formatDuration, humanDuration, parseDuration } from './index.ts';

const SECOND = 1000;
const [MINUTE, HOUR, DAY] = [60 * SECOND, 3600 * SECOND, 86400 * SECOND];

test.each([
  [-5 * SECOND, '<invalid>'], [-500, '0s'], [0, '0s'], [119 * SECOND, '119s'], [2 * MINUTE, '2m'], [2 * MINUTE + 3 * SECOND, '2m3s'],
  [9 * MINUTE + 59 * SECOND, '9m59s'], [10 * MINUTE + 5 * SECOND, '10m'], [179 * MINUTE, '179m'], [3 * HOUR + 5 * MINUTE, '3h5m'],
  [7 * HOUR, '7h'], [8 * HOUR + MINUTE, '8h'], [47 * HOUR, '47h'], [2 * DAY + HOUR, '2d1h'], [8 * DAY + HOUR, '8d'], [729 * DAY, '729d'],
  [2 * 365 * DAY + 3 * DAY, '2y3d'], [9 * 365 * DAY, '9y'],
])('an age of %d ms is %s', (ms, text) => expect(humanDuration(ms)).toBe(text));

test.each([
  ['30s', 30000], ['1m', 60000], ['1h15m30.5s', 4530500], ['300ms', 300], ['-1.5h', -5400000], ['0', 0], ['1us', 0.001],
])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toEqual({ ok: true, ms }));

test.each([
  ['', 'time: invalid duration ""'], ['abc', 'time: invalid duration "abc"'], ['5', 'time: missing unit in duration "5"'],
  ['5x', 'time: unknown unit "x" in duration "5x"'],
])('%p is refused as Go does', (text, error) => expect(parseDuration(text)).toEqual({ ok: false, error }));

test.each([[0, '0s'], [35, '35ms'], [1500, '1.5s'], [80000, '1m20s'], [3600000, '1h0m0s'], [0.0005, '500ns'], [-1000, '-1s'], [300000, '5m0s']])(
  '%d ms is written %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
