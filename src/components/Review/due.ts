/** How many cards wait today. A script of its own, fetched when the page has nothing better to do. */
import { dueCards, now, progressStore } from '@site/src/progress/index.ts';

/** Tells now, and whenever it changes. */
export function watchDue(tell: (count: number) => void): () => void {
  const store = progressStore();
  const look = (): void => tell(dueCards(store.getSnapshot().progress, now()).length);
  const unsubscribe = store.subscribe(look);
  document.addEventListener('visibilitychange', look);
  look();
  return () => { unsubscribe(); document.removeEventListener('visibilitychange', look); };
}
