import type { IPAddress, ServiceCIDR } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime } from './times.ts';
import { addAnnotations, addLabels, createLines } from './writer.ts';

/** @k8s kubectl/pkg/describe describeServiceCIDRV1; golden world/describe/servicecidrs */
export const describeServiceCidr: Describer = (object, context) => {
  const cidr = object as unknown as ServiceCIDR;
  const { metadata, spec, status } = cidr;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `CIDRs:\t${(spec?.cidrs ?? []).join(', ')}`);
  if ((status?.conditions ?? []).length > 0) {
    lines.add(0, 'Status:\nConditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t------------------\t------\t-------');
    for (const c of status?.conditions ?? []) lines.add(1, `${c.type}\t${c.status}\t${longTime(c.lastTransitionTime)}\t${c.reason}\t${c.message}`);
  }
  addEventsOf(lines, context, cidr);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeIPAddressV1 */
export const describeIpAddress: Describer = (object, context) => {
  const address = object as unknown as IPAddress;
  const { metadata, spec } = address;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  if (spec?.parentRef !== undefined) {
    const { group = '', resource, namespace = '', name } = spec.parentRef;
    lines.add(0, 'Parent Reference:');
    for (const row of [`Group:\t${group}`, `Resource:\t${resource}`, `Namespace:\t${namespace}`, `Name:\t${name}`]) lines.add(1, row);
  }
  addEventsOf(lines, context, address);
  return lines.toString();
};
