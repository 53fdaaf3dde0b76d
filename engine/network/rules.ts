/**
 * kube-proxy's rules: what of Services and slices the nodes have been told. All living proxies hear the same and work at the same
 * pace, so they share one set; a proxy that hears nothing any more keeps a copy.
 */
import { KINDS, type EndpointSlice, type Service, type ServicePort } from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import type { Client } from '../client/index.ts';
import type { Clock } from '../time/index.ts';
import { categorize, type Categories } from './categories.ts';
import { balancerAddresses, clusterAddresses, externalAddresses, type ClusterView } from './view.ts';

/** @k8s pkg/proxy/apis/config/v1alpha1/defaults.go minSyncPeriod: from the end of one sync to the begin of the next */
const LEAST_PAUSE_MS = 1000;
/** One iptables-restore of what changed. */
const SYNC_MS = 30;

export type ServiceRules = {
  readonly service: Service;
  readonly categories: (port: ServicePort) => Categories;
};
/** A port of a Service behind an address, and what the address is for it. */
export type Match = { readonly rules: ServiceRules; readonly port: ServicePort; readonly as: 'cluster' | 'external' | 'balancer' };
export type RuleSet = {
  /** `taken`: the address is a cluster IP, and nothing is at this port of it. */
  at(address: string, port: number, protocol: string): Match | 'taken' | undefined;
  atNodePort(port: number, protocol: string): Match | undefined;
  atHealthCheck(port: number): ServiceRules | undefined;
};
export type ProxyRules = {
  readonly live: RuleSet;
  /** The rules of this moment, for a proxy that stops hearing of changes. */
  snapshot(): RuleSet;
  /** A proxy that comes back reads everything before it writes its rules. */
  readonly syncMs: number;
};

type Tables = { readonly services: Map<string, ServiceRules>; readonly addresses: Map<string, Set<string>>; readonly nodePorts: Map<number, Set<string>>; readonly healthChecks: Map<number, Set<string>> };

export const NO_RULES: RuleSet = { at: () => undefined, atNodePort: () => undefined, atHealthCheck: () => undefined };
/** A Service kept by a different proxy. */
const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';
/** @k8s pkg/proxy/util ShouldSkipService; the label is filtered from the watch already */
const isProxied = ({ metadata, spec }: Service): boolean =>
  metadata?.labels?.[OTHER_PROXY] === undefined && spec?.type !== 'ExternalName' && spec?.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== 'None';

function rulesOf(service: Service, slices: readonly EndpointSlice[]): ServiceRules {
  const known = new Map<string, Categories>();
  return {
    service,
    categories({ name = '', protocol = 'TCP' }) {
      const key = `${protocol} ${name}`;
      const found = known.get(key) ?? categorize(slices, name, protocol);
      known.set(key, found);
      return found;
    },
  };
}

function link<K>(table: Map<K, Set<string>>, at: K, key: string): void {
  const keys = table.get(at);
  if (keys === undefined) table.set(at, new Set([key])); else keys.add(key);
}
function unlink<K>(table: Map<K, Set<string>>, at: K, key: string): void {
  const keys = table.get(at);
  if (keys?.delete(key) === true && keys.size === 0) table.delete(at);
}
const placesOf = (service: Service): { readonly addresses: readonly string[]; readonly nodePorts: readonly number[]; readonly healthChecks: readonly number[] } => ({
  addresses: [...clusterAddresses(service), ...externalAddresses(service), ...balancerAddresses(service)],
  nodePorts: (service.spec?.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []),
  healthChecks: service.spec?.externalTrafficPolicy === 'Local' ? [service.spec.healthCheckNodePort ?? 0].filter((port) => port > 0) : [],
});

function put({ services, addresses, nodePorts, healthChecks }: Tables, key: string, rules: ServiceRules | undefined): void {
  const before = services.get(key);
  if (before !== undefined) {
    const old = placesOf(before.service);
    for (const address of old.addresses) unlink(addresses, address, key);
    for (const port of old.nodePorts) unlink(nodePorts, port, key);
    for (const port of old.healthChecks) unlink(healthChecks, port, key);
    services.delete(key);
  }
  if (rules === undefined) return;
  const now = placesOf(rules.service);
  for (const address of now.addresses) link(addresses, address, key);
  for (const port of now.nodePorts) link(nodePorts, port, key);
  for (const port of now.healthChecks) link(healthChecks, port, key);
  services.set(key, rules);
}

