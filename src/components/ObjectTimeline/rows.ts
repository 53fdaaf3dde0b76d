/** Tracks of states as bars on one axis of virtual time. */
import type { Happening, StateTrack, VisibleState } from '@site/src/worker/protocol.ts';

export type Bar = { readonly left: number; readonly width: number; readonly state: VisibleState; readonly status: string; readonly from: number; readonly to: number; /** It goes on. */ readonly open: boolean };
export type Mark = { readonly left: number; readonly warning: boolean; readonly text: string };
export type TimelineRow = { readonly name: string; readonly bars: readonly Bar[]; readonly marks: readonly Mark[] };
export type Axis = { readonly from: number; readonly to: number; readonly ticks: readonly number[] };

const STEPS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600].map((seconds) => seconds * 1000);
const ROOM_MS = 1000;
const LEAST_MS = 10_000;
/** What lasts no longer than this is seen by nobody: a Pod is Pending without a node for some milliseconds. */
const BLINK_MS = 50;

/** From shortly before the first of them was made, at most `last` back, until now. */
export function axisOf(tracks: readonly StateTrack[], now: number, last: number | undefined): Axis {
  const first = Math.min(now, ...tracks.map(({ spans }) => spans[0]?.from ?? now));
  const from = Math.max(0, first - ROOM_MS, last === undefined ? 0 : now - last);
  const to = Math.max(now, from + LEAST_MS);
  const step = STEPS.find((each) => (to - from) / each <= 6) ?? STEPS.at(-1)!;
  const ticks = Array.from({ length: Math.floor(to / step) - Math.ceil(from / step) + 1 }, (_, index) => (Math.ceil(from / step) + index) * step);
  return { from, to, ticks };
}

export const percent = (at: number, { from, to }: Axis): number => Math.round(Math.max(0, Math.min(1, (at - from) / (to - from))) * 10_000) / 100;

export function rowsOf(tracks: readonly StateTrack[], happenings: readonly Happening[], now: number, axis: Axis): readonly TimelineRow[] {
  return tracks.map((track) => {
    const end = track.until ?? now;
    const spans = track.spans.filter(({ from }, index) => (track.spans[index + 1]?.from ?? Infinity) - from > BLINK_MS);
    const bars = spans.flatMap(({ from, state, status }, index): Bar[] => {
      const to = Math.min(spans[index + 1]?.from ?? end, end);
      if (to < axis.from || to < from) return [];
      const left = percent(from, axis);
      return [{ left, width: percent(to, axis) - left, state, status, from, to, open: index === spans.length - 1 && track.until === undefined }];
    });
    const marks = happenings.filter(({ at, object }) => object === `${track.kind}/${track.name}` && at >= axis.from && at >= (track.spans[0]?.from ?? 0) && at <= end)
      .map(({ at, type, reason, message }): Mark => ({ left: percent(at, axis), warning: type === 'Warning', text: `${reason}: ${message}` }));
    return { name: track.name, bars, marks };
  });
}
