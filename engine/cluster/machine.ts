/** One machine of the cluster: its disk, its container runtime, its kubelet, and whether it has power. */
import type { ApiServer } from '../apiserver/index.ts';
import type { ComponentContexts } from '../client/index.ts';
import { createKubelet, type Kubelet, type PodsOnNodes, type Shares } from '../kubelet/index.ts';
import type { Network } from '../network/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
import { createRuntime, type ContainerRuntime, type Processors, type Registry } from '../runtime/index.ts';
import { addResident, type Command, createMachine, createPidSpace, type Files, type FileSystem, HOST_COMMANDS, type Machine, type PidSpace, programsLater, type Signal } from '../script/index.ts';
import { startTask, type Clock, type Ids, type Random, type Task } from '../time/index.ts';
import type { ControlPlane } from './controlPlane.ts';
import { isDiskFilled } from './faults/diskFill.ts';
import { isMemoryFilled } from './faults/memoryFill.ts';
import { createLinkedPods } from './linkedPods.ts';
import type { Links } from './links.ts';
import { configured, kubeletSettings, staticPodPath } from './kubeletConfig.ts';
import { nodeDescription } from './nodeDescription.ts';
import { CNI_CONFIG } from './nodeFiles.data.ts';
import { CNI_FILE, MANIFESTS, writeNodeFiles } from './nodeFiles.ts';
import { mountPodLogs } from './podLogFiles.ts';
import { createCrictl } from './onDemand.ts';
import { createSystemctl, powerCommands } from './systemctl.ts';
import type { MachineSettings, Preset } from './presets.ts';
import { readSchedulerFlags } from './schedulerFlags.ts';
import { SYSTEM_IMAGES } from './systemObjects.ts';

/** What faults do to a machine. */
export type FaultMachine = {
  readonly runtime: ContainerRuntime;
  readonly powerOff: () => void;
  readonly powerOn: () => void;
  readonly stopKubelet: () => void;
  readonly startKubelet: () => void;
  /** `systemctl stop containerd`. */
  readonly stopRuntime: () => void;
  readonly startRuntime: () => void;
  /** `systemctl poweroff`: the kubelet may stop its pods first. */
  readonly shutDown: () => void;
  readonly killDisk: () => void;
  readonly replaceDisk: () => void;
  /** Something on the machine has taken or given back memory. */
  readonly checkMemory: () => void;
  /** `all`: nobody hears the machine. `api`: only the control plane does not. */
  readonly cutNetwork: (what: Cut) => void;
  readonly healNetwork: () => void;
  /** How far the machine's clock is ahead, in milliseconds; less than 0: behind. */
  readonly setClock: (aheadMs: number) => void;
  readonly cut: Cut | undefined;
  readonly aheadMs: number;
  /** Names of the faults that hold; without power no other is told. */
  readonly faults: readonly string[];
  /** In bytes. */
  readonly memoryLeft: () => number;
  /** A root shell's view of it. */
  readonly machine: Machine;
};
export type Cut = 'all' | 'api';
export type ClusterMachine = FaultMachine & {
  /** Whether the control plane's programs may have failed. */
  readonly doubt: (yes: boolean) => void;
  /** Where its pods have their addresses, once it is known. */
  readonly setPodRange: (range: string) => void;
  readonly lives: Kubelet['lives'];
  readonly name: string;
  readonly settings: MachineSettings;
  /** A root shell's view of it. */
  readonly machine: Machine;
  /** What was done to it and still holds: names of faults, the worst first. */
  readonly faults: readonly string[];
};

export const NAME_SERVER = '172.30.0.1';
/** The same for all kubelets: what follows from it is worked out once. */
const CLUSTER_DNS = { domain: 'cluster.local', dns: '10.96.0.10', nodeDns: NAME_SERVER } as const;
/** From power to a running kubelet. */
const BOOT_MS = 15_000;

const KUBELET_RESTART_MS = 10_000;
const INIT = 1;
const CONTAINERD = 212;
const KUBELET = 641;
const FIRST_OTHER = 1_000;

const KUBELET_COMMAND = ['/usr/bin/kubelet', '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf', '--kubeconfig=/etc/kubernetes/kubelet.conf', '--config=/var/lib/kubelet/config.yaml'];

/** What `ps` shows on a node before any pod. */
function nodeProcesses(clock: Clock, root: FileSystem, kubeletSignal: (name: Signal) => void): PidSpace {
  const pids = createPidSpace({ firstPid: FIRST_OTHER, init: true });
  addResident(pids, clock, { pid: INIT, command: ['/sbin/init'], root });
  addResident(pids, clock, { pid: CONTAINERD, command: ['/usr/local/bin/containerd'], root });
  addResident(pids, clock, { pid: KUBELET, command: KUBELET_COMMAND, root, onSignal: kubeletSignal });
  return pids;
}

