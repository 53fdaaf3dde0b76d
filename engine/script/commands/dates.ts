/** Dates as text, in UTC: no machine here has another time zone. */
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (n: number): string => String(n).padStart(2, '0');
const DAY_MS = 86_400_000;

/** `Nov 21 12:45`, or the year when half a year lies between: what `ls -l` prints. */
export function shortDate(ms: number, now: number, full = false): string {
  if (full) return formatDate('%a %b %e %H:%M:%S %Y', ms);
  const recent = ms <= now + 60_000 && now - ms < 182 * DAY_MS;
  return formatDate(recent ? '%b %e %H:%M' : '%b %e  %Y', ms);
}

function dayOfYear(date: Date): number { return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1; }
function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

const FIELDS: { readonly [letter: string]: (date: Date, ms: number) => string } = {
  a: (d) => (DAYS[d.getUTCDay()] ?? '').slice(0, 3), A: (d) => DAYS[d.getUTCDay()] ?? '', b: (d) => (MONTHS[d.getUTCMonth()] ?? '').slice(0, 3), h: (d) => (MONTHS[d.getUTCMonth()] ?? '').slice(0, 3),
  B: (d) => MONTHS[d.getUTCMonth()] ?? '', C: (d) => two(Math.floor(d.getUTCFullYear() / 100)), d: (d) => two(d.getUTCDate()), e: (d) => String(d.getUTCDate()).padStart(2),
  H: (d) => two(d.getUTCHours()), I: (d) => two(d.getUTCHours() % 12 || 12), j: (d) => String(dayOfYear(d)).padStart(3, '0'), k: (d) => String(d.getUTCHours()).padStart(2), m: (d) => two(d.getUTCMonth() + 1),
  l: (d) => String(d.getUTCHours() % 12 || 12).padStart(2), M: (d) => two(d.getUTCMinutes()), n: () => '\n', N: (_, ms) => String((ms % 1000) * 1_000_000).padStart(9, '0'), p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (_, ms) => String(Math.floor(ms / 1000)), S: (d) => two(d.getUTCSeconds()), t: () => '\t', u: (d) => String(d.getUTCDay() || 7), V: (d) => two(isoWeek(d).week), G: (d) => String(isoWeek(d).year), w: (d) => String(d.getUTCDay()),
  y: (d) => two(d.getUTCFullYear() % 100), Y: (d) => String(d.getUTCFullYear()), z: () => '+0000', Z: () => 'UTC', '%': () => '%',
};
const COMBINED: { readonly [letter: string]: string } = { D: '%m/%d/%y', F: '%Y-%m-%d', T: '%H:%M:%S', R: '%H:%M', r: '%I:%M:%S %p', c: '%a %b %e %H:%M:%S %Y', x: '%m/%d/%y', X: '%H:%M:%S' };

export function formatDate(format: string, ms: number): string {
  const date = new Date(ms);
  return format.replace(/%(:z|-?[0-9]*[A-Za-z%])/g, (all, spec: string) => {
    if (spec === ':z') return '+00:00';
    const letter = spec.at(-1) ?? '';
    if (spec === '3N') return String(ms % 1000).padStart(3, '0');
    const combined = COMBINED[letter];
    const text = combined === undefined ? FIELDS[letter]?.(date, ms) : formatDate(combined, ms);
    if (text === undefined) return all;
    return spec.startsWith('-') ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

/** `2026-11-21 12:00:00`, RFC 3339, `@1234`, `now`, `1 hour ago`, `+2 days`, `yesterday`. */
export function parseDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (/^@-?\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed.slice(1)) * 1000);
  if (trimmed === 'now' || trimmed === '') return now;
  const relative = /^(?:(.*?)\s+)?([-+]?\s*\d+)\s*(second|sec|minute|min|hour|day|week)s?(\s+ago)?$/.exec(trimmed);
  if (relative !== null) {
    const base = parseDate(relative[1] ?? 'now', now);
    const unit = { second: 1000, sec: 1000, minute: 60_000, min: 60_000, hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS }[relative[3] ?? 'second'] ?? 1000;
    return base === undefined ? undefined : base + Number((relative[2] ?? '').replace(/\s/g, '')) * unit * (relative[4] === undefined ? 1 : -1);
  }
  if (trimmed === 'yesterday') return now - DAY_MS;
  if (trimmed === 'tomorrow') return now + DAY_MS;
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|UTC|[-+]\d{2}:?\d{2})?$/.exec(trimmed);
  if (iso === null) return undefined;
  const [, y, mo, d, h = '0', mi = '0', s = '0', fraction = '0', zone = 'Z'] = iso;
  const offset = /^[-+]/.test(zone) ? (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * (zone.startsWith('-') ? -1 : 1) : 0;
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s)) + Math.round(Number(fraction) * 1000) - offset * 60_000;
}
