/** The Node object that a kubelet registers and keeps up to date. @k8s golden world/objects/nodes.jsonl */
import type { Node, NodeCondition, NodeStatus } from '../../api/index.ts';
import type { Kit } from '../types.ts';
import { seconds } from '../times.ts';
import { PRESSURES, type PressureType } from './state.ts';

export const NETWORK_NOT_READY = 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
const HANDLER_FEATURES = { recursiveReadOnlyMounts: true, userNamespaces: false };
/** @k8s golden world/objects/nodes.jsonl (declaredFeatures) */
const DECLARED_FEATURES = ['ExtendWebSocketsToKubelet', 'InPlacePodLevelResourcesVerticalScaling', 'InPlacePodVerticalScalingInitContainers', 'RestartAllContainersOnContainerExits'];

export function newNode(kit: Kit): Node {
  const { name, labels, annotations, taints, podCIDR } = kit.options.node;
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', ...annotations },
    },
    spec: {
      ...(podCIDR === undefined ? {} : { podCIDR, podCIDRs: [podCIDR] }),
      ...(taints === undefined || taints.length === 0 ? {} : { taints }),
    },
  };
}

/** Fields in the order of Go's struct: that is how they go over the wire. */
/** @param errors why it is not Ready; none: it is */
export function nodeStatus(kit: Kit, errors: readonly string[], before: NodeStatus): NodeStatus {
  const { addresses, nodeInfo } = kit.options.node;
  return {
    ...nodeResources(kit, before), conditions: conditionsOf(kit, errors, before.conditions ?? []), addresses,
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } }, nodeInfo, images: imagesOf(kit),
    runtimeHandlers: [{ name: '', features: HANDLER_FEATURES }, { name: 'runc', features: HANDLER_FEATURES }],
    features: { supplementalGroupsPolicy: true }, declaredFeatures: DECLARED_FEATURES,
  };
}

type Resources = { readonly [resource: string]: string | number };

/** Resources that somebody else has added to the capacity stay, and all of them can be allocated. @k8s pkg/kubelet/nodestatus/setters.go MachineInfo, golden cluster/sched-extended-resource */
export function nodeResources(kit: Kit, before: NodeStatus): Pick<NodeStatus, 'capacity' | 'allocatable'> {
  const { capacity, allocatable } = kit.options.node;
  const extended = Object.fromEntries(Object.entries(before.capacity ?? {}).filter(([name]) => capacity[name] === undefined));
  return { capacity: sorted({ ...extended, ...capacity }), allocatable: sorted({ ...extended, ...allocatable }) };
}

const sorted = (resources: Resources): { [resource: string]: string | number } =>
  Object.fromEntries(Object.keys(resources).sort().map((name) => [name, resources[name] ?? '']));

type Told = readonly [reason: string, message: string];
/** False and True. @k8s pkg/kubelet/nodestatus/setters.go MemoryPressureCondition, DiskPressureCondition, PIDPressureCondition */
const PRESSURE_WORDS: { readonly [type in PressureType]: readonly [Told, Told] } = {
  MemoryPressure: [['KubeletHasSufficientMemory', 'kubelet has sufficient memory available'], ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available']],
  DiskPressure: [['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'], ['KubeletHasDiskPressure', 'kubelet has disk pressure']],
  PIDPressure: [['KubeletHasSufficientPID', 'kubelet has sufficient PID available'], ['KubeletHasInsufficientPID', 'kubelet has insufficient PID available']],
};

function conditionsOf(kit: Kit, errors: readonly string[], before: readonly NodeCondition[]): NodeCondition[] {
  const now = seconds(kit.context.wall.now);
  const own: [string, 'True' | 'False', string, string][] = [
    ...PRESSURES.map((type): [string, 'True' | 'False', string, string] => {
      const pressure = kit.state.pressure[type];
      return [type, pressure ? 'True' : 'False', ...PRESSURE_WORDS[type][pressure ? 1 : 0]];
    }),
    errors.length === 0 ? ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'] : ['Ready', 'False', 'KubeletNotReady', errors.length === 1 ? errors[0] ?? '' : `[${errors.join(', ')}]`],
  ];
  const foreign = before.filter((condition) => !own.some(([type]) => type === condition.type));
  return [...foreign, ...own.map(([type, status, reason, message]): NodeCondition => {
    const old = before.find((condition) => condition.type === type);
    return { type, status, lastHeartbeatTime: now, lastTransitionTime: old?.status === status ? old.lastTransitionTime ?? now : now, reason, message };
  })];
}

/** The fifty largest; of an image without any name there is null. @k8s pkg/kubelet/nodestatus/setters.go Images, golden cluster/node-cordon-uncordon */
function imagesOf(kit: Kit): { names: string[]; sizeBytes: number }[] {
  const byId = new Map<string, { names: string[]; sizeBytes: number }>();
  for (const image of kit.runtime.images()) {
    const entry = byId.get(image.id) ?? { names: image.repoDigest === '' ? [] : [image.repoDigest], sizeBytes: image.size };
    for (const name of image.names ?? [image.name]) if (!entry.names.includes(name)) entry.names.push(name);
    byId.set(image.id, entry);
  }
  return [...byId.values()].sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 50)
    .map((entry) => (entry.names.length === 0 ? { ...entry, names: null as unknown as string[] } : entry)); // Go's nil list: the type knows none.
}
