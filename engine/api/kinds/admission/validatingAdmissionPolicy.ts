import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ValidatingAdmissionPolicy } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const validatingAdmissionPolicy: KindDefinition<ValidatingAdmissionPolicy> = {
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'ValidatingAdmissionPolicy', plural: 'validatingadmissionpolicies', singular: 'validatingadmissionpolicy', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('ValidatingAdmissionPolicy')], definition: 'admissionregistration.v1.ValidatingAdmissionPolicy',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