function read({ services, addresses, nodePorts, healthChecks }: Tables): RuleSet {
  const rulesAt = (keys: Iterable<string> | undefined): readonly ServiceRules[] => [...keys ?? []].flatMap((key) => services.get(key) ?? []);
  const portOf = (rules: ServiceRules, protocol: string, fits: (port: ServicePort) => boolean): ServicePort | undefined =>
    (rules.service.spec?.ports ?? []).find((port) => (port.protocol ?? 'TCP') === protocol && fits(port));
  return {
    at(address, wanted, protocol) {
      let taken = false;
      for (const rules of rulesAt(addresses.get(address))) {
        const cluster = clusterAddresses(rules.service).includes(address);
        taken ||= cluster;
        const port = portOf(rules, protocol, (each) => each.port === wanted);
        if (port !== undefined) return { rules, port, as: cluster ? 'cluster' : externalAddresses(rules.service).includes(address) ? 'external' : 'balancer' };
      }
      return taken ? 'taken' : undefined;
    },
    atNodePort(wanted, protocol) {
      for (const rules of rulesAt(nodePorts.get(wanted))) {
        const port = portOf(rules, protocol, (each) => each.nodePort === wanted);
        if (port !== undefined) return { rules, port, as: 'external' };
      }
      return undefined;
    },
    atHealthCheck: (port) => rulesAt(healthChecks.get(port))[0],
  };
}

const copy = <K>(table: Map<K, Set<string>>): Map<K, Set<string>> => new Map([...table].map(([at, keys]) => [at, new Set(keys)]));

export function createProxyRules(clock: Clock, client: Pick<Client, 'informer'>, view: ClusterView): ProxyRules {
  const tables: Tables = { services: new Map(), addresses: new Map(), nodePorts: new Map(), healthChecks: new Map() };
  const changed = new Set<string>();
  let frozen: RuleSet | undefined;
  let planned = false;
  let nextAt = clock.now;
  const sync = (): void => {
    const keys = [...changed];
    changed.clear();
    const news = keys.map((key) => [key, currentOf(key)] as const);
    clock.after(SYNC_MS, () => {
      for (const [key, rules] of news) put(tables, key, rules);
      frozen = undefined;
      planned = false;
      nextAt = clock.now + LEAST_PAUSE_MS;
      if (changed.size > 0) plan();
    });
  };
  const plan = (): void => {
    if (planned) return;
    planned = true;
    clock.after(Math.max(0, nextAt - clock.now), sync);
  };
  const currentOf = (key: string): ServiceRules | undefined => {
    const [namespace = '', name = ''] = key.split('/');
    const service = view.service(namespace, name);
    return service === undefined || !isProxied(service) ? undefined : rulesOf(service, view.slicesOf(namespace, name));
  };
  const note = (namespace: string | undefined, name: string | undefined): void => { changed.add(`${namespace ?? ''}/${name ?? ''}`); plan(); };
  const same = (a: unknown, b: unknown): boolean => a === b || jsonEqual(a as Json | undefined, b as Json | undefined); // parts of API objects are JSON
  client.informer<Service>(KINDS.Service).onChange(({ type, object, old }) => {
    if (type === 'MODIFIED' && same(object.spec, old.spec) && same(object.status, old.status) && same(object.metadata?.labels, old.metadata?.labels)) return;
    note(object.metadata?.namespace, object.metadata?.name);
  });
  client.informer<EndpointSlice>(KINDS.EndpointSlice).onChange(({ type, object, old }) => {
    const [now, before] = [sliceOwner(object), old === undefined ? undefined : sliceOwner(old)];
    if (type === 'MODIFIED' && now === before && same(object.endpoints, old.endpoints) && same(object.ports, old.ports)) return;
    for (const name of new Set([now, before])) if (name !== undefined) note(object.metadata?.namespace, name);
  });
  return {
    live: read(tables),
    snapshot: () => (frozen ??= read({ services: new Map(tables.services), addresses: copy(tables.addresses), nodePorts: copy(tables.nodePorts), healthChecks: copy(tables.healthChecks) })),
    syncMs: SYNC_MS,
  };
}

const sliceOwner = ({ metadata }: EndpointSlice): string | undefined => metadata?.labels?.['kubernetes.io/service-name'];
