import { placeNow } from './samePlace.ts';

/** jsdom lays nothing out: the tops are ours. */
function page(...tops: readonly (readonly [string, number])[]): void {
  document.body.innerHTML = `<div class="theme-doc-markdown markdown">${tops.map(([id]) => `<h2 id="${id}">x</h2>`).join('')}</div>`;
  for (const [id, top] of tops) document.getElementById(id)!.getBoundingClientRect = () => ({ top }) as DOMRect;
  document.querySelector('.markdown')!.getBoundingClientRect = () => ({ bottom: 4000 }) as DOMRect;
}

test('a heading in sight keeps its place; in the middle of a long section it is the share of it', () => {
  page(['one', -900], ['two', 120], ['three', 2000]);
  expect(placeNow('a', 'en')).toEqual({ lesson: 'a', language: 'en', heading: 'two', below: 120 });
  page(['one', -1000], ['two', 3000]);
  expect(placeNow('a', 'en')).toEqual({ lesson: 'a', language: 'en', heading: 'one', into: 0.25 });
  page(['one', 900]);
  expect(placeNow('a', 'en')).toBeUndefined();
});
