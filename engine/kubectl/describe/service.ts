import type { Endpoint, EndpointSlice, Service } from '../../api/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addAnnotations, addLabels, createLines, labelsLine, type Lines } from './writer.ts';

const SHOWN = 3;

/** Ready addresses behind one port; more than three are counted. @k8s kubectl/pkg/describe formatEndpointSlices; golden cluster/svc-targetport */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const list: string[] = [];
  let [count, more] = [0, false];
  const add = ({ conditions, addresses }: Endpoint, port: number | undefined): void => {
    more ||= list.length === SHOWN;
    if (conditions?.ready === false) return;
    const address = addresses[0] ?? '';
    const host = address.includes(':') ? `[${address}]` : address;
    if (!more) list.push(port === undefined ? address : `${host}:${port}`);
    count++;
  };
  for (const { ports, endpoints } of slices) {
    if ((ports ?? []).length === 0) (endpoints ?? []).forEach((endpoint) => add(endpoint, undefined)); // headless services may have no ports
    else for (const port of ports ?? []) if ((port.name ?? '') === portName) (endpoints ?? []).forEach((endpoint) => add(endpoint, port.port ?? 0));
  }
  return `${list.join(',')}${more ? ` + ${count - SHOWN} more...` : ''}`;
}

export const slicesOf = (context: DescribeContext, namespace: string, service: string): readonly EndpointSlice[] => listOf<EndpointSlice>(context,
  `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${encodeURIComponent(`kubernetes.io/service-name=${service}`)}`);

/** @k8s kubectl/pkg/describe describeService; golden cluster/svc-* */
export const describeService: Describer = (object, context) => {
  const service = object as unknown as Service;
  const { metadata, spec, status } = service;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Selector:\t${labelsLine(spec?.selector)}`);
  lines.add(0, `Type:\t${spec?.type}`);
  if (spec?.ipFamilyPolicy !== undefined) lines.add(0, `IP Family Policy:\t${spec.ipFamilyPolicy}`);
  lines.add(0, `IP Families:\t${(spec?.ipFamilies ?? []).join(',') || '<none>'}`);
  lines.add(0, `IP:\t${spec?.clusterIP ?? ''}`);
  lines.add(0, `IPs:\t${(spec?.clusterIPs ?? []).join(',') || '<none>'}`);
  if ((spec?.externalIPs ?? []).length > 0) lines.add(0, `External IPs:\t${(spec?.externalIPs ?? []).join(',')}`);
  if (spec?.loadBalancerIP !== undefined && spec.loadBalancerIP !== '') lines.add(0, `Desired LoadBalancer IP:\t${spec.loadBalancerIP}`);
  if (spec?.externalName !== undefined && spec.externalName !== '') lines.add(0, `External Name:\t${spec.externalName}`);
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) lines.add(0, `LoadBalancer Ingress:\t${ingress.map(({ ip = '', hostname = '', ipMode }) => (ip === '' ? hostname : `${ip}${ipMode === undefined ? '' : ` (${ipMode})`}`)).join(', ')}`);
  addPorts(lines, service, context);
  lines.add(0, `Session Affinity:\t${spec?.sessionAffinity}`);
  if (spec?.externalTrafficPolicy !== undefined) lines.add(0, `External Traffic Policy:\t${spec.externalTrafficPolicy}`);
  if (spec?.internalTrafficPolicy !== undefined) lines.add(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}`);
  if ((spec?.healthCheckNodePort ?? 0) !== 0) lines.add(0, `HealthCheck NodePort:\t${spec?.healthCheckNodePort}`);
  if ((spec?.loadBalancerSourceRanges ?? []).length > 0) lines.add(0, `LoadBalancer Source Ranges:\t${(spec?.loadBalancerSourceRanges ?? []).join(',')}`);
  if (spec?.trafficDistribution !== undefined) lines.add(0, `Traffic Distribution:\t${spec.trafficDistribution}`);
  addEventsOf(lines, context, service);
  return lines.toString();
};

function addPorts(lines: Lines, { metadata, spec }: Service, context: DescribeContext): void {
  const slices = slicesOf(context, metadata?.namespace ?? '', metadata?.name ?? '');
  for (const { name = '', port, protocol, targetPort, appProtocol, nodePort = 0 } of spec?.ports ?? []) {
    const shown = name === '' ? '<unset>' : name;
    lines.add(0, `Port:\t${shown}\t${port}/${protocol}`);
    lines.add(0, `TargetPort:\t${targetPort}/${protocol}`);
    if (appProtocol !== undefined) lines.add(0, `AppProtocol:\t${appProtocol}`);
    if (nodePort !== 0) lines.add(0, `NodePort:\t${shown}\t${nodePort}/${protocol}`);
    lines.add(0, `Endpoints:\t${endpointsText(slices, name)}`);
  }
}
