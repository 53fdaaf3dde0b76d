import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { shownSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseCron } from '../../rules/cron.ts';
import { isTimeZone } from '../../rules/timeZones.ts';
import type { CronJob, CronJobSpec, JobSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, ageOf, column, nameColumn, statusSubresource } from '../common.ts';
import { nonNegative } from '../pod/checks.ts';
import { workloadNameWarnings } from '../pod/warnings.ts';
import { fill, set } from '../workload/podTemplate.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { defaultJobTemplateSpec, jobSpecWarnings } from './job.ts';
import { validateJobSpec } from './jobRules.ts';

/** @k8s pkg/apis/batch/v1/defaults.go SetDefaults_CronJob */
function defaults(object: CronJob): CronJob {
  const given = object.spec ?? {} as CronJobSpec; // Without a schedule validation refuses it.
  const spec = fill(given, { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
  const template = fill(spec.jobTemplate ?? {}, { metadata: {} });
  return set(object, {
    spec: set(spec, { jobTemplate: set(template, { spec: defaultJobTemplateSpec(template.spec ?? {} as JobSpec) }) }),
    status: object.status ?? {},
  });
}

const NO_ZONE = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';

function validateSchedule({ schedule = '', timeZone }: Partial<CronJobSpec>, old: CronJobSpec | undefined): FieldError[] {
  const path = 'spec.schedule';
  if (schedule === '') return [required(path)];
  const parsed = parseCron(schedule);
  const errors = parsed.ok ? [] : [invalid(path, schedule, parsed.error)];
  if (!schedule.includes('TZ')) return errors;
  // Old objects may go on as they are.
  const allowed = old?.schedule.includes('TZ') === true;
  if (!allowed) return [...errors, invalid(path, schedule, NO_ZONE)];
  return timeZone === undefined ? errors : [...errors, invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')];
}

const ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/;
function validateTimeZone(zone: string | undefined): FieldError[] {
  const path = 'spec.timeZone';
  if (zone === undefined) return [];
  if (zone === '') return [invalid(path, zone, 'timeZone must be nil or non-empty string')];
  const unknown = invalid(path, zone, `unknown time zone ${zone}`);
  if (zone.split('/').some((part) => part === '.' || part === '..' || part.startsWith('-') || !ZONE_PART.test(part))) return [unknown];
  return [
    ...(zone.toLowerCase() === 'local' ? [invalid(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')] : []),
    ...(isTimeZone(zone) ? [] : [unknown]),
  ];
}

/** @k8s pkg/apis/batch/validation/validation.go validateCronJobSpec */
function validateSpec(spec: CronJobSpec, old: CronJobSpec | undefined): FieldError[] {
  const { concurrencyPolicy: policy = '', jobTemplate } = spec;
  const { selector, manualSelector } = jobTemplate?.spec ?? {};
  const path = 'spec.jobTemplate.spec';
  return [
    ...validateSchedule(spec, old),
    ...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...(old === undefined || old.timeZone !== spec.timeZone ? validateTimeZone(spec.timeZone) : []),
    ...(policy === '' ? [required('spec.concurrencyPolicy')] : ['Allow', 'Forbid', 'Replace'].includes(policy) ? []
      : [notSupported('spec.concurrencyPolicy', policy, ['Allow', 'Forbid', 'Replace'])]),
    ...validateJobSpec(path, jobTemplate?.spec ?? {} as JobSpec),
    ...(selector === undefined ? [] : [invalid(`${path}.selector`, shownSelector(selector), '`selector` will be auto-generated')]),
    ...(manualSelector === true ? [notSupported(`${path}.manualSelector`, true, ['nil', 'false'])] : []),
    ...nonNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...nonNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  ];
}

/** Eleven characters are left for what its Jobs are called after it. */
const MAX_NAME = 52;
function validateName(object: CronJob): FieldError[] {
  const name = object.metadata?.name ?? '';
  return name.length > MAX_NAME ? [invalid('metadata.name', name, `must be no more than ${MAX_NAME} characters`)] : [];
}

function warnings(object: CronJob, old: CronJob | undefined): string[] {
  const changed = old === undefined || object.metadata?.generation !== old.metadata?.generation;
  const zoned = old !== undefined && (object.spec?.schedule ?? '').includes('TZ');
  return [
    ...workloadNameWarnings(object, old),
    ...(changed ? jobSpecWarnings('spec.jobTemplate.spec', object.spec?.jobTemplate?.spec) : []),
    ...(zoned ? ['cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see '
      + 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details'] : []),
  ];
}

const each = ({ spec }: CronJob, field: 'name' | 'image'): string =>
  (spec?.jobTemplate?.spec?.template?.spec?.containers ?? []).map((container) => container[field] ?? '').join(',');

export const cronJob: KindDefinition<CronJob> = {
  group: 'batch', version: 'v1', kind: 'CronJob', plural: 'cronjobs', singular: 'cronjob', shortNames: ['cj'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('CronJob')], definition: 'batch.v1.CronJob',
  defaults,
  prepareForCreate: (object) => withStatus(object, {}),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (object) => [...validateMeta(object, subdomainName, true), ...(object.spec === undefined ? [] : validateSpec(object.spec, undefined))],
  validateCreate: validateName,
  updateIsWhole: true,
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateMeta(next, subdomainName, true),
    ...(next.spec === undefined ? [] : validateSpec(next.spec, old.spec))],
  warnings,
  columns: [
    nameColumn,
    column('Schedule', 'string', ({ spec }: CronJob) => spec?.schedule ?? ''),
    column('Timezone', 'string', ({ spec }: CronJob) => spec?.timeZone ?? '<none>'),
    column('Suspend', 'string', ({ spec }: CronJob) => (spec?.suspend === true ? 'True' : spec?.suspend === undefined ? '<unset>' : 'False')),
    column('Active', 'integer', ({ status }: CronJob) => (status?.active ?? []).length),
    column('Last Schedule', 'string', ({ status }: CronJob, now) => (status?.lastScheduleTime === undefined ? '<none>' : ageOf(status.lastScheduleTime, now))),
    ageColumn,
    column('Containers', 'string', (object: CronJob) => each(object, 'name'), 1),
    column('Images', 'string', (object: CronJob) => each(object, 'image'), 1),
    column('Selector', 'string', () => '<none>', 1),
  ],
  selectableFields: {},
};
