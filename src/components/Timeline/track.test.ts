import { clockText, marksOf, spanOf } from './track.ts';
import type { Happening } from '@site/src/worker/protocol.ts';

test.each([[0, '00:00'], [61_999, '01:01'], [3_600_000, '1:00:00'], [36_065_000, '10:01:05']])('clockText(%d) is %s', (ms, text) => { expect(clockText(ms)).toBe(text); });

const happening = (at: number, type: Happening['type']): Happening => ({ at, type, reason: '', object: '', message: '' });
test('marks that fall together are one, and a warning wins', () => {
  expect(marksOf([happening(1000, 'Normal'), happening(1001, 'Warning'), happening(1002, 'Normal'), happening(50_000, 'Normal')], 100_000))
    .toEqual([{ left: 1, type: 'Warning' }, { left: 50, type: 'Normal' }]);
});
test('the track leaves room for what comes', () => {
  expect(spanOf(0)).toBe(60_000);
  expect(spanOf(100_000)).toBeGreaterThan(100_000);
});
