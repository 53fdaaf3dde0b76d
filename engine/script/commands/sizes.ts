/** Sizes as people read them. */

/** `1.3K`, `20M`: one decimal below 10, rounded up, as GNU's -h. */
export function humanSize(bytes: number, base = 1024): string {
  const units = ['', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) { value /= base; unit++; }
  if (unit === 0) return String(value);
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))}${units[unit] ?? ''}`;
}

/** busybox' `8.0MB`. */
export function busyboxSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return unit === 0 ? `${value}B` : `${value.toFixed(1)}${units[unit] ?? ''}`;
}
