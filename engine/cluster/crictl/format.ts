/** Tables, sizes and ages as crictl prints them. @k8s sigs.k8s.io/cri-tools cmd/crictl/display.go, github.com/docker/go-units */
import { createTabWriter } from '../../base/index.ts';

const TRUNCATED = 13;
export const truncated = (id: string): string => id.replace(/^sha256:/, '').slice(0, TRUNCATED);

export function table(rows: readonly (readonly string[])[]): string {
  const writer = createTabWriter({ minWidth: 20, padding: 3 });
  for (const row of rows) writer.write(`${row.join('\t')}\n`);
  return writer.flush();
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
/** Four significant digits, or `precision`, without trailing zeros. */
export function humanSize(bytes: number, precision = 4): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) { size /= 1000; unit++; }
  return `${Number(size.toPrecision(precision))}${UNITS[unit] ?? ''}`;
}

/** @k8s github.com/docker/go-units/duration.go HumanDuration */
export function humanAge(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(hours / 24 / 365)} years`;
}

/** Keys in alphabetical order, as Go prints a map. */
export function sortedJson(value: unknown): string {
  const sorted = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(sorted);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
  };
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}
export const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000000Z`;
