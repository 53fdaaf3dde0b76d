/** Dates and clocks in a time zone, as Go's `time` has them: what a schedule is walked with. @k8s Go src/time/time.go Date, AddDate */
import { zoneOffsetMinutes } from '../../api/index.ts';

export type Civil = {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** Sunday is 0. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const MINUTE_MS = 60_000;
const offsetMs = (zone: string, ms: number): number => zoneOffsetMinutes(zone, ms) * MINUTE_MS;

export function civilOf(ms: number, zone: string): Civil {
  const date = new Date(ms + offsetMs(zone, ms));
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
  };
}

/**
 * The moment at which the zone's clocks show that; too large numbers run over. Where clocks jump, one of the two readings: the
 * offset is looked up as if the clocks were those of UTC, and once more where that leads.
 */
export function momentOf({ year, month, day, hour, minute, second }: Omit<Civil, 'weekday'>, zone: string): number {
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const guess = offsetMs(zone, shown);
  return guess === 0 ? shown : shown - offsetMs(zone, shown - guess);
}

/** RFC 3339 with the zone's offset: `2026-11-21T13:38:00+01:00`, and `Z` where there is none. */
export function zonedTime(ms: number, zone: string): string {
  const offset = zoneOffsetMinutes(zone, ms);
  const shown = new Date(ms + offset * MINUTE_MS).toISOString().slice(0, 19);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const size = Math.abs(offset);
  return offset === 0 ? `${shown}Z` : `${shown}${offset < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}
