import { createVerdictBook, type Verdict } from './verdict.ts';

const verdict = (chosen: string): Verdict => ({ at: 0, attempt: 1, nodes: [{ node: chosen, total: 1 }], chosen });
const MILLION = 1_000_000;

describe('the book of verdicts', () => {
  test('of very many the oldest lose what was said of each node, and stay', () => {
    const book = createVerdictBook();
    for (const uid of ['a', 'b', 'c', 'd', 'e']) book.set(uid, verdict(uid), MILLION);
    expect(['a', 'b', 'c', 'd', 'e'].map((uid) => book.get(uid)?.nodes.length)).toEqual([0, 1, 1, 1, 1]);
    expect(book.get('a')).toEqual({ at: 0, attempt: 1, nodes: [], chosen: 'a' });
  });
  test('what is said anew is the newest', () => {
    const book = createVerdictBook();
    for (const uid of ['a', 'b', 'c', 'd', 'a', 'e']) book.set(uid, verdict(uid), MILLION);
    expect(['a', 'b', 'c', 'd', 'e'].map((uid) => book.get(uid)?.nodes.length)).toEqual([1, 0, 1, 1, 1]);
  });
  test('what was deleted makes room', () => {
    const book = createVerdictBook();
    for (const uid of ['a', 'b', 'c', 'd']) book.set(uid, verdict(uid), MILLION);
    book.delete('b');
    book.set('e', verdict('e'), MILLION);
    expect(book.get('b')).toBeUndefined();
    expect(['a', 'c', 'd', 'e'].map((uid) => book.get(uid)?.nodes.length)).toEqual([1, 1, 1, 1]);
  });
  test('those that cost nothing are passed over', () => {
    const book = createVerdictBook();
    book.set('free', verdict('free'), 0);
    for (const uid of ['a', 'b', 'c', 'd', 'e']) book.set(uid, verdict(uid), MILLION);
    expect(book.get('free')?.nodes).toHaveLength(1);
    expect(book.get('a')?.nodes).toHaveLength(0);
  });
});
