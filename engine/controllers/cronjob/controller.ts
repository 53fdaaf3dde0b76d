import { controllerOf, KINDS, parseCron, type CronJob, type Job } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, nameOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { waitMs } from './missed.ts';
import { BY, reconcileCronJob } from './reconcile.ts';

const OWNER = 'cronjob/owner';

export const createCronJobController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const crons = client.informer(KINDS.CronJob);
  const jobs = client.informer(KINDS.Job);
  // Upstream goes by the name alone.
  jobs.addIndex(OWNER, (job) => {
    const owner = controllerOf(job);
    return owner === undefined ? [] : [`${namespaceOf(job)}/${owner.name}`];
  }, ({ metadata }) => metadata?.ownerReferences);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const cron = crons.get(namespace, name);
      if (cron === undefined) return undefined;
      const owned = jobs.by(OWNER, key).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      return reconcileCronJob({ cron, jobs: owned, now: clock.now, jobNamed: (place, jobName) => jobs.get(place, jobName) });
    },
  });
  const recorder = context.recorder(BY);
  const addOwnerOf = (job: Job): void => {
    const owner = controllerOf(job);
    const cron = owner?.kind === 'CronJob' ? crons.get(namespaceOf(job), owner.name) : undefined;
    if (cron !== undefined && uidOf(cron) === owner?.uid) loop.add(keyOf(cron));
  };
  const jobChanged = ({ type, object, old }: Change<Job>): void => {
    if (type === 'MODIFIED' && controllerOf(old)?.uid !== controllerOf(object)?.uid) addOwnerOf(old);
    addOwnerOf(object);
  };
  /** A new schedule waits for its time; anything else is looked at now. */
  const cronChanged = ({ type, object: cron, old }: Change<CronJob>): void => {
    const timeZone = cron.spec?.timeZone;
    const schedule = cron.spec?.schedule ?? '';
    if (type !== 'MODIFIED' || (schedule === old.spec?.schedule && timeZone === old.spec?.timeZone)) { loop.add(keyOf(cron)); return; }
    const parsed = parseCron(schedule);
    if (parsed.ok) loop.add(keyOf(cron), Math.max(0, waitMs(cron, { schedule: parsed.schedule, zone: parsed.zone ?? timeZone ?? 'UTC' }, clock.now)));
    else recorder.event(cron, 'Warning', 'UnParseableCronJobSchedule', `unparseable schedule for cronjob: ${schedule}`);
  };
  const stops = [jobs.onChange(jobChanged), crons.onChange(cronChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
