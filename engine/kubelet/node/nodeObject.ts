/** The Node object that a kubelet registers and keeps up to date. @k8s golden world/objects/nodes.jsonl */
import type { Node, NodeCondition, NodeStatus } from '../../api/index.ts';
import type { Kit } from '../types.ts';
import { seconds } from '../times.ts';

const NETWORK_NOT_READY = 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
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

export function nodeStatus(kit: Kit, ready: boolean, before: readonly NodeCondition[]): NodeStatus {
  const { addresses, capacity, allocatable, nodeInfo } = kit.options.node;
  return {
    addresses, capacity, allocatable, conditions: conditionsOf(kit, ready, before),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } }, declaredFeatures: DECLARED_FEATURES,
    features: { supplementalGroupsPolicy: true }, images: imagesOf(kit), nodeInfo,
    runtimeHandlers: [{ features: HANDLER_FEATURES, name: '' }, { features: HANDLER_FEATURES, name: 'runc' }],
  };
}

function conditionsOf(kit: Kit, ready: boolean, before: readonly NodeCondition[]): NodeCondition[] {
  const now = seconds(kit.context.clock.now);
  const own: [string, 'True' | 'False', string, string][] = [
    ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    ready ? ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'] : ['Ready', 'False', 'KubeletNotReady', NETWORK_NOT_READY],
  ];
  const foreign = before.filter((condition) => !own.some(([type]) => type === condition.type));
  return [...foreign, ...own.map(([type, status, reason, message]): NodeCondition => {
    const old = before.find((condition) => condition.type === type);
    return { lastHeartbeatTime: now, lastTransitionTime: old?.status === status ? old.lastTransitionTime ?? now : now, message, reason, status, type };
  })];
}

/** The fifty largest. @k8s pkg/kubelet/nodestatus/setters.go Images */
function imagesOf(kit: Kit): { names: string[]; sizeBytes: number }[] {
  const byId = new Map<string, { names: string[]; sizeBytes: number }>();
  for (const image of kit.runtime.images()) {
    const entry = byId.get(image.id) ?? { names: image.repoDigest === '' ? [] : [image.repoDigest], sizeBytes: image.size };
    for (const name of image.names ?? [image.name]) if (!entry.names.includes(name)) entry.names.push(name);
    byId.set(image.id, entry);
  }
  return [...byId.values()].sort((a, b) => b.sizeBytes - a.sizeBytes || (a.names[0] ?? '' < (b.names[0] ?? '') ? -1 : 1)).slice(0, 50);
}
