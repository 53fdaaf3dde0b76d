/** A client's own limit on its requests: so many at once, then so many a second. @k8s client-go/util/flowcontrol/throttle.go NewTokenBucketRateLimiter */
import type { Clock } from '../time/index.ts';

export type RequestRate = { readonly perSecond: number; readonly burst: number };

/** Each call books one request; returns in how many ms it may be sent. */
export function createThrottle(clock: Pick<Clock, 'now'>, { perSecond, burst }: RequestRate): () => number {
  let [tokens, since] = [burst, clock.now];
  return () => {
    tokens = Math.min(burst, tokens + ((clock.now - since) * perSecond) / 1000) - 1;
    since = clock.now;
    return tokens < 0 ? Math.ceil((-tokens * 1000) / perSecond) : 0;
  };
}
