/** @jest-environment node */
import { createTestBrowser } from './testDisk.ts';
import type { Event, Progress } from './types.ts';
import { emptyProgress } from './types.ts';

const done = (lesson: string): Event => ({ type: 'lessonDone', lesson });
const lessonsOf = (progress: unknown): string[] => Object.keys((progress as Progress | undefined)?.lessons ?? {}).sort();

test('what is noted is there at once, and kept a moment later, in one write', async () => {
  const browser = createTestBrowser();
  const store = browser.tab();
  store.note(done('a'));
  store.note(done('b'));
  expect(lessonsOf(store.getSnapshot().progress)).toEqual(['a', 'b']);
  expect(browser.shown.kept).toBeUndefined();
  await browser.settle();
  expect(lessonsOf(browser.shown.kept)).toEqual(['a', 'b']);
  expect(lessonsOf(await openAgain(browser))).toEqual(['a', 'b']);
});
async function openAgain(browser: ReturnType<typeof createTestBrowser>): Promise<Progress> {
  const store = browser.tab();
  await browser.settle();
  return store.getSnapshot().progress;
}

test('two tabs lose nothing of each other, and show each other\'s', async () => {
  const browser = createTestBrowser();
  const [one, two] = [browser.tab(), browser.tab()];
  await browser.settle();
  one.note(done('a'));
  two.note(done('b'));
  one.note({ type: 'card', card: 'c', due: 5, data: { s: 1 } });
  await browser.settle();
  for (const progress of [browser.shown.kept, one.getSnapshot().progress, two.getSnapshot().progress]) {
    expect(lessonsOf(progress)).toEqual(['a', 'b']);
    expect(Object.keys((progress as Progress).cards)).toEqual(['c']);
  }
});
test('what is noted before storage has answered is added to what it holds', async () => {
  const browser = createTestBrowser();
  browser.tab().note({ type: 'answered', quiz: 'q', question: '1', answer: { right: true, credit: 1, skill: 's', misconceptions: [], given: null, variant: 'v' } });
  await browser.settle();
  browser.tab().note({ type: 'answered', quiz: 'q', question: '1', answer: { right: false, credit: 0, skill: 's', misconceptions: [], given: null, variant: 'v' } });
  await browser.settle();
  expect((browser.shown.kept as Progress).quizzes['q']?.answers['1']).toMatchObject({ tries: 2, right: false });
});

test('a full store is told, work goes on in memory, and is saved once there is room', async () => {
  const browser = createTestBrowser();
  const store = browser.tab();
  await browser.settle();
  browser.fail('QuotaExceededError');
  store.note(done('a'));
  await browser.settle();
  expect(store.getSnapshot()).toMatchObject({ trouble: { kind: 'full' }, heard: false });
  expect(lessonsOf(store.getSnapshot().progress)).toEqual(['a']);
  store.hear();
  store.note(done('b'));
  await browser.settle();
  expect(store.getSnapshot().heard).toBe(true);
  browser.fail(undefined);
  store.note(done('c'));
  await browser.settle();
  expect(store.getSnapshot().trouble).toBeUndefined();
  expect(lessonsOf(browser.shown.kept)).toEqual(['a', 'b', 'c']);
});
test('a browser that keeps nothing: everything works, and it is said', async () => {
  const browser = createTestBrowser();
  browser.fail('SecurityError');
  const store = browser.tab();
  store.note(done('a'));
  await browser.settle();
  expect(store.getSnapshot()).toMatchObject({ loaded: true, trouble: { kind: 'refused' } });
  expect(lessonsOf(store.getSnapshot().progress)).toEqual(['a']);
});

test.each<[string, unknown]>([
  ['half an object', { version: 1, lessons: 'half a l' }], ['text', 'not progress'], ['a number', 7], ['null', null],
  ['an entry that is no entry', { ...emptyProgress, labs: { l: { at: 'yesterday' } } }],
])('%s is set aside, said once, and work begins anew', async (_, kept) => {
  const browser = createTestBrowser(kept);
  const store = browser.tab();
  await browser.settle();
  expect(store.getSnapshot().trouble).toMatchObject({ kind: 'corrupt' });
  expect(browser.shown.aside).toEqual([['1000', kept]]);
  store.note(done('a'));
  await browser.settle();
  expect(lessonsOf(browser.shown.kept)).toEqual(['a']);
  const again = browser.tab();
  await browser.settle();
  expect(again.getSnapshot().trouble).toBeUndefined();
});
test('what cannot be set aside is not written over', async () => {
  const browser = createTestBrowser('corrupt');
  browser.fail('QuotaExceededError');
  const store = browser.tab();
  store.note(done('a'));
  await browser.settle();
  expect(browser.shown.kept).toBe('corrupt');
  expect(store.getSnapshot().trouble).toMatchObject({ kind: 'full' });
});
test('what another tab has damaged meanwhile is set aside as well', async () => {
  const browser = createTestBrowser();
  const store = browser.tab();
  await browser.settle();
  browser.shown.kept = { version: 1 };
  store.note(done('a'));
  await browser.settle();
  expect(browser.shown.aside).toHaveLength(1);
  expect(lessonsOf(browser.shown.kept)).toEqual(['a']);
});
test('progress of a newer Peapod is left alone', async () => {
  const newer = { version: 99, wonders: true };
  const browser = createTestBrowser(newer);
  const store = browser.tab();
  store.note(done('a'));
  await browser.settle();
  expect(store.getSnapshot().trouble).toMatchObject({ kind: 'newer' });
  expect(browser.shown.kept).toEqual(newer);
  expect(browser.shown.aside).toEqual([]);
});

test('a tab that is closed at once loses nothing', async () => {
  const browser = createTestBrowser();
  const store = browser.tab();
  await browser.settle();
  store.note(done('a'));
  browser.fail('AbortError');
  store.leave();
  await browser.settle();
  expect(browser.shown.kept).toBeUndefined();
  browser.fail(undefined);
  expect(lessonsOf(await openAgain(browser))).toEqual(['a']);
  expect(lessonsOf(browser.shown.kept)).toEqual(['a']);
  expect(browser.shown.rescued.size).toBe(0);
});
test('erased is erased in every tab, even where something older was still to be saved; what comes later stays', async () => {
  const browser = createTestBrowser();
  const [one, two] = [browser.tab(), browser.tab()];
  two.note(done('a'));
  await browser.settle();
  browser.setClock(2000);
  two.note(done('b'));
  browser.setClock(3000);
  await one.replace(emptyProgress);
  await browser.settle();
  expect(two.getSnapshot().trouble).toEqual({ kind: 'replaced' });
  browser.setClock(4000);
  two.note(done('c'));
  await browser.settle();
  for (const progress of [browser.shown.kept, one.getSnapshot().progress, two.getSnapshot().progress]) expect(lessonsOf(progress)).toEqual(['c']);
});
test('a clock that was put back does not make new answers old', async () => {
  const browser = createTestBrowser();
  browser.setClock(50_000);
  const store = browser.tab();
  store.note({ type: 'setting', key: 'k', value: 'before' });
  await browser.settle();
  browser.setClock(10);
  const later = browser.tab();
  await browser.settle();
  later.note({ type: 'setting', key: 'k', value: 'after' });
  await browser.settle();
  expect(store.getSnapshot().progress.settings['k']?.value).toBe('after');
});
