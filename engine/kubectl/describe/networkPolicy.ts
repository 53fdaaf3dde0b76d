import type { LabelSelector, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/index.ts';
import { formatLabelSelector } from '../../base/index.ts';
import type { Describer } from './context.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

type Direction = { readonly name: 'ingress' | 'egress'; readonly peers: 'From' | 'To'; readonly end: 'source' | 'destination' };
const INGRESS: Direction = { name: 'ingress', peers: 'From', end: 'source' };
const EGRESS: Direction = { name: 'egress', peers: 'To', end: 'destination' };
type Rule = { readonly ports: readonly NetworkPolicyPort[]; readonly peers: readonly NetworkPolicyPeer[] };

function addPeer(lines: Lines, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): void {
  const add = (title: string, selector: LabelSelector | undefined): void => {
    if (selector !== undefined) lines.add(3, `${title}: ${formatLabelSelector(selector)}`);
  };
  add('NamespaceSelector', namespaceSelector);
  add('PodSelector', podSelector);
  if (namespaceSelector !== undefined || podSelector !== undefined || ipBlock === undefined) return;
  lines.add(3, 'IPBlock:');
  lines.add(4, `CIDR: ${ipBlock.cidr}`);
  lines.add(4, `Except: ${(ipBlock.except ?? []).join(', ')}`);
}

function addRules(lines: Lines, { name, peers: title, end }: Direction, rules: readonly Rule[]): void {
  if (rules.length === 0) lines.add(2, `<none> (Selected pods are isolated for ${name} connectivity)`);
  rules.forEach(({ ports, peers }, index) => {
    if (ports.length === 0) lines.add(2, 'To Port: <any> (traffic allowed to all ports)');
    for (const { port, endPort, protocol = 'TCP' } of ports) {
      const shown = port ?? '<nil>';
      lines.add(2, endPort === undefined ? `To Port: ${shown}/${protocol}` : `To Port Range: ${shown}-${endPort}/${protocol}`);
    }
    if (peers.length === 0) lines.add(2, `${title}: <any> (traffic not restricted by ${end})`);
    for (const peer of peers) { lines.add(2, `${title}:`); addPeer(lines, peer); }
    if (index < rules.length - 1) lines.add(2, '----------');
  });
}

/** As Go prints a time: `2026-11-21 13:21:08 +0000 UTC`. */
const goTime = (text: string | undefined): string => (text === undefined ? '<nil>' : `${text.slice(0, 10)} ${text.slice(11, 19)} +0000 UTC`);

/** @k8s kubectl/pkg/describe describeNetworkPolicy; golden kubectl/networkpolicy-describe, cluster/netpol-describe */
export const describeNetworkPolicy: Describer = (object) => {
  const { metadata, spec = {} } = object as unknown as NetworkPolicy;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `Created on:\t${goTime(metadata?.creationTimestamp)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, 'Spec:');
  const selector = formatLabelSelector(spec.podSelector ?? {});
  const all = selector === '<none>' || selector === '';
  lines.add(1, `PodSelector:     ${all ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selector}`);
  const types = spec.policyTypes ?? [];
  const add = (type: string, direction: Direction, rules: readonly Rule[]): void => {
    if (!types.includes(type)) { lines.add(1, `Not affecting ${direction.name} traffic`); return; }
    lines.add(1, `Allowing ${direction.name} traffic:`);
    addRules(lines, direction, rules);
  };
  add('Ingress', INGRESS, (spec.ingress ?? []).map(({ ports = [], from = [] }) => ({ ports, peers: from })));
  add('Egress', EGRESS, (spec.egress ?? []).map(({ ports = [], to = [] }) => ({ ports, peers: to })));
  lines.add(1, `Policy Types: ${types.join(', ') || '<none>'}`);
  return lines.toString();
};
