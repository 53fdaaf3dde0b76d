/** What a Job writes on its pods and reads from them. @k8s pkg/controller/job/indexed_job_utils.go, tracking_utils.go */
import type { Container, Job, Pod, PodTemplateSpec } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { podFromTemplate } from '../podControl.ts';

/** Holds a pod until it is counted. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';
const INDEX = 'batch.kubernetes.io/job-completion-index';
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';
const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';

export const isTracked = (pod: Pod): boolean => pod.metadata?.finalizers?.includes(TRACKING) === true;

const MOST = 2 ** 31 - 1;
const annotation = (pod: Pod, name: string): number | undefined => {
  const text = pod.metadata?.annotations?.[name];
  return text !== undefined && /^[+-]?\d+$/.test(text) && Number(text) >= 0 ? Number(text) : undefined;
};

/** Of an indexed job; undefined if the pod does not say it. */
export const indexOf = (pod: Pod): number | undefined => annotation(pod, INDEX);

const counted = (pod: Pod, name: string): number => {
  const count = annotation(pod, name) ?? 0;
  return count > MOST ? 0 : count;
};
/** How many pods of this index failed before this one. */
export const failuresBefore = (pod: Pod): number => counted(pod, FAILURES);
export const allFailuresBefore = (pod: Pod): number => counted(pod, FAILURES) + counted(pod, IGNORED_FAILURES);

export type IndexFailures = { readonly counted: number; readonly ignored: number };
/** What the pod that takes the place of `failed` says of those before it. */
export function failuresAfter(failed: Pod | undefined, counts: (pod: Pod) => boolean): IndexFailures {
  if (failed === undefined) return { counted: 0, ignored: 0 };
  const [before, ignored] = [counted(failed, FAILURES), counted(failed, IGNORED_FAILURES)];
  return counts(failed) ? { counted: before + 1, ignored } : { counted: before, ignored: ignored + 1 };
}

const withVariable = (container: Container): Container => {
  if (container.env?.some(({ name }) => name === INDEX_VARIABLE) === true) return container;
  const variable = { name: INDEX_VARIABLE, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } } };
  return { ...container, env: [...(container.env ?? []), variable] };
};

/** The template with the finalizer, and for an indexed job with the index as an environment variable. */
export function trackedTemplate({ spec }: Job): PodTemplateSpec {
  const template: PodTemplateSpec = spec?.template ?? {};
  const finalizers = template.metadata?.finalizers ?? [];
  const metadata = { ...template.metadata, finalizers: finalizers.includes(TRACKING) ? finalizers : [...finalizers, TRACKING] };
  if (spec?.completionMode !== 'Indexed' || template.spec === undefined) return { ...template, metadata };
  const { initContainers, containers } = template.spec;
  return {
    ...template, metadata,
    spec: { ...template.spec, containers: containers.map(withVariable), ...(initContainers === undefined ? {} : { initContainers: initContainers.map(withVariable) }) },
  };
}

/** @k8s k8s.io/apiserver/pkg/storage/names MaxGeneratedNameLength */
const LONGEST_PREFIX = 58;
function prefixOf(name: string, index: number): string {
  const end = `-${index}-`;
  return name.length + end.length > LONGEST_PREFIX ? name.slice(0, LONGEST_PREFIX - end.length) + end : name + end;
}

/** @param failures given if the job counts failures per index */
export function indexedPod(job: Job, template: PodTemplateSpec, index: number, failures: IndexFailures | undefined): Pod {
  const { metadata, spec } = podFromTemplate(job, template);
  const annotations = {
    ...metadata?.annotations, [INDEX]: `${index}`,
    ...(failures === undefined ? {} : { [FAILURES]: `${failures.counted}` }),
    ...(failures !== undefined && failures.ignored > 0 ? { [IGNORED_FAILURES]: `${failures.ignored}` } : {}),
  };
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { ...metadata, generateName: prefixOf(nameOf(job), index), annotations, labels: { ...metadata?.labels, [INDEX]: `${index}` } },
    spec: { ...(spec ?? { containers: [] }), hostname: `${nameOf(job)}-${index}` },
  };
}
