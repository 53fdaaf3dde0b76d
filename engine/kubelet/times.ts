/** Moments as the API prints them. */
import { rfc3339, rfc3339Micro } from '../time/index.ts';

/** RFC 3339 in whole seconds: `2026-11-21T12:32:45Z`. */
export const seconds = rfc3339;
/** With microseconds, as Leases have it. */
export const micros = rfc3339Micro;
/** With nanoseconds, as log lines have it. */
export const nanos = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000000Z`;
