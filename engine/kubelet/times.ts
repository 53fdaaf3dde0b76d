/** Moments as the API prints them. */

/** RFC 3339 in whole seconds: `2026-11-21T12:32:45Z`. */
export const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
/** With microseconds, as Leases have it. */
export const micros = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;
/** With nanoseconds, as log lines have it. */
export const nanos = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000000Z`;
