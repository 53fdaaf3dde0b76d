/** Validation of HorizontalPodAutoscalers. @k8s pkg/apis/autoscaling/validation/validation.go; golden kubectl/invalid-rbac-hpa-pdb-1 */
import { quantityOf, formatQuantity } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateMeta } from '../../meta/objectMeta.ts';
import type { HorizontalPodAutoscaler, HPAScalingPolicy, HPAScalingRules } from '../../schema/types.ts';
import { referenceErrors } from './references.ts';
import { validateMetrics } from './validateMetrics.ts';

const MAX_PERIOD_SECONDS = 1800;
const MAX_WINDOW_SECONDS = 3600;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

function policyErrors(path: string, policy: HPAScalingPolicy): FieldError[] {
  const [type, value, periodSeconds] = [policy.type ?? '', policy.value ?? 0, policy.periodSeconds ?? 0];
  return [
    ...(POLICY_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, POLICY_TYPES)]),
    ...(value > 0 ? [] : [invalid(`${path}.value`, value, 'must be greater than zero')]),
    ...(periodSeconds > 0 ? [] : [invalid(`${path}.periodSeconds`, periodSeconds, 'must be greater than zero')]),
    ...(periodSeconds <= MAX_PERIOD_SECONDS ? [] : [invalid(`${path}.periodSeconds`, periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`)]),
  ];
}

function rulesErrors(path: string, rules: HPAScalingRules | undefined): FieldError[] {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [], tolerance } = rules;
  const at = `${path}.stabilizationWindowSeconds`;
  return [
    ...(window < 0 ? [invalid(at, window, 'must be greater than or equal to zero')] : []),
    ...(window > MAX_WINDOW_SECONDS ? [invalid(at, window, `must be less than or equal to ${MAX_WINDOW_SECONDS}`)] : []),
    ...(selectPolicy === undefined || SELECT_POLICIES.includes(selectPolicy) ? [] : [notSupported(`${path}.selectPolicy`, selectPolicy, SELECT_POLICIES)]),
    ...(policies.length === 0 ? [required(`${path}.policies`, 'must specify at least one Policy')] : []),
    ...policies.flatMap((policy, index) => policyErrors(`${path}.policies[${index}]`, policy)),
    ...(quantityOf(tolerance).nano < 0n ? [invalid(`${path}.tolerance`, formatQuantity(quantityOf(tolerance)), 'must be greater than or equal to 0')] : []),
  ];
}

/** Pods cannot be scaled to none: the gate for it is off. */
const LEAST_REPLICAS = 1;

export function validateAutoscaler(hpa: HorizontalPodAutoscaler): FieldError[] {
  const { minReplicas, scaleTargetRef, metrics = [], behavior } = hpa.spec ?? {};
  const maxReplicas = hpa.spec?.maxReplicas ?? 0;
  return [
    ...validateMeta(hpa, subdomainName, true),
    ...(minReplicas !== undefined && minReplicas < LEAST_REPLICAS ? [invalid('spec.minReplicas', minReplicas, `must be greater than or equal to ${LEAST_REPLICAS}`)] : []),
    ...(maxReplicas === 0 ? [required('spec.maxReplicas', 'must be set and greater than 0')] : []),
    ...(maxReplicas < 0 ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to 1')] : []),
    ...(minReplicas !== undefined && maxReplicas < minReplicas ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')] : []),
    ...referenceErrors('spec.scaleTargetRef', scaleTargetRef),
    ...validateMetrics('spec.metrics', metrics, minReplicas),
    ...rulesErrors('spec.behavior.scaleUp', behavior?.scaleUp), ...rulesErrors('spec.behavior.scaleDown', behavior?.scaleDown),
  ];
}
