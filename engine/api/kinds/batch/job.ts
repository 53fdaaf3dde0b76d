import { dns1123LabelProblems, formatLabelSelector, humanDuration, matchesLabelSelector } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { shownMap, shownSelector, validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta } from '../../meta/objectMeta.ts';
import type { Job, JobSpec, PodFailurePolicy, PodTemplateSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource, timeOf } from '../common.ts';
import { templateWarnings, workloadNameWarnings } from '../pod/warnings.ts';
import { defaultPodTemplate, fill, mapSame, set } from '../workload/podTemplate.ts';
import { validateMatch } from '../workload/selector.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { validateJobSpec } from './jobRules.ts';
import { validateJobStatusUpdate } from './jobStatus.ts';
import { validateJobUpdate } from './jobUpdate.ts';

const EMPTY_TEMPLATE = { metadata: {}, spec: { containers: [] } };
const [UNLIMITED, BACKOFF_LIMIT] = [2 ** 31 - 1, 6];

const defaultPolicy = (policy: PodFailurePolicy): PodFailurePolicy => set(policy, {
  rules: mapSame(policy.rules, (rule) => set(rule, { onPodConditions: mapSame(rule.onPodConditions, (pattern) => fill(pattern, { status: 'True' })) })),
});

/** What Jobs and the templates of CronJobs get alike: the pod's defaults. */
export function defaultJobTemplateSpec(given: JobSpec): JobSpec {
  const template = defaultPodTemplate(fill(given.template ?? {}, EMPTY_TEMPLATE));
  return set(given, { template, podFailurePolicy: given.podFailurePolicy && defaultPolicy(given.podFailurePolicy) });
}

/** @k8s pkg/apis/batch/v1/defaults.go SetDefaults_Job */
function defaults(object: Job): Job {
  const given = object.spec ?? {} as JobSpec; // Without a template validation refuses it.
  const counted = given.completions === undefined && given.parallelism === undefined ? { completions: 1, parallelism: 1 } : { parallelism: 1 };
  const spec = fill(defaultJobTemplateSpec(given), {
    ...counted, completionMode: 'NonIndexed', suspend: false, manualSelector: false,
    backoffLimit: given.backoffLimitPerIndex === undefined ? BACKOFF_LIMIT : UNLIMITED,
    podReplacementPolicy: given.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
  });
  return withOwnLabels(set(object, { spec, status: object.status ?? {} }));
}

/** A Job without labels has those of its template. */
function withOwnLabels(object: Job): Job {
  const labels = object.spec?.template?.metadata?.labels;
  return labels === undefined || Object.keys(object.metadata?.labels ?? {}).length > 0 ? object : { ...object, metadata: { ...object.metadata, labels } };
}

const LEGACY = { uid: 'controller-uid', name: 'job-name' };
const PREFIXED = { uid: 'batch.kubernetes.io/controller-uid', name: 'batch.kubernetes.io/job-name' };

/** Labels and selector by which a Job knows its pods. @k8s pkg/registry/batch/job/strategy.go generateSelector */
function prepareForCreate(given: Job): Job {
  const object = withStatus(given, {});
  if (object.spec === undefined || object.spec.manualSelector === true) return object;
  const { name = '', uid = '' } = object.metadata ?? {};
  const template: PodTemplateSpec = object.spec.template ?? {};
  const labels = { [PREFIXED.uid]: uid, [PREFIXED.name]: name, [LEGACY.uid]: uid, [LEGACY.name]: name, ...template.metadata?.labels };
  const matchLabels = { [PREFIXED.uid]: uid, ...object.spec.selector?.matchLabels };
  return withOwnLabels({
    ...object,
    spec: { ...object.spec, selector: { ...object.spec.selector, matchLabels }, template: { ...template, metadata: { ...template.metadata, labels } } },
  });
}

