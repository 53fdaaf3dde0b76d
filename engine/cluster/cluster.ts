/** Wires a cluster: API server, control plane, machines; boots it, and hands out computers to work from. */
import { createApiServer, ADMIN, type ApiServer, type User } from '../apiserver/index.ts';
import { invariant, type JsonObject } from '../base/index.ts';
import { createComponentContexts, pathOf, type Client, type Component, type Reconciled } from '../client/index.ts';
import { ALL_KINDS, conditionIs, type KindDefinition, type KubeObject, type Node } from '../api/index.ts';
import { createControllers, createHostPathProvisioner, createIdentityLease, createLeaderElection, requestRateOf } from '../controllers/index.ts';
import { createPodsOnNodes, createShares, type LifeState, type LivesOf } from '../kubelet/index.ts';
import { createKubectl } from '../kubectl/index.ts';
import { createClusterIdentity, type ClusterIdentity } from '../pki/index.ts';
import { createNetwork, type Network } from '../network/index.ts';
import { createProcessors, createRegistry } from '../runtime/index.ts';
import { createScheduler, DEFAULT_PROFILE, type Scheduler } from '../scheduler/index.ts';
import { FileError, runScript, type Machine } from '../script/index.ts';
import type { Host, MinikubePort } from '../shell/index.ts';
import { createStore, type Store } from '../store/index.ts';
import { createClock, createIds, createRandom, sleep, writerTo, type Clock, type Task } from '../time/index.ts';
import { createApiPort, servingNames } from './apiPort.ts';
import { createControlPlane, PARTS, type ControlPlane } from './controlPlane.ts';
import { createComputer, type ComputerOptions } from './computer.ts';
import { kubectlImages } from './kubectlImages.ts';
import { createLinks } from './links.ts';
import { NAME_SERVER, type ClusterMachine } from './machine.ts';
import { createMachineSet } from './machineSet.ts';
import { createDisks } from './nodeDisk.ts';
import { MANIFESTS } from './nodeFiles.ts';
import { createLearners, type Learners } from './learners.ts';
import type { LearnerReport } from '../learner/index.ts';
import type { LoadReport, Loads } from './load/index.ts';
import { allFaults, createLoads } from './onDemand.ts';
import { PRESETS, type MachineSettings, type Preset, type PresetName } from './presets.ts';
import { guardStorage } from './storageGuard.ts';
import { csiNode, firstObjects, installations } from './systemObjects.ts';

export type ClusterOptions = {
  readonly preset: PresetName;
  readonly seed: string;
  /** RFC 3339: the moment at which `createCluster` returns. */
  readonly startTime: string;
  /** Instead of the preset's own settings: measurements with more machines. */
  readonly settings?: Preset;
  /** Its certificate authority and token key; left out: drawn from the seed. */
  readonly identity?: ClusterIdentity;
  /** Upstream's sentences about fields, for `explain`: see `ApiServerOptions`. */
  readonly documentation?: (definition: string, field: string) => string;
  /** Told of each controller's reconcile that ended well. */
  readonly onReconciled?: (work: Reconciled) => void;
};
export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string; readonly timedOut: boolean };
export type Cluster = {
  readonly clock: Clock;
  readonly store: Store;
  readonly api: ApiServer;
  /** The administrator's. */
  readonly client: Client;
  readonly network: Network;
  readonly scheduler: Scheduler;
  /** The certificate authority, the administrator's certificate, the key of tokens: made when first asked for. */
  readonly identity: ClusterIdentity;
  createComputer(options: ComputerOptions): Host;
  nodeMachine(name: string): Machine | undefined;
  /** Types a line into a new shell of the computer (or of a node, as root) and runs the cluster until it has ended (at most 60 s). */
  runCommand(where: Host | Machine, line: string, directory?: string): CommandResult;
  /** Undefined if it was done, else why not. */
  fault(input: { readonly fault: string; readonly target: string }): string | undefined;
  /** Where the machines of a Pod or a Node are now. */
  lives(of: LivesOf): readonly LifeState[];
  /** What load sources have seen (faults `load-start` and `load-stop`), in order of their start. */
  loads(): readonly LoadReport[];
  runningLoads(): number;
  /** Runs a controller that the learner wrote, instead of the one of this name; an empty source stops it. Undefined if it was done, else why not. */
  setController(name: string, source: string): string | undefined;
  controllers(): readonly LearnerReport[];
  /** What was done to a node's machine and still holds, the worst first; `node-remove`: there is no such machine any more. */
  faultsOf(node: string): readonly string[];
  /** Names of all machines, with a Node object or without. */
  machines(): readonly string[];
  /** The control plane's programs, and which of them run. */
  parts(): readonly { readonly name: string; readonly running: boolean; /** Its manifest is in place. */ readonly wanted: boolean }[];
};

