/** The way of a packet: from a machine, through kube-proxy's rules, to a socket or to silence. */
import type { Service } from '../api/index.ts';
import type { Clock, Random } from '../time/index.ts';
import { isLoopback } from './addresses.ts';
import { healthSocket } from './health.ts';
import { chooseBackend, type ProxyMemory, type Question } from './proxy.ts';
import type { Match } from './rules.ts';
import type { Socket } from './sockets.ts';
import type { Owner, Topology } from './topology.ts';
import type { Hop, Outcome, Party } from './types.ts';
import type { Proxies } from './proxies.ts';
import type { ClusterView } from './view.ts';

export type Leg = Pick<Hop, 'to' | 'via' | 'from'>;
export type Route =
  | { readonly type: 'open'; readonly socket: Socket; readonly owner: Owner; readonly source: string; readonly legs: readonly Leg[] }
  | { readonly type: 'refused' | 'unreachable'; readonly afterMs: number; readonly legs: readonly Leg[] }
  | { readonly type: 'silent'; readonly legs: readonly Leg[] };
export type Caller = { readonly party: Party; readonly node: string | undefined; readonly address: string };
export type RouteContext = {
  readonly clock: Clock; readonly topology: Topology; readonly view: ClusterView; readonly proxies: Proxies;
  readonly random: Random; readonly memory: ProxyMemory;
};

/** kube-proxy's REJECT is noticed at the second SYN. @k8s golden cluster/svc-without-selector */
const REJECT_MS = 1030;
const TCP = 'TCP';
/** The kernel gives up asking who has the address. */
const NO_HOST_MS = 3060;

type Step = { readonly context: RouteContext; readonly caller: Caller; readonly from: Party; readonly legs: readonly Leg[]; readonly source: string };

const partyOf = (context: RouteContext, address: string): Party => context.topology.owner(address)?.party ?? { kind: 'outside', address };
const viaOf = (party: Party): Hop['via'] => (party.kind === 'pod' || party.kind === 'node' || party.kind === 'host' ? party.kind : 'outside');

/** To an address that is nobody's virtual one. */
function deliver(step: Step, address: string, port: number, fromNode: string | undefined): Route {
  const { topology } = step.context;
  const owner = topology.owner(address);
  const to = partyOf(step.context, address);
  const legs = [...step.legs, { from: step.from, to, via: viaOf(to) }];
  if (owner === undefined) {
    const node = topology.nodeOfRange(address);
    if (node === undefined || !topology.reachable(fromNode, node)) return { type: 'silent', legs };
    return { type: 'unreachable', afterMs: NO_HOST_MS, legs };
  }
  if (!topology.reachable(fromNode, owner.node)) return { type: 'silent', legs };
  const socket = owner.sockets.find(port, address);
  return socket === undefined ? { type: 'refused', afterMs: 0, legs } : { type: 'open', socket, owner, source: step.source, legs };
}

/** A node speaks to its own pods from the bridge's address. @k8s golden pods/pod-kitchen-sink (kubelet's probe in the access log) */
function sourceFrom(context: RouteContext, caller: Caller, target: string): string {
  const owner = context.topology.owner(target);
  if (caller.party.kind !== 'node' || owner?.party.kind !== 'pod' || owner.node !== caller.node) return caller.address;
  return context.topology.node(owner.party.node)?.pool?.gateway ?? caller.address;
}

type Entry = { readonly nodePort: boolean; readonly node: string | undefined; readonly traffic: Question['traffic'] };

function throughService(step: Step, { rules, port, as }: Match, entry: Entry): Route {
  const { context, caller } = step;
  const { namespace = '', name = '' } = rules.service.metadata ?? {};
  const to: Party = { kind: 'service', namespace, name };
  const legs: readonly Leg[] = [...step.legs, { from: step.from, to, via: 'service' }];
  const { node, traffic } = entry;
  const question: Question = { rules, port, node, zone: context.view.zoneOf(node), client: caller.address, traffic, balancer: as === 'balancer' };
  const choice = chooseBackend(question, context.memory, context.random, context.clock.now);
  if (choice.type === 'reject') return { type: 'refused', afterMs: REJECT_MS, legs };
  if (choice.type === 'drop') return { type: 'silent', legs };
  const { backend } = choice;
  const source = entry.nodePort ? masquerade(context, rules.service, entry, backend.address, caller) : sourceThrough(context, caller, backend.address);
  return deliver({ ...step, from: to, legs, source }, backend.address, backend.port, node);
}

/** A pod that reaches itself through a Service sees its node's bridge. @k8s pkg/proxy/iptables/proxier.go "hairpin" */
function sourceThrough(context: RouteContext, caller: Caller, target: string): string {
  if (target !== caller.address || caller.node === undefined) return sourceFrom(context, caller, target);
  return context.topology.node(caller.node)?.pool?.gateway ?? caller.address;
}

