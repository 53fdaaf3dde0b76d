/** Which run of a CronJob is due, and when to look again. @k8s pkg/controller/cronjob/utils.go mostRecentScheduleTime, nextScheduleTimeDuration */
import type { CronJob, CronSchedule } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { nextTime } from './schedule.ts';

/** Added to each wait: clocks differ. */
const PADDING_MS = 100;
const MANY = 100;

export type Timetable = { readonly schedule: CronSchedule; readonly zone: string };
export type Missed = {
  /** After this moment runs are looked for. */
  readonly since: number;
  /** The last run that is due. */
  readonly latest?: number;
  readonly missed: 'none' | 'few' | 'many';
  /** No day fits the schedule. */
  readonly impossible?: true;
};

const sinceOf = ({ metadata, status }: CronJob): number => parseTimestamp(status?.lastScheduleTime) ?? parseTimestamp(metadata?.creationTimestamp) ?? 0;

export function missedRuns(cron: CronJob, { schedule, zone }: Timetable, now: number, withDeadline: boolean): Missed {
  const deadline = withDeadline ? cron.spec?.startingDeadlineSeconds : undefined;
  const since = Math.max(sinceOf(cron), deadline === undefined ? -Infinity : now - deadline * 1000);
  const first = nextTime(schedule, since, zone);
  const second = first === undefined ? undefined : nextTime(schedule, first, zone);
  if (first === undefined || (second === undefined && now >= first)) return { since, missed: 'none', impossible: true };
  if (now < first) return { since, missed: 'none' };
  if (second === undefined || now < second) return { since, latest: first, missed: 'none' };
  const between = Math.round((second - first) / 1000);
  if (between < 1) return { since, missed: 'none', impossible: true };
  // Roughly: as if all runs were as far apart as the first two.
  const count = Math.trunc(Math.trunc((now - first) / 1000) / between) + 1;
  let latest: number | undefined;
  for (let time = nextTime(schedule, first + (count - 2) * between * 1000, zone); time !== undefined && time <= now; time = nextTime(schedule, time, zone)) latest = time;
  return { since, ...(latest === undefined ? {} : { latest }), missed: count > MANY ? 'many' : 'few' };
}

/** Until the next look. */
export function waitMs(cron: CronJob, timetable: Timetable, now: number): number {
  const { since, latest, missed, impossible } = missedRuns(cron, timetable, now, false);
  const from = impossible ? now : latest ?? (missed === 'none' ? since : now);
  const next = nextTime(timetable.schedule, from, timetable.zone);
  return next === undefined ? 0 : next + PADDING_MS - now;
}
