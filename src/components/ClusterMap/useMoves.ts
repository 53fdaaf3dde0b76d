/** Things that moved glide to their new place, new ones fade in, gone ones fade out. Nothing moves for readers who asked for that. */
import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

const moveMs = 220;
const fadeMs = 160;
type Seen = { readonly rect: DOMRect; readonly element: HTMLElement };

const still = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true;

function fadeOut(container: HTMLElement, { rect, element }: Seen): void {
  const origin = container.getBoundingClientRect();
  // React has taken the element out; a copy of it leaves in its place.
  const ghost = element.cloneNode(true) as HTMLElement;
  ghost.removeAttribute('data-moves');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.inert = true;
  Object.assign(ghost.style, { position: 'absolute', left: `${rect.left - origin.left}px`, top: `${rect.top - origin.top}px`, width: `${rect.width}px`, margin: '0' });
  container.append(ghost);
  ghost.animate([{ opacity: 1 }, { opacity: 0, transform: 'scale(0.9)' }], { duration: fadeMs, easing: 'ease-in' }).onfinish = () => ghost.remove();
}

/** Watches the descendants with a `data-moves` key; the container must be positioned. */
export function useMoves(container: RefObject<HTMLElement | null>, shown: unknown): void {
  const seen = useRef<ReadonlyMap<string, Seen>>(new Map());
  useLayoutEffect(() => {
    const root = container.current;
    if (root === null) return;
    const before = seen.current;
    const origin = root.getBoundingClientRect();
    const now = new Map([...root.querySelectorAll<HTMLElement>('[data-moves]')]
      .map((element): [string, Seen] => {
        const rect = element.getBoundingClientRect();
        return [element.dataset.moves!, { element, rect: new DOMRect(rect.x - origin.x, rect.y - origin.y, rect.width, rect.height) }];
      }));
    seen.current = now;
    if (before.size === 0 || still() || document.hidden) return;
    for (const [key, { element, rect }] of now) {
      const old = before.get(key)?.rect;
      const [dx, dy] = old === undefined ? [0, 0] : [old.x - rect.x, old.y - rect.y];
      if (old === undefined) element.animate([{ opacity: 0, transform: 'scale(0.9)' }, { opacity: 1 }], { duration: fadeMs, easing: 'ease-out' });
      else if (Math.abs(dx) + Math.abs(dy) > 1) element.animate([{ transform: `translate(${dx}px, ${dy}px)` }, {}], { duration: moveMs, easing: 'ease-out' });
    }
    for (const [key, old] of before) {
      if (!now.has(key)) fadeOut(root, { element: old.element, rect: new DOMRect(old.rect.x + origin.x, old.rect.y + origin.y, old.rect.width, old.rect.height) });
    }
  }, [container, shown]);
}
