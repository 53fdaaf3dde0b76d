import { formatLabelSelector } from '../../../base/index.ts';
import type { KindDefinition } from '../../kindDefinition.ts';
import type { NetworkPolicy, NetworkPolicySpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { fill, mapSame, set } from '../workload/podTemplate.ts';
import { networkPolicyWarnings, validateNetworkPolicy, validateNetworkPolicyUpdate } from './networkPolicyRules.ts';

/** @k8s pkg/apis/networking/v1/defaults.go */
function defaultSpec(spec: NetworkPolicySpec): NetworkPolicySpec {
  const withPorts = <R extends { readonly ports?: readonly { readonly protocol?: string }[] }>(rule: R): R =>
    (rule.ports === undefined ? rule : set<R>(rule, { ports: mapSame(rule.ports, (port) => fill(port, { protocol: 'TCP' })) } as Partial<R>)); // only ports differ
  return fill(set(spec, { ingress: mapSame(spec.ingress, withPorts), egress: mapSame(spec.egress, withPorts) }), {
    podSelector: {}, policyTypes: (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
  });
}

export const networkPolicy: KindDefinition<NetworkPolicy> = {
  group: 'networking.k8s.io', version: 'v1', kind: 'NetworkPolicy', plural: 'networkpolicies', singular: 'networkpolicy', shortNames: ['netpol'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'networking.v1.NetworkPolicy',
  defaults: (object) => set(object, { spec: defaultSpec((object.spec?.policyTypes ?? []).length > 0 ? object.spec ?? {} : withoutTypes(object.spec ?? {})) }),
  prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicyUpdate,
  updateIsWhole: true,
  warnings: networkPolicyWarnings,
  columns: [nameColumn, column('Pod-Selector', 'string', ({ spec }: NetworkPolicy) => formatLabelSelector(spec?.podSelector)), ageColumn],
  selectableFields: {},
};

/** An empty list counts as none. */
function withoutTypes(spec: NetworkPolicySpec): NetworkPolicySpec {
  if (spec.policyTypes === undefined) return spec;
  const { policyTypes: _, ...rest } = spec;
  return rest;
}
