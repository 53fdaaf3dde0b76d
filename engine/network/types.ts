/** The cluster's network: who has which address, who listens where, and what a request meets on its way. */
import type { DnsAnswer, DnsType, NetworkPort } from '../script/index.ts';
import type { Task } from '../time/index.ts';

/** What a picture of the cluster can draw as an end of a hop. */
export type Party =
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string; readonly node: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'host' }
  | { readonly kind: 'dns'; readonly address: string }
  | { readonly kind: 'outside'; readonly address: string };
export type Outcome = 'answered' | 'refused' | 'timed out' | 'reset';
export type Hop = {
  readonly from: Party; readonly to: Party;
  readonly via: 'dns' | 'service' | 'node' | 'pod' | 'loopback' | 'host' | 'outside';
  readonly at: number;
  readonly outcome: Outcome;
};
/** One finished request or connection attempt, with every hop that it took. */
export type TracedRequest = {
  readonly id: number;
  readonly from: Party;
  readonly protocol: 'http' | 'tcp';
  readonly host: string; readonly port: number;
  /** Of an HTTP request: its path, its User-Agent header, the answer's code. */
  readonly path?: string; readonly agent?: string; readonly code?: number;
  readonly startedAt: number; readonly endedAt: number;
  readonly hops: readonly Hop[];
  readonly outcome: Outcome;
};

/** The place of a machine in the network. Files are read at each look-up, so that a changed /etc/resolv.conf counts. */
export type MachineIdentity = {
  readonly party: Party;
  /** Name of the node that it runs on; undefined for the learner's computer. */
  readonly node: string | undefined;
  /** The network namespace's address: the pod's, the node's (also for a pod with hostNetwork), or the host's. */
  readonly address: string;
  readonly readText: (path: string) => string | undefined;
};

/** One answer of one server. No records: the name exists, but not with this type. */
export type DnsReply = DnsAnswer & { readonly server: string };

/** What `portFor` gives: the contract of script, with questions to a name server as nslookup and dig ask them. */
export type MachinePort = Omit<NetworkPort, 'query'> & {
  /** The name as it is, without search list; `server` defaults to the first of resolv.conf. */
  query(question: { readonly name: string; readonly type: DnsType; readonly server?: string }): Task<DnsReply>;
};

export type NodeSettings = { readonly name: string; readonly address: string; readonly podCidr?: string | undefined; readonly controlPlane?: boolean };
export type PodSettings = { readonly namespace: string; readonly name: string; readonly node: string };

export type Network = {
  addNode(node: NodeSettings): void;
  removeNode(name: string): void;
  /** The pod range of a node; the one of `addNode` unless the controller manager decides it later. */
  setPodCidr(node: string, cidr: string): void;
  nodeAddress(name: string): string | undefined;
  /** Packets between this node (with its pods) and everybody else are lost. */
  cutNode(name: string): void;
  /** Only packets between this node (with its pods) and the control plane's nodes are lost. */
  cutFromControlPlane(name: string): void;
  healNode(name: string): void;
  /** A node without power answers nobody. */
  setNodePower(name: string, on: boolean): void;
  /** Whether the node's kube-proxy runs: without it the node's rules stay as they are. Nodes have one until somebody says otherwise. */
  setProxy(node: string, running: boolean): void;
  reachable(fromNode: string | undefined, toNode: string | undefined): boolean;
  /** The next free address of the node's range for a new pod; undefined when the range is used up. */
  attachPod(pod: PodSettings): string | undefined;
  /** First and last address for pods of a node, as its address manager names them: `10.244.1.1-10.244.1.254`; empty without a range. */
  podRange(node: string): string;
  /**
   * The address is free again; who still talks to it meets nobody. A node whose Node was deleted may have lost its range to another one:
   * `node` frees nothing that is another's by now.
   */
  detachPod(address: string, node?: string): void;
  /** `hostPort` of a container: the node's port leads to the pod's. Returns how to take it back. */
  forwardHostPort(node: string, hostPort: number, address: string, port: number): () => void;
  /** A machine's view: its files decide on names. */
  portFor(identity: MachineIdentity): MachinePort;
  /** How cluster DNS works: `endpoints` (default) while the kube-dns Service has ready endpoints, or forced. */
  dns: 'endpoints' | 'up' | 'down';
  /** Each finished request, for traffic pictures. Returns how to stop. */
  onRequest(listener: (request: TracedRequest) => void): () => void;
};