/** Names in minikube's certificates. */
const MINIKUBE = { commonName: 'minikubeCA', admin: { commonName: 'minikube-user', organizations: ['system:masters'] } } as const;

/** Nodes register, CoreDNS comes up: done well within this. */
const BOOT_LIMIT_MS = 60_000;
/** What could be placed has been placed by then. */
const LATER_MS = 30_000;
const COMMAND_LIMIT_MS = 60_000;

const APISERVER = { name: 'system:apiserver', groups: ['system:masters'] };
const serviceAccount = (name: string): User => ({ name: `system:serviceaccount:kube-system:${name}`, groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'] });

export function createCluster(options: ClusterOptions): Cluster {
  const preset = options.settings ?? PRESETS[options.preset];
  const start = Date.parse(options.startTime);
  invariant(!Number.isNaN(start), `the start time ${options.startTime} is no time`);
  const clock = createClock(start - preset.ageMs);
  const random = createRandom(options.seed);
  const ids = createIds(random);
  const store = createStore({ clock });
  const identity = options.identity ?? createClusterIdentity({ random, now: clock.now, ...(options.preset === 'minikube' ? MINIKUBE : {}) });
  const controlPlane = createControlPlane(clock);
  const server = createApiServer({ clock, ids, random, store, identity, warnLimits: preset.warnLimits, metricsServer: preset.metricsServer, authorization: 'Node,RBAC', ...(options.documentation === undefined ? {} : { documentation: options.documentation }) });
  const api = guardStorage(server, () => controlPlane.serves || !controlPlane.running);
  const contexts = createComponentContexts({ server, store, clock, random, ids, ...(options.onReconciled === undefined ? {} : { onReconciled: options.onReconciled }) });
  const admin = contexts(ADMIN);
  const network = createNetwork({ clock, random, client: admin.client });
  const registry = createRegistry(preset.registry, kubectlImages({ api, clock, identity, answers: () => controlPlane.running, port: preset.apiPort, address: preset.machines.find((m) => m.controlPlane)?.address ?? '' }));
  const pods = createPodsOnNodes(admin);
  const { name: master, address } = preset.machines.find((m) => m.controlPlane) ?? { name: '', address: '' };
  const links = createLinks({ store, network, controlPlane, master, host: `${address}:${preset.apiPort}` });
  const place = { link: links.of(master) };
  const schedulerContext = contexts({ name: 'system:kube-scheduler', groups: ['system:authenticated'] }, place);
  const scheduler = createScheduler(schedulerContext, { host: master, findsServer: () => controlPlane.settled, profiles: () => controlPlane.schedulerProfiles ?? [DEFAULT_PROFILE] });
  const manager = contexts({ name: 'system:kube-controller-manager', groups: ['system:authenticated'] }, place);
  const nodeKubectl = createKubectl({ request: (request) => api.handle(request), clock, authority: () => identity.authority.pem, get servers() { return controlPlane.running ? [`https://${address}:${preset.apiPort}`] : []; } });
  const parts = { clock, random, ids, network, registry, api, contexts, pods, preset, processors: options.settings === undefined ? createProcessors(clock) : undefined, controlPlane, identity, disks: createDisks({ clock, identity }, NAME_SERVER), shares: createShares(), kubectl: nodeKubectl, links };
  const machineSet = createMachineSet(preset, parts, admin.client, api);
  const machines = machineSet.all;
  controlPlane.onChange = () => { links.refresh(); machines.get(master)?.doubt(controlPlane.running && !controlPlane.serves); };
  const apiPort = (): Component[] => {
    const settings = preset.machines.find((m) => m.controlPlane);
    const network = machines.get(settings?.name ?? '')?.machine.network;
    return settings === undefined || network === undefined ? [] : [createApiPort({ api, clock, ids, identity, network, port: preset.apiPort, names: servingNames(settings) })];
  };
  controlPlane.components = {
    etcd: [], 'kube-apiserver': [...apiPort(), createIdentityLease(contexts(APISERVER, place), master, address)],
    'kube-scheduler': [createLeaderElection(schedulerContext, { name: 'kube-scheduler', host: master, source: 'default-scheduler', release: true, led: [scheduler], onLost: () => controlPlane.crash('kube-scheduler') })],
    'kube-controller-manager': [createLeaderElection(manager, {
      name: 'kube-controller-manager', host: master, source: 'kube-controller-manager', release: false, onLost: () => controlPlane.crash('kube-controller-manager'),
      led: createControllers(manager, { identity, accountContext: (account) => contexts(serviceAccount(account), preset.unlimitedControllers === true ? place : { ...place, rate: requestRateOf(account) }) }),
    })],
  };
  if (preset.hostPathProvisioner === true) {
    const disk = diskOf(() => machines.get(master)?.machine.files);
    createHostPathProvisioner(contexts(serviceAccount('storage-provisioner'), place), { host: master, disk }).start();
  }
  boot(api, store, clock, preset, controlPlane, machines, identity.authority.pem);
  clock.advance(start - clock.now);
  let loads: Loads | undefined;
  let learners: Learners | undefined;
  // Who deletes something by hand needs an API server, too.
  const world = { context: contexts(ADMIN, place), machine: (name: string) => machines.get(name), master: () => machines.get(master), machines: machineSet, registry, get loads() { return loads ??= createLoads({ clock, network, client: admin.client }); } };
  return {
    clock, store, api, client: admin.client, network, scheduler, identity,
    createComputer: (settings) => createComputer({ clock, random, ids, network, api, identity, apiAnswers: () => controlPlane.running, preset, minikube: options.preset === 'minikube' ? minikubePort(clock, machines, store) : undefined }, settings),
    nodeMachine: (name) => machines.get(name)?.machine,
    runCommand: (where, line, directory) => runCommand(clock, where, line, directory),
    fault({ fault, target }) {
      const known = allFaults().find((f) => f.name === fault);
      return known === undefined ? `there is no fault ${fault}; there are: ${allFaults().map((f) => f.name).join(', ')}` : known.apply(world, target);
    },
    lives: (of) => [...machines.values()].flatMap((machine) => machine.lives(of)),
    loads: () => loads?.reports() ?? [],
    runningLoads: () => loads?.running ?? 0,
    setController: (name, source) => (learners ??= createLearners(contexts, place)).set(name, source),
    controllers: () => learners?.reports() ?? [],
    faultsOf: (node) => machines.get(node)?.faults ?? ['node-remove'],
    machines: () => [...machines.keys()],
    parts: () => PARTS.map((name) => ({ name, running: !controlPlane.isStopped(name), wanted: machines.get(master)?.machine.files.stat(`${MANIFESTS}/${name}.yaml`) !== undefined })),
  };
}

/** Directories that everybody may write to, as the provisioner leaves them; a broken disk is left alone. */
const diskOf = (files: () => Machine['files'] | undefined): { readonly make: (path: string) => void; readonly remove: (path: string) => void } => {
  const tried = (act: () => void): void => { try { act(); } catch (error) { if (!(error instanceof FileError)) throw error; } };
  return {
    make: (path) => tried(() => { files()?.makeDirectory(path, { parents: true }); files()?.chmod(path, 0o777); }),
    remove: (path) => tried(() => files()?.remove(path, { recursive: true })),
  };
};

const KUBEADM = { headers: { 'user-agent': 'kubeadm/v1.36.3' }, because: { by: 'kubeadm', rule: 'set up the cluster' } } as const;

function create(api: ApiServer, object: KubeObject): void {
  const kind = (ALL_KINDS as readonly KindDefinition[]).find((k) => k.kind === object.kind && object.apiVersion === (k.group === '' ? k.version : `${k.group}/${k.version}`));
  invariant(kind !== undefined, `no kind ${object.kind}`);
  const path = pathOf(kind, object.metadata?.namespace, undefined);
  const response = api.handle({ method: 'POST', path, body: object as JsonObject, ...KUBEADM }); // an API object is JSON
  invariant(response.code < 300, `${object.kind} ${object.metadata?.name}: ${JSON.stringify('body' in response ? response.body : response.code)}`);
}

function boot(api: ApiServer, store: Store, clock: Clock, preset: Preset, control: ControlPlane, machines: ReadonlyMap<string, ClusterMachine>, certificate: string): void {
  const now = `${new Date(clock.now).toISOString().slice(0, 19)}Z`;
  const master = preset.machines.find((m) => m.controlPlane);
  api.bootstrap({ address: master?.address ?? '', port: preset.apiPort, clientCa: certificate });
  for (const { by, objects } of installations(preset, certificate, now)) api.install(objects, by, { by, rule: 'set up the cluster' });
  control.start();
  clock.advance(1000); // ServiceAccounts and the root certificate's ConfigMap are in every namespace
  for (const object of firstObjects(preset)) create(api, object);
  const join = (group: readonly ClusterMachine[]): void => {
    for (const machine of group) machine.startKubelet();
    clock.advance(2000);
    for (const { settings } of group) labelNode(api, settings);
    api.install(group.map(({ name }) => csiNode(name, store.get('nodes', name)?.metadata?.uid ?? '')), 'kubelet', { by: 'kubelet', rule: 'a node tells its storage drivers' });
    // Asked after each step: those that were Ready are asked again only when all have been.
    let ready = 0;
    const allReady = (): boolean => {
      for (let next = group[ready]; next !== undefined && isReady(store, next.name); next = group[ready]) ready++;
      return ready === group.length && group.every(({ name }) => isReady(store, name));
    };
    invariant(clock.runUntil(allReady, BOOT_LIMIT_MS), 'the nodes did not become Ready');
  };
  const all = [...machines.values()];
  join(all.filter(({ settings }) => settings.joinsLater !== true));
  const late = all.filter(({ settings }) => settings.joinsLater === true);
  if (late.length === 0) return;
  clock.advance(LATER_MS);
  join(late);
}

/** Labels that a kubelet may not give its own Node: kubeadm and minikube set them. @k8s plugin/pkg/admission/noderestriction */
function labelNode(api: ApiServer, { name, labels }: MachineSettings): void {
  if (Object.keys(labels).length === 0) return;
  const response = api.handle({
    method: 'PATCH', path: `/api/v1/nodes/${name}`, body: { metadata: { labels } }, ...KUBEADM, headers: { ...KUBEADM.headers, 'content-type': 'application/merge-patch+json' },
  });
  invariant(response.code < 300, `labels of node ${name}: ${JSON.stringify('body' in response ? response.body : response.code)}`);
}

function isReady(store: Store, name: string): boolean {
  const node = store.get('nodes', name) as Node | undefined; // the resource tells the type
  return node !== undefined && conditionIs(node, 'Ready');
}

function runCommand(clock: Clock, where: Host | Machine, script: string, directory: string | undefined): CommandResult {
  let stdout = '';
  let stderr = '';
  const io = { script, stdout: writerTo((text) => { stdout += text; }), stderr: writerTo((text) => { stderr += text; }), ...(directory === undefined ? {} : { directory }) };
  const spawned = 'run' in where ? where.run(io) : runScript({ machine: where, directory: '/root', environment: new Map([['HOME', '/root'], ['USER', 'root']]), ...io });
  const ended = clock.runUntil(() => spawned.running.done, COMMAND_LIMIT_MS);
  if (!ended) ('run' in where ? where.machine : where).processes.kill(spawned.pid, 'KILL');
  return { code: spawned.running.result?.code ?? 137, stdout, stderr, timedOut: !ended };
}

/** `minikube stop` takes the machines' power, `minikube start` gives it back and waits until the nodes are Ready. */
function minikubePort(clock: Clock, machines: ReadonlyMap<string, ClusterMachine>, store: Store): MinikubePort {
  return {
    kubernetesVersion: 'v1.36.3',
    nodes: () => [...machines.values()].map((m) => ({ name: m.name, address: m.settings.address, state: m.faults.includes('node-power-off') ? 'Stopped' : 'Running' })),
    *start(): Task<void> {
      for (const machine of machines.values()) { machine.powerOn(); machine.startKubelet(); }
      while (![...machines.keys()].every((name) => isReady(store, name))) yield sleep(clock, 500);
    },
    *stop(): Task<void> {
      for (const machine of machines.values()) machine.powerOff();
      yield sleep(clock, 1000);
    },
  };
}
