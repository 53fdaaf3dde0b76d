/** Times as API objects hold them. */

/** Whole seconds: `2026-11-21T12:39:19Z`. */
export function rfc3339(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== last.second) last = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return last.text;
}
/** Many stamps in a row are of the same second. */
let last = { second: Number.NaN, text: '' };

/** Microseconds, as leases hold them: `2026-11-21T12:39:19.123000Z`. */
export const rfc3339Micro = (ms: number): string => `${rfc3339(ms).slice(0, 19)}.${String(1000 + Math.floor(ms) - Math.floor(ms / 1000) * 1000).slice(1)}000Z`;

/** Milliseconds since 1970; undefined if absent or not a time. */
export function parseTimestamp(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
