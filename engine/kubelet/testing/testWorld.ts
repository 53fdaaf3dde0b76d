/** One node with the real API server, client, network and runtime; a test binds pods itself and reads what was written. */
import { KINDS, type KubeObject, type Pod, type PodSpec, type Event } from '../../api/index.ts';
import { ADMIN, createApiServer, type ApiServer } from '../../apiserver/index.ts';
import { createComponentContexts, type Client } from '../../client/index.ts';
import { createNetwork, type Network } from '../../network/index.ts';
import { createRegistry, createRuntime, type ContainerRuntime } from '../../runtime/index.ts';
import { createFiles, type FileSystem } from '../../script/index.ts';
import { createStore, type Store } from '../../store/index.ts';
import { createClock, createIds, createRandom, type Clock } from '../../time/index.ts';
import { countingClock, watchMade, type MadeThings } from './made.ts';
import { createKubelet, createPodsOnNodes, type Kubelet } from '../index.ts';

export const BECAUSE = { by: 'test', rule: 'a test wants it' };
export type Write = { readonly t: number; readonly type: string; readonly pod: Pod };
export type TestWorld = {
  readonly clock: Clock; readonly store: Store; readonly api: ApiServer; readonly client: Client;
  readonly network: Network; readonly runtime: ContainerRuntime; readonly kubelet: Kubelet; readonly files: FileSystem;
  /** Creates the pod and binds it 10 ms later. */
  run(spec: Partial<PodSpec>, name?: string, metadata?: Pod['metadata']): void;
  create(object: KubeObject): void;
  pod(name?: string): Pod | undefined;
  /** Every state of the pod that was written, times counted from its creation. */
  writes(name?: string): readonly Write[];
  events(name?: string): readonly Event[];
  seconds(count: number): void;
  remove(name?: string, grace?: number): void;
  readonly made: MadeThings;
  /** How much the clock still has to do. */
  pendingTimers(): number;
  /** How much it has done: the cost of a run that no busy machine changes. */
  steps(): number;
};

const NODE = 'node01';

export function createTestWorld(options: { readonly seed?: string; readonly world?: 'full' | 'recorded'; readonly staticPodPath?: string; /** On the node's disk from the start. */ readonly directories?: readonly string[] } = {}): TestWorld {
  const { clock, pending: pendingTimers, ran: steps } = countingClock(createClock(Date.UTC(2026, 10, 21, 12, 0, 0)));
  const random = createRandom(options.seed ?? 'kubelet');
  const ids = createIds(random);
  const store = createStore({ clock });
  const api = createApiServer({ clock, ids, random, store, warnLimits: false });
  const contexts = createComponentContexts({ server: api, store, clock, random, ids });
  const context = contexts(ADMIN);
  const { client } = context;
  const network = createNetwork({ clock, random, client });
  network.addNode({ name: NODE, address: '172.30.0.12', podCidr: '10.244.1.0/24' });
  const registry = createRegistry(options.world ?? 'recorded');
  const { runtime, made } = watchMade(createRuntime({ clock, random, ids, node: NODE, network, registry }));
  const files = createFiles(clock);
  for (const directory of options.directories ?? []) files.makeDirectory(directory, { parents: true });
  const capacity = { cpu: '2', 'ephemeral-storage': '264212084Ki', memory: '24684084Ki', pods: '110' };
  const kubelet = createKubelet({
    context: contexts({ name: `system:node:${NODE}`, groups: ['system:nodes', 'system:authenticated'] }), runtime, api, files, staticPodPath: () => options.staticPodPath,
    pods: createPodsOnNodes(context), cluster: { domain: 'cluster.local', dns: '10.96.0.10' },
    network: network.portFor({ party: { kind: 'node', name: NODE }, node: NODE, address: '172.30.0.12', readText: () => undefined }),
    node: {
      name: NODE, addresses: [{ type: 'InternalIP', address: '172.30.0.12' }, { type: 'Hostname', address: NODE }], capacity, allocatable: capacity,
      nodeInfo: { architecture: 'amd64', bootID: '', containerRuntimeVersion: 'containerd://2.2.7', kernelVersion: '6', kubeProxyVersion: '', kubeletVersion: 'v1.36.3', machineID: '', operatingSystem: 'linux', osImage: 'Debian', systemUUID: '' },
    },
  });
  const must = <T>(result: { ok: true; value: T } | { ok: false; status: { message?: string } }): T => {
    if (!result.ok) throw new Error(result.status.message);
    return result.value;
  };
  const create = (object: KubeObject): void => { must(client.create(KINDS[object.kind as keyof typeof KINDS] as never, object as never, BECAUSE) as never); };
  for (const name of ['default', 'kube-node-lease', 'kube-system']) create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } });
  create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: 'default' }, data: { 'ca.crt': 'CA\n' } } as KubeObject);
  const log: Write[] = [];
  const born = new Map<string, number>();
  store.subscribe('pods', (change) => {
    const pod = change.object as Pod;
    const name = pod.metadata?.name ?? '';
    if (change.type === 'ADDED') born.set(name, clock.now);
    log.push({ t: clock.now - (born.get(name) ?? clock.now), type: change.type, pod });
  });
  kubelet.start();
  clock.advance(2_000);
  return {
    clock, store, api, client, network, runtime, kubelet, files, create, made, pendingTimers, steps,
    run(spec, name = 'task', metadata = {}) {
      const containers = spec.containers ?? [];
      create({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name, namespace: 'default' }, spec: { ...spec, containers } } as KubeObject);
      if (spec.nodeName !== undefined) return;
      clock.after(10, () => {
        if (!client.get(KINDS.Pod, 'default', name).ok) return;
        must(client.post(KINDS.Pod, 'default', name, 'binding', { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: NODE } }, BECAUSE));
      });
    },
    pod: (name = 'task') => { const found = client.get(KINDS.Pod, 'default', name); return found.ok ? found.value : undefined; },
    writes: (name = 'task') => log.filter((write) => write.pod.metadata?.name === name),
    events: (name = 'task') => (store.list('events', 'default') as readonly Event[]).filter((event) => event.involvedObject.name === name),
    seconds: (count) => clock.advance(count * 1000),
    remove(name = 'task', grace) { must(client.delete(KINDS.Pod, 'default', name, BECAUSE, grace === undefined ? {} : { gracePeriodSeconds: grace })); },
  };
}

