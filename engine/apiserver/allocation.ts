/**
 * Cluster IPs and node ports, given out before a Service is judged. An address that is taken has an IPAddress object; ports are read
 * from the Services themselves. @k8s pkg/registry/core/service/storage/alloc.go, ipallocator, portallocator; golden kubectl/invalid-services-1
 */
import {
  cidrContains, cidrSize, formatIp, initFamilies, internalError, invalid, invalidStatus, needsHealthCheck, needsNodePorts, parseCidr, parseIp,
  type Cidr, type FieldError, type IPAddress, type KubeObject, type Service, type ServiceCIDR, type ServicePort, type ServiceSpec,
} from '../api/index.ts';
import type { Json } from '../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { nowStamp } from './times.ts';

const NETWORK = '10.96.0.0/12';
const ADDRESSES = 'ipaddresses.networking.k8s.io';
const RANGES = 'servicecidrs.networking.k8s.io';
/** The lower part of a range is kept for addresses that people choose: a sixteenth of it, at most 256. */
const MAX_STATIC = 256n;
const [FIRST_PORT, LAST_PORT, STATIC_PORTS] = [30000, 32767, 86];
/** A dry run does not look for a free port. @k8s pkg/registry/core/service/portallocator/operation.go */
const DRY_PORT = 32769;

const concerns = ({ resource, subresource }: ResourceRequest): boolean => resource === 'services' && subresource === undefined;

type Task = {
  readonly context: ServerContext;
  readonly service: Service;
  readonly old: ServiceSpec | undefined;
  /** Asks nobody whether what the client chose is free. */
  readonly dry: boolean;
};

export function allocate(context: ServerContext, request: ResourceRequest, object: KubeObject, old: KubeObject | undefined): KubeObject | Failure {
  if (!concerns(request)) return object;
  const service = object as Service; // the resource tells the type
  const task: Task = { context, service, old: (old as Service | undefined)?.spec, dry: request.query.all('dryRun').includes('All') };
  if (service.spec === undefined) return service;
  const families = initFamilies(service.spec, task.old);
  if (families.errors.length > 0) return refuse(task, families.errors);
  let spec = withClusterIps(task, families.spec);
  if (!isFailure(spec)) spec = withNodePorts(task, spec);
  if (!isFailure(spec)) spec = withHealthCheckPort(task, spec);
  if (isFailure(spec)) return spec;
  const allocated: Service = { ...service, spec };
  return spec === service.spec ? service : allocated;
}

const refuse = ({ service }: Task, errors: readonly FieldError[]): Failure =>
  fail(invalidStatus({ group: '', kind: 'Service' }, service.metadata?.name ?? '', errors));

