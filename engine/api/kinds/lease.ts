import { invalid } from '../fieldError.ts';
import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { Lease } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';

/** @k8s pkg/apis/coordination/validation/validation.go */
function validateSpec(lease: Lease): FieldError[] {
  const { leaseDurationSeconds, leaseTransitions } = lease.spec ?? {};
  return [
    ...(leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0
      ? [invalid('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0')] : []),
    ...(leaseTransitions !== undefined && leaseTransitions < 0
      ? [invalid('spec.leaseTransitions', leaseTransitions, 'must be greater than or equal to 0')] : []),
  ];
}

export const lease: KindDefinition<Lease> = {
  group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases', singular: 'lease', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'coordination.v1.Lease',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate: (object) => [...validateMeta(object, subdomainName, true), ...validateSpec(object)],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, column('Holder', 'string', (object: Lease) => object.spec?.holderIdentity ?? ''), ageColumn],
  selectableFields: {},
};
