/** Validation of requests and limits. @k8s pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements */
import { compareQuantity, formatQuantity, qualifiedNameProblems, quantityOf, type Quantity } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { podRequests } from '../../rules/resources.ts';
import type { Pod, PodSpec, ResourceRequirements } from '../../schema/types.ts';
import { invalids, NOT_NEGATIVE } from './checks.ts';

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const isStandard = (name: string): boolean => CONTAINER_RESOURCES.includes(name) || name.startsWith('hugepages-');
/** Of somebody's own domain: counted in whole numbers, never overcommitted. */
const isExtended = (name: string): boolean => name.includes('/') && !name.startsWith('kubernetes.io/') && !name.startsWith('requests.');
const mayOvercommit = (name: string): boolean => !isExtended(name) && !name.startsWith('hugepages-');
const WHOLE = 1_000_000_000n;

type Amounts = { readonly [name: string]: string | number };

function validateAmounts(path: string, amounts: Amounts): FieldError[] {
  return Object.keys(amounts).sort().flatMap((name) => {
    const here = `${path}[${name}]`;
    const quantity = quantityOf(amounts[name]);
    const errors = invalids(here, name, qualifiedNameProblems(name));
    if (errors.length === 0 && !name.includes('/') && !isStandard(name)) {
      errors.push(invalid(here, name, 'must be a standard resource type or fully qualified'), invalid(here, name, 'must be a standard resource for containers'));
    }
    if (quantity.nano < 0n) errors.push(invalid(here, formatQuantity(quantity), NOT_NEGATIVE));
    if (isExtended(name) && quantity.nano % WHOLE !== 0n) errors.push(invalid(here, formatQuantity(quantity), 'must be an integer'));
    return errors;
  });
}

export function validateResources(path: string, resources: ResourceRequirements | undefined): FieldError[] {
  const { limits = {}, requests = {} } = resources ?? {};
  const errors = validateAmounts(`${path}.limits`, limits);
  for (const name of Object.keys(requests).sort()) {
    errors.push(...validateAmounts(`${path}.requests`, { [name]: requests[name] ?? '0' }));
    errors.push(...compareToLimit(path, name, quantityOf(requests[name]), limits[name]));
  }
  return errors;
}

function compareToLimit(path: string, name: string, request: Quantity, limit: string | number | undefined): FieldError[] {
  if (limit === undefined) {
    return mayOvercommit(name) ? [] : [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const most = quantityOf(limit);
  const order = compareQuantity(request, most);
  if (!mayOvercommit(name) && order !== 0) {
    return [invalid(`${path}.requests`, formatQuantity(request), `must be equal to ${name} limit of ${formatQuantity(most)}`)];
  }
  return order > 0 ? [invalid(`${path}.requests`, formatQuantity(request), `must be less than or equal to ${name} limit of ${formatQuantity(most)}`)] : [];
}

/** The pod's own requests cover those of its containers. @k8s validatePodResourceRequirements */
export function validatePodResources(path: string, spec: PodSpec): FieldError[] {
  if (spec.resources === undefined) return [];
  const errors = validateResources(path, spec.resources);
  const { resources: _pod, overhead: _overhead, ...containers } = spec;
  const sum = podRequests({ spec: containers } as Pod);
  for (const name of Object.keys(spec.resources.requests ?? {}).sort()) {
    const [mine, theirs] = [quantityOf(spec.resources.requests?.[name]), sum[name]];
    if (theirs !== undefined && compareQuantity(mine, theirs) < 0) {
      errors.push(invalid(`${path}.requests[${name}]`, formatQuantity(mine), `must be greater than or equal to aggregate container requests of ${formatQuantity(theirs)}`));
    }
  }
  return errors;
}
