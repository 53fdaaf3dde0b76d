import { invalid, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseCidr } from '../../rules/ip.ts';
import { canonicalCidrErrors } from '../../rules/ipErrors.ts';
import type { ServiceCIDR } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';

const PATH = 'spec.cidrs';
const cidrsOf = ({ spec }: ServiceCIDR): readonly string[] => spec?.cidrs ?? [];

function specErrors(cidrs: readonly string[]): FieldError[] {
  if (cidrs.length === 0) return [required(PATH, 'at least one CIDR required')];
  if (cidrs.length > 2) return [invalid(PATH, { CIDRs: cidrs }, 'may only hold up to 2 values')];
  const errors = cidrs.flatMap((cidr, index) => canonicalCidrErrors(`${PATH}[${index}]`, cidr));
  const [first, second] = cidrs.map((cidr) => parseCidr(cidr)?.family);
  if (cidrs.length < 2 || first === undefined || first !== second) return errors;
  return [...errors, invalid(PATH, cidrs, 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64')];
}

/** A range stays; a second family may come to it. @k8s pkg/apis/networking/validation/validation.go ValidateServiceCIDRUpdate */
function updateErrors(next: readonly string[], old: readonly string[]): FieldError[] {
  const fixed = (index: number): FieldError[] => (next[index] === old[index] ? [] : [invalid(`${PATH}[${index}]`, next[index], 'field is immutable')]);
  if (next.length === old.length) return old.flatMap((_, index) => fixed(index));
  if (old.length === 1 && next.length === 2) return [...fixed(0), ...specErrors(next)];
  return [invalid(PATH, next, 'field is immutable')];
}

export const serviceCIDR: KindDefinition<ServiceCIDR> = {
  group: 'networking.k8s.io', version: 'v1', kind: 'ServiceCIDR', plural: 'servicecidrs', singular: 'servicecidr', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('ServiceCIDR')], definition: 'networking.v1.ServiceCIDR',
  defaults: (object) => (object.status === undefined ? { ...object, status: {} } : object),
  prepareForCreate: (object) => ({ ...object, status: {} }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (object) => [...validateMeta(object, subdomainName, false), ...specErrors(cidrsOf(object))],
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...updateErrors(cidrsOf(next), cidrsOf(old))],
  updateIsWhole: true,
  columns: [nameColumn, column('CIDRs', 'string', (object: ServiceCIDR) => cidrsOf(object).join(',')), ageColumn],
  selectableFields: {},
};
