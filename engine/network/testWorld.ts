/** A network over objects that a test puts into a store; no API server. */
import { KINDS, type EndpointSlice, type KubeObject, type Namespace, type Service } from '../api/index.ts';
import { createInformers } from '../client/index.ts';
import { createStore, keyOf, resourceOf } from '../store/index.ts';
import { createClock, createRandom, startTask, type Clock, type Task } from '../time/index.ts';
import { createNetwork } from './network.ts';
import type { MachinePort, Network } from './types.ts';

export type EndpointFacts = { readonly address: string; readonly node?: string; readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean; readonly hostname?: string };
export type TestWorld = {
  readonly clock: Clock;
  readonly network: Network;
  namespace(name: string): void;
  service(name: string, spec: NonNullable<Service['spec']>): void;
  endpoints(service: string, endpoints: readonly EndpointFacts[], ports: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[]): void;
  /** A pod on the node, with the cluster's resolv.conf. */
  pod(name: string, node: string): { readonly address: string; readonly port: MachinePort };
  host(): MachinePort;
  node(name: string): MachinePort;
  run<T>(task: Task<T>): T;
  /** Until the nodes' rules know of everything. */
  settle(): void;
};

export const RESOLV_CONF = 'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

export function createTestWorld(): TestWorld {
  const clock = createClock(Date.UTC(2026, 10, 21));
  const store = createStore({ clock });
  const network = createNetwork({ clock, random: createRandom('network'), client: { informer: createInformers(store, clock) } });
  const put = (kind: { readonly plural: string; readonly group: string }, object: KubeObject): void => {
    store.put(resourceOf(kind), keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), object);
  };
  for (const [name, address, podCidr] of [['master01', '172.30.0.11', '10.244.0.0/24'], ['node01', '172.30.0.12', '10.244.1.0/24'], ['node02', '172.30.0.13', '10.244.2.0/24']] as const) {
    network.addNode({ name, address, podCidr });
  }
  network.dns = 'up';
  const world: TestWorld = {
    clock, network,
    namespace(name) { const object: Namespace = { metadata: { name } }; put(KINDS.Namespace, object); },
    service(name, spec) { const object: Service = { metadata: { namespace: name.includes('/') ? name.split('/')[0] ?? '' : 'default', name: name.split('/').at(-1) ?? name }, spec }; put(KINDS.Service, object); },
    endpoints(service, endpoints, ports) {
      const slice: EndpointSlice = {
        addressType: 'IPv4', metadata: { namespace: 'default', name: `${service}-abcde`, labels: { 'kubernetes.io/service-name': service } },
        endpoints: endpoints.map(({ address, node, ready = true, serving = ready, terminating = false, hostname }) => ({
          addresses: [address], conditions: { ready, serving, terminating }, ...(node === undefined ? {} : { nodeName: node }), ...(hostname === undefined ? {} : { hostname }),
        })),
        ports: ports.map((port) => ({ protocol: 'TCP', name: '', ...port })),
      };
      put(KINDS.EndpointSlice, slice);
    },
    pod(name, node) {
      const address = network.attachPod({ namespace: 'default', name, node }) ?? '';
      const readText = (path: string): string | undefined => (path === '/etc/resolv.conf' ? RESOLV_CONF : path === '/etc/hosts' ? `127.0.0.1\tlocalhost\n${address}\t${name}\n` : undefined);
      return { address, port: network.portFor({ party: { kind: 'pod', namespace: 'default', name, node }, node, address, readText }) };
    },
    host: () => network.portFor({ party: { kind: 'host' }, node: undefined, address: '172.30.0.1', readText: (path) => (path === '/etc/resolv.conf' ? 'nameserver 172.30.0.1\n' : undefined) }),
    node: (name) => network.portFor({ party: { kind: 'node', name }, node: name, address: network.nodeAddress(name) ?? '', readText: () => undefined }),
    settle: () => clock.advance(2500),
    run<T>(task: Task<T>): T {
      const running = startTask(clock, task);
      if (!clock.runUntil(() => running.done, 600_000)) throw new Error('the task did not end');
      return running.result as T; // it is done
    },
  };
  world.namespace('default');
  world.service('kube-system/kube-dns', { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] });
  world.settle();
  return world;
}
