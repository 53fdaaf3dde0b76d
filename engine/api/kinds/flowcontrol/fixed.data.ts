/** What nobody may change. @k8s pkg/apis/flowcontrol/internalbootstrap; golden world/objects/flowschemas, prioritylevelconfigurations */
import type { FlowSchemaSpec, PriorityLevelConfigurationSpec } from '../../schema/types.ts';

const EVERYTHING = {
  nonResourceRules: [{ nonResourceURLs: ['*'], verbs: ['*'] }],
  resourceRules: [{ apiGroups: ['*'], clusterScope: true, namespaces: ['*'], resources: ['*'], verbs: ['*'] }],
};
export const FIXED_SCHEMAS: { readonly [name: string]: FlowSchemaSpec } = {
  'catch-all': {
    distinguisherMethod: { type: 'ByUser' }, matchingPrecedence: 10000, priorityLevelConfiguration: { name: 'catch-all' },
    rules: [{ ...EVERYTHING, subjects: [{ group: { name: 'system:unauthenticated' }, kind: 'Group' }, { group: { name: 'system:authenticated' }, kind: 'Group' }] }],
  },
  exempt: {
    matchingPrecedence: 1, priorityLevelConfiguration: { name: 'exempt' },
    rules: [{ ...EVERYTHING, subjects: [{ group: { name: 'system:masters' }, kind: 'Group' }] }],
  },
};
export const FIXED_LEVELS: { readonly [name: string]: PriorityLevelConfigurationSpec } = {
  'catch-all': { limited: { lendablePercent: 0, limitResponse: { type: 'Reject' }, nominalConcurrencyShares: 5 }, type: 'Limited' },
};