/** @k8s pkg/apis/batch/validation/validation.go validateGeneratedSelector */
function validateGenerated(object: Job): FieldError[] {
  const { name = '', uid = '' } = object.metadata ?? {};
  if (object.spec?.manualSelector === true || object.spec?.selector === undefined) return [];
  const labels = object.spec.template?.metadata?.labels;
  const expected: readonly (readonly [string, string])[] = [[LEGACY.uid, uid], [LEGACY.name, name], [PREFIXED.uid, uid], [PREFIXED.name, name]];
  const errors = expected.flatMap(([key, value]) => {
    const [path, detail] = [`spec.template.metadata.labels[${key}]`, `must be '${value}'`];
    if (labels?.[key] === undefined) return [required(path, detail)];
    return labels[key] === value ? [] : [invalid(path, shownMap(labels), detail)];
  });
  return matchesLabelSelector(object.spec.selector, Object.fromEntries(expected)) ? errors
    : [...errors, invalid('spec.selector', shownSelector(object.spec.selector), '`selector` not auto-generated')];
}

function validate(object: Job): FieldError[] {
  const { spec } = object;
  if (spec === undefined) return validateMeta(object, subdomainName, true);
  const { selector, completions = 0 } = spec;
  const name = object.metadata?.name ?? '';
  const host = `${name}-${completions - 1}`;
  const unusable = spec.completionMode === 'Indexed' && completions > 0 && dns1123LabelProblems(host).length > 0;
  return [
    ...validateMeta(object, subdomainName, true),
    ...validateGenerated(object),
    ...validateJobSpec('spec', spec),
    ...(selector === undefined ? [required('spec.selector')] : validateLabelSelector('spec.selector', selector)),
    ...validateMatch('spec.template', selector, spec.template),
    ...(unusable ? [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${host}`)] : []),
  ];
}

/** @k8s pkg/api/job/warnings.go WarningsForJobSpec */
export function jobSpecWarnings(path: string, spec: JobSpec | undefined): string[] {
  const huge = spec?.completionMode === 'Indexed' && (spec.completions ?? 0) > 100_000 && (spec.parallelism ?? 0) > 10_000;
  return [
    ...(huge ? [`${path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be `
      + 'able to track completedIndexes when a big number of indexes fail'] : []),
    ...templateWarnings(`${path}.template`, spec?.template),
  ];
}

function warnings(object: Job, old: Job | undefined): string[] {
  if (old !== undefined && object.metadata?.generation === old.metadata?.generation) return [];
  return [...workloadNameWarnings(object, old), ...jobSpecWarnings('spec', object.spec)];
}

/** @k8s pkg/printers/internalversion/printers.go printJob */
function state({ spec, status, metadata }: Job): string {
  const has = (type: string): boolean => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  if (has('Suspended') || spec?.suspend === true) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completed({ spec, status }: Job): string {
  const done = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${done}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`;
}

function duration({ status }: Job, now: number): string {
  const start = timeOf(status?.startTime);
  return start === undefined ? '' : humanDuration((timeOf(status?.completionTime) ?? now) - start);
}

const each = (object: Job, field: 'name' | 'image'): string => (object.spec?.template?.spec?.containers ?? []).map((container) => container[field] ?? '').join(',');

const ORPHANED = 'child pods are preserved by default when jobs are deleted; '
  + 'set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning';

export const job: KindDefinition<Job> = {
  group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs', singular: 'job', shortNames: [], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('Job')], orphansByDefault: { warning: ORPHANED }, definition: 'batch.v1.Job',
  defaults, prepareForCreate,
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate, validateUpdate: validateJobUpdate, validateStatusUpdate: validateJobStatusUpdate, warnings,
  columns: [
    nameColumn, column('Status', 'string', state), column('Completions', 'string', completed), column('Duration', 'string', duration), ageColumn,
    column('Containers', 'string', (object: Job) => each(object, 'name'), 1),
    column('Images', 'string', (object: Job) => each(object, 'image'), 1),
    column('Selector', 'string', (object: Job) => formatLabelSelector(object.spec?.selector), 1),
  ],
  selectableFields: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
};
