/** Time stamps of API objects. */
import type { Clock } from '../time/index.ts';

/** RFC 3339, whole seconds, UTC. */
export function rfc3339(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== last.second) last = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return last.text;
}
/** Many stamps in a row are of the same second. */
let last = { second: NaN, text: '' };
export const nowStamp = (clock: Clock): string => rfc3339(clock.now);
export const parseStamp = (text: string | undefined): number | undefined => {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
};
