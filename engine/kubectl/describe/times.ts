/** Times as `kubectl describe` prints them. */
import { humanDuration } from '../../base/index.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** RFC 1123 with a numeric zone, in UTC: `Sat, 21 Nov 2026 12:33:47 +0000`. */
export function longTime(text: string | undefined): string {
  if (text === undefined) return '<unset>';
  const t = new Date(Date.parse(text));
  return `${DAYS[t.getUTCDay()]}, ${two(t.getUTCDate())} ${MONTHS[t.getUTCMonth()]} ${t.getUTCFullYear()} ${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())} +0000`;
}

/** How long ago, as in AGE columns. */
export const since = (text: string | null | undefined, now: number): string => (text === undefined || text === null ? '<unknown>' : humanDuration(now - Date.parse(text)));
