/**
 * Cluster IPs and node ports, given out when a Service is stored. What is taken is read from the Services themselves.
 * @k8s pkg/registry/core/service/storage/alloc.go, ipallocator, portallocator; golden cluster/svc-clusterip-fixed, kubectl/invalid-services-1
 */
import { invalid, invalidStatus, type KubeObject, type Service, type ServicePort, type ServiceSpec } from '../api/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from './context.ts';

const NETWORK = '10.96.0.0/12';
const FIRST_IP = ((10 << 24) | (96 << 16)) >>> 0;
const IP_COUNT = 2 ** 20;
/** Kept for addresses that people choose. */
const STATIC_IPS = 256;
const [FIRST_PORT, LAST_PORT, STATIC_PORTS] = [30000, 32767, 86];

export function allocate(context: ServerContext, request: ResourceRequest, object: KubeObject, old: KubeObject | undefined): KubeObject | Failure {
  if (request.resource !== 'services' || request.subresource !== undefined) return object;
  const [service, before] = [object as Service, old as Service | undefined]; // the resource tells the type
  if (service.spec === undefined) return service;
  const withIp = withClusterIp(context, request, service, service.spec, before?.spec);
  if (isFailure(withIp)) return withIp;
  const spec = withNodePorts(context, service, withIp, before?.spec, isDry(request));
  if (isFailure(spec)) return spec;
  const allocated: Service = { ...service, spec };
  return spec === service.spec ? service : allocated;
}

/** A dry run asks no allocator: what is taken, or no node port at all, passes. @k8s golden kubectl/invalid-services-1 */
const isDry = (request: ResourceRequest): boolean => request.query.all('dryRun').includes('All');

const toText = (ip: number): string => [24, 16, 8, 0].map((shift) => (ip >>> shift) & 255).join('.');
function toNumber(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

const others = (context: ServerContext, service: Service): readonly Service[] =>
  (context.store.list('services') as readonly Service[]) // the resource tells the type
    .filter(({ metadata }) => metadata?.uid !== service.metadata?.uid);

function refuse(service: Service, path: string, value: readonly string[] | number, detail: string): Failure {
  return fail(invalidStatus({ group: '', kind: 'Service' }, service.metadata?.name ?? '', [invalid(path, value, detail)]));
}

function withClusterIp(context: ServerContext, request: ResourceRequest, service: Service, spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec | Failure {
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return spec;
  const asked = spec.clusterIP ?? spec.clusterIPs?.[0] ?? '';
  if (asked !== '' && asked === old?.clusterIP) return spec;
  const taken = new Set(others(context, service).flatMap(({ spec: other }) => other?.clusterIPs ?? []));
  if (asked === '') {
    const ip = freeIp(context, taken);
    return { ...spec, clusterIP: ip, clusterIPs: [ip] };
  }
  const number = toNumber(asked);
  const place = number === undefined ? -1 : number - FIRST_IP;
  if (place < 1 || place >= IP_COUNT - 1) {
    const why = isDry(request)
      ? `the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${NETWORK}` : 'the provided network does not match the current range';
    return refuse(service, 'spec.clusterIPs', [asked], `failed to allocate IP ${asked}: ${why}`);
  }
  if (taken.has(asked) && !isDry(request)) return refuse(service, 'spec.clusterIPs', [asked], `failed to allocate IP ${asked}: provided IP is already allocated`);
  return spec;
}

function freeIp(context: ServerContext, taken: ReadonlySet<string>): string {
  let place = context.random.int('cluster IP', STATIC_IPS + 1, IP_COUNT - 2);
  while (taken.has(toText(FIRST_IP + place))) place = place + 1 > IP_COUNT - 2 ? STATIC_IPS + 1 : place + 1;
  return toText(FIRST_IP + place);
}

function withNodePorts(context: ServerContext, service: Service, spec: ServiceSpec, old: ServiceSpec | undefined, dry: boolean): ServiceSpec | Failure {
  const wanted = spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
  if (!wanted || spec.ports === undefined) return spec;
  const mine = new Set((old?.ports ?? []).map(({ nodePort }) => nodePort));
  const taken = new Set(others(context, service).flatMap(({ spec: other }) => [...(other?.ports ?? []).map(({ nodePort }) => nodePort), other?.healthCheckNodePort]));
  const ports: ServicePort[] = [];
  for (const [index, port] of spec.ports.entries()) {
    const number = port.nodePort ?? 0;
    if (number === 0) { ports.push({ ...port, nodePort: freePort(context, taken, ports, port) }); continue; }
    if (dry) { ports.push(port); continue; }
    const path = `spec.ports[${index}].nodePort`;
    if (number < FIRST_PORT || number > LAST_PORT) {
      return refuse(service, path, number, `provided port is not in the valid range. The range of valid ports is ${FIRST_PORT}-${LAST_PORT}`);
    }
    if (taken.has(number) && !mine.has(number)) return refuse(service, path, number, 'provided port is already allocated');
    ports.push(port);
  }
  const local = spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local' && spec.healthCheckNodePort === undefined;
  return { ...spec, ports, ...(local ? { healthCheckNodePort: freePort(context, taken, ports, undefined) } : {}) };
}

/** The same port over another protocol shares its node port. */
function freePort(context: ServerContext, taken: ReadonlySet<number | undefined>, given: readonly ServicePort[], port: ServicePort | undefined): number {
  const twin = given.find((other) => other.port === port?.port && other.protocol !== port.protocol);
  if (twin?.nodePort !== undefined) return twin.nodePort;
  const first = FIRST_PORT + STATIC_PORTS;
  let number = context.random.int('node port', first, LAST_PORT);
  while (taken.has(number) || given.some(({ nodePort }) => nodePort === number)) number = number === LAST_PORT ? first : number + 1;
  return number;
}
