/** When a schedule comes due next. @k8s github.com/robfig/cron/v3 spec.go Next, constantdelay.go Next */
import type { CronField, CronSchedule } from '../../api/index.ts';
import { civilOf, momentOf, type Civil } from './civil.ts';

type Fields = Extract<CronSchedule, { kind: 'fields' }>;

const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1000, 60_000, 3_600_000];
/** Years without a fitting day after which the search ends: the 30th of February. */
const PATIENCE_YEARS = 5;

const fits = ({ values }: CronField, value: number): boolean => values.includes(value);

/** If both fields of days say something, one of them is enough. */
function dayFits({ day, weekday }: Fields, civil: Civil): boolean {
  const [inMonth, inWeek] = [fits(day, civil.day), fits(weekday, civil.weekday)];
  return day.any || weekday.any ? inMonth && inWeek : inMonth || inWeek;
}

/** Strictly after `after`; undefined if there is none. @param zone its clocks count; `UTC` where nothing is said */
export function nextTime(schedule: CronSchedule, after: number, zone: string): number | undefined {
  const whole = after - (after % SECOND_MS);
  return schedule.kind === 'every' ? whole + schedule.everyMs : nextFitting(schedule, whole + SECOND_MS, zone);
}

/** Larger units first; whenever one wraps around, all are looked at again. */
function nextFitting(schedule: Fields, from: number, zone: string): number | undefined {
  // A field of commas only: nothing fits.
  if ([schedule.minute, schedule.hour, schedule.day, schedule.month, schedule.weekday].some(({ values }) => values.length === 0)) return undefined;
  const lastYear = civilOf(from, zone).year + PATIENCE_YEARS;
  const walk: Walk = { at: from, rounded: false };
  while (civilOf(walk.at, zone).year <= lastYear) {
    const wrapped = advanceMonth(schedule, walk, zone) || advanceDay(schedule, walk, zone) || advanceHour(schedule, walk, zone) || advanceMinute(schedule, walk, zone)
      || advanceSecond(walk);
    if (!wrapped) return walk.at;
  }
  return undefined;
}

/** Each step says whether its unit wrapped around. `rounded`: the smaller units have been set to their beginning. */
type Walk = { at: number; rounded: boolean };

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };
function round(walk: Walk, to: () => number): void {
  if (!walk.rounded) walk.at = to();
  walk.rounded = true;
}

function advanceMonth({ month }: Fields, walk: Walk, zone: string): boolean {
  for (let civil = civilOf(walk.at, zone); !fits(month, civil.month); civil = civilOf(walk.at, zone)) {
    round(walk, () => momentOf({ ...civil, day: 1, ...MIDNIGHT }, zone));
    const begin = civilOf(walk.at, zone);
    walk.at = momentOf({ ...begin, month: begin.month + 1 }, zone);
    if (civilOf(walk.at, zone).month === 1) return true;
  }
  return false;
}

function advanceDay(schedule: Fields, walk: Walk, zone: string): boolean {
  for (let civil = civilOf(walk.at, zone); !dayFits(schedule, civil); civil = civilOf(walk.at, zone)) {
    round(walk, () => momentOf({ ...civil, ...MIDNIGHT }, zone));
    const begin = civilOf(walk.at, zone);
    walk.at = momentOf({ ...begin, day: begin.day + 1 }, zone);
    // Where clocks skip midnight the day begins an hour beside it.
    const { hour } = civilOf(walk.at, zone);
    if (hour !== 0) walk.at += (hour > 12 ? 24 - hour : -hour) * HOUR_MS;
    if (civilOf(walk.at, zone).day === 1) return true;
  }
  return false;
}

function advanceHour({ hour }: Fields, walk: Walk, zone: string): boolean {
  for (let civil = civilOf(walk.at, zone); !fits(hour, civil.hour); civil = civilOf(walk.at, zone)) {
    round(walk, () => momentOf({ ...civil, minute: 0, second: 0 }, zone));
    walk.at += HOUR_MS;
    if (civilOf(walk.at, zone).hour === 0) return true;
  }
  return false;
}

function advanceMinute({ minute }: Fields, walk: Walk, zone: string): boolean {
  while (!fits(minute, civilOf(walk.at, zone).minute)) {
    round(walk, () => walk.at - (walk.at % MINUTE_MS));
    walk.at += MINUTE_MS;
    if (civilOf(walk.at, zone).minute === 0) return true;
  }
  return false;
}

/** Schedules begin with the full minute, and the next one need not fit. */
function advanceSecond(walk: Walk): boolean {
  const past = walk.at % MINUTE_MS;
  if (past === 0) return false;
  walk.rounded = true;
  walk.at += MINUTE_MS - past;
  return true;
}
