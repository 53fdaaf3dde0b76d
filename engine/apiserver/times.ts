/** Time stamps of API objects. */
import type { Clock } from '../time/index.ts';

/** RFC 3339, whole seconds, UTC. */
export const rfc3339 = (ms: number): string => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
export const nowStamp = (clock: Clock): string => rfc3339(clock.now);
export const parseStamp = (text: string | undefined): number | undefined => {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
};
