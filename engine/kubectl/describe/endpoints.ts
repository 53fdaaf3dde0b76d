import type { Endpoints, EndpointSlice, KubeObject } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

function addHead(lines: Lines, { metadata }: KubeObject): void {
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
}

/** @k8s golden cluster/svc-without-selector, controllers/eps-readiness */
export const describeEndpointSlice: Describer = (object, context) => {
  const slice = object as unknown as EndpointSlice;
  const lines = createLines();
  addHead(lines, slice);
  lines.add(0, `AddressType:\t${slice.addressType}`);
  if ((slice.ports ?? []).length === 0) lines.add(0, 'Ports: <unset>');
  else {
    lines.add(0, 'Ports:\n  Name\tPort\tProtocol');
    lines.add(1, '----\t----\t--------');
    for (const { name, port, protocol } of slice.ports ?? []) lines.add(1, `${name === undefined || name === '' ? '<unset>' : name}\t${port ?? '<unset>'}\t${protocol}`);
  }
  if ((slice.endpoints ?? []).length === 0) lines.add(0, 'Endpoints: <none>');
  else {
    lines.add(0, 'Endpoints:');
    for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of slice.endpoints ?? []) {
      lines.add(1, `- Addresses:\t${addresses.join(', ') || '<none>'}`);
      lines.add(2, 'Conditions:');
      lines.add(3, `Ready:\t${conditions?.ready ?? '<unset>'}`);
      lines.add(2, `Hostname:\t${hostname ?? '<unset>'}`);
      if (targetRef !== undefined) lines.add(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`);
      lines.add(2, `NodeName:\t${nodeName ?? '<unset>'}`);
      lines.add(2, `Zone:\t${zone ?? '<unset>'}`);
    }
  }
  addEventsOf(lines, context, slice);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeEndpoints */
export const describeEndpoints: Describer = (object, context) => {
  const endpoints = object as unknown as Endpoints;
  const lines = createLines();
  const joined = (addresses: readonly { readonly ip: string }[] | undefined): string => ((addresses ?? []).length === 0 ? '<none>' : (addresses ?? []).map((a) => a.ip).join(','));
  addHead(lines, endpoints);
  lines.add(0, 'Subsets:');
  for (const { addresses, notReadyAddresses, ports } of endpoints.subsets ?? []) {
    lines.add(1, `Addresses:\t${joined(addresses)}`);
    lines.add(1, `NotReadyAddresses:\t${joined(notReadyAddresses)}`);
    if ((ports ?? []).length > 0) {
      lines.add(1, 'Ports:');
      lines.add(2, 'Name\tPort\tProtocol');
      lines.add(2, '----\t----\t--------');
      for (const { name, port, protocol } of ports ?? []) lines.add(2, `${name === undefined || name === '' ? '<unset>' : name}\t${port}\t${protocol}`);
    }
    lines.add(0, '');
  }
  addEventsOf(lines, context, endpoints);
  return lines.toString();
};