const isReady = ({ metadata, status }: ServiceCIDR): boolean => metadata?.deletionTimestamp === undefined
  && (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');

/** The ranges that addresses may come from: the first one is the cluster's own. */
function ranges({ store }: ServerContext): readonly Cidr[] {
  const more = (store.list(RANGES) as readonly ServiceCIDR[]).filter(isReady).flatMap(({ spec }) => spec?.cidrs ?? []); // the resource tells the type
  return [NETWORK, ...more.filter((text) => text !== NETWORK)].flatMap((text) => parseCidr(text) ?? []).filter(({ family }) => family === 'IPv4');
}

/** Network and broadcast address are nobody's. */
const inside = (cidr: Cidr, text: string): boolean => {
  const ip = parseIp(text);
  return ip !== undefined && cidrContains(cidr, ip) && ip.value !== cidr.base && ip.value !== cidr.base + cidrSize(cidr) - 1n;
};

function withClusterIps(task: Task, spec: ServiceSpec): ServiceSpec | Failure {
  const { context, old, dry } = task;
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return spec;
  if (old !== undefined && old.type !== 'ExternalName' && old.clusterIP !== 'None' && (spec.clusterIPs ?? []).length > 0) return spec;
  const asked = spec.clusterIPs?.[0] ?? '';
  if (asked === '') {
    const ip = dry ? (NETWORK.split('/')[0] ?? '') : freeIp(context);
    return ip === undefined ? fail(internalError(`failed to allocate a serviceIP for Service "${task.service.metadata?.name ?? ''}": range is full`)) : { ...spec, clusterIP: ip, clusterIPs: [ip] };
  }
  const no = (why: string): Failure => refuse(task, [invalid('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${asked}: ${why}`)]);
  if (!ranges(context).some((cidr) => inside(cidr, asked))) {
    return no(dry ? `the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${NETWORK}` : 'the provided network does not match the current range');
  }
  if (!dry && context.store.get(ADDRESSES, asked) !== undefined) return no('provided IP is already allocated');
  return spec;
}

function freeIp(context: ServerContext): string | undefined {
  for (const cidr of ranges(context)) {
    const size = cidrSize(cidr);
    const reserved = size / 16n < 16n ? 0n : size / 16n < MAX_STATIC ? size / 16n : MAX_STATIC;
    const [first, last] = [Number(reserved) + 1, Number(size) - 2];
    const start = last < first ? first : context.random.int('cluster IP', first, last);
    for (let i = 0; i <= last - first; i++) {
      const ip = formatIp(cidr.family, cidr.base + BigInt(first + ((start - first + i) % (last - first + 1))));
      if (context.store.get(ADDRESSES, ip) === undefined) return ip;
    }
  }
  return undefined;
}

const others = ({ context, service }: Task): readonly Service[] =>
  (context.store.list('services') as readonly Service[]) // the resource tells the type
    .filter(({ metadata }) => metadata?.name !== service.metadata?.name || metadata?.namespace !== service.metadata?.namespace);

/** Ports that are given out; read once, when the first one is asked for. */
function portPool(task: Task): { taken(port: number): boolean; take(port: number): string | undefined; next(): number } {
  const { context, old, dry } = task;
  let known: Set<number> | undefined;
  const used = (): Set<number> => known ??= new Set(others(task)
    .flatMap(({ spec }) => [...(spec?.ports ?? []).map(({ nodePort = 0 }) => nodePort), spec?.healthCheckNodePort ?? 0]));
  const mine = new Set([...(old?.ports ?? []).map(({ nodePort }) => nodePort), old?.healthCheckNodePort]);
  let dryPort = DRY_PORT;
  return {
    taken: (port) => used().has(port),
    take(port) {
      if (dry || mine.has(port)) return undefined;
      if (port < FIRST_PORT || port > LAST_PORT) return `provided port is not in the valid range. The range of valid ports is ${FIRST_PORT}-${LAST_PORT}`;
      if (used().has(port)) return 'provided port is already allocated';
      used().add(port);
      return undefined;
    },
    next() {
      if (dry) return dryPort++;
      const first = FIRST_PORT + STATIC_PORTS;
      let port = context.random.int('node port', first, LAST_PORT);
      while (used().has(port) || mine.has(port)) port = port === LAST_PORT ? first : port + 1;
      used().add(port);
      return port;
    },
  };
}

/** The same port over another protocol shares its node port. */
function withNodePorts(task: Task, spec: ServiceSpec): ServiceSpec | Failure {
  if ((spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') || spec.ports === undefined) return spec;
  const pool = portPool(task);
  const automatic = needsNodePorts(spec);
  const byPort = new Map<number, number>();
  const ports: ServicePort[] = [];
  for (const [index, port] of spec.ports.entries()) {
    const asked = port.nodePort ?? 0;
    if (asked === 0 && !automatic) { ports.push(port); continue; }
    const twin = byPort.get(port.port) ?? spec.ports.find((other) => other.port === port.port && (other.nodePort ?? 0) !== 0)?.nodePort;
    const number = asked !== 0 ? asked : twin ?? pool.next();
    if (byPort.get(port.port) !== number && (asked !== 0 || twin !== undefined)) {
      const why = pool.take(number);
      if (why !== undefined) return refuse(task, [invalid(`spec.ports[${index}].nodePort`, number, why)]);
    }
    if (!byPort.has(port.port)) byPort.set(port.port, number);
    ports.push(asked === number ? port : { ...port, nodePort: number });
  }
  return ports.every((port, index) => port === spec.ports?.[index]) ? spec : { ...spec, ports };
}

function withHealthCheckPort(task: Task, spec: ServiceSpec): ServiceSpec | Failure {
  if (!needsHealthCheck(spec) || (task.old !== undefined && needsHealthCheck(task.old))) return spec;
  const pool = portPool(task);
  const asked = spec.healthCheckNodePort ?? 0;
  if (asked === 0) {
    const mine = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort));
    let port = pool.next();
    while (mine.has(port)) port = pool.next();
    return { ...spec, healthCheckNodePort: port };
  }
  const why = pool.take(asked);
  return why === undefined ? spec : fail(internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${why}`));
}

const addressesOf = (object: KubeObject | undefined): readonly string[] =>
  ((object as Service | undefined)?.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None' && ip !== ''); // only services come here

const addressObject = ({ context, service }: Pick<Task, 'context' | 'service'>, ip: string): IPAddress => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'IPAddress',
  metadata: {
    name: ip, uid: context.ids.uid(), resourceVersion: '', creationTimestamp: nowStamp(context.clock),
    labels: { 'ipaddress.kubernetes.io/ip-family': parseIp(ip)?.family ?? 'IPv4', 'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io' },
  },
  spec: { parentRef: { name: service.metadata?.name ?? '', namespace: service.metadata?.namespace ?? '', resource: 'services' } },
});

/** Keeps the IPAddress objects in step with a Service that is about to be stored (`next`) or is gone (undefined). @k8s golden world/get/ipaddresses */
export function noteAddresses(context: ServerContext, request: ResourceRequest, next: KubeObject | undefined, old: KubeObject | undefined): void {
  if (request.resource !== 'services') return;
  const [now, before] = [addressesOf(next), addressesOf(old)];
  for (const ip of now) {
    if (before.includes(ip)) continue;
    const object = addressObject({ context, service: next as Service }, ip); // the resource tells the type
    context.store.put(ADDRESSES, ip, object as KubeObject & Json, request.because);
  }
  for (const ip of before) if (!now.includes(ip)) context.store.remove(ADDRESSES, ip, request.because);
}
