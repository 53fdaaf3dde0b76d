/** What of a pod may change. @k8s pkg/apis/core/validation/validation.go ValidatePodUpdate */
import { forbidden, invalid } from '../../fieldError.ts';
import { internalValue, podSpecDifference } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { shownMap } from '../../meta/labelSelector.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Container, NodeAffinity, NodeSelectorTerm, Pod, PodSpec, Toleration } from '../../schema/types.ts';
import { validateAnnotationUpdate } from './annotations.ts';

const ONLY = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,'
  + '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),'
  + '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
const MAX_SECONDS = 2 ** 31 - 1;

/** The new containers with the old images, so that only other changes show. */
const withImages = (next: readonly Container[] | undefined, old: readonly Container[] | undefined): readonly Container[] | undefined =>
  next?.map((container, index) => {
    const image = old?.[index]?.image;
    return image === undefined ? container : { ...container, image };
  });

function validateTolerations(next: readonly Toleration[], old: readonly Toleration[]): FieldError[] {
  const bare = ({ tolerationSeconds: _seconds, ...rest }: Toleration): object => rest;
  return old.every((toleration) => next.some((other) => sameObject(bare(toleration), bare(other)))) ? []
    : [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Terms of a gated pod may only become narrower. @k8s validateNodeAffinityMutation, validateNodeSelectorTermHasOnlyAdditions */
function narrows(next: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const empty = (term: NodeSelectorTerm): boolean => (term.matchExpressions ?? []).length === 0 && (term.matchFields ?? []).length === 0;
  if (empty(old) && !empty(next)) return false;
  return (['matchExpressions', 'matchFields'] as const).every((field) =>
    (old[field] ?? []).every((item, index) => sameObject(item, next[field]?.[index])));
}

function validateNodeAffinity(next: NodeAffinity | undefined, old: NodeAffinity | undefined): FieldError[] {
  const path = `spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
  const [now, before] = [next?.[REQUIRED]?.nodeSelectorTerms, old?.[REQUIRED]?.nodeSelectorTerms];
  if (before === undefined || before.length === 0) return [];
  if (now === undefined || now.length !== before.length) {
    return [invalid(path, now === undefined ? null : now.map((term) => internalValue('NodeSelectorTerm', term)), 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return now.flatMap((term, index) => {
    const was = before[index];
    return was === undefined || narrows(term, was) ? [] : [invalid(`${path}[${index}]`, internalValue('NodeSelectorTerm', term), 'only additions are allowed (no mutations or deletions)')];
  });
}

/** What a pod that is held back by gates may have changed besides. */
function validateGated(munged: Mutable<PodSpec>, old: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  const [now, before] = [munged.nodeSelector ?? {}, old.nodeSelector ?? {}];
  if (!sameObject(now, before)) {
    if (Object.keys(before).some((key) => now[key] !== before[key])) {
      errors.push(invalid('spec.nodeSelector', shownMap(munged.nodeSelector), 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'));
    }
    if (old.nodeSelector === undefined) delete munged.nodeSelector;
    else munged.nodeSelector = old.nodeSelector;
  }
  const [mine, theirs] = [munged.affinity?.nodeAffinity, old.affinity?.nodeAffinity];
  if (sameObject(mine, theirs)) return errors;
  errors.push(...validateNodeAffinity(mine, theirs));
  const { nodeAffinity: _node, ...others } = munged.affinity ?? {};
  if (old.affinity === undefined && Object.keys(others).length === 0) delete munged.affinity;
  else munged.affinity = { ...others, ...(theirs === undefined ? {} : { nodeAffinity: theirs }) };
  return errors;
}

/** The new spec with everything that may change taken from the old one. */
function munge(next: PodSpec, old: PodSpec): Mutable<PodSpec> {
  const munged: Mutable<PodSpec> = { ...next, containers: withImages(next.containers, old.containers) ?? [] };
  const init = withImages(next.initContainers, old.initContainers);
  if (init !== undefined) munged.initContainers = init;
  for (const field of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations'] as const) {
    delete munged[field];
    if (old[field] !== undefined) Object.assign(munged, { [field]: old[field] });
  }
  const grace = old.terminationGracePeriodSeconds;
  if (grace !== undefined && grace < 0 && munged.terminationGracePeriodSeconds === 1) munged.terminationGracePeriodSeconds = grace;
  return munged;
}

/** A deadline may come nearer, not go. The second part of the answer: nothing else is looked at. */
function validateDeadline(next: PodSpec, old: PodSpec): readonly [FieldError[], boolean] {
  const path = 'spec.activeDeadlineSeconds';
  const [now, before] = [next.activeDeadlineSeconds, old.activeDeadlineSeconds];
  if (now === undefined) return [before === undefined ? [] : [invalid(path, null, 'must not update from a positive integer to nil value')], false];
  if (now < 0 || now > MAX_SECONDS) return [[invalid(path, now, `must be between 0 and ${MAX_SECONDS}, inclusive`)], true];
  return before !== undefined && before < now ? [[invalid(path, now, 'must be less than or equal to previous value')], true] : [[], false];
}

function validateGates(next: PodSpec, old: PodSpec): FieldError[] {
  const before = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  return (next.schedulingGates ?? []).flatMap(({ name }, index) => (before.has(name) ? []
    : [forbidden(`spec.schedulingGates[${index}].name`, `only deletion is allowed, but found new scheduling gate '${name}'`)]));
}

export function validatePodUpdate(next: Pod, old: Pod): FieldError[] {
  const errors = [...validateMetaUpdate(next, old), ...validateAnnotationUpdate(next, old)];
  const [spec, before] = [next.spec, old.spec];
  if (spec === undefined || before === undefined) return errors;
  for (const field of ['containers', 'initContainers'] as const) {
    if ((spec[field] ?? []).length !== (before[field] ?? []).length) {
      return [...errors, forbidden(`spec.${field}`, 'pod updates may not add or remove containers')];
    }
  }
  const [deadline, stop] = validateDeadline(spec, before);
  errors.push(...deadline);
  if (stop) return errors;
  errors.push(...validateTolerations(spec.tolerations ?? [], before.tolerations ?? []), ...validateGates(spec, before));
  if (sameObject(spec, before)) return errors;
  const munged = munge(spec, before);
  if ((before.schedulingGates ?? []).length > 0) errors.push(...validateGated(munged, before));
  return sameObject(munged, before) ? errors : [...errors, forbidden('spec', `${ONLY}\n${podSpecDifference(munged, before)}`)];
}
