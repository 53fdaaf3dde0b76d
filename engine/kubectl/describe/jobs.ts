/** Jobs and CronJobs. @k8s kubectl/pkg/describe describeJob, describeCronJob; golden controllers/job-*, controllers/cronjob-* */
import type { CronJob, Job, JobSpec } from '../../api/index.ts';
import { humanDuration } from '../../base/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addPodTemplate, selectorText } from './podTemplate.ts';
import { longTime } from './times.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

const INDEXES_SHOWN = 50;

/** Long lists are cut behind the next comma. @k8s kubectl/pkg/describe capIndexesListOrNone */
function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  if (indexes.length <= INDEXES_SHOWN) return indexes;
  const cut = indexes.indexOf(',', INDEXES_SHOWN);
  return cut < 0 ? indexes : `${indexes.slice(0, cut + 1)}...`;
}

type Value = string | number | boolean | undefined;
/** Lines for what is there; what is not gets none. */
function addGiven(lines: Lines, rows: readonly (readonly [string, Value])[]): void {
  for (const [title, value] of rows) if (value !== undefined) lines.add(0, `${title}:\t${value}`);
}

function addTimes(lines: Lines, { spec, status }: Job): void {
  const { startTime, completionTime } = status ?? {};
  const deadline = spec?.activeDeadlineSeconds;
  addGiven(lines, [
    ['Start Time', startTime && longTime(startTime)], ['Completed At', completionTime && longTime(completionTime)],
    ['Duration', startTime && completionTime && humanDuration(Date.parse(completionTime) - Date.parse(startTime))],
    ['Active Deadline Seconds', deadline === undefined ? undefined : `${deadline}s`],
  ]);
}

export const describeJob: Describer = (object, context) => {
  const job = object as unknown as Job;
  const { metadata, spec, status } = job;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  if (spec?.selector !== undefined) lines.add(0, `Selector:\t${selectorText(spec.selector)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  const owner = metadata?.ownerReferences?.find((r) => r.controller === true);
  addGiven(lines, [
    ['Controlled By', owner && `${owner.kind}/${owner.name}`],
    ['Parallelism', spec?.parallelism], ['Completions', spec?.completions ?? '<unset>'], ['Completion Mode', spec?.completionMode],
    ['Suspend', spec?.suspend], ['Backoff Limit', spec?.backoffLimit], ['TTL Seconds After Finished', spec?.ttlSecondsAfterFinished],
  ]);
  addTimes(lines, job);
  const ready = status?.ready === undefined ? '' : ` (${status.ready} Ready)`;
  lines.add(0, `Pods Statuses:\t${status?.active ?? 0} Active${ready} / ${status?.succeeded ?? 0} Succeeded / ${status?.failed ?? 0} Failed`);
  if (spec?.completionMode === 'Indexed') lines.add(0, `Completed Indexes:\t${indexesText(status?.completedIndexes ?? '')}`);
  addPodTemplate(lines, spec?.template);
  addEventsOf(lines, context, job);
  return lines.toString();
};

const UNSET = '<unset>';

function addJobTemplate(lines: Lines, spec: JobSpec | undefined): void {
  const deadline = spec?.activeDeadlineSeconds;
  addGiven(lines, [
    ['Selector', spec?.selector === undefined ? UNSET : selectorText(spec.selector)], ['Parallelism', spec?.parallelism ?? UNSET],
    ['Completions', spec?.completions ?? UNSET], ['Active Deadline Seconds', deadline === undefined ? undefined : `${deadline}s`],
  ]);
  addPodTemplate(lines, spec?.template);
}

export const describeCronJob: Describer = (object, context) => {
  const cron = object as unknown as CronJob;
  const { metadata, spec, status } = cron;
  const lines = createLines();
  const deadline = spec?.startingDeadlineSeconds;
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  addGiven(lines, [
    ['Schedule', spec?.schedule], ['Concurrency Policy', spec?.concurrencyPolicy],
    ['Suspend', spec?.suspend === undefined ? UNSET : spec.suspend ? 'True' : 'False'], ['Time Zone', spec?.timeZone ?? UNSET],
    ['Successful Job History Limit', spec?.successfulJobsHistoryLimit ?? UNSET], ['Failed Job History Limit', spec?.failedJobsHistoryLimit ?? UNSET],
    ['Starting Deadline Seconds', deadline === undefined ? UNSET : `${deadline}s`],
  ]);
  addJobTemplate(lines, spec?.jobTemplate?.spec);
  const active = (status?.active ?? []).map(({ name = '' }) => name);
  addGiven(lines, [
    ['Last Schedule Time', status?.lastScheduleTime === undefined ? UNSET : longTime(status.lastScheduleTime)],
    ['Active Jobs', active.length === 0 ? '<none>' : active.join(', ')],
  ]);
  addEventsOf(lines, context, cron);
  return lines.toString();
};
