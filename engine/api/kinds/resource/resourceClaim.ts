import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceClaim } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';
import { defaultClaim, validateClaimSpec } from './claims.ts';

function stateOf({ metadata, status }: ResourceClaim): string {
  const deleted = metadata?.deletionTimestamp !== undefined;
  const states = [...(deleted ? ['deleted'] : []), ...(status?.allocation === undefined ? (deleted ? [] : ['pending']) : ['allocated', ...((status.reservedFor ?? []).length > 0 ? ['reserved'] : [])])];
  return states.join(',');
}

export const resourceClaim: KindDefinition<ResourceClaim> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'ResourceClaim', plural: 'resourceclaims', singular: 'resourceclaim', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('ResourceClaim')], definition: 'resource.v1.ResourceClaim',
  defaults: (claim) => ({ ...claim, spec: defaultClaim(claim.spec ?? {}), status: claim.status ?? {} }),
  prepareForCreate: (claim) => ({ ...claim, status: {} }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (claim) => [...validateMeta(claim, subdomainName, true), ...validateClaimSpec(claim.spec, 'spec')],
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateImmutable('spec', next.spec, old.spec)],
  // @k8s pkg/printers/internalversion/printers.go resourceClaimState
  columns: [nameColumn, column('State', 'string', stateOf), ageColumn],
  selectableFields: {},
};
