/** @k8s pkg/registry/core/service/strategy.go, storage/storage.go */
import type { Service, ServiceSpec } from '../../schema/types.ts';

/** `clusterIP` and the first of `clusterIPs` are one field with two names; an IPv4 cluster has one family. */
function withFamilies(spec: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs = [] } = spec;
  const ips = clusterIPs.length === 0 && clusterIP !== undefined && clusterIP !== '' ? { clusterIPs: [clusterIP] }
    : clusterIPs[0] !== undefined && clusterIP === undefined ? { clusterIP: clusterIPs[0] } : {};
  if (spec.type === 'ExternalName') return { ...spec, ...ips };
  return { ...spec, ...ips, ipFamilies: spec.ipFamilies ?? ['IPv4'], ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack' };
}

export const prepareForCreate = (service: Service): Service =>
  ({ ...service, ...(service.spec === undefined ? {} : { spec: withFamilies(service.spec) }), status: { loadBalancer: {} } });

const without = <T extends object, K extends keyof T>(object: T, keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;

/** A client that replaces a Service without its addresses means to keep them. */
function keepAddresses(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (next.type === 'ExternalName') {
    return old.type === 'ExternalName' || next.clusterIP !== old.clusterIP ? next
      : without(next, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy']);
  }
  if (old.type === 'ExternalName') return withFamilies(next);
  const kept: ServiceSpec = {
    ...next,
    ...((next.clusterIP ?? '') === '' && old.clusterIP !== undefined ? { clusterIP: old.clusterIP } : {}),
    ...((next.clusterIPs ?? []).length === 0 && old.clusterIPs !== undefined
      ? { clusterIPs: (next.clusterIP ?? '') === '' || next.clusterIP === old.clusterIP ? old.clusterIPs : [next.clusterIP ?? ''] } : {}),
  };
  // A changed clusterIP with the old clusterIPs means the new one.
  const changed = (next.clusterIP ?? '') !== '' && next.clusterIP !== old.clusterIP && next.clusterIPs?.[0] === old.clusterIPs?.[0];
  return withFamilies(changed ? { ...kept, clusterIPs: [next.clusterIP ?? ''] } : kept);
}

/** Ports that stay keep their node port; a service that needs none loses it. */
function keepNodePorts(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const needs = next.type === 'NodePort' || next.type === 'LoadBalancer';
  const had = old.type === 'NodePort' || old.type === 'LoadBalancer';
  if (!had || next.ports === undefined) return next;
  const before = (old.ports ?? []).map(({ nodePort }) => nodePort);
  if (!needs) {
    // Only when the client left them alone: a changed one is an error to be told.
    const same = next.ports.every(({ nodePort = 0 }) => nodePort === 0 || before.includes(nodePort));
    const ports = same ? next.ports.map((port) => without(port, ['nodePort'])) : next.ports;
    const external = next.externalTrafficPolicy === old.externalTrafficPolicy && (next.externalIPs ?? []).length === 0;
    return { ...(external ? without(next, ['externalTrafficPolicy', 'allocateLoadBalancerNodePorts']) : next), ports };
  }
  const ports = next.ports.map((port) => {
    if ((port.nodePort ?? 0) !== 0) return port;
    const same = (old.ports ?? []).find((other) => other.port === port.port && other.protocol === port.protocol);
    return same?.nodePort === undefined || next.ports?.some((other) => other.nodePort === same.nodePort)
      ? port : { ...port, nodePort: same.nodePort };
  });
  return { ...next, ports };
}

export function prepareForUpdate(next: Service, old: Service): Service {
  const { status: _status, ...rest } = next;
  const spec = next.spec && old.spec && keepNodePorts(keepAddresses(next.spec, old.spec), old.spec);
  return { ...rest, ...(spec === undefined ? {} : { spec }), ...(old.status === undefined ? {} : { status: old.status }) };
}

export const prepareForStatusUpdate = (next: Service, old: Service): Service => {
  const { spec: _spec, ...rest } = next;
  return { ...rest, ...(old.spec === undefined ? {} : { spec: old.spec }) };
};
