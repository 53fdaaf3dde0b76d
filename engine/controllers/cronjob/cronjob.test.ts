import { KINDS, type CronJob, type Job, type Pod } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { startRunners, type Fate } from '../testing/runners.ts';
import { addNodes, createWorld, podSpec, type World } from '../testing/world.ts';
import { missedRuns, waitMs } from './missed.ts';
import { parseCron } from '../../api/index.ts';

const TEMPLATE = { spec: { template: { spec: { restartPolicy: 'Never', ...podSpec() } }, backoffLimit: 0 } };
const cronOf = (spec: object, template: object = TEMPLATE): CronJob => ({ metadata: { name: 'hello' }, spec: { schedule: '* * * * *', jobTemplate: template, ...spec } } as CronJob);
/** Begins at 12:00:00 of 21 November 2026, which is minute 29921040. */
const minute = (n: number): string => `hello-${29_921_040 + n}`;

function start(fateOf: (pod: Pod) => Fate): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context));
  startRunners(world, fateOf);
  return world;
}
const jobs = (world: World): readonly string[] => world.list(KINDS.Job).map(({ metadata }) => metadata?.name ?? '').sort();
const cron = (world: World): CronJob | undefined => world.get(KINDS.CronJob, 'hello');
const active = (world: World): readonly (string | undefined)[] => (cron(world)?.status?.active ?? []).map(({ name }) => name);

test('controllers/cronjob-every-minute, -history-limits: a job each minute; the oldest go', () => {
  const world = start(() => ({ runMs: 2000, code: 0 }));
  world.create(KINDS.CronJob, cronOf({ successfulJobsHistoryLimit: 1 }, { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } }, ...TEMPLATE }));
  const births: string[] = [];
  world.store.subscribe('jobs.batch', ({ type, object }) => { if (type === 'ADDED') births.push(`${object.metadata?.name} ${(world.clock.now % 60_000)}`); });
  world.run(61_000);
  expect(cron(world)?.status).toMatchObject({ active: [{ kind: 'Job', namespace: 'default', name: minute(1), apiVersion: 'batch/v1' }], lastScheduleTime: '2026-11-21T12:01:00Z' });
  expect(world.get(KINDS.Job, minute(1))?.metadata).toMatchObject({
    labels: { a: 'b' }, annotations: { c: 'd', 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-21T12:01:00Z' },
    ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'hello', controller: true, blockOwnerDeletion: true }],
  });
  world.run(129_000);
  // The scheduler's padding of 100 ms, and the way of the request.
  expect(births).toEqual([`${minute(1)} 105`, `${minute(2)} 105`, `${minute(3)} 105`]);
  expect(jobs(world)).toEqual([minute(3)]);
  expect(cron(world)?.status).toEqual({ lastScheduleTime: '2026-11-21T12:03:00Z', lastSuccessfulTime: world.get(KINDS.Job, minute(3))?.status?.completionTime });
  expect(world.events('SawCompletedJob')).toEqual([1, 2, 3].map((n) => `Saw completed job: ${minute(n)}, condition: Complete`));
  expect(world.events('SuccessfulDelete')).toEqual([1, 2].map((n) => `Deleted job ${minute(n)}`));
  expect(world.events('UnexpectedJob')).toEqual([]);
});

test('controllers/cronjob-history-limits: no failed job is kept, nor seen completed', () => {
  const world = start(() => ({ runMs: 1000, code: 1 }));
  world.create(KINDS.CronJob, cronOf({ failedJobsHistoryLimit: 0 }));
  world.run(70_000);
  expect([jobs(world), active(world), world.events('SawCompletedJob')]).toEqual([[], [], []]);
  expect(world.events('SuccessfulDelete')).toEqual([`Deleted job ${minute(1)}`]);
});

test('controllers/cronjob-forbid: the missed run begins when the one before ends', () => {
  const world = start(() => ({ runMs: 80_000, code: 0 }));
  world.create(KINDS.CronJob, cronOf({ concurrencyPolicy: 'Forbid' }));
  world.run(130_000);
  expect([jobs(world), cron(world)?.status?.lastScheduleTime]).toEqual([[minute(1)], '2026-11-21T12:01:00Z']);
  expect(world.events('JobAlreadyActive')).toEqual(['Not starting job because prior execution is running and concurrency policy is Forbid']);
  world.run(20_000);
  expect([jobs(world), active(world), cron(world)?.status?.lastScheduleTime]).toEqual([[minute(1), minute(2)], [minute(2)], '2026-11-21T12:02:00Z']);
});

test('controllers/cronjob-replace: the old job goes, the new one comes', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({ concurrencyPolicy: 'Replace' }));
  world.run(130_000);
  expect([jobs(world), active(world)]).toEqual([[minute(2)], [minute(2)]]);
  expect(world.events('SuccessfulDelete')).toContain(`Deleted job ${minute(1)}`);
});

test('Allow: runs side by side', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({}));
  world.run(185_000);
  expect(active(world)).toEqual([minute(1), minute(2), minute(3)]);
});

test('controllers/cronjob-suspend-and-manual-run: resumed after the full minute it makes up for it; a job by hand is unexpected', () => {
  const world = start(() => ({ runMs: 2000, code: 0 }));
  world.create(KINDS.CronJob, cronOf({ suspend: true }));
  world.run(75_000);
  expect(jobs(world)).toEqual([]);
  world.patch(KINDS.CronJob, 'hello', { spec: { suspend: false } });
  world.run(1000);
  expect(jobs(world)).toEqual([minute(1)]);
  world.patch(KINDS.CronJob, 'hello', { spec: { suspend: true } });
  world.run(10_000);
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'hello', uid: cron(world)?.metadata?.uid ?? '', controller: true };
  world.create(KINDS.Job, { metadata: { name: 'by-hand', ownerReferences: [owner] }, spec: TEMPLATE.spec } as Job);
  world.run(10_000);
  expect(world.events('UnexpectedJob')[0]).toBe('Saw a job that the controller did not create or forgot: by-hand');
  expect(world.events('SawCompletedJob')).toEqual([`Saw completed job: ${minute(1)}, condition: Complete`]);
  expect(cron(world)?.status).toEqual({ lastScheduleTime: '2026-11-21T12:01:00Z', lastSuccessfulTime: world.get(KINDS.Job, 'by-hand')?.status?.completionTime });
});

