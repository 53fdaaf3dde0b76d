/** What of a pod may change. @k8s pkg/apis/core/validation/validation.go ValidatePodUpdate */
import type { Json } from '../../../base/index.ts';
import { forbidden, invalid } from '../../fieldError.ts';
import { podSpecDifference } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Container, Pod, PodSpec, Toleration } from '../../schema/types.ts';

const ONLY = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,'
  + '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),'
  + '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** The new containers with the old images, so that only other changes show. */
const withImages = (next: readonly Container[] | undefined, old: readonly Container[] | undefined): readonly Container[] | undefined =>
  next?.map((container, index) => {
    const image = old?.[index]?.image;
    return image === undefined ? container : { ...container, image };
  });

function tolerationsOnlyAdded(next: readonly Toleration[], old: readonly Toleration[]): boolean {
  const same = (a: Toleration, b: Toleration): boolean => {
    const { tolerationSeconds: _a, ...restA } = a;
    const { tolerationSeconds: _b, ...restB } = b;
    return sameObject(restA, restB);
  };
  return old.every((toleration) => next.some((other) => same(toleration, other)));
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The new spec with everything that may change taken from the old one. */
function munge(next: PodSpec, old: PodSpec): PodSpec {
  const munged: Mutable<PodSpec> = { ...next, containers: withImages(next.containers, old.containers) ?? [] };
  const copy = <K extends keyof PodSpec>(field: K): void => {
    if (old[field] === undefined) delete munged[field];
    else munged[field] = old[field];
  };
  const init = withImages(next.initContainers, old.initContainers);
  if (init !== undefined) munged.initContainers = init;
  copy('activeDeadlineSeconds');
  copy('ephemeralContainers');
  copy('schedulingGates');
  if (tolerationsOnlyAdded(next.tolerations ?? [], old.tolerations ?? [])) copy('tolerations');
  // A pod that is held back by gates may still be steered.
  if ((old.schedulingGates ?? []).length > 0) copy('nodeSelector');
  return munged;
}

function validateDeadline(next: PodSpec, old: PodSpec): FieldError[] {
  const [now, before] = [next.activeDeadlineSeconds, old.activeDeadlineSeconds];
  if (before === undefined) return [];
  if (now === undefined) return [invalid('spec.activeDeadlineSeconds', null, 'must not update from a positive integer to nil value')];
  return now > before ? [invalid('spec.activeDeadlineSeconds', now, 'must be less than or equal to previous value')] : [];
}

function validateGates(next: PodSpec, old: PodSpec): FieldError[] {
  const before = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  const fresh = (next.schedulingGates ?? []).find(({ name }) => !before.has(name));
  return fresh === undefined ? []
    : [forbidden('spec.schedulingGates', `only deletion is allowed, but found new scheduling gate '${fresh.name}'`)];
}

export function validatePodUpdate(next: Pod, old: Pod): FieldError[] {
  const errors = validateMetaUpdate(next, old);
  const [spec, before] = [next.spec, old.spec];
  if (spec === undefined || before === undefined) return errors;
  for (const [field, text] of [['containers', 'pod updates may not add or remove containers'],
    ['initContainers', 'pod updates may not add or remove init containers']] as const) {
    if ((spec[field] ?? []).length !== (before[field] ?? []).length) return [...errors, forbidden(`spec.${field}`, text)];
  }
  errors.push(...validateDeadline(spec, before), ...validateGates(spec, before));
  if (errors.length > 0) return errors;
  const munged = munge(spec, before);
  return sameObject(munged as unknown as Json, before as unknown as Json) ? [] : [forbidden('spec', `${ONLY}\n${podSpecDifference(munged, before)}`)];
}
