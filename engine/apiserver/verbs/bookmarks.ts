/** When a watch tells how far it has come. @k8s apiserver/pkg/storage/cacher/cache_watcher.go nextBookmarkTime */
import type { Clock } from '../../time/index.ts';

const EVERY_MS = 60_000;
/** The last one before the end of a watch. */
const BEFORE_END_MS = 2000;

/** About once a minute, and shortly before `end`. */
export function everyBookmark(clock: Clock, timers: Set<number>, end: number, tick: () => void): void {
  const last = end - BEFORE_END_MS;
  const next = clock.now < last && last < clock.now + EVERY_MS ? last : clock.now + EVERY_MS;
  if (next >= end) return;
  const timer = clock.after(next - clock.now, () => {
    timers.delete(timer);
    tick();
    everyBookmark(clock, timers, end, tick);
  });
  timers.add(timer);
}
