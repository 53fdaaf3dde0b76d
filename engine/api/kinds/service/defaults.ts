/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_Service */
import type { Service, ServicePort, ServiceSpec, ServiceStatus } from '../../schema/types.ts';
import { fill, mapSame, set } from '../workload/podTemplate.ts';

const defaultPort = (port: ServicePort): ServicePort => {
  const filled = fill(port, { protocol: 'TCP' });
  const { targetPort } = filled;
  return targetPort === undefined || targetPort === 0 || targetPort === '' ? { ...filled, targetPort: port.port } : filled;
};

/** Can be reached from outside, so that it matters where traffic enters. */
export const isExternallyAccessible = ({ type, externalIPs = [] }: ServiceSpec): boolean =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);

/** An address of a load balancer is a virtual one unless it says otherwise. */
export function statusDefaults(status: ServiceStatus | undefined): ServiceStatus {
  if (status?.loadBalancer === undefined) return { ...status, loadBalancer: {} };
  const ingress = mapSame(status.loadBalancer.ingress, (each) => ((each.ip ?? '') === '' ? each : fill(each, { ipMode: 'VIP' })));
  return set(status, { loadBalancer: set(status.loadBalancer, { ingress }) });
}

/** How long a client is remembered means nothing where none is. @k8s pkg/apis/core/v1/defaults.go SetDefaults_Service */
function withoutAffinityConfig(spec: ServiceSpec): ServiceSpec {
  const { sessionAffinityConfig: _, ...rest } = spec;
  return rest;
}

export function serviceDefaults(service: Service): Service {
  const filled = fill(service.spec ?? {}, { sessionAffinity: 'None', type: 'ClusterIP' });
  const spec = filled.sessionAffinity === 'None' && filled.sessionAffinityConfig !== undefined ? withoutAffinityConfig(filled) : filled;
  const clientIp = spec.sessionAffinity === 'ClientIP';
  const config = spec.sessionAffinityConfig ?? {};
  const named = spec.type === 'ExternalName';
  const next = set(spec, {
    ports: mapSame(spec.ports, defaultPort),
    sessionAffinityConfig: clientIp ? set(config, { clientIP: fill(config.clientIP ?? {}, { timeoutSeconds: 10800 }) }) : undefined,
  });
  return set(service, {
    spec: fill(next, {
      ...(isExternallyAccessible(next) ? { externalTrafficPolicy: 'Cluster' } : {}),
      ...(named ? {} : { internalTrafficPolicy: 'Cluster' }),
      ...(next.type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
    }),
    status: statusDefaults(service.status),
  });
}