type Status = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];
const state = (s: Status['state']): string => (s?.running !== undefined ? 'running' : s?.waiting !== undefined ? `W:${s.waiting.reason ?? ''}` : s?.terminated !== undefined ? `T:${s.terminated.reason ?? ''}/${s.terminated.exitCode}` : '-');
const container = (c: Status): string => `${c.name}=${state(c.state)}${c.lastState?.terminated === undefined ? '' : `<${state(c.lastState)}`} x${c.restartCount}${c.started === true ? ' started' : ''}${c.ready ? ' ready' : ''}`;

/** The states that a reader of the watch sees, without repeats, from the first write of the kubelet on. */
export const states = (world: TestWorld, name?: string): string[] =>
  world.writes(name).slice(2).map(line).filter((text, i, all) => text !== all[i - 1]);
/** Type letter, reason, count, message. */
export const eventLines = (world: TestWorld, name?: string): string[] =>
  world.events(name).map((event) => `${event.type?.[0] ?? ''} ${event.reason ?? ''} x${event.count ?? 0} ${(event.message ?? '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UID').replaceAll(/10\.244\.\d+\.\d+/g, 'IP')}`);

/** One line a state: phase, the conditions that are not plain, containers. */
export function line({ type, pod }: Write): string {
  if (type === 'DELETED') return 'DELETED';
  const s = pod.status;
  const reasons: { [reason: string]: string } = { ContainersNotReady: '', ContainersNotInitialized: '', PodCompleted: 'completed', PodFailed: 'failed', ReadinessGatesNotReady: 'gates' };
  const short: { [type: string]: string } = { PodReadyToStartContainers: 'S', Initialized: 'I', Ready: 'R', ContainersReady: 'C', PodScheduled: 'P' };
  const conditions = (s?.conditions ?? []).map((c) => `${short[c.type] ?? c.type}${c.status === 'True' ? '+' : '-'}${c.reason === undefined ? '' : `${reasons[c.reason] ?? c.reason}${/\[.*\]/.exec(c.message ?? '')?.[0] ?? ''}`}`).join(' ');
  const dying = pod.metadata?.deletionTimestamp === undefined ? '' : `dying${pod.metadata.deletionGracePeriodSeconds ?? ''} `;
  const list = [...s?.initContainerStatuses ?? [], ...s?.containerStatuses ?? [], ...s?.ephemeralContainerStatuses ?? []].map(container).join('; ');
  return `${dying}${s?.phase ?? ''}${s?.podIP === undefined ? '' : ' ip'} [${conditions}] ${list}`;
}
