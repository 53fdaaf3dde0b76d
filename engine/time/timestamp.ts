/** Times as API objects hold them. */

/** Whole seconds: `2026-11-21T12:39:19Z`. */
export const rfc3339 = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Microseconds, as leases hold them: `2026-11-21T12:39:19.123000Z`. */
export const rfc3339Micro = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;

/** Milliseconds since 1970; undefined if absent or not a time. */
export function parseTimestamp(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