export type MachineParts = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly network: Network; readonly registry: Registry;
  readonly api: ApiServer; readonly contexts: ComponentContexts; readonly pods: PodsOnNodes; readonly preset: Preset;
  /** Of the one computer that all machines are on; undefined: each has its own. */
  readonly processors: Processors | undefined;
  /** The API server and the control loops run on the control plane's machine and stop and start with it. */
  readonly controlPlane: ControlPlane;
  readonly identity: ClusterIdentity;
  /** The disk of a new machine. */
  readonly disks: (settings: MachineSettings) => Files;
  readonly kubectl: Command;
  /** Storage that all machines reach. */
  readonly shares: Shares;
  /** The ways to the API server. */
  readonly links: Links;
};

/** Its program listens by then. */
const REFUSE_MS = 2;

/** The programs of the control plane's containers do nothing themselves: the engine's own parts run while they do. */
function watched(controlPlane: MachineParts['controlPlane'] | undefined, runtime: ContainerRuntime, clock: Clock): ContainerRuntime {
  if (controlPlane === undefined) return runtime;
  const partOf = (id: string): string | undefined => {
    const found = runtime.container(id);
    return found !== undefined && CONTROL_PLANE.test(found.image.replace(/[:@][^/]*$/, '')) ? found.name : undefined;
  };
  runtime.onExit((id) => { const part = partOf(id); if (part !== undefined) controlPlane.partStopped(part); });
  // Their programs take this signal for having failed.
  controlPlane.crash = (part) => {
    for (const { id, state } of runtime.containers()) if (state === 'running' && partOf(id) === part) runtime.machine(id)?.processes.kill(1, 'USR2');
  };
  return {
    ...runtime,
    startContainer: (id, done) => runtime.startContainer(id, (result) => {
      const part = result.ok ? partOf(id) : undefined;
      const refused = part === 'kube-scheduler' ? readSchedulerFlags(runtime, id, controlPlane, clock.now) : false;
      if (part !== undefined && !refused) controlPlane.partStarted(part);
      done(result);
      if (refused) clock.after(REFUSE_MS, () => runtime.machine(id)?.processes.kill(1, 'USR2'));
    }),
  };
}

/** The node's rules for Services follow the API server while a kube-proxy runs on it. */
function withProxy(network: Network, node: string, runtime: ContainerRuntime): ContainerRuntime {
  const isProxy = (id: string): boolean => /^registry\.k8s\.io\/kube-proxy\b/.test(runtime.container(id)?.image ?? '');
  runtime.onExit((id) => { if (isProxy(id)) network.setProxy(node, false); });
  return { ...runtime, startContainer: (id, done) => runtime.startContainer(id, (result) => { if (result.ok && isProxy(id)) network.setProxy(node, true); done(result); }) };
}

/** @k8s golden cluster/node-cordon-uncordon: a worker has none of them */
const CONTROL_PLANE = /^registry\.k8s\.io\/(etcd|kube-apiserver|kube-controller-manager|kube-scheduler)$/;
const ofControlPlane = (name: string, registry: Registry): boolean =>
  CONTROL_PLANE.test((name.includes('/') ? undefined : registry.images().find(({ id }) => id === name)?.repository) ?? name.replace(/:[^/]*$/, ''));

