/** One machine of the cluster: its disk, its container runtime, its kubelet, and whether it has power. */
import type { ApiServer } from '../apiserver/index.ts';
import type { ComponentContexts } from '../client/index.ts';
import { createKubelet, type PodsOnNodes } from '../kubelet/index.ts';
import type { Network } from '../network/index.ts';
import { createRuntime, type ContainerRuntime, type Processors, type Registry } from '../runtime/index.ts';
import { createFiles, createMachine, HOST_COMMANDS, programsIn, type Machine } from '../script/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import { configured, writeKubeletConfig } from './kubeletConfig.ts';
import { nodeDescription } from './nodeDescription.ts';
import { createSystemctl } from './systemctl.ts';
import type { MachineSettings, Preset } from './presets.ts';
import { SYSTEM_IMAGES } from './systemObjects.ts';

/** What faults do to a machine. */
export type FaultMachine = {
  readonly runtime: ContainerRuntime;
  readonly powerOff: () => void;
  readonly powerOn: () => void;
  readonly stopKubelet: () => void;
  readonly startKubelet: () => void;
};
export type ClusterMachine = FaultMachine & {
  readonly name: string;
  readonly settings: MachineSettings;
  /** A root shell's view of it. */
  readonly machine: Machine;
  /** What was last done to it and still holds: a fault's name. */
  readonly fault: string | undefined;
};

const NAME_SERVER = '172.30.0.1';
/** From power to a running kubelet. */
const BOOT_MS = 15_000;

export type MachineParts = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly network: Network; readonly registry: Registry;
  readonly api: ApiServer; readonly contexts: ComponentContexts; readonly pods: PodsOnNodes; readonly preset: Preset;
  /** Of the one computer that all machines are on; undefined: each has its own. */
  readonly processors: Processors | undefined;
  /** The API server and the control loops run on the control plane's machine and stop and start with it. */
  readonly controlPlane: { stop(): void; start(): void };
};

/** @k8s golden cluster/node-cordon-uncordon: a worker has none of them */
const CONTROL_PLANE = /^registry\.k8s\.io\/(etcd|kube-apiserver|kube-controller-manager|kube-scheduler)$/;
const ofControlPlane = (name: string, registry: Registry): boolean =>
  CONTROL_PLANE.test((name.includes('/') ? undefined : registry.images().find(({ id }) => id === name)?.repository) ?? name.replace(/:[^/]*$/, ''));

export function createClusterMachine(settings: MachineSettings, parts: MachineParts): ClusterMachine {
  const { clock, random, ids, network, registry, api, contexts, pods, preset } = parts;
  const { name, address } = settings;
  network.addNode({ name, address, podCidr: settings.podCIDR });
  const files = createFiles(clock);
  for (const path of ['/etc/kubernetes/manifests', '/root', '/tmp', '/var/lib/kubelet', '/var/log']) files.makeDirectory(path, { parents: true });
  files.write('/etc/hostname', `${name}\n`);
  files.write('/etc/resolv.conf', `nameserver ${NAME_SERVER}\n`);
  writeKubeletConfig(files);
  const port = network.portFor({
    party: { kind: 'node', name }, node: name, address,
    readText: (path) => { const stat = files.stat(path); const content = stat?.type === 'file' ? files.read(path) : undefined; return typeof content === 'string' ? content : undefined; },
  });
  const runtime = createRuntime({
    clock, random, ids, node: name, network, registry,
    presentImages: [...registry.preloaded(), ...SYSTEM_IMAGES].filter((image) => settings.controlPlane || !ofControlPlane(image, registry)),
    ...(parts.processors === undefined ? {} : { processors: parts.processors }),
  });
  const user = { name: `system:node:${name}`, groups: ['system:nodes', 'system:authenticated'] };
  const configuration = configured(nodeDescription(settings, preset, ids), files);
  const kubelet = createKubelet({
    context: contexts(user), node: configuration.node, runtime, pods, files, network: port, api,
    cluster: { domain: 'cluster.local', dns: '10.96.0.10', nodeDns: NAME_SERVER },
  });
  let powered = true;
  let kubeletRuns = false;
  const startKubelet = (): void => { if (powered && !kubeletRuns) { kubeletRuns = true; configuration.read(); kubelet.start(); } };
  const stopKubelet = (): void => { if (kubeletRuns) { kubeletRuns = false; kubelet.stop(); } };
  const systemctl = createSystemctl({ kubelet: { start: startKubelet, stop: stopKubelet, active: () => kubeletRuns } });
  const programs = programsIn('/usr/bin', { ...HOST_COMMANDS, systemctl });
  const machine = createMachine({ clock, random, hostname: name, files, programs, network: port });
  return {
    name, settings, runtime, machine, startKubelet, stopKubelet,
    get fault() { return powered ? (kubeletRuns ? undefined : 'kubelet-stop') : 'node-power-off'; },
    powerOff() {
      if (powered && settings.controlPlane) parts.controlPlane.stop();
      stopKubelet();
      powered = false;
      network.setNodePower(name, false);
      runtime.powerOff();
    },
    powerOn() {
      if (powered) return;
      powered = true;
      network.setNodePower(name, true);
      clock.after(BOOT_MS, () => { if (settings.controlPlane) parts.controlPlane.start(); startKubelet(); });
    },
  };
}
