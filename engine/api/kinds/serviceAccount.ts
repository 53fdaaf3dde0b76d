import type { KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { ServiceAccount } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, nameColumn, unchanged } from './common.ts';

export const serviceAccount: KindDefinition<ServiceAccount> = {
  group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', singular: 'serviceaccount', shortNames: ['sa'], categories: [],
  namespaced: true, verbs: ALL_VERBS,
  subresources: [{ name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create'] }],
  definition: 'core.v1.ServiceAccount',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, ageColumn],
  selectableFields: {},
};
