/** @k8s client-go/tools/record/events_cache.go: ten similar within 600 s, 25 at once and then one in 300 s per source, object and type */
import { createClock } from '../time/index.ts';
import { createCorrelator, type Happening, type Verdict } from './eventCorrelator.ts';

/** An object and a reason, `object/reason`, and a message, at a second. */
type Told = readonly [at: number, group: string, message: string];
function judge(told: readonly Told[]): string[] {
  const clock = createClock(0);
  const correlator = createCorrelator(clock);
  let made = 0;
  return told.map(([at, group, message]) => {
    clock.advance(at * 1000 - clock.now);
    const [object = '', reason = ''] = group.split('/');
    const happening: Happening = { object, type: 'Warning', reason, fieldPath: '', message };
    const verdict: Verdict = correlator.judge(happening);
    if (verdict.type === 'drop') return 'dropped';
    const seen = verdict.type === 'again' ? verdict.seen : undefined;
    const count = (seen?.count ?? 0) + 1;
    if (seen === undefined || seen.name === '') correlator.remember(verdict.key, { name: `event-${++made}`, count, first: clock.now });
    return `${verdict.combined ? 'combined ' : ''}${seen === undefined || seen.name === '' ? `event-${made}` : seen.name} ×${count}`;
  });
}
const many = (count: number, one: (n: number) => Told): Told[] => Array.from({ length: count }, (_, n) => one(n));

test.each<[string, readonly Told[], readonly string[]]>([
  ['the same words count up', many(3, (n) => [n, 'pod/Failed', 'x']), ['event-1 ×1', 'event-1 ×2', 'event-1 ×3']],
  ['other words are another event', [[0, 'pod/Failed', 'x'], [0, 'pod/Failed', 'y'], [1, 'pod/Failed', 'x']], ['event-1 ×1', 'event-2 ×1', 'event-1 ×2']],
  ['other reasons are not similar', many(11, (n) => [0, `pod/Reason${n}`, 'x']), many(11, (n) => [0, '', `event-${n + 1} ×1`]).map(([, , text]) => text)],
  ['nine different ones stand alone, from the tenth on they are one', many(12, (n) => [0, 'pod/Failed', `${n}`]),
    [...many(9, (n) => [0, '', `event-${n + 1} ×1`]).map(([, , text]) => text), 'combined event-10 ×1', 'combined event-10 ×2', 'combined event-10 ×3']],
  ['after ten quiet minutes they are different again', [...many(10, (n): Told => [0, 'pod/Failed', `${n}`]), [601, 'pod/Failed', 'new']].slice(9) as Told[], ['event-1 ×1', 'event-2 ×1']],
  ['each within ten minutes of the last: one group, however long', many(10, (n) => [n * 599, 'pod/Failed', `${n}`]).slice(0, 10), [...many(9, (n) => [0, '', `event-${n + 1} ×1`]).map(([, , text]) => text), 'combined event-10 ×1']],
])('%s', (_name, told, wanted) => {
  expect(judge(told)).toEqual(wanted);
});

test('25 at once, then one in five minutes; what was dropped was counted', () => {
  const verdicts = judge([...many(27, (): Told => [0, 'pod/BackOff', 'x']), [299, 'pod/BackOff', 'x'], [300, 'pod/BackOff', 'x'], [301, 'pod/BackOff', 'x'], ...many(3, (): Told => [900, 'pod/BackOff', 'x'])]);
  expect(verdicts.slice(24)).toEqual(['event-1 ×25', 'dropped', 'dropped', 'dropped', 'event-1 ×29', 'dropped', 'event-1 ×31', 'event-1 ×32', 'dropped']);
});

test('another object, or another type, has a bucket of its own', () => {
  const flood = many(26, (): Told => [0, 'a/BackOff', 'x']);
  expect(judge([...flood, [0, 'b/BackOff', 'x']]).slice(24)).toEqual(['event-1 ×25', 'dropped', 'event-2 ×1']);
});
