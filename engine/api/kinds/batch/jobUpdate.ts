/** What of a Job may change. @k8s pkg/apis/batch/validation/validation.go ValidateJobSpecUpdate */
import type { Json } from '../../../base/index.ts';
import { invalid } from '../../fieldError.ts';
import { internalPodSpec } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateImmutable, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Affinity, Container, Job, JobSpec, PodSpec, PodTemplateSpec } from '../../schema/types.ts';
import { validateFixedSelector } from '../workload/selector.ts';

const IMMUTABLE = 'field is immutable';

/** Go embeds the metadata: its fields stand beside `Spec`. */
const shownTemplate = ({ metadata, spec }: PodTemplateSpec): Json => ({
  ...(metadata as { readonly [field: string]: Json } | undefined), // plain JSON
  Spec: internalPodSpec(spec ?? { containers: [] }),
});

/** While it is suspended and nothing runs, a Job may be told where to run, and with what. @k8s pkg/registry/batch/job/strategy.go shouldAllowMutablePodTemplate */
function mayBeSteered({ spec, status }: Job): boolean {
  const noted = status?.conditions?.some((condition) => condition.type === 'Suspended' && condition.status === 'True') === true;
  return spec?.suspend === true && (status?.startTime === undefined || noted) && (status?.active ?? 0) === 0;
}

/** The old node affinity gives way to the new one. */
function withNodeAffinity(old: Affinity | undefined, next: Affinity | undefined): Affinity | undefined {
  const { nodeAffinity: _old, ...others } = old ?? {};
  if (next === undefined) return Object.keys(others).length === 0 ? undefined : others;
  return { ...others, ...(next.nodeAffinity === undefined ? {} : { nodeAffinity: next.nodeAffinity }) };
}

const withResources = (old: readonly Container[] | undefined, next: readonly Container[] | undefined): readonly Container[] | undefined =>
  old?.map((container, index) => {
    const resources = next?.[index]?.resources;
    return resources === undefined || next?.[index]?.name !== container.name ? container : { ...container, resources };
  });

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function steered(old: PodTemplateSpec, next: PodTemplateSpec): PodTemplateSpec {
  const spec: Mutable<PodSpec> = { ...(old.spec ?? { containers: [] }) };
  for (const field of ['nodeSelector', 'tolerations', 'schedulingGates'] as const) {
    delete spec[field];
    if (next.spec?.[field] !== undefined) Object.assign(spec, { [field]: next.spec[field] });
  }
  const affinity = withNodeAffinity(spec.affinity, next.spec?.affinity);
  delete spec.affinity;
  if (affinity !== undefined) spec.affinity = affinity;
  // @k8s gate MutablePodResourcesForSuspendedJobs
  spec.containers = withResources(spec.containers, next.spec?.containers) ?? [];
  const init = withResources(spec.initContainers, next.spec?.initContainers);
  if (init !== undefined) spec.initContainers = init;
  const { labels: _l, annotations: _a, ...meta } = old.metadata ?? {};
  const { labels, annotations } = next.metadata ?? {};
  return { ...old, metadata: { ...meta, ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) }, spec };
}

function validateTemplate(next: Job, old: Job): FieldError[] {
  const [now, before] = [next.spec?.template ?? {}, old.spec?.template ?? {}];
  if (!mayBeSteered(old)) return sameObject(now, before) ? [] : [invalid('spec.template', shownTemplate(now), IMMUTABLE)];
  const allowed = steered(before, now);
  return sameObject(now.spec, allowed.spec) ? [] : [invalid('spec.template.spec', internalPodSpec(now.spec ?? { containers: [] }), IMMUTABLE)];
}

/** An indexed Job grows and shrinks together with its parallelism. */
function validateCompletions(next: Partial<JobSpec>, old: Partial<JobSpec>): FieldError[] {
  if (next.completionMode !== 'Indexed') return validateImmutable('spec.completions', next.completions, old.completions);
  if (next.completions === undefined || next.completions === old.completions || next.completions === next.parallelism) return [];
  return [invalid('spec.completions', next.completions, 'can only be modified in tandem with spec.parallelism')];
}

export function validateJobUpdate(next: Job, old: Job): FieldError[] {
  const [now, before]: [Partial<JobSpec>, Partial<JobSpec>] = [next.spec ?? {}, old.spec ?? {}];
  const fixed = (['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const)
    .flatMap((field) => validateImmutable<unknown>(`spec.${field}`, now[field], before[field]));
  return [
    ...validateMetaUpdate(next, old),
    ...validateCompletions(now, before), ...validateFixedSelector(now.selector, before.selector), ...validateTemplate(next, old), ...fixed,
  ];
}
