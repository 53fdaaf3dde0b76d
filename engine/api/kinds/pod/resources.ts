/** Validation of requests and limits. @k8s pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements */
import {
  compareQuantity, dns1123LabelProblems, formatQuantity, qualifiedNameProblems, quantityOf, type Quantity,
} from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { podRequests } from '../../rules/resources.ts';
import type { Pod, PodSpec, CoreResourceClaim, ResourceRequirements } from '../../schema/types.ts';
import { invalids, NOT_NEGATIVE } from './checks.ts';

/** @k8s pkg/apis/core/helper/helpers.go */
const COUNTED = ['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims',
  'services.nodeports', 'services.loadbalancers'];
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const STANDARD = new Set([...COMPUTE, ...COMPUTE.map((name) => `requests.${name}`), ...COMPUTE.map((name) => `limits.${name}`), ...COUNTED,
  'storage', 'requests.storage']);
const isHuge = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
/** Of somebody's own domain: counted in whole numbers, never overcommitted. */
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0;
const mayOvercommit = (name: string): boolean => isNative(name) && !isHuge(name);
const WHOLE = 1_000_000_000n;

type Amounts = { readonly [name: string]: string | number };
type NameRule = (path: string, name: string) => FieldError[];

const standardName: NameRule = (path, name) => {
  const problems = qualifiedNameProblems(name);
  if (problems.length > 0) return invalids(path, name, problems);
  return name.includes('/') || STANDARD.has(name) || isHuge(name) || name.startsWith('requests.hugepages-') ? []
    : [invalid(path, name, 'must be a standard resource type or fully qualified')];
};
const containerName: NameRule = (path, name) => {
  const errors = standardName(path, name);
  if (!name.includes('/')) {
    return COMPUTE.includes(name) || isHuge(name) ? errors : [...errors, invalid(path, name, 'must be a standard resource for containers')];
  }
  return isNative(name) || isExtended(name) ? errors : [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
};
const isPodLevel = (name: string): boolean => name === 'cpu' || name === 'memory' || isHuge(name);
const podName: NameRule = (path, name) => {
  const errors = standardName(path, name);
  return errors.length > 0 || isPodLevel(name) ? errors : [notSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
};

function validateAmount(path: string, name: string, amount: string | number, nameRule: NameRule): FieldError[] {
  const here = `${path}[${name}]`;
  const quantity = quantityOf(amount);
  const errors = nameRule(here, name);
  if (quantity.nano < 0n) errors.push(invalid(here, formatQuantity(quantity), NOT_NEGATIVE));
  if ((COUNTED.includes(name) || isExtended(name)) && quantity.nano % WHOLE !== 0n) errors.push(invalid(here, formatQuantity(quantity), 'must be an integer'));
  return errors;
}

function validatePages(path: string, name: string, amount: string | number): FieldError[] {
  if (!isHuge(name)) return [];
  const size = pageSize(name.slice('hugepages-'.length));
  const quantity = quantityOf(amount);
  if (size !== undefined && size > 0n && quantity.nano % size === 0n) return [];
  return [invalid(`${path}[${name}]`, formatQuantity(quantity), `${formatQuantity(quantity)} is not positive integer multiple of ${name}`)];
}
const pageSize = (text: string): bigint | undefined => (/^\d+(\.\d+)?(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$/.test(text) ? quantityOf(text).nano : undefined);

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

/** Go walks these maps in any order; here it is the alphabet's. */
function validateRequirements(path: string, resources: ResourceRequirements | undefined, nameRule: NameRule): FieldError[] {
  if (resources?.limits === undefined && resources?.requests === undefined) return [];
  const { limits = {}, requests = {} }: { readonly limits?: Amounts; readonly requests?: Amounts } = resources;
  const errors: FieldError[] = [];
  for (const name of Object.keys(limits).sort()) {
    const amount = limits[name] ?? '0';
    errors.push(...validateAmount(`${path}.limits`, name, amount, nameRule), ...validatePages(`${path}.limits`, name, amount));
  }
  for (const name of Object.keys(requests).sort()) {
    const amount = requests[name] ?? '0';
    errors.push(...validateAmount(`${path}.requests`, name, amount, nameRule), ...compareToLimit(path, name, quantityOf(amount), limits[name]),
      ...validatePages(`${path}.requests`, name, amount));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHuge) && !names.includes('cpu') && !names.includes('memory')) errors.push(forbidden(path, 'HugePages require cpu or memory'));
  return errors;
}

export const validateResources = (path: string, resources: ResourceRequirements | undefined): FieldError[] =>
  validateRequirements(path, resources, containerName);

/** @k8s pkg/apis/core/validation/validation.go validateResourceClaimNames */
export function validateClaimNames(path: string, claims: readonly CoreResourceClaim[], known: readonly string[]): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap(({ name = '', request = '' }: Partial<CoreResourceClaim>, index) => {
    const here = `${path}[${index}]`;
    if (name === '') return [required(here)];
    const errors: FieldError[] = [];
    const key = request === '' ? name : `${name}/${request}`;
    if (seen.has(name)) errors.push(duplicate(here, name));
    else {
      if (request !== '') errors.push(...invalids(`${here}.request`, request, dns1123LabelProblems(request)));
      if (seen.has(key)) errors.push(duplicate(here, key));
      else if (request === '') for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(here, name));
      seen.add(key);
    }
    if (!known.includes(name)) {
      const detail = known.length === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
      errors.push({ type: 'notFound', path: here, value: name, detail: `must be one of the names in pod.spec.resourceClaims${detail}` });
    }
    return errors;
  });
}

/** The pod's own requests cover those of its containers, its limits bound theirs. @k8s validatePodResources */
export function validatePodResources(path: string, spec: PodSpec): FieldError[] {
  const own = spec.resources;
  if (own === undefined) return [];
  if (spec.os?.name === 'windows') return [forbidden(path, 'may not be set for a windows pod')];
  const errors = own.claims === undefined ? [] : [forbidden(`${path}.claims`, 'claims may not be set for Resources at pod-level')];
  errors.push(...validateRequirements(path, own, podName));
  const claims = (spec.resourceClaims ?? []).map(({ name }) => name);
  if (own.claims !== undefined) errors.push(...validateClaimNames(`${path}.claims`, own.claims, claims));
  const { resources: _pod, overhead: _overhead, ...containers } = spec;
  const sum = podRequests({ spec: containers } as Pod);
  for (const name of Object.keys(sum).filter(isPodLevel).sort()) {
    const [given, theirs] = [own.requests?.[name], sum[name]];
    if (given === undefined) continue;
    const mine = quantityOf(given);
    if (theirs !== undefined && compareQuantity(mine, theirs) < 0) {
      errors.push(invalid(`${path}.requests[${name}]`, formatQuantity(mine), `must be greater than or equal to aggregate container requests of ${formatQuantity(theirs)}`));
    }
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    for (const name of Object.keys(container.resources?.limits ?? {}).sort()) {
      const [limit, most] = [quantityOf(container.resources?.limits?.[name]), own.limits?.[name]];
      if (most !== undefined && compareQuantity(limit, quantityOf(most)) > 0) {
        errors.push(invalid(`${path}.containers[${index}][${name}].limits`, formatQuantity(limit), `must be less than or equal to pod limits of ${formatQuantity(quantityOf(most))}`));
      }
    }
  }
  return errors;
}