export function createClusterMachine(settings: MachineSettings, parts: MachineParts): ClusterMachine {
  const { clock, random, ids, network, registry, api, contexts, pods, preset } = parts;
  const { name, address } = settings;
  network.addNode({ name, address, podCidr: settings.podCIDR, controlPlane: settings.controlPlane });
  network.setProxy(name, false);
  const files = parts.disks(settings);
  const manifests = writeNodeFiles({ files, settings, preset, identity: parts.identity, now: clock.now });
  const port = network.portFor({
    party: { kind: 'node', name }, node: name, address,
    readText: (path) => { const stat = files.stat(path); const content = stat?.type === 'file' ? files.read(path) : undefined; return typeof content === 'string' ? content : undefined; },
  });
  const hostPids = nodeProcesses(clock, files, (signal) => { if (signal === 'KILL' || signal === 'TERM') kubeletKilled(); });
  const runtime = withProxy(network, name, watched(settings.controlPlane ? parts.controlPlane : undefined, createRuntime({
    clock, random, ids, node: name, network, registry, hostPids, kernel: preset.kernelVersion,
    presentImages: [...registry.preloaded(), ...SYSTEM_IMAGES].filter((image) => settings.controlPlane || !ofControlPlane(image, registry)),
    ...(parts.processors === undefined ? {} : { processors: parts.processors }),
  }), clock));
  mountPodLogs(files, clock, runtime);
  const link = parts.links.of(name);
  const wall = new SkewedClock(clock);
  let cut: Cut | undefined;
  const user = { name: `system:node:${name}`, groups: ['system:nodes', 'system:authenticated'] };
  const configuration = configured(nodeDescription(settings, preset, ids), files);
  const kubelet = createKubelet({
    context: contexts(user, { link, wall }), node: configuration.node, runtime, pods: createLinkedPods(pods, name, link), files, network: port, api,
    networkReady: () => settings.podCIDR !== undefined || network.podRange(name) !== '',
    cluster: CLUSTER_DNS,
    staticPodPath: () => staticPodPath(files, MANIFESTS), knownManifests: manifests, shares: parts.shares, configuration: () => kubeletSettings(files), host: () => made.machine,
  });
  let powered = true;
  let kubeletRuns = false;
  let runtimeRuns = true;
  let diskDead = false;
  const made: { machine?: Machine } = {};
  const startKubelet = (): void => { if (powered && !kubeletRuns) { kubeletRuns = true; configuration.read(); kubelet.start(); } };
  const stopKubelet = (): void => { if (kubeletRuns) { kubeletRuns = false; kubelet.stop(); } };
  const startRuntime = (): void => { if (powered && !runtimeRuns) { runtimeRuns = true; kubelet.startRuntime(); } };
  const stopRuntime = (): void => { if (powered && runtimeRuns) { runtimeRuns = false; kubelet.stopRuntime(); } };
  const power: PowerSwitch = {
    off() {
      if (powered && settings.controlPlane) parts.controlPlane.stop();
      stopKubelet();
      powered = false;
      network.setNodePower(name, false);
      parts.links.refresh();
      runtime.powerOff();
      if (!runtimeRuns) { runtimeRuns = true; kubelet.startRuntime(); }
    },
    on() {
      if (powered) return;
      powered = true;
      network.setNodePower(name, true);
      parts.links.refresh();
      clock.after(BOOT_MS, () => { if (settings.controlPlane) parts.controlPlane.start(); startKubelet(); });
    },
    shutDown(then) {
      if (!powered) return;
      const stopping = startTask(clock, kubeletRuns ? kubelet.shutDown() : nothing());
      stopping.onDone(() => { power.off(); then?.(); });
    },
  };
  // @k8s kubeadm's kubelet.service: Restart=always, RestartSec=10
  function kubeletKilled(): void { if (kubeletRuns) { stopKubelet(); clock.after(KUBELET_RESTART_MS, startKubelet); } }
  const programs = programsLater('/usr/bin', () => {
    const commands = { off: () => power.shutDown(), reboot: () => power.shutDown(() => power.on()) };
    const systemctl = createSystemctl({
      kubelet: { start: startKubelet, stop: stopKubelet, active: () => kubeletRuns }, containerd: { start: startRuntime, stop: stopRuntime, active: () => runtimeRuns },
    }, commands);
    return { ...HOST_COMMANDS, crictl: createCrictl({ clock, runtime, running: () => runtimeRuns }), kubectl: parts.kubectl, systemctl, ...powerCommands(commands) };
  });
  const machine = createMachine({ clock, random, hostname: name, kernel: preset.kernelVersion, files, programs, network: port, pids: hostPids });
  made.machine = machine;
  return {
    name, settings, runtime, machine, lives: kubelet.lives, startKubelet, stopKubelet, startRuntime, stopRuntime, powerOff: () => power.off(), powerOn: () => power.on(),
    shutDown: () => power.shutDown(), checkMemory: () => kubelet.checkMemory(), memoryLeft: () => kubelet.memoryLeft(),
    cutNetwork(what) {
      cut = what;
      if (what === 'all') network.cutNode(name); else network.cutFromControlPlane(name);
      parts.links.refresh();
      if (kubeletRuns) kubelet.unreachable(true);
    },
    healNetwork() {
      cut = undefined;
      network.healNode(name);
      if (kubeletRuns) kubelet.unreachable(false);
      parts.links.refresh();
    },
    setClock(ms) { wall.aheadMs = ms; },
    doubt: (yes) => kubelet.doubt(yes),
    get cut() { return cut; },
    get aheadMs() { return wall.aheadMs; },
    setPodRange(range) { network.setPodCidr(name, range); files.write(CNI_FILE, CNI_CONFIG(range)); },
    killDisk() { diskDead = true; kubelet.killDisk(); },
    replaceDisk() { diskDead = false; kubelet.replaceDisk(); },
    get faults() {
      if (!powered) return ['node-power-off'];
      return Object.entries({
        'network-cut': cut === 'all', 'network-cut-api': cut === 'api', 'clock-skew': wall.aheadMs !== 0, 'kubelet-stop': !kubeletRuns, 'runtime-stop': !runtimeRuns,
        'disk-death': diskDead, 'disk-fill': isDiskFilled(machine), 'memory-fill': isMemoryFilled(machine),
      }).flatMap(([fault, holds]) => (holds ? [fault] : []));
    },
  };
}

/** What the machine's own clock shows. */
class SkewedClock {
  aheadMs = 0;
  private readonly clock: Clock;
  constructor(clock: Clock) { this.clock = clock; }
  get now(): number { return this.clock.now + this.aheadMs; }
}

type PowerSwitch = { off(): void; on(): void; shutDown(then?: () => void): void };
function* nothing(): Task<void> { /* nobody there to stop the pods */ }