/** Through a node port the pod sees the node, unless externalTrafficPolicy is Local. */
function masquerade(context: RouteContext, service: Service, entry: Entry, target: string, caller: Caller): string {
  if (entry.traffic === 'external' && service.spec?.externalTrafficPolicy === 'Local') return caller.address;
  const node = entry.node === undefined ? undefined : context.topology.node(entry.node);
  if (node === undefined) return caller.address;
  return sourceFrom(context, { party: node.owner.party, node: entry.node, address: node.owner.address }, target);
}

function toNode(step: Step, node: string, address: string, port: number): Route {
  const { context, caller } = step;
  const { topology } = context;
  const to: Party = { kind: 'node', name: node };
  const hop: Leg = { from: step.from, to, via: isLoopback(address) ? 'loopback' : 'node' };
  if (!topology.reachable(caller.node, node)) return { type: 'silent', legs: [...step.legs, hop] };
  const inside: Step = { ...step, from: to, legs: [...step.legs, hop] };
  const rules = context.proxies.rulesOn(node);
  const match = rules.atNodePort(port, TCP);
  // From inside the cluster a Local policy still finds all endpoints. @k8s golden cluster/svc-nodeport
  if (match !== undefined) return throughService(inside, match, { nodePort: true, node, traffic: caller.node === undefined ? 'external' : 'inside' });
  const forwarded = topology.node(node)?.hostPorts.get(port);
  if (forwarded !== undefined) return deliver(inside, forwarded.address, forwarded.port, node);
  const owner = topology.node(node)?.owner;
  const checked = context.proxies.isRunning(node) ? rules.atHealthCheck(port) : undefined;
  const socket = owner?.sockets.find(port, address) ?? (checked === undefined ? undefined : healthSocket(context.clock, checked, node, port));
  if (owner === undefined || socket === undefined) return { type: 'refused', afterMs: 0, legs: inside.legs };
  return { type: 'open', socket, owner, source: isLoopback(address) ? '127.0.0.1' : caller.address, legs: inside.legs };
}

function toSelf(step: Step, address: string, port: number): Route {
  const owner = step.context.topology.owner(step.caller.address);
  const legs: readonly Leg[] = [...step.legs, { from: step.from, to: owner?.party ?? step.from, via: 'loopback' }];
  const socket = owner?.sockets.find(port, address);
  if (owner === undefined || socket === undefined) return { type: 'refused', afterMs: 0, legs };
  return { type: 'open', socket, owner, source: '127.0.0.1', legs };
}

export function findRoute(context: RouteContext, caller: Caller, address: string, port: number): Route {
  const { topology } = context;
  const step: Step = { context, caller, from: caller.party, legs: [], source: sourceFrom(context, caller, address) };
  const home = caller.node === undefined ? undefined : topology.node(caller.node);
  if (isLoopback(address)) {
    const hostNetwork = home !== undefined && home.owner.address === caller.address;
    return hostNetwork ? toNode(step, caller.node ?? '', address, port) : toSelf(step, address, port);
  }
  const owner = topology.owner(address);
  const outside = caller.node === undefined;
  const node = caller.node ?? (owner?.party.kind === 'node' ? owner.party.name : topology.nodes()[0]);
  const match = node === undefined ? undefined : context.proxies.rulesOn(node).at(address, port, TCP);
  const lost: Route = { type: 'silent', legs: [{ from: caller.party, to: nobodyOr(step, address), via: 'service' }] };
  // Nobody answers at a cluster IP for a port that the Service does not have. @k8s golden cluster/svc-targetport
  if (match === 'taken') return lost;
  // The learner's computer is no node: cluster addresses lead nowhere from there.
  if (match !== undefined && outside && match.as === 'cluster') return { ...lost, legs: [{ from: caller.party, to: { kind: 'outside', address }, via: 'outside' }] };
  if (match !== undefined && outside && !topology.reachable(undefined, node)) return lost;
  if (match !== undefined) return throughService(step, match, { nodePort: false, node, traffic: match.as === 'cluster' ? 'internal' : outside ? 'external' : 'inside' });
  if (owner?.party.kind === 'node') return toNode(step, owner.party.name, address, port);
  // Pod addresses are not routed outside the nodes.
  if (outside && owner?.party.kind === 'pod') return { type: 'silent', legs: [{ from: caller.party, to: owner.party, via: 'outside' }] };
  // A cluster IP that this node's rules do not know yet, or any more.
  if (owner === undefined && context.view.serviceAt(address) !== undefined) return lost;
  return deliver(step, address, port, caller.node);
}

/** Whose address it is, though this node's rules do not lead there. */
function nobodyOr({ context }: Step, address: string): Party {
  const service = context.view.serviceAt(address);
  return service === undefined ? { kind: 'outside', address } : { kind: 'service', namespace: service.metadata?.namespace ?? '', name: service.metadata?.name ?? '' };
}

export const outcomeOf = (route: Route): Outcome =>
  (route.type === 'open' ? 'answered' : route.type === 'silent' ? 'timed out' : 'refused');