test('controllers/cronjob-starting-deadline: too late is too late, and nobody says so', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({ suspend: true, startingDeadlineSeconds: 10 }));
  world.run(90_000);
  world.patch(KINDS.CronJob, 'hello', { spec: { suspend: false } });
  world.run(20_000);
  expect([jobs(world), world.events('MissSchedule')]).toEqual([[], []]);
  world.run(11_000);
  expect(jobs(world)).toEqual([minute(2)]);
});

test('an active job that vanishes is missed', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({ schedule: '1 * * * *' }));
  world.run(65_000);
  world.remove(KINDS.Job, minute(1), 'Background');
  world.run(1000);
  expect([active(world), world.events('MissingJob')]).toEqual([[], [`Active job went missing: ${minute(1)}`]]);
});

test('a schedule that no day fits, a schedule that changes, a time zone', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({ schedule: '59 23 31 2 *' }));
  world.run(1000);
  expect(world.events('InvalidSchedule')).toEqual(['invalid schedule: 59 23 31 2 * : time difference between two schedules is less than 1 second']);
  world.patch(KINDS.CronJob, 'hello', { spec: { schedule: '5 20 * * *', timeZone: 'Asia/Shanghai' } });
  world.run(600_000);
  expect(jobs(world)).toEqual([minute(5)]);
  expect(world.get(KINDS.Job, minute(5))?.metadata?.annotations).toEqual({ 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-21T20:05:00+08:00' });
});

test('a hundred runs missed', () => {
  const world = start(() => ({ runMs: 1000, code: 0 }));
  world.create(KINDS.CronJob, cronOf({ suspend: true }));
  world.run(102 * 60_000 + 1000);
  world.patch(KINDS.CronJob, 'hello', { spec: { suspend: false } });
  world.run(1000);
  expect(jobs(world)).toEqual([minute(102)]);
  expect(world.events('TooManyMissedTimes')).toEqual(['too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew']);
});

test('gone, with its jobs', () => {
  const world = start(() => undefined);
  world.create(KINDS.CronJob, cronOf({}));
  world.run(65_000);
  world.remove(KINDS.CronJob, 'hello', 'Background');
  world.run(5000);
  expect([jobs(world), world.list(KINDS.Pod)]).toEqual([[], []]);
});

const AT = (text: string): number => Date.parse(`2026-11-21T${text}Z`);
/** @k8s pkg/controller/cronjob/utils.go mostRecentScheduleTime */
test.each<readonly [schedule: string, last: string, deadline: number | undefined, now: string, latest: string | undefined, missed: string]>([
  ['0 * * * *', '10:00:00', undefined, '10:59:59', undefined, 'none'], ['0 * * * *', '10:00:00', undefined, '11:00:00', '11:00:00', 'none'],
  ['0 * * * *', '10:00:00', undefined, '11:59:59', '11:00:00', 'none'], ['0 * * * *', '10:00:00', undefined, '12:00:00', '12:00:00', 'few'],
  ['0 * * * *', '02:00:00', undefined, '12:30:00', '12:00:00', 'few'], ['* * * * *', '10:00:00', undefined, '11:41:30', '11:41:00', 'many'],
  ['* * * * *', '10:00:00', undefined, '11:40:30', '11:40:00', 'few'], ['* * * * *', '10:00:00', 200, '11:41:30', '11:41:00', 'few'],
  ['0 * * * *', '02:00:00', 600, '12:30:00', undefined, 'none'], ['0 * * * *', '02:00:00', 3600, '12:30:00', '12:00:00', 'none'],
  ['@every 30m', '02:00:00', undefined, '12:10:00', '12:00:00', 'few'], ['30 6-16/4 * * *', '00:00:00', undefined, '15:00:00', '14:30:00', 'few'],
])('%s after %s, deadline %s, at %s: %s (%s missed)', (schedule, last, deadline, now, latest, missed) => {
  const parsed = parseCron(schedule);
  if (!parsed.ok) throw new Error(parsed.error);
  const given = { ...cronOf({ schedule, ...(deadline === undefined ? {} : { startingDeadlineSeconds: deadline }) }), status: { lastScheduleTime: `2026-11-21T${last}Z` } };
  const found = missedRuns(given, { schedule: parsed.schedule, zone: 'UTC' }, AT(now), true);
  expect([found.latest, found.missed]).toEqual([latest === undefined ? undefined : AT(latest), missed]);
});

test.each([['0 * * * *', '10:00:00', '10:15:00', '11:00:00'], ['0 * * * *', '10:00:00', '12:15:00', '13:00:00'], ['*/10 * * * *', '12:00:00', '12:00:00', '12:10:00']])(
  '%s, last at %s: at %s it waits until %s', (schedule, last, now, next) => {
    const parsed = parseCron(schedule);
    if (!parsed.ok) throw new Error(parsed.error);
    const given = { ...cronOf({ schedule }), status: { lastScheduleTime: `2026-11-21T${last}Z` } };
    expect(waitMs(given, { schedule: parsed.schedule, zone: 'UTC' }, AT(now))).toBe(AT(next) + 100 - AT(now));
  });
