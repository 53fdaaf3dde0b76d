/** Validation of StatefulSets. @k8s pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec */
import { dns1123LabelProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { shownSelector } from '../../meta/labelSelector.ts';
import { validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { PodTemplateSpec, StatefulSet, StatefulSetSpec } from '../../schema/types.ts';
import { invalids, nonNegative } from '../pod/checks.ts';
import { validatePodTemplate } from '../pod/validate.ts';
import { claimSpecErrors } from '../storage/claimRules.ts';
import { isUsable, validateEndless, validateMatch, validateSelector } from './selector.ts';
import { notDecremented, statusCounts } from './statusCounts.ts';

function validateStrategy({ updateStrategy }: StatefulSetSpec): FieldError[] {
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  const path = 'spec.updateStrategy';
  const shown = rollingUpdate === undefined ? null : { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null };
  if (type === '') return [required(path)];
  if (type === 'OnDelete') return rollingUpdate === undefined ? [] : [invalid(`${path}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")];
  if (type !== 'RollingUpdate') return [invalid(path, { Type: type, RollingUpdate: shown }, "must be 'RollingUpdate' or 'OnDelete'")];
  return nonNegative(`${path}.rollingUpdate.partition`, rollingUpdate?.partition);
}

function validateRetention({ persistentVolumeClaimRetentionPolicy: policy }: StatefulSetSpec): FieldError[] {
  if (policy === undefined) return [];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((field) => (['Retain', 'Delete'].includes(policy[field] ?? '') ? []
    : [notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, policy[field] ?? '', ['Retain', 'Delete'])]));
}

/** Mounts may name a claim template: it counts as a volume, before those of the template and in place of one of the same name. @k8s ValidatePodTemplateSpecForStatefulSet */
function withClaims({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  const spec = template.spec ?? { containers: [] };
  const names = new Set(volumeClaimTemplates.map((claim) => claim.metadata?.name ?? '').filter((name) => name !== ''));
  if (names.size === 0) return template;
  const claims = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...template, spec: { ...spec, volumes: [...claims, ...(spec.volumes ?? []).filter(({ name }) => !names.has(name))] } };
}

/** What cannot change is not judged again. @k8s pkg/apis/apps/validation/validation.go StatefulSetValidationOptions */
function validateSpec(spec: StatefulSetSpec, isNew: boolean): FieldError[] {
  const policy = spec.podManagementPolicy ?? '';
  return [
    ...(policy === '' ? [required('spec.podManagementPolicy')] : ['OrderedReady', 'Parallel'].includes(policy) ? []
      : [invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")]),
    ...validateStrategy(spec),
    ...validateRetention(spec),
    ...(isNew ? spec.volumeClaimTemplates ?? [] : []).flatMap((claim, index) => claimSpecErrors(`spec.volumeClaimTemplates[${index}].spec`, claim.spec ?? {})),
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.ordinals.start', spec.ordinals?.start),
    ...(!isNew || (spec.serviceName ?? '') === '' ? [] : invalids('spec.serviceName', spec.serviceName, dns1123LabelProblems(spec.serviceName ?? ''))),
    ...validateSelector('spec.selector', spec.selector, 'empty selector is invalid for statefulset'),
    ...(isUsable(spec.selector) ? [...validateMatch('spec.template', spec.selector, spec.template), ...validatePodTemplate('spec.template', withClaims(spec))]
      : [invalid('spec.selector', shownSelector(spec.selector), '')]),
    ...validateEndless('spec.template', spec.template, 'StatefulSet'),
  ];
}

/** Its pods are called after it, so the name must be a label. */
const labelRule = (name: string): string[] => dns1123LabelProblems(name);
export const validateStatefulSet = (object: StatefulSet): FieldError[] =>
  [...validateMeta(object, labelRule, true), ...(object.spec === undefined ? [] : validateSpec(object.spec, true))];

const FREE = ['replicas', 'template', 'updateStrategy', 'minReadySeconds', 'ordinals', 'persistentVolumeClaimRetentionPolicy', 'revisionHistoryLimit'] as const;
const FIXED = "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
  + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** The name is not judged again either: it cannot change. */
export function validateStatefulSetUpdate(next: StatefulSet, old: StatefulSet): FieldError[] {
  const fixed = (spec: StatefulSetSpec | undefined): object => Object.fromEntries(Object.entries(spec ?? {}).filter(([field]) => !FREE.includes(field as never)));
  const errors = [...validateMeta(next, () => [], true), ...validateMetaUpdate(next, old), ...(next.spec === undefined ? [] : validateSpec(next.spec, false))];
  return [...errors, ...(sameObject(fixed(next.spec), fixed(old.spec)) ? [] : [forbidden('spec', FIXED)])];
}

const COUNTERS = ['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas', 'observedGeneration', 'collisionCount'];
export const validateStatefulSetStatus = (next: StatefulSet, old: StatefulSet): FieldError[] => [
  ...statusCounts(next.status ?? {}, COUNTERS, ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'], 'status.readyReplicas'),
  ...validateMetaUpdate(next, old),
  ...notDecremented(next.status?.collisionCount, old.status?.collisionCount),
];
