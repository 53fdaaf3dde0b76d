/** What the server fills in and drops when a Service is written. @k8s pkg/registry/core/service/strategy.go, storage/storage.go */
import type { Service, ServicePort, ServiceSpec } from '../../schema/types.ts';
import { sameObject } from '../../meta/equal.ts';
import { isExternallyAccessible, statusDefaults } from './defaults.ts';
import { initFamilies } from './families.ts';

const without = <T extends object, K extends keyof T>(object: T, keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>; // the very keys were left out

const needsClusterIp = ({ type }: ServiceSpec): boolean => type !== 'ExternalName';
/** Node ports are given out to these; others may carry none. */
export const needsNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
export const needsHealthCheck = ({ type, externalTrafficPolicy }: ServiceSpec): boolean => type === 'LoadBalancer' && externalTrafficPolicy === 'Local';

/** `clusterIP` and the first of `clusterIPs` are one field with two names; who knows only the old name means both. */
function normalized(next: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = next;
  if (old === undefined) return clusterIP !== '' && clusterIPs.length === 0 ? { ...next, clusterIPs: [clusterIP] } : next;
  const before = old.clusterIP ?? '';
  if (before === clusterIP) return clusterIPs.length === 0 && (old.clusterIPs ?? []).length > 0 ? { ...next, clusterIPs: old.clusterIPs ?? [] } : next;
  if (!sameObject(clusterIPs, old.clusterIPs ?? [])) return next;
  return before !== '' && clusterIP === '' ? without(next, ['clusterIPs']) : { ...next, clusterIPs: [clusterIP] };
}

const portsOf = ({ ports = [] }: ServiceSpec): Set<number> => new Set(ports.map(({ nodePort = 0 }) => nodePort).filter((port) => port !== 0));

/** Ports that keep their name keep their node port. */
function keepNodePorts(ports: readonly ServicePort[], next: ServiceSpec, old: ServiceSpec): readonly ServicePort[] {
  const mine = portsOf(next);
  const used = new Set([...portsOf(old)].filter((port) => mine.has(port)));
  const byName = new Map((old.ports ?? []).map(({ name = '', nodePort = 0 }) => [name, nodePort]));
  return ports.map((port) => {
    const before = byName.get(port.name ?? '') ?? 0;
    if ((port.nodePort ?? 0) !== 0 || before === 0 || used.has(before)) return port;
    used.add(before);
    return { ...port, nodePort: before };
  });
}

/** A client that replaces a Service without what was given out to it means to keep it. */
function withAllocated(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let spec = next;
  if (needsClusterIp(old) && needsClusterIp(next)) {
    if ((spec.clusterIP ?? '') === '' && old.clusterIP !== undefined) spec = { ...spec, clusterIP: old.clusterIP };
    if ((spec.clusterIPs ?? []).length === 0 && spec.clusterIP === old.clusterIP && old.clusterIPs !== undefined) spec = { ...spec, clusterIPs: old.clusterIPs };
  }
  if (needsNodePorts(old) && needsNodePorts(next) && spec.ports !== undefined) spec = { ...spec, ports: keepNodePorts(spec.ports, next, old) };
  const port = old.healthCheckNodePort;
  if (needsHealthCheck(old) && needsHealthCheck(next) && (spec.healthCheckNodePort ?? 0) === 0 && port !== undefined) spec = { ...spec, healthCheckNodePort: port };
  return spec;
}

/** What the new type does not use goes, unless the client changed it in the same breath: that is an error to be told. */
function dropped(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const gone: (keyof ServiceSpec)[] = [];
  const kept = (key: keyof ServiceSpec): boolean => sameObject(next[key], old[key]);
  if (needsClusterIp(old) && !needsClusterIp(next)) {
    if (kept('clusterIP') && kept('clusterIPs')) gone.push('clusterIP', 'clusterIPs');
    gone.push(...(['ipFamilies', 'ipFamilyPolicy'] as const).filter(kept));
  }
  if (needsHealthCheck(old) && !needsHealthCheck(next) && kept('healthCheckNodePort')) gone.push('healthCheckNodePort');
  if (old.type === 'LoadBalancer' && next.type !== 'LoadBalancer') gone.push(...(['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const).filter(kept));
  if (isExternallyAccessible(old) && !isExternallyAccessible(next) && kept('externalTrafficPolicy')) gone.push('externalTrafficPolicy');
  const spec: ServiceSpec = gone.length === 0 ? next : without(next, gone);
  const before = portsOf(old);
  const portless = needsNodePorts(old) && !needsNodePorts(next) && [...portsOf(next)].every((port) => before.has(port));
  return portless && spec.ports !== undefined ? { ...spec, ports: spec.ports.map((port) => without(port, ['nodePort'])) } : spec;
}

/** A Service whose families are wrong stays as it is: the allocator says why. */
function withFamilies(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  const families = initFamilies(spec, old);
  return families.errors.length === 0 ? families.spec : spec;
}

export const prepareForCreate = (service: Service): Service =>
  ({ ...service, ...(service.spec === undefined ? {} : { spec: withFamilies(normalized(service.spec, undefined), undefined) }), status: { loadBalancer: {} } });

export function prepareForUpdate(next: Service, old: Service): Service {
  const { status: _status, ...rest } = next;
  const before = old.spec ?? {};
  const spec = next.spec && dropped(withFamilies(normalized(withAllocated(next.spec, before), before), before), before);
  const status = spec?.type === 'LoadBalancer' || old.status?.loadBalancer?.ingress === undefined ? old.status : { ...old.status, loadBalancer: {} };
  return { ...rest, ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) };
}

export const prepareForStatusUpdate = (next: Service, old: Service): Service => {
  const { spec: _spec, status, ...rest } = next;
  return { ...rest, status: statusDefaults(status), ...(old.spec === undefined ? {} : { spec: old.spec }) };
};
