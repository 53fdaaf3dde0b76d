/** Compiled zone files of the tz database (TZif) → how the clocks of every zone go from 2020 on, in a few kilobytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const BEGIN = Date.UTC(2020, 0, 1) / 60_000;
/** Zones without a rule are told to the end of 2040; of the others most files end with 2037. */
const [RULED_END, END] = [Date.UTC(2037, 6, 1) / 60_000, Date.UTC(2041, 0, 1) / 60_000];
const FILE_END = Date.UTC(2039, 0, 1) / 60_000;
/** Minutes, as the decoder counts them. */
type Step = { readonly at: number; readonly offset: number };
type Zone = { readonly initial: number; readonly end: number; readonly steps: readonly Step[]; readonly footer: string };

/** The 64-bit block and the footer. @see RFC 9636 */
function read(file: Buffer): Zone {
  const head = (at: number): readonly number[] => Array.from({ length: 6 }, (_, i) => file.readUInt32BE(at + 20 + i * 4));
  const [isut = 0, isstd = 0, leap = 0, time = 0, type = 0, char = 0] = head(0);
  const second = 44 + time * 5 + type * 6 + char + leap * 8 + isstd + isut;
  const [isut2 = 0, isstd2 = 0, leap2 = 0, times = 0, types = 0, chars = 0] = head(second);
  const body = second + 44;
  const indices = body + times * 8;
  const table = indices + times;
  const offsetOf = (index: number): number => file.readInt32BE(table + index * 6) / 60;
  const end = table + types * 6 + chars + leap2 * 12 + isstd2 + isut2;
  const all = Array.from({ length: times }, (_, i): Step => ({ at: Number(file.readBigInt64BE(body + i * 8)) / 60, offset: offsetOf(file.readUInt8(indices + i)) }));
  const last = all.some(({ at }) => at > FILE_END) ? END : RULED_END;
  return { end: last, initial: all.findLast(({ at }) => at <= BEGIN)?.offset ?? offsetOf(0), steps: all.filter(({ at }) => at > BEGIN && at < last), footer: file.toString('ascii', end + 1).trim() };
}

const minutesOf = (text: string): number => {
  const [, sign = '', hours = '0', minutes = '0'] = /^([+-]?)(\d+)(?::(\d+))?/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

/** `CET-1CEST,M3.5.0,M10.5.0/3` → `60 120 3.5.0/120 10.5.0/180`: offsets to the east, times in minutes. */
function compact(footer: string): string {
  const [, standard = '', summer, summerOffset, rules = ''] = /^(?:<[^>]+>|[A-Za-z]+)([+-]?[\d:]+)(?:(<[^>]+>|[A-Za-z]+)([+-]?[\d:]+)?)?(?:,(.*))?$/.exec(footer) ?? [];
  const offset = 0 - minutesOf(standard);
  if (summer === undefined) return `${offset}`;
  const dates = rules.split(',').map((rule) => {
    const [date = '', time = '2'] = rule.split('/');
    return `${date.replace('M', '')}/${minutesOf(time)}`;
  });
  return `${offset} ${summerOffset === undefined ? offset + 60 : 0 - minutesOf(summerOffset)} ${dates.join(' ')}`;
}

/** Steps before the first from which the footer alone tells the truth. */
function behaviour({ initial, end, steps, footer }: Zone, tell: (footer: string, minute: number) => number): string {
  const rule = compact(footer);
  let kept = steps.length;
  const holds = (from: number, to: number, offset: number): boolean => {
    for (let minute = from; minute < to; minute += 60) if (tell(rule, minute) !== offset) return false;
    return tell(rule, to - 1) === offset;
  };
  while (kept > 0 && holds(steps[kept - 1]?.at ?? 0, steps[kept]?.at ?? end, steps[kept - 1]?.offset ?? 0)) kept--;
  if (kept === 0 && holds(BEGIN, steps[0]?.at ?? end, initial)) return rule;
  const told = steps.slice(0, kept + 1).map(({ at, offset }) => `${(at - BEGIN).toString(36)}:${offset}`);
  return `${rule};${initial} ${told.join(' ')}`;
}

const LINE = 118;
function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  for (let rest = text; rest !== '';) { lines.push(rest.slice(0, LINE)); rest = rest.slice(LINE); }
  return lines.map((line) => `'${line}'`).join(`\n${indent}+ `);
}

/** @param tell the engine's own reading of a footer: what it gets right need not be told twice */
export function timeZones(folder: string, areas: readonly (readonly [string, string, ...string[]])[], tell: (footer: string, minute: number) => number): string {
  const release = /version (\S+)/.exec(readFileSync(join(folder, 'tzdata.zi'), 'utf8').slice(0, 40))?.[1] ?? '';
  const rules: string[] = [];
  const known = new Map<string, string>();
  const codeOf = (name: string): string => {
    const zone = read(readFileSync(join(folder, name)));
    const rule = known.get(JSON.stringify(zone)) ?? behaviour(zone, tell);
    known.set(JSON.stringify(zone), rule);
    if (!rules.includes(rule)) rules.push(rule);
    return rules.indexOf(rule).toString(36).padStart(2, '0');
  };
  const rows = areas.map(([area, places]) => {
    const codes = places.split(' ').map((place) => codeOf(area === '' ? place : `${area}/${place}`)).join('');
    return `  ['${area}', ${wrapped(places, '    ')},\n    ${wrapped(codes, '    ')}],`;
  });
  return [
    '/**', ` * \`npm run gen -- --zones <zoneinfo>\`. The public-domain tz database, release ${release}; https://data.iana.org/time-zones/`, ' */',
    '/** How clocks go: the rule for ever (minutes east of Greenwich in winter and summer, and when each begins), and what differs from it since 2020. */',
    'export const ZONE_RULES: readonly string[] = [', ...rules.map((rule) => `  ${wrapped(rule, '    ')},`), '];', '',
    '/** Areas, their places, and of each place the rule (two digits of base 36). */',
    'export const TIME_ZONES: readonly (readonly [area: string, places: string, rules: string])[] = [', ...rows, '];', '',
  ].join('\n');
}

