import { goTimeProblem } from './goTimeProblem.ts';

const LAYOUT = ' as "2006-01-02T15:04:05Z07:00"';
test.each([
  ['2026-11-21T12:00:00Z', undefined], ['2026-11-21T12:00:00.5+01:00', undefined],
  ['foo', `parsing time "foo"${LAYOUT}: cannot parse "foo" as "2006"`], ['', `parsing time ""${LAYOUT}: cannot parse "" as "2006"`],
  ['2026-11-21', `parsing time "2026-11-21"${LAYOUT}: cannot parse "" as "T"`],
  ['2026-11-21 12:00:00Z', `parsing time "2026-11-21 12:00:00Z"${LAYOUT}: cannot parse " 12:00:00Z" as "T"`],
  ['2026-13-21T12:00:00Z', 'parsing time "2026-13-21T12:00:00Z": month out of range'],
  ['2026-02-29T12:00:00Z', 'parsing time "2026-02-29T12:00:00Z": day out of range'],
  ['2026-11-21T12:00:00', `parsing time "2026-11-21T12:00:00"${LAYOUT}: cannot parse "" as "Z07:00"`],
  ['2026-11-21T12:00:00Zx', 'parsing time "2026-11-21T12:00:00Zx": extra text: "x"'],
])('%s', (value, problem) => { expect(goTimeProblem(value)).toBe(problem); });
