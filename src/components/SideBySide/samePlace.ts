/** Who switches the language goes on reading where they were: the place is noted when the page is left, and looked up when its twin opens. */
import { useEffect } from 'react';

/** A heading that is in sight is `below` the top by so many pixels; of a long section without one it is told how far `into` it one is, as a share of its height. */
export type ReadingPlace = { readonly lesson: string; readonly language: string; readonly heading: string } & ({ readonly below: number } | { readonly into: number });
const KEY = 'peapod.place';
/** Until then what comes late may still move the page. */
const SETTLE_MS = 5000;
const AGAIN_MS = 120;

const headings = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.theme-doc-markdown.markdown > :is(h2, h3)[id]')];
const top = (element: Element): number => element.getBoundingClientRect().top;
const navbar = (): number => document.querySelector('.navbar')?.clientHeight ?? 0;

/** Of section `index`: where it ends. */
function endOf(all: readonly HTMLElement[], index: number): number {
  const next = all[index + 1];
  return next === undefined ? document.querySelector('.theme-doc-markdown.markdown')?.getBoundingClientRect().bottom ?? 0 : top(next);
}

export function placeNow(lesson: string, language: string): ReadingPlace | undefined {
  const all = headings();
  const seen = all.find((each) => top(each) >= 0 && top(each) < globalThis.innerHeight * 0.7);
  if (seen !== undefined) return { lesson, language, heading: seen.id, below: top(seen) };
  const index = all.findLastIndex((heading) => top(heading) <= navbar() + 24);
  const heading = all[index];
  if (heading === undefined) return undefined;
  const height = Math.max(1, endOf(all, index) - top(heading));
  return { lesson, language, heading: heading.id, into: Math.max(0, Math.min(1, (navbar() - top(heading)) / height)) };
}

function goTo(place: ReadingPlace): void {
  const all = headings();
  const index = all.findIndex(({ id }) => id === place.heading);
  const element = all[index];
  if (element === undefined) return;
  const by = 'below' in place ? top(element) - place.below : top(element) - navbar() + place.into * (endOf(all, index) - top(element));
  if (Math.abs(by) > 1) globalThis.scrollTo({ top: globalThis.scrollY + by, behavior: 'instant' });
}

/** Again and again, until the reader moves or the page has settled: blocks grow and shrink while they wake up, not all of which changes the page's height. */
function stayAt(place: ReadingPlace): () => void {
  const again = setInterval(() => goTo(place), AGAIN_MS);
  goTo(place);
  const moves = ['wheel', 'touchstart', 'keydown', 'pointerdown'];
  const stop = (): void => { clearInterval(again); clearTimeout(timer); for (const move of moves) globalThis.removeEventListener(move, stop); };
  const timer = setTimeout(stop, SETTLE_MS);
  for (const move of moves) globalThis.addEventListener(move, stop, { passive: true });
  return stop;
}

function read(): ReadingPlace | undefined {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    // Written below, by this version or an earlier one of the same shape.
    return kept === null ? undefined : JSON.parse(kept) as ReadingPlace;
  } catch { return undefined; }
}

export function useSamePlace(lesson: string, language: string): void {
  useEffect(() => {
    const leave = (): void => {
      const place = placeNow(lesson, language);
      try { if (place !== undefined) sessionStorage.setItem(KEY, JSON.stringify(place)); } catch { /* Then one begins at the top. */ }
    };
    globalThis.addEventListener('pagehide', leave);
    const place = read();
    const stop = place !== undefined && place.lesson === lesson && place.language !== language ? stayAt(place) : undefined;
    return () => { stop?.(); globalThis.removeEventListener('pagehide', leave); };
  }, [lesson, language]);
}
