/** Two nodes with runtimes on one network, without kubelets; for tests of this folder. */
import { KINDS, type KubeObject, type Service } from '../api/index.ts';
import { createInformers } from '../client/index.ts';
import { createNetwork, type Network } from '../network/index.ts';
import { createStore, keyOf, resourceOf } from '../store/index.ts';
import { createClock, createIds, createRandom, startTask, type Clock } from '../time/index.ts';
import { createRegistry, type Registry } from './registry.ts';
import { createRuntime } from './runtime.ts';
import type { ContainerConfig, ContainerRuntime, ContainerState, Sandbox, SandboxConfig } from './types.ts';

const RESOLV_CONF = 'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
export type Place = { readonly clock: Clock; readonly runtime: ContainerRuntime };
export type World = Place & {
  readonly network: Network; readonly registry: Registry;
  /** The other node's. */
  readonly other: ContainerRuntime;
  put(kind: { readonly plural: string; readonly group: string }, object: KubeObject): void;
};

export function createWorld(world: 'full' | 'recorded' = 'recorded', presentImages?: readonly string[]): World {
  const clock = createClock(Date.UTC(2026, 10, 21, 12));
  const random = createRandom('runtime');
  const ids = createIds(random);
  const store = createStore({ clock });
  const network = createNetwork({ clock, random, client: { informer: createInformers(store, clock) } });
  network.dns = 'up';
  network.addNode({ name: 'node01', address: '172.30.0.12', podCidr: '10.244.1.0/24' });
  network.addNode({ name: 'node02', address: '172.30.0.13', podCidr: '10.244.2.0/24' });
  const registry = createRegistry(world);
  const make = (node: string): ContainerRuntime => createRuntime({ clock, random, ids, node, network, registry, ...(presentImages === undefined ? {} : { presentImages }) });
  const put: World['put'] = (kind, object) => { store.put(resourceOf(kind), keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), object); };
  const dns: Service = { metadata: { namespace: 'kube-system', name: 'kube-dns' }, spec: { clusterIP: '10.96.0.10', ports: [] } };
  put(KINDS.Service, dns);
  put(KINDS.Namespace, { metadata: { name: 'default' } });
  return { clock, network, registry, runtime: make('node01'), other: make('node02'), put };
}

export function sandbox({ clock, runtime }: Place, name = 'web', more: Partial<SandboxConfig> = {}): Sandbox {
  let made: Sandbox | undefined;
  runtime.runSandbox({
    namespace: 'default', pod: name, uid: `uid-${name}`, hostname: name, attempt: 0, hostNetwork: false, shareProcessNamespace: false, resolvConf: RESOLV_CONF, hosts: [], ...more,
  }, (box) => { if ('id' in box) made = box; });
  clock.runUntil(() => made !== undefined, 10_000);
  if (made === undefined) throw new Error('no sandbox');
  return made;
}

export const config = (more: Partial<ContainerConfig>): ContainerConfig => ({
  name: 'main', image: 'busybox:1.36', attempt: 0, command: undefined, args: undefined, workingDir: undefined, environment: [], mounts: [], memoryLimitBytes: undefined,
  readOnlyRootFilesystem: false, uid: undefined, gid: undefined, tty: false, stdin: false, terminationMessagePath: '/dev/termination-log', ...more,
});
export const sh = (script: string, more: Partial<ContainerConfig> = {}): ContainerConfig => config({ command: ['sh', '-c', script], ...more });

export function start({ clock, runtime }: Place, box: Sandbox, container: ContainerConfig): string {
  const made = runtime.createContainer(box.id, container);
  if (!made.ok) throw new Error(made.message);
  let done = false;
  runtime.startContainer(made.id, () => { done = true; });
  clock.runUntil(() => done, 10_000);
  return made.id;
}
export const stateOf = ({ runtime }: Pick<Place, 'runtime'>, id: string): ContainerState => runtime.container(id) as ContainerState; // it was made before
export const logOf = ({ runtime }: Pick<Place, 'runtime'>, id: string): string => runtime.logs(id).map((line) => line.text + (line.partial ? '' : '\n')).join('');

/** Runs to its end. */
export function run(place: Place, container: ContainerConfig, ms = 60_000): { state: ContainerState; log: string; id: string } {
  const id = start(place, sandbox(place), container);
  place.clock.runUntil(() => stateOf(place, id).state === 'exited', ms);
  return { state: stateOf(place, id), log: logOf(place, id), id };
}

export function exec({ clock, runtime }: Place, id: string, command: readonly string[], stdin?: string): { code: number; out: string; errors: string } {
  const session = runtime.exec(id, command, { stdin: stdin !== undefined, tty: false });
  if ('error' in session) return { code: -1, out: '', errors: session.error };
  const out = startTask(clock, session.stdout.readAll());
  const errors = startTask(clock, session.stderr.readAll());
  if (stdin !== undefined) { session.stdin.write(stdin); session.stdin.close(); }
  let code: number | undefined;
  session.onExit((exit) => { code = exit.code; });
  clock.runUntil(() => code !== undefined && out.done && errors.done, 60_000);
  return { code: code ?? -2, out: out.result ?? '', errors: errors.result ?? '' };
}
