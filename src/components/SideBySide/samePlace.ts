/** Who switches the language goes on reading where they were: the place is noted when the page is left, and looked up when its twin opens. */
import { useEffect } from 'react';

/** `into`: pixels from the heading to the top of the window, as a share of the section's height. */
export type ReadingPlace = { readonly lesson: string; readonly language: string; readonly heading: string; readonly into: number };
const KEY = 'peapod.place';
/** Long enough for what comes late and is taller than its place. */
const SETTLE_MS = 1200;

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
  const index = all.findLastIndex((heading) => top(heading) <= navbar() + 24);
  const heading = all[index];
  if (heading === undefined) return undefined;
  const height = Math.max(1, endOf(all, index) - top(heading));
  return { lesson, language, heading: heading.id, into: Math.max(0, Math.min(1, (navbar() - top(heading)) / height)) };
}

function goTo({ heading, into }: ReadingPlace): void {
  const all = headings();
  const index = all.findIndex(({ id }) => id === heading);
  const element = all[index];
  if (element !== undefined) globalThis.scrollTo({ top: globalThis.scrollY + top(element) - navbar() + into * (endOf(all, index) - top(element)), behavior: 'instant' });
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
    const timers: ReturnType<typeof setTimeout>[] = [];
    const stop = (): void => timers.forEach(clearTimeout);
    const moves = ['wheel', 'touchstart', 'keydown', 'pointerdown'];
    if (place !== undefined && place.lesson === lesson && place.language !== language) {
      for (const wait of [0, SETTLE_MS / 4, SETTLE_MS]) timers.push(setTimeout(() => goTo(place), wait));
      // Whoever moves by themselves is not moved back.
      for (const move of moves) globalThis.addEventListener(move, stop, { once: true, passive: true });
    }
    return () => { stop(); globalThis.removeEventListener('pagehide', leave); for (const move of moves) globalThis.removeEventListener(move, stop); };
  }, [lesson, language]);
}
