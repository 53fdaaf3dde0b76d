import type { EndpointSlice, Service } from '../../api/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addAnnotations, addLabels, createLines, labelsLine, type Lines } from './writer.ts';

/** Ready addresses behind one port; more than three are counted. @k8s kubectl/pkg/describe formatEndpointSlices */
function endpointsOf(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const max = 3;
  const all = slices.flatMap((slice) => {
    const ready = (slice.endpoints ?? []).filter((e) => e.conditions?.ready !== false).flatMap((e) => e.addresses);
    if ((slice.ports ?? []).length === 0) return ready; // @k8s golden cluster/svc-targetport
    const ports = (slice.ports ?? []).filter((port) => (port.name ?? '') === portName);
    return ports.flatMap((port) => ready.map((address) => `${address}:${port.port}`));
  });
  if (all.length === 0) return '';
  return `${all.slice(0, max).join(',')}${all.length > max ? ` + ${all.length - max} more...` : ''}`;
}

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
  if (ingress.length > 0) lines.add(0, `LoadBalancer Ingress:\t${ingress.map((i) => i.ip ?? i.hostname ?? '').join(', ')}`);
  addPorts(lines, service, context);
  lines.add(0, `Session Affinity:\t${spec?.sessionAffinity}`);
  if (spec?.externalTrafficPolicy !== undefined) lines.add(0, `External Traffic Policy:\t${spec.externalTrafficPolicy}`);
  if (spec?.internalTrafficPolicy !== undefined) lines.add(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}`);
  if (spec?.trafficDistribution !== undefined) lines.add(0, `Traffic Distribution:\t${spec.trafficDistribution}`);
  if ((spec?.healthCheckNodePort ?? 0) !== 0) lines.add(0, `HealthCheck NodePort:\t${spec?.healthCheckNodePort}`);
  if ((spec?.loadBalancerSourceRanges ?? []).length > 0) lines.add(0, `LoadBalancer Source Ranges:\t${(spec?.loadBalancerSourceRanges ?? []).join(',')}`);
  addEventsOf(lines, context, service);
  return lines.toString();
};

function addPorts(lines: Lines, service: Service, context: DescribeContext): void {
  const { metadata, spec } = service;
  const slices = listOf<EndpointSlice>(context, `/apis/discovery.k8s.io/v1/namespaces/${metadata?.namespace}/endpointslices?labelSelector=${encodeURIComponent(`kubernetes.io/service-name=${metadata?.name}`)}`);
  for (const port of spec?.ports ?? []) {
    lines.add(0, `Port:\t${port.name === undefined || port.name === '' ? '<unset>' : port.name}\t${port.port}/${port.protocol}`);
    lines.add(0, `TargetPort:\t${port.targetPort}/${port.protocol}`);
    if ((port.nodePort ?? 0) !== 0) lines.add(0, `NodePort:\t${port.name === undefined || port.name === '' ? '<unset>' : port.name}\t${port.nodePort}/${port.protocol}`);
    lines.add(0, `Endpoints:\t${endpointsOf(slices, port.name ?? '')}`);
  }
}
