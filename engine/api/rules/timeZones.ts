/** Which time zones there are, and how their clocks go. */
import { TIME_ZONES, ZONE_RULES } from './timeZones.data.ts';

type Change = { readonly month: number; readonly week: number; readonly weekday: number; readonly minute: number };
/** In minutes east of Greenwich; without changes the clocks never move. */
type Rule = { readonly standard: number; readonly summer: number; readonly changes: readonly Change[] };
type Zone = { readonly rule: Rule; readonly initial: number; readonly steps: readonly { readonly at: number; readonly offset: number }[] };

const [MINUTE_MS, DAY_MINUTES] = [60_000, 1440];
/** The tables begin with 2020; what was before is not asked for. */
const BEGIN = Date.UTC(2020, 0, 1) / MINUTE_MS;
const RULE_DIGITS = 2;

let codes: ReadonlyMap<string, string> | undefined;
const zones = new Map<string, Zone>();

function codeOf(name: string): string | undefined {
  codes ??= new Map(TIME_ZONES.flatMap(([area, places, rules]) => places.split(' ').map((place, index): [string, string] =>
    [area === '' ? place : `${area}/${place}`, rules.slice(index * RULE_DIGITS, (index + 1) * RULE_DIGITS)])));
  return codes.get(name === '' || name === 'Local' ? 'UTC' : name);
}

/** `Europe/Berlin`, `UTC`; letters count as they are written. */
export const isTimeZone = (name: string): boolean => codeOf(name) !== undefined;

/** `60 120 3.5.0/120 10.5.0/180`. */
function parseRule(text: string): Rule {
  const [standard = '0', summer = standard, ...dates] = text.split(' ');
  const changes = dates.map((date): Change => {
    const [month = 1, week = 1, weekday = 0, minute = 0] = date.split(/[./]/).map(Number);
    return { month, week, weekday, minute };
  });
  return { standard: Number(standard), summer: Number(summer), changes };
}

function zoneOf(name: string): Zone {
  const code = codeOf(name) ?? '';
  let zone = zones.get(code);
  if (zone === undefined) {
    const [rule = '0', before = ''] = (ZONE_RULES[parseInt(code, 36)] ?? '').split(';');
    const [initial = '', ...steps] = before.split(' ');
    zone = {
      rule: parseRule(rule), initial: Number(initial),
      steps: before === '' ? [] : steps.map((step) => { const [at = '', offset = ''] = step.split(':'); return { at: BEGIN + parseInt(at, 36), offset: Number(offset) }; }),
    };
    zones.set(code, zone);
  }
  return zone;
}

/** The day of a rule in a year (week 5: the last one), in minutes of the local clock. */
function minuteOf({ month, week, weekday, minute }: Change, year: number): number {
  const first = Date.UTC(year, month - 1, 1) / MINUTE_MS / DAY_MINUTES;
  const length = Date.UTC(year, month, 1) / MINUTE_MS / DAY_MINUTES - first;
  const offset = (weekday - new Date(first * DAY_MINUTES * MINUTE_MS).getUTCDay() + 7) % 7 + (week - 1) * 7;
  return (first + (offset >= length ? offset - 7 : offset)) * DAY_MINUTES + minute;
}

function ruleOffset({ standard, summer, changes: [begin, end] }: Rule, minute: number): number {
  if (begin === undefined || end === undefined) return standard;
  const year = new Date((minute + standard) * MINUTE_MS).getUTCFullYear();
  const [from, to] = [minuteOf(begin, year) - standard, minuteOf(end, year) - summer];
  const inSummer = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return inSummer ? summer : standard;
}

/** What a rule alone says. @param minute since 1970 */
export const ruleOffsetMinutes = (rule: string, minute: number): number => ruleOffset(parseRule(rule), minute);

/** How far the zone's clocks are ahead of UTC, in minutes. @param ms since 1970 */
export function zoneOffsetMinutes(name: string, ms: number): number {
  const { rule, initial, steps } = zoneOf(name);
  const minute = Math.floor(ms / MINUTE_MS);
  const last = steps.at(-1);
  if (last === undefined || minute >= last.at) return ruleOffset(rule, minute);
  return steps.findLast(({ at }) => at <= minute)?.offset ?? initial;
}
