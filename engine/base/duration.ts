/** Durations as Kubernetes prints and reads them. */

/**
 * The age of something in a few letters: `5s`, `2m3s`, `3h`, `4d12h`.
 * @k8s apimachinery/pkg/util/duration/duration.go
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return join(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return join(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return join(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(hours / 24 / 365);
  if (hours < 24 * 365 * 8) return join(years, 'y', days % 365, 'd');
  return `${years}y`;
}

const join = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  (small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`);

const NANOSECONDS: { readonly [unit: string]: number } =
  { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/**
 * Go's `time.ParseDuration` in milliseconds (fractions kept): `1h15m30.5s`, `300ms`, `-1.5h`, `0`.
 * An error is Go's text.
 */
export function parseDuration(text: string): { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly error: string } {
  const quoted = JSON.stringify(text);
  const invalid = { ok: false as const, error: `time: invalid duration ${quoted}` };
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return { ok: true, ms: 0 };
  if (rest === '') return invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { ok: false, error: `time: missing unit in duration ${quoted}` };
    const factor = NANOSECONDS[unit];
    if (factor === undefined) {
      return { ok: false, error: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    }
    total += Number(number) * factor;
    rest = rest.slice(unit.length);
  }
  return { ok: true, ms: (sign * Math.trunc(total)) / 1e6 };
}

/** Go's `Duration.String()`: `1h0m0s`, `1m20s`, `1.5s`, `35ms`, `0s`. */
export function formatDuration(ms: number): string {
  const nanoseconds = Math.round(Math.abs(ms) * 1e6);
  const sign = ms < 0 ? '-' : '';
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${sign}${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${sign}${decimal(nanoseconds / 1e3)}µs`;
  if (nanoseconds < 1e9) return `${sign}${decimal(nanoseconds / 1e6)}ms`;
  const wholeMinutes = Math.trunc(nanoseconds / 60e9);
  const seconds = `${decimal((nanoseconds - wholeMinutes * 60e9) / 1e9)}s`;
  if (wholeMinutes === 0) return sign + seconds;
  const hours = Math.trunc(wholeMinutes / 60);
  return sign + (hours === 0 ? `${wholeMinutes}m${seconds}` : `${hours}h${wholeMinutes % 60}m${seconds}`);
}

const decimal = (value: number): string => String(Number(value.toFixed(9)));
