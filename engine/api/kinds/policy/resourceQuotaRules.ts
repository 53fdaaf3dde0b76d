/** Validation of ResourceQuotas. @k8s pkg/apis/core/validation/validation.go ValidateResourceQuotaSpec */
import type { Json } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { isStandardQuotaResource, quotaResourceNameErrors, resourceAmountErrors } from '../../rules/resourceNames.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../schema/types.ts';

const POD_COUNT = ['pods'];
const POD_AMOUNTS = [...POD_COUNT, 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const CLAIM_AMOUNTS = ['persistentvolumeclaims', 'requests.storage'];

/** Scope → what it can be applied to. @k8s pkg/apis/core/helper/helpers.go IsResourceQuotaScopeValidForResource */
const SCOPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Terminating', POD_AMOUNTS], ['NotTerminating', POD_AMOUNTS], ['NotBestEffort', POD_AMOUNTS], ['PriorityClass', POD_AMOUNTS],
  ['CrossNamespacePodAffinity', POD_AMOUNTS], ['BestEffort', POD_COUNT], ['VolumeAttributesClass', CLAIM_AMOUNTS],
]);
const CONFLICTS = [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']] as const;
const ONLY_EXISTS = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

const namesOf = (spec: ResourceQuotaSpec): string[] => Object.keys(spec.hard ?? {}).sort();
const unsuited = (spec: ResourceQuotaSpec, scope: string): readonly string[] =>
  namesOf(spec).filter((name) => isStandardQuotaResource(name) && !(SCOPES.get(scope)?.includes(name) ?? true));

function scopeErrors(spec: ResourceQuotaSpec): FieldError[] {
  const { scopes = [] } = spec;
  const wrong = (detail: string): FieldError => invalid('spec.scopes', scopes as readonly Json[], detail);
  return [
    ...scopes.flatMap((scope) => [
      ...(SCOPES.has(scope) ? [] : [wrong('unsupported scope')]),
      ...unsuited(spec, scope).map(() => wrong('unsupported scope applied to resource')),
    ]),
    ...CONFLICTS.filter(([a, b]) => scopes.includes(a) && scopes.includes(b)).map(() => wrong('conflicting scopes')),
  ];
}

const EXISTS_ONLY = "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
  + 'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';

function operatorErrors(path: string, requirement: ScopedResourceSelectorRequirement): FieldError[] {
  const { scopeName, values = [] } = requirement;
  const operator = requirement.operator ?? '';
  const errors = ONLY_EXISTS.includes(scopeName) && operator !== 'Exists' ? [invalid(`${path}.operator`, operator, EXISTS_ONLY)] : [];
  if (operator === 'In' || operator === 'NotIn') {
    return values.length > 0 ? errors : [...errors, required(`${path}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    return values.length === 0 ? errors
      : [...errors, invalid(`${path}.values`, values as readonly Json[], "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")];
  }
  return [...errors, invalid(`${path}.operator`, operator, 'not a valid selector operator')];
}

/** As Go prints the selector, whose fields have no names of their own in JSON. */
const goSelector = (requirements: readonly ScopedResourceSelectorRequirement[]): Json => ({
  MatchExpressions: requirements.map(({ scopeName, operator, values }) => ({ ScopeName: scopeName ?? '', Operator: operator ?? '', Values: values === undefined ? null : [...values] })),
});

function selectorErrors(spec: ResourceQuotaSpec): FieldError[] {
  if (spec.scopeSelector === undefined) return [];
  const path = 'spec.scopeSelector.matchExpressions';
  const requirements = spec.scopeSelector.matchExpressions ?? [];
  const named = requirements.map(({ scopeName }) => scopeName);
  return [
    ...requirements.flatMap((requirement) => [
      ...(SCOPES.has(requirement.scopeName) ? [] : [invalid(`${path}.scopeName`, requirement.scopeName ?? '', 'unsupported scope')]),
      ...unsuited(spec, requirement.scopeName).map(() => invalid(path, goSelector(requirements), 'unsupported scope applied to resource')),
      ...operatorErrors(path, requirement),
    ]),
    ...CONFLICTS.filter(([a, b]) => named.includes(a) && named.includes(b))
      .map(() => invalid(path, spec.scopes === undefined ? undefined : [...spec.scopes], 'conflicting scopes')),
  ];
}

export function validateQuota(quota: ResourceQuota): FieldError[] {
  const spec = quota.spec ?? {};
  return [
    ...validateMeta(quota, subdomainName, true),
    ...namesOf(spec).flatMap((name) => [
      ...quotaResourceNameErrors(`spec.hard[${name}]`, name),
      ...resourceAmountErrors(`spec.hard[${name}]`, name, spec.hard?.[name] ?? '0'),
    ]),
    ...scopeErrors(spec), ...selectorErrors(spec),
  ];
}

/** @k8s ValidateResourceQuotaStatusUpdate */
export function validateQuotaStatus(next: ResourceQuota, old: ResourceQuota): FieldError[] {
  const errors = validateMetaUpdate(next, old);
  const { hard = {}, used = {} } = next.status ?? {};
  for (const [field, amounts] of [['hard', hard], ['used', used]] as const) {
    for (const name of Object.keys(amounts).sort()) {
      const path = `status.${field}[${name}]`;
      errors.push(...quotaResourceNameErrors(path, name), ...resourceAmountErrors(path, name, amounts[name] ?? '0'));
    }
  }
  return errors;
}

export function validateScopesUnchanged(next: ResourceQuota, old: ResourceQuota): FieldError[] {
  const [now, before] = [next, old].map(({ spec }) => [...new Set(spec?.scopes ?? [])].sort().join());
  return now === before ? [] : [invalid('spec.scopes', next.spec?.scopes === undefined ? undefined : [...next.spec.scopes], 'field is immutable')];
}
