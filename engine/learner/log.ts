/** What a learner's controller says, and how often it writes. Kept short: a controller that runs for hours fills no memory. */
import type { LogLine } from './types.ts';

const KEPT_LINES = 300;
const MOST_CHARACTERS = 2000;
const MINUTE_MS = 60_000;
/** As often as this one object a minute writes nobody who has reached its goal. */
const OFTEN = 60;

export type Log = {
  readonly lines: readonly LogLine[];
  readonly dropped: number;
  add(level: LogLine['level'], text: string, place?: { readonly line?: number; readonly column?: number }): void;
};
export function createLog(now: () => number): Log {
  const lines: LogLine[] = [];
  let dropped = 0;
  return {
    lines,
    get dropped() { return dropped; },
    add(level, text, { line, column } = {}) {
      const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
      lines.push({ at: now(), level, text: shown, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) });
      if (lines.length > KEPT_LINES) { lines.shift(); dropped++; }
    },
  };
}

export type Census = {
  note(what: string): void;
  readonly writes: number;
  lastMinute(): number;
};
/** @param onOften told once a minute at most: an object, and how often it was written in the last minute */
export function createCensus(now: () => number, onOften: (what: string, times: number) => void): Census {
  let recent: { readonly at: number; readonly what: string }[] = [];
  let writes = 0;
  let toldAt = -Infinity;
  const fresh = (): typeof recent => { const since = now() - MINUTE_MS; if ((recent[0]?.at ?? Infinity) <= since) recent = recent.filter(({ at }) => at > since); return recent; };
  return {
    note(what) {
      writes++;
      recent.push({ at: now(), what });
      const object = what.replace(/^\S+ /, '');
      const times = fresh().filter((one) => one.what.endsWith(` ${object}`)).length;
      if (times >= OFTEN && now() - toldAt >= MINUTE_MS) { toldAt = now(); onOften(object, times); }
    },
    get writes() { return writes; },
    lastMinute: () => fresh().length,
  };
}
