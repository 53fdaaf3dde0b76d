/** Who has which address, and which machines can hear each other. */
import { invariant } from '../base/index.ts';
import type { Clock } from '../time/index.ts';
import { contains, createAddressPool, formatAddress, type AddressPool } from './addresses.ts';
import { createSockets, type Sockets } from './sockets.ts';
import type { NodeSettings, Party, PodSettings } from './types.ts';

/** One network namespace. */
export type Owner = { readonly party: Party; readonly node: string | undefined; readonly address: string; readonly sockets: Sockets };
export type HostPort = { readonly address: string; readonly port: number };
type NodeEntry = { readonly owner: Owner; pool: AddressPool | undefined; cut: boolean; cutFromControlPlane: boolean; powered: boolean; readonly controlPlane: boolean; readonly hostPorts: Map<number, HostPort> };

export type Topology = {
  readonly hostAddress: string;
  readonly owner: (address: string) => Owner | undefined;
  readonly nodes: () => readonly string[];
  readonly node: (name: string) => NodeEntry | undefined;
  /** The node whose pod range has this address. */
  readonly nodeOfRange: (address: string) => string | undefined;
  readonly reachable: (from: string | undefined, to: string | undefined) => boolean;
  readonly addNode: (settings: NodeSettings) => void;
  readonly removeNode: (name: string) => void;
  readonly setPodCidr: (node: string, cidr: string) => void;
  readonly podRange: (node: string) => string;
  readonly attachPod: (pod: PodSettings) => string | undefined;
  readonly detachPod: (address: string, node?: string) => void;
};

export function createTopology(clock: Clock, hostAddress: string): Topology {
  const owners = new Map<string, Owner>();
  const entries = new Map<string, NodeEntry>();
  const add = (party: Party, node: string | undefined, address: string): Owner => {
    const owner = { party, node, address, sockets: createSockets(clock) };
    owners.set(address, owner);
    return owner;
  };
  const drop = (address: string): void => {
    owners.get(address)?.sockets.closeAll();
    owners.delete(address);
  };
  add({ kind: 'host' }, undefined, hostAddress);
  const silent = (name: string | undefined): boolean => {
    const entry = name === undefined ? undefined : entries.get(name);
    return entry !== undefined && (entry.cut || !entry.powered);
  };
  const separated = (from: string | undefined, to: string | undefined): boolean => {
    const [a, b] = [from, to].map((name) => (name === undefined ? undefined : entries.get(name)));
    return (a?.cutFromControlPlane === true && b?.controlPlane === true) || (b?.cutFromControlPlane === true && a?.controlPlane === true);
  };

  return {
    hostAddress,
    owner: (address) => owners.get(address),
    nodes: () => [...entries.keys()],
    node: (name) => entries.get(name),
    nodeOfRange: (address) => [...entries].find(([, entry]) => entry.pool !== undefined && contains(entry.pool.range, address))?.[0],
    reachable: (from, to) => (from === to ? from === undefined || entries.get(from)?.powered !== false : !silent(from) && !silent(to) && !separated(from, to)),
    addNode({ name, address, podCidr, controlPlane = false }) {
      const owner = add({ kind: 'node', name }, name, address);
      entries.set(name, { owner, pool: podCidr === undefined ? undefined : createAddressPool(podCidr), cut: false, cutFromControlPlane: false, powered: true, controlPlane, hostPorts: new Map() });
    },
    removeNode(name) {
      for (const owner of owners.values()) if (owner.node === name) drop(owner.address);
      entries.delete(name);
    },
    setPodCidr(node, cidr) {
      const entry = entries.get(node);
      invariant(entry !== undefined, `no node ${node} in the network`);
      const pool = createAddressPool(cidr);
      // What is taken stays taken when a node is told the same range again.
      if (entry.pool === undefined || entry.pool.range.first !== pool.range.first || entry.pool.range.last !== pool.range.last) entry.pool = pool;
    },
    podRange(node) { const pool = entries.get(node)?.pool; return pool === undefined ? '' : `${pool.gateway}-${formatAddress(pool.range.last - 1)}`; },
    attachPod({ namespace, name, node }) {
      const address = entries.get(node)?.pool?.take();
      if (address !== undefined) add({ kind: 'pod', namespace, name, node }, node, address);
      return address;
    },
    detachPod(address, by) {
      const node = owners.get(address)?.node;
      const pool = entries.get(by ?? node ?? '')?.pool;
      if (pool !== undefined && contains(pool.range, address)) pool.give(address);
      if (by === undefined || by === node) drop(address);
    },
  };
}
