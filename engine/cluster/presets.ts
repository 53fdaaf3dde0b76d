/** The clusters there are: machines, versions, and what lies in the registries. */
import type { Taint } from '../api/index.ts';

export type PresetName = 'minikube' | 'three-nodes' | 'recorded';
export type MachineSettings = {
  readonly name: string;
  readonly address: string;
  readonly controlPlane: boolean;
  readonly labels: { readonly [key: string]: string };
  readonly taints: readonly Taint[];
  /** Left out: the controller manager gives it one. */
  readonly podCIDR?: string;
  /** Nobody has made the directory of static pods yet. */
  readonly noManifests?: boolean;
  /** Joins when the system's pods have found their places on the others. */
  readonly joinsLater?: boolean;
};
export type Preset = {
  readonly machines: readonly MachineSettings[];
  readonly registry: 'full' | 'recorded';
  /** Warn about fields that are stored but not simulated; a replay compares with a cluster that simulates everything. */
  readonly warnLimits: boolean;
  readonly osImage: string;
  readonly kernelVersion: string;
  readonly coreDnsReplicas: number;
  /** Where the API server listens on the control plane's machine. */
  readonly apiPort: number;
  readonly metricsServer: boolean;
  /** minikube's default addons: the class `standard` and its provisioner. */
  readonly hostPathProvisioner?: true;
  /** Where all machines were copies of one disk; else each has its own. */
  readonly machineID?: string;
  /** Controllers send as many requests as they like, as with a large `--kube-api-qps`: for measurements. */
  readonly unlimitedControllers?: true;
  /** How long the cluster has been running when somebody comes in. */
  readonly ageMs: number;
};

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** @k8s golden world/objects/nodes: what kubeadm gives a control-plane node */
const kubeadmMachines: readonly MachineSettings[] = ['master01', 'node01', 'node02'].map((name, index) => ({
  name,
  address: `172.30.0.${11 + index}`,
  controlPlane: index === 0,
  labels: index === 0 ? { [CONTROL_PLANE]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' } : {},
  taints: index === 0 ? [{ effect: 'NoSchedule', key: CONTROL_PLANE }] : [],
  podCIDR: `10.244.${index}.0/24`,
}));

/** minikube's docker driver: one machine that is both; the taint is not set. */
const minikubeMachine: MachineSettings = {
  name: 'minikube', address: '192.168.49.2', controlPlane: true, taints: [], podCIDR: '10.244.0.0/24',
  labels: {
    [CONTROL_PLANE]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '',
    'minikube.k8s.io/name': 'minikube', 'minikube.k8s.io/primary': 'true',
  },
};

const debian = { osImage: 'Debian GNU/Linux 12 (bookworm)' } as const;

export const PRESETS: { readonly [name in PresetName]: Preset } = {
  minikube: { machines: [minikubeMachine], registry: 'full', warnLimits: true, ...debian, kernelVersion: '6.8.0-49-generic', coreDnsReplicas: 1, apiPort: 8443, metricsServer: false, hostPathProvisioner: true, ageMs: 120_000 },
  recorded: {
    // node02 held nothing but its kube-proxy. @k8s golden cluster/node-get-describe, cluster/sched-max-pods
    // node01 had no directory for static pods: one that was put there had to wait. @k8s golden cluster/node-static-pod
    machines: kubeadmMachines.map((machine) => (machine.name === 'node02' ? { ...machine, joinsLater: true } : machine.name === 'node01' ? { ...machine, noManifests: true } : machine)), registry: 'recorded', warnLimits: false, ...debian, kernelVersion: '6.18.44-fc-v669', coreDnsReplicas: 2, apiPort: 6443, metricsServer: true, ageMs: 900_000,
    machineID: '3d1219c7c4c5404aaa1f6d2a48adfda4',
  },
  'three-nodes': { machines: kubeadmMachines, registry: 'full', warnLimits: true, ...debian, kernelVersion: '6.1.0-41-amd64', coreDnsReplicas: 2, apiPort: 6443, metricsServer: false, ageMs: 120_000 },
};

/** More machines like the workers of a preset, for measurements: `worker-3` and so on. */
export function withWorkers(preset: Preset, count: number): Preset {
  const [first] = preset.machines;
  if (first === undefined) return preset;
  const workers = Array.from({ length: count }, (_, i): MachineSettings => ({
    name: `worker-${i + 1}`, address: `172.30.${1 + Math.floor(i / 250)}.${1 + (i % 250)}`, controlPlane: false, labels: {}, taints: [],
    podCIDR: `10.${244 + Math.floor((i + 1) / 256)}.${(i + 1) % 256}.0/24`,
  }));
  return { ...preset, machines: [first, ...workers], unlimitedControllers: true };
}
