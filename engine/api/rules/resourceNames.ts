/** Which words name a resource, and where. @k8s pkg/apis/core/helper/helpers.go, pkg/apis/core/validation/validation.go */
import { qualifiedNameProblems, quantityOf, formatQuantity } from '../../base/index.ts';
import { invalid } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'] as const;
const COUNTED = [
  'pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps', 'persistentvolumeclaims',
  'services.nodeports', 'services.loadbalancers',
] as const;

const CONTAINER: ReadonlySet<string> = new Set(COMPUTE);
const INTEGER: ReadonlySet<string> = new Set(COUNTED);
const QUOTA: ReadonlySet<string> = new Set([
  ...COMPUTE, ...COMPUTE.map((name) => `requests.${name}`), ...COMPUTE.map((name) => `limits.${name}`), ...COUNTED, 'requests.storage',
]);

/** Of Kubernetes' own domain, or of none. */
export const isNativeResource = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
/** Of somebody's own domain: counted in whole numbers. */
export const isExtendedResource = (name: string): boolean =>
  !isNativeResource(name) && !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0;

const isStandardForContainers = (name: string): boolean => CONTAINER.has(name) || name.startsWith('hugepages-');
const isStandardForQuota = (name: string): boolean =>
  QUOTA.has(name) || name.startsWith('hugepages-') || name.startsWith('requests.hugepages-');
const isStandard = (name: string): boolean => isStandardForQuota(name) || name === 'storage';
export const isStandardQuotaResource = isStandardForQuota;
/** What may be promised more often than it is there. */
export const mayOvercommit = (name: string): boolean => isNativeResource(name) && !name.startsWith('hugepages-');

export function resourceNameErrors(path: string, name: string): FieldError[] {
  const errors = qualifiedNameProblems(name).map((problem) => invalid(path, name, problem));
  if (errors.length > 0 || name.includes('/') || isStandard(name)) return errors;
  return [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

export function containerResourceNameErrors(path: string, name: string): FieldError[] {
  const errors = resourceNameErrors(path, name);
  if (!name.includes('/')) return isStandardForContainers(name) ? errors : [...errors, invalid(path, name, 'must be a standard resource for containers')];
  if (isNativeResource(name) || isExtendedResource(name)) return errors;
  return [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
}

export function quotaResourceNameErrors(path: string, name: string): FieldError[] {
  const errors = resourceNameErrors(path, name);
  return name.includes('/') || isStandardForQuota(name) ? errors : [...errors, invalid(path, name, 'must be a standard resource for quota')];
}

const WHOLE = 1_000_000_000n;
/** @k8s ValidateResourceQuantityValue */
export function resourceAmountErrors(path: string, name: string, amount: string | number): FieldError[] {
  const quantity = quantityOf(amount);
  const text = formatQuantity(quantity);
  const errors = quantity.nano < 0n ? [invalid(path, text, 'must be greater than or equal to 0')] : [];
  const whole = INTEGER.has(name) || isExtendedResource(name);
  return whole && quantity.nano % WHOLE !== 0n ? [...errors, invalid(path, text, 'must be an integer')] : errors;
}
