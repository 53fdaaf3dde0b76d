/** Puts the cluster's network together. */
import type { Client } from '../client/index.ts';
import type { DnsType } from '../script/index.ts';
import { sleep, type Clock, type Random, type Task } from '../time/index.ts';
import { createPort, type PortContext } from './port.ts';
import type { ProxyMemory } from './proxy.ts';
import { findRoute, type Caller } from './route.ts';
import { createTopology, type Topology } from './topology.ts';
import type { DnsReply, Network, TracedRequest } from './types.ts';
import { createClusterView, type ClusterView } from './view.ts';
import { lookUpInZone, type DnsRecord } from './zone.ts';

export type NetworkSettings = {
  readonly clock: Clock;
  readonly random: Random;
  readonly client: Pick<Client, 'informer'>;
  /** The learner's computer; it is also the name server above CoreDNS. */
  readonly hostAddress?: string;
  /** Names that the world outside knows. */
  readonly outsideNames?: { readonly [name: string]: string };
};

const HOST_ADDRESS = '172.30.0.1';
/** The world of the recordings knows these two; their addresses are reserved for documentation. */
const OUTSIDE_NAMES = { 'example.com': '192.0.2.80', 'my.database.example.com': '192.0.2.33' };
const DNS_MS = 1;
/** A resolver's patience with one server: two tries of 5 s. */
const DNS_TIMEOUT_MS = 10_000;

type DnsContext = {
  readonly clock: Clock; readonly random: Random; readonly view: ClusterView; readonly topology: Topology;
  readonly outside: { readonly [name: string]: string };
  readonly routeToDns: (caller: Caller, server: string) => 'open' | 'silent';
};

const shuffled = (random: Random, records: readonly DnsRecord[]): readonly DnsRecord[] => {
  const rest = [...records];
  const out: DnsRecord[] = [];
  while (rest.length > 1) out.push(...rest.splice(random.int('network/dns', 0, rest.length - 1), 1));
  return [...out, ...rest];
};

type Question = { readonly server: string; readonly name: string; readonly type: DnsType };

function askOutside({ outside }: DnsContext, { server, name, type }: Question): DnsReply {
  const address = outside[name];
  if (address === undefined) return { code: 'NXDOMAIN', server, records: [] };
  return { code: 'NOERROR', server, records: type === 'A' ? [{ name, type, ttl: 300, data: address }] : [] };
}

function askCluster(context: DnsContext, question: Question): DnsReply {
  const { server, name, type } = question;
  const answer = lookUpInZone(context.view, name, type);
  if (answer === 'outside') return askOutside(context, question);
  if (answer === undefined) return { code: 'NXDOMAIN', server, records: [] };
  const alias = answer[0];
  if (alias?.type === 'CNAME' && type !== 'CNAME') {
    const target = askCluster(context, { server, type, name: alias.data.toLowerCase().replace(/\.$/, '') });
    return { code: 'NOERROR', server, records: [alias, ...target.records] };
  }
  return { code: 'NOERROR', server, records: shuffled(context.random, answer) };
}

function* ask(context: DnsContext, caller: Caller, question: Question): Task<DnsReply> {
  const { clock, topology } = context;
  const { server } = question;
  const above = server === topology.hostAddress;
  const open = above ? topology.reachable(caller.node, undefined) : context.routeToDns(caller, server) === 'open';
  yield sleep(clock, open ? DNS_MS : DNS_TIMEOUT_MS);
  if (!open) return { code: 'timeout', server, records: [] };
  return above ? askOutside(context, question) : askCluster(context, question);
}

/** Whether a question to this server reaches CoreDNS: through the kube-dns Service, or to one of its pods. */
function wayToDns(view: ClusterView, topology: Topology, mode: Network['dns'], caller: Caller, server: string): 'open' | 'silent' {
  const service = view.service('kube-system', 'kube-dns');
  const backends = view.slicesOf('kube-system', 'kube-dns').flatMap((slice) => (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false));
  const isService = service?.spec?.clusterIP === server;
  const isPod = backends.some((endpoint) => endpoint.addresses.includes(server));
  if ((!isService && !isPod) || mode === 'down' || (isService && caller.node === undefined)) return 'silent';
  if (mode === 'up') return 'open';
  const live = backends.some((endpoint) => topology.reachable(caller.node, endpoint.nodeName ?? caller.node));
  return live ? 'open' : 'silent';
}

export function createNetwork(settings: NetworkSettings): Network {
  const { clock, random } = settings;
  const view = createClusterView(settings.client);
  const topology = createTopology(clock, settings.hostAddress ?? HOST_ADDRESS);
  const memory: ProxyMemory = new Map();
  const listeners = new Set<(request: TracedRequest) => void>();
  let dns: Network['dns'] = 'endpoints';
  let nextId = 1;

  const dnsContext: DnsContext = {
    clock, random, view, topology, outside: settings.outsideNames ?? OUTSIDE_NAMES,
    routeToDns: (caller, server) => wayToDns(view, topology, dns, caller, server),
  };
  const trace = (request: Omit<TracedRequest, 'id'>): void => {
    const traced = { id: nextId++, ...request };
    for (const listener of listeners) listener(traced);
  };
  const ports: PortContext = {
    clock, trace,
    sockets: (address) => topology.owner(address)?.sockets,
    route: (caller, address, port) => findRoute({ topology, view, random, memory, now: clock.now }, caller, address, port),
    ask: (caller) => (server, name, type) => ask(dnsContext, caller, { server, name, type }),
  };
  const setNode = (name: string, change: { cut?: boolean; powered?: boolean }): void => {
    const entry = topology.node(name);
    if (entry !== undefined) Object.assign(entry, change);
  };
  return {
    addNode: topology.addNode, removeNode: topology.removeNode, setPodCidr: topology.setPodCidr,
    attachPod: topology.attachPod, podRange: topology.podRange, detachPod: topology.detachPod, reachable: topology.reachable,
    nodeAddress: (name) => topology.node(name)?.owner.address,
    cutNode: (name) => setNode(name, { cut: true }),
    healNode: (name) => setNode(name, { cut: false }),
    setNodePower: (name, powered) => setNode(name, { powered }),
    forwardHostPort(node, hostPort, address, port) {
      const ports = topology.node(node)?.hostPorts;
      const entry = { address, port };
      ports?.set(hostPort, entry);
      return () => { if (ports?.get(hostPort) === entry) ports.delete(hostPort); };
    },
    portFor: (identity) => createPort(ports, identity),
    get dns() { return dns; },
    set dns(mode) { dns = mode; },
    onRequest(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
