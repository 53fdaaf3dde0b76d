import type { Ingress, IngressBackend, IngressClass, Service } from '../../api/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { endpointsText, slicesOf } from './service.ts';
import { addAnnotations, addLabels, createLines } from './writer.ts';

/** `web:80 (10.244.1.5:8080)`. @k8s kubectl/pkg/describe describeBackendV1 */
function backendText(context: DescribeContext, namespace: string, { service, resource }: IngressBackend): string {
  if (service !== undefined) {
    const { name: portName = '', number = 0 } = service.port ?? {};
    const shown = `${service.name}:${number === 0 ? portName : number}`;
    const answer = context.api.attempt('GET', `/api/v1/namespaces/${namespace}/services/${service.name}`);
    if (!answer.ok) return `${shown} (<error: ${answer.status.message ?? ''}>)`;
    const { spec } = answer.body as unknown as Service; // the path says so
    const port = (spec?.ports ?? []).findLast((each) => (number !== 0 ? each.port === number : portName !== '' && each.name === portName));
    return `${shown} (${endpointsText(slicesOf(context, namespace, service.name), port?.name ?? '')})`;
  }
  if (resource === undefined) return '';
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
}

/** @k8s kubectl/pkg/describe describeIngressV1 */
export const describeIngress: Describer = (object, context) => {
  const ingress = object as unknown as Ingress;
  const { metadata, spec, status } = ingress;
  const namespace = metadata?.namespace ?? '';
  const lines = createLines();
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip = '', hostname = '' }) => ip || hostname).filter((text) => text !== '');
  const fallback = spec?.defaultBackend === undefined ? '<default>' : backendText(context, namespace, spec.defaultBackend);
  lines.add(0, `Name:\t${metadata?.name}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  lines.add(0, `Namespace:\t${namespace}`);
  lines.add(0, `Address:\t${[...new Set(addresses)].sort().join(',')}`);
  lines.add(0, `Ingress Class:\t${spec?.ingressClassName ?? '<none>'}`);
  lines.add(0, `Default backend:\t${fallback}`);
  if ((spec?.tls ?? []).length > 0) lines.add(0, 'TLS:');
  for (const { secretName = '', hosts = [] } of spec?.tls ?? []) {
    lines.add(1, secretName === '' ? `SNI routes ${hosts.join(',')}` : `${secretName} terminates ${hosts.join(',')}`);
  }
  lines.add(0, 'Rules:\n  Host\tPath\tBackends');
  lines.add(1, '----\t----\t--------');
  const rules = (spec?.rules ?? []).filter(({ http }) => http !== undefined);
  for (const { host = '', http } of rules) {
    lines.add(1, `${host === '' ? '*' : host}\t`);
    for (const { path = '', backend } of http?.paths ?? []) lines.add(2, `\t${path} \t${backendText(context, namespace, backend)}`);
  }
  if (rules.length === 0) lines.add(1, `*\t*\t${fallback}`);
  addAnnotations(lines, 0, metadata?.annotations);
  addEventsOf(lines, context, ingress);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeIngressClassV1 */
export const describeIngressClass: Describer = (object, context) => {
  const ingressClass = object as unknown as IngressClass;
  const { metadata, spec } = ingressClass;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Controller:\t${spec?.controller ?? ''}`);
  if (spec?.parameters !== undefined) {
    lines.add(0, 'Parameters:');
    if (spec.parameters.apiGroup !== undefined) lines.add(1, `APIGroup:\t${spec.parameters.apiGroup}`);
    lines.add(1, `Kind:\t${spec.parameters.kind}`);
    lines.add(1, `Name:\t${spec.parameters.name}`);
  }
  addEventsOf(lines, context, ingressClass);
  return lines.toString();
};
