/** Puts the cluster's network together. */
import type { Client } from '../client/index.ts';
import type { DnsType } from '../script/index.ts';
import { sleep, type Clock, type Random, type Task } from '../time/index.ts';
import { rewritten, serverFor } from './corefile.ts';
import { createDnsConfig, type DnsConfig } from './dnsConfig.ts';
import { createPort, type PortContext } from './port.ts';
import { chooseBackend, type ProxyMemory } from './proxy.ts';
import { createProxies } from './proxies.ts';
import { findRoute, type Caller, type RouteContext } from './route.ts';
import { createProxyRules } from './rules.ts';
import { createTopology, type Topology } from './topology.ts';
import type { DnsReply, Network, Party, TracedRequest } from './types.ts';
import { createClusterView, type ClusterView } from './view.ts';
import { lookUpInZone, type DnsRecord, type ZoneAnswer } from './zone.ts';

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
/** A resolver's patience with one server: two tries of 5 s, each a packet of its own, so each may go to another CoreDNS. */
const DNS_TRIES = 2;
const DNS_TRY_MS = 5000;
const DNS_PORT = 53;

type DnsContext = {
  readonly clock: Clock; readonly random: Random; readonly view: ClusterView; readonly topology: Topology;
  readonly outside: { readonly [name: string]: string };
  /** The pod that a packet to this server gets to; `some` where it does not matter which. */
  readonly reachesDns: (caller: Caller, server: string) => Party | 'some' | undefined;
  readonly config: DnsConfig;
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

/** How one CoreDNS pod answers: its server block for the name, and in it hosts, kubernetes and forward in this order. @k8s coredns plugin.cfg */
function askCluster(context: DnsContext, question: Question, pod: Party | 'some'): DnsReply {
  const { server, type } = question;
  const block = serverFor(context.config.servers(pod !== 'some' && pod.kind === 'pod' ? pod : undefined), question.name);
  if (block === undefined) return { code: 'REFUSED', server, records: [] };
  const name = rewritten(block, question.name);
  const named = (records: readonly DnsRecord[]): readonly DnsRecord[] => (name === question.name ? records : records.map((each) => (each.name === name ? { ...each, name: question.name } : each)));
  const own = block.hosts.get(name);
  if (own !== undefined) return { code: 'NOERROR', server, records: type === 'A' ? own.map((data) => ({ name: question.name, type, ttl: 3600, data })) : [] };
  const answer = answerOf(context, block.kubernetes, name, type);
  if (answer === 'outside') return askAbove(context, block.forward, { ...question, name });
  if (answer === undefined) return { code: 'NXDOMAIN', server, records: [] };
  const alias = answer[0];
  if (alias?.type === 'CNAME' && type !== 'CNAME') {
    const target = askCluster(context, { server, type, name: alias.data.toLowerCase().replace(/\.$/, '') }, pod);
    return { code: 'NOERROR', server, records: named([alias, ...target.records]) };
  }
  return { code: 'NOERROR', server, records: named(shuffled(context.random, answer)) };
}

function answerOf({ view, config }: DnsContext, kubernetes: ReturnType<DnsConfig['servers']>[number]['kubernetes'], name: string, type: DnsType): ZoneAnswer {
  if (kubernetes === undefined) return 'outside';
  const { zones, ...options } = kubernetes;
  for (const zone of zones) {
    const answer = lookUpInZone(view, name, type, { ...options, zone, hasPod: (address, namespace) => config.hasPod(address, namespace) });
    if (answer !== 'outside') return answer;
  }
  return 'outside';
}

/** The node's own resolv.conf, or the learner's computer itself; nobody answers at another address. */
function askAbove(context: DnsContext, forward: readonly string[] | undefined, question: Question): DnsReply {
  if (forward === undefined) return { code: 'REFUSED', server: question.server, records: [] };
  const known = forward.some((to) => to.startsWith('/') || to.replace(/:\d+$/, '') === context.topology.hostAddress);
  return known ? askOutside(context, question) : { code: 'SERVFAIL', server: question.server, records: [] };
}

function* ask(context: DnsContext, caller: Caller, question: Question): Task<DnsReply> {
  const { clock, topology } = context;
  const { server } = question;
  const above = server === topology.hostAddress;
  for (let tries = 0; tries < DNS_TRIES; tries++) {
    const open = above ? (topology.reachable(caller.node, undefined) ? 'some' : undefined) : context.reachesDns(caller, server);
    yield sleep(clock, open === undefined ? DNS_TRY_MS : DNS_MS);
    if (open !== undefined) return above ? askOutside(context, question) : askCluster(context, question, open);
  }
  return { code: 'timeout', server, records: [] };
}

/** Through a Service of this node's rules, or to a pod itself: where something listens on port 53, it is CoreDNS. */
function wayToDns({ clock, topology, view, proxies, memory, random }: RouteContext, mode: Network['dns'], caller: Caller, server: string): Party | 'some' | undefined {
  const service = view.service('kube-system', 'kube-dns');
  const known = service?.spec?.clusterIP === server;
  const { node } = caller;
  if (mode === 'down' || (known && node === undefined)) return undefined;
  if (mode === 'up') return known || view.slicesWith(server).some(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === 'kube-dns') ? 'some' : undefined;
  const match = node === undefined ? undefined : proxies.rulesOn(node).at(server, DNS_PORT, 'UDP');
  if (match === 'taken') return undefined;
  const traffic = match?.as === 'cluster' ? 'internal' : 'inside';
  const choice = match === undefined ? undefined : chooseBackend({ ...match, node, zone: view.zoneOf(node), client: caller.address, traffic }, memory, random, clock.now);
  if (choice !== undefined && choice.type !== 'backend') return undefined;
  const address = choice?.backend.address ?? server;
  const owner = topology.owner(address);
  // Pods' addresses are not routed outside the nodes.
  if (owner?.party.kind !== 'pod' || (node === undefined && match === undefined) || !topology.reachable(node, owner.node)) return undefined;
  return owner.sockets.find(DNS_PORT, address) === undefined ? undefined : owner.party;
}

export function createNetwork(settings: NetworkSettings): Network {
  const { clock, random } = settings;
  const view = createClusterView(settings.client);
  const topology = createTopology(clock, settings.hostAddress ?? HOST_ADDRESS);
  const memory: ProxyMemory = new Map();
  const listeners = new Set<(request: TracedRequest) => void>();
  let dns: Network['dns'] = 'endpoints';
  let nextId = 1;

  const rules = createProxyRules(clock, settings.client, view);
  const proxies = createProxies(clock, rules);
  const route: RouteContext = { clock, topology, view, proxies, random, memory };
  const dnsContext: DnsContext = {
    clock, random, view, topology, outside: settings.outsideNames ?? OUTSIDE_NAMES,
    config: createDnsConfig(clock, settings.client),
    reachesDns: (caller, server) => wayToDns(route, dns, caller, server),
  };
  const trace = (request: Omit<TracedRequest, 'id'>): void => {
    if (listeners.size === 0) { nextId++; return; }
    const traced = { id: nextId++, ...request };
    for (const listener of listeners) listener(traced);
  };
  const ports: PortContext = {
    clock, trace,
    sockets: (address) => topology.owner(address)?.sockets,
    route: (caller, address, port) => findRoute(route, caller, address, port),
    ask: (caller) => (server, name, type) => ask(dnsContext, caller, { server, name, type }),
  };
  const setNode = (name: string, change: { cut?: boolean; cutFromControlPlane?: boolean; powered?: boolean }): void => {
    const entry = topology.node(name);
    if (entry !== undefined) Object.assign(entry, change);
  };
  /** Who is cut off hears no news; if that is the control plane's node, all others do not. */
  const tellProxies = (): void => {
    const silent = (name: string): boolean => !topology.reachable(name, undefined);
    const servers = topology.nodes().filter((name) => topology.node(name)?.controlPlane === true);
    for (const name of topology.nodes()) proxies.setHears(name, servers.length === 0 ? !silent(name) : servers.some((server) => topology.reachable(name, server)));
  };
  return {
    addNode: topology.addNode, setPodCidr: topology.setPodCidr,
    removeNode(name) { topology.removeNode(name); proxies.forget(name); },
    attachPod: topology.attachPod, podRange: topology.podRange, detachPod: topology.detachPod, reachable: topology.reachable,
    nodeAddress: (name) => topology.node(name)?.owner.address,
    cutNode(name) { setNode(name, { cut: true }); tellProxies(); },
    cutFromControlPlane(name) { setNode(name, { cutFromControlPlane: true }); tellProxies(); },
    healNode(name) { setNode(name, { cut: false, cutFromControlPlane: false }); tellProxies(); },
    setNodePower(name, powered) { if (!powered) { proxies.clear(name); proxies.setRunning(name, false); } setNode(name, { powered }); },
    setProxy(node, running) { proxies.setRunning(node, running); },
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
