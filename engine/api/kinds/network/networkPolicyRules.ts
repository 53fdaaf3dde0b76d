/** @k8s pkg/apis/networking/validation/validation.go ValidateNetworkPolicy; golden kubectl/invalid-ingress-networkpolicy-2 */
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { cidrContains, parseCidr } from '../../rules/ip.ts';
import { cidrErrors, cidrWarnings } from '../../rules/ipErrors.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../../schema/types.ts';
import { invalids, portNameProblems, portProblems } from '../pod/checks.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TYPES = ['Ingress', 'Egress'];

function portErrors(path: string, { protocol, port, endPort }: NetworkPolicyPort): FieldError[] {
  const errors = protocol === undefined || PROTOCOLS.includes(protocol) ? [] : [notSupported(`${path}.protocol`, protocol, PROTOCOLS)];
  const endless = (words: string): FieldError[] => (endPort === undefined ? [] : [invalid(`${path}.endPort`, endPort, words)]);
  if (port === undefined) return [...errors, ...endless('may not be specified when `port` is not specified')];
  if (typeof port === 'string') {
    return [...errors, ...endless('may not be specified when `port` is non-numeric'), ...invalids(`${path}.port`, port, portNameProblems(port))];
  }
  errors.push(...invalids(`${path}.port`, port, portProblems(port)));
  if (endPort === undefined) return errors;
  if (endPort < port) errors.push(invalid(`${path}.endPort`, port, 'must be greater than or equal to `port`'));
  return [...errors, ...invalids(`${path}.endPort`, endPort, portProblems(endPort))];
}

function blockErrors(path: string, { cidr = '', except = [] }: Partial<IPBlock>, old: readonly string[]): FieldError[] {
  if (cidr === '') return [required(`${path}.cidr`)];
  const errors = cidrErrors(`${path}.cidr`, cidr, old);
  const whole = parseCidr(cidr);
  if (whole === undefined) return errors;
  for (const [index, text] of except.entries()) {
    const here = `${path}.except[${index}]`;
    errors.push(...cidrErrors(here, text, old));
    const part = parseCidr(text);
    if (part === undefined) continue;
    const within = cidrContains(whole, { family: part.family, value: part.base }) && whole.prefix < part.prefix;
    if (!within) errors.push(invalid(here, text, 'must be a strict subset of `cidr`'));
  }
  return errors;
}

function peerErrors(path: string, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, old: readonly string[]): FieldError[] {
  const errors = [...validateLabelSelector(`${path}.podSelector`, podSelector), ...validateLabelSelector(`${path}.namespaceSelector`, namespaceSelector)];
  if (ipBlock !== undefined) errors.push(...blockErrors(`${path}.ipBlock`, ipBlock, old));
  const selected = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selected && ipBlock === undefined) errors.push(required(path, 'must specify a peer'));
  else if (selected && ipBlock !== undefined) errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

type Rule = { readonly path: string; readonly field: 'from' | 'to'; readonly ports: readonly NetworkPolicyPort[]; readonly peers: readonly NetworkPolicyPeer[] };
const rulesOf = ({ ingress = [], egress = [] }: NetworkPolicySpec): readonly Rule[] => [
  ...ingress.map(({ ports = [], from = [] }, index): Rule => ({ path: `spec.ingress[${index}]`, field: 'from', ports, peers: from })),
  ...egress.map(({ ports = [], to = [] }, index): Rule => ({ path: `spec.egress[${index}]`, field: 'to', ports, peers: to })),
];
const blocksOf = (spec: NetworkPolicySpec): readonly (readonly [string, IPBlock])[] => rulesOf(spec).flatMap(({ path, field, peers }) =>
  peers.flatMap(({ ipBlock }, index) => (ipBlock === undefined ? [] : [[`${path}.${field}[${index}].ipBlock`, ipBlock] as const])));

function specErrors(spec: NetworkPolicySpec, old: readonly string[]): FieldError[] {
  const types = spec.policyTypes ?? [];
  return [
    ...validateLabelSelector('spec.podSelector', spec.podSelector),
    ...rulesOf(spec).flatMap(({ path, field, ports, peers }) => [
      ...ports.flatMap((port, index) => portErrors(`${path}.ports[${index}]`, port)),
      ...peers.flatMap((peer, index) => peerErrors(`${path}.${field}[${index}]`, peer, old)),
    ]),
    ...(types.length > TYPES.length ? [invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')]
      : types.flatMap((type, index) => (TYPES.includes(type) ? [] : [notSupported(`spec.policyTypes[${index}]`, type, TYPES)]))),
  ];
}

export const validateNetworkPolicy = (object: NetworkPolicy): FieldError[] =>
  [...validateMeta(object, subdomainName, true), ...specErrors(object.spec ?? {}, [])];

/** A range that the stored policy has somewhere may stay. */
export const validateNetworkPolicyUpdate = (next: NetworkPolicy, old: NetworkPolicy): FieldError[] => [
  ...validateMetaUpdate(next, old), ...validateMeta(next, subdomainName, true),
  ...specErrors(next.spec ?? {}, blocksOf(old.spec ?? {}).flatMap(([, { cidr, except = [] }]) => [cidr, ...except])),
];

/** @k8s pkg/registry/networking/networkpolicy/strategy.go networkPolicyWarnings */
export const networkPolicyWarnings = ({ spec = {} }: NetworkPolicy): string[] => blocksOf(spec).flatMap(([path, { cidr, except = [] }]) => [
  ...cidrWarnings(`${path}.cidr`, cidr), ...except.flatMap((text, index) => cidrWarnings(`${path}.except[${index}]`, text)),
]);
