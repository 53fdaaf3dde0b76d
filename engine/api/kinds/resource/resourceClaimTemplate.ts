import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceClaimTemplate } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, nameColumn } from '../common.ts';
import { defaultClaim, validateClaimSpec } from './claims.ts';

export const resourceClaimTemplate: KindDefinition<ResourceClaimTemplate> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'ResourceClaimTemplate', plural: 'resourceclaimtemplates', singular: 'resourceclaimtemplate', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'resource.v1.ResourceClaimTemplate',
  defaults: (template) => ({ ...template, spec: { ...template.spec, metadata: template.spec?.metadata ?? {}, spec: defaultClaim(template.spec?.spec ?? {}) } }),
  validate: (template) => [...validateMeta(template, subdomainName, true), ...validateClaimSpec(template.spec?.spec, 'spec.spec')],
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateImmutable('spec', next.spec, old.spec)],
  columns: [nameColumn, ageColumn],
  selectableFields: {},
};
