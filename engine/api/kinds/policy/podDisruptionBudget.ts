import { invalid, notSupported } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { validateConditions } from '../../meta/conditions.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { pathSegmentName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { LabelSelector, PodDisruptionBudget, PodDisruptionBudgetSpec, PodDisruptionBudgetStatus } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { nonNegative } from '../pod/checks.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';

const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;
/** Counts are always there. */
const NO_PODS: PodDisruptionBudgetStatus = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

const PERCENT_TEXT = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
function amountErrors(path: string, amount: string | number | undefined): FieldError[] {
  if (typeof amount !== 'string') return nonNegative(path, amount);
  if (!/^[0-9]+%$/.test(amount)) return [invalid(path, amount, PERCENT_TEXT)];
  return Number(amount.slice(0, -1)) > 100 ? [invalid(path, amount, 'must not be greater than 100%')] : [];
}

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/** Go prints the spec by the names of its own fields. */
const goSpec = (spec: PodDisruptionBudgetSpec) => ({
  MinAvailable: spec.minAvailable ?? null, Selector: goSelector(spec.selector), MaxUnavailable: spec.maxUnavailable ?? null,
  UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
});
const goSelector = (selector: LabelSelector | undefined) => (selector === undefined ? null : {
  ...(selector.matchLabels === undefined ? {} : { matchLabels: selector.matchLabels }),
  ...(selector.matchExpressions === undefined ? {} : { matchExpressions: selector.matchExpressions.map((expression) => ({ ...expression })) }),
});

/** @k8s pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudgetSpec */
function specErrors(spec: PodDisruptionBudgetSpec): FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  return [
    ...(minAvailable !== undefined && maxUnavailable !== undefined ? [invalid('spec', goSpec(spec), 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...amountErrors('spec.minAvailable', minAvailable),
    ...amountErrors('spec.maxUnavailable', maxUnavailable),
    ...validateLabelSelector('spec.selector', spec.selector),
    ...(policy === undefined || POLICIES.includes(policy) ? [] : [notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES)]),
  ];
}

const shown = (amount: string | number | undefined): string => (amount === undefined ? 'N/A' : String(amount));

export const podDisruptionBudget: KindDefinition<PodDisruptionBudget> = {
  group: 'policy', version: 'v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets', singular: 'poddisruptionbudget', shortNames: ['pdb'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('PodDisruptionBudget')], definition: 'policy.v1.PodDisruptionBudget',
  defaults: (object) => (object.spec !== undefined && object.status?.expectedPods !== undefined ? object
    : { ...object, spec: object.spec ?? {}, status: { ...NO_PODS, ...object.status } }),
  prepareForCreate: (object) => withStatus(object, NO_PODS),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (object) => [...validateMeta(object, pathSegmentName, true), ...specErrors(object.spec ?? {})],
  validateUpdate: validateMetaUpdate,
  // @k8s pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudgetStatusUpdate
  validateStatusUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateConditions('status.conditions', next.status?.conditions),
    ...COUNTS.flatMap((field) => nonNegative(`status.${field}`, next.status?.[field]))],
  columns: [
    nameColumn,
    column('Min Available', 'string', ({ spec }: PodDisruptionBudget) => shown(spec?.minAvailable)),
    column('Max Unavailable', 'string', ({ spec }: PodDisruptionBudget) => shown(spec?.maxUnavailable)),
    column('Allowed Disruptions', 'integer', ({ status }: PodDisruptionBudget) => status?.disruptionsAllowed ?? 0),
    ageColumn,
  ],
  selectableFields: {},
};
