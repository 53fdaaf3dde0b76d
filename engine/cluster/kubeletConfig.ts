/** /var/lib/kubelet/config.yaml of a node: as kubeadm writes it, and what of it counts when the kubelet starts. @k8s golden cluster/adm-kubeadm-tour, cluster/sched-max-pods */
import { isObject, loadYaml, type JsonObject } from '../base/index.ts';
import type { NodeDescription } from '../kubelet/index.ts';
import { textOf, type FileSystem } from '../script/index.ts';

const PATH = '/var/lib/kubelet/config.yaml';
export const KUBELET_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
  webhook:
    cacheAuthorizedTTL: 0s
    cacheUnauthorizedTTL: 0s
cgroupDriver: cgroupfs
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
containerRuntimeEndpoint: unix:///var/run/containerd/containerd.sock
cpuManagerReconcilePeriod: 0s
crashLoopBackOff: {}
evictionPressureTransitionPeriod: 0s
failCgroupV1: false
failSwapOn: false
fileCheckFrequency: 0s
healthzBindAddress: 127.0.0.1
healthzPort: 10248
httpCheckFrequency: 0s
imageMaximumGCAge: 0s
imageMinimumGCAge: 0s
kind: KubeletConfiguration
logging:
  flushFrequency: 0
  options:
    json:
      infoBufferSize: "0"
    text:
      infoBufferSize: "0"
  verbosity: 0
memorySwap: {}
nodeStatusReportFrequency: 0s
nodeStatusUpdateFrequency: 0s
rotateCertificates: true
runtimeRequestTimeout: 0s
shutdownGracePeriod: 0s
shutdownGracePeriodCriticalPods: 0s
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 0s
syncFrequency: 0s
volumeStatsAggPeriod: 0s
`;

export const writeKubeletConfig = (files: FileSystem): void => files.write(PATH, KUBELET_CONFIG, { mode: 0o644 });

/** What the file says beyond what kubeadm wrote into it, which is what a kubelet does anyway. */
export function kubeletSettings(files: FileSystem): JsonObject {
  if (files.realPath(PATH) === undefined) return {};
  const text = textOf(files.read(PATH)) ?? '';
  if (text === KUBELET_CONFIG) return {};
  const loaded = loadYaml(text);
  const value = loaded.ok ? loaded.documents[0]?.value : undefined;
  return isObject(value) ? value : {};
}

/** Where static pods are read from; undefined: nowhere. */
export function staticPodPath(files: FileSystem, usual: string): string | undefined {
  const settings = kubeletSettings(files);
  const given = settings['staticPodPath'];
  return typeof given === 'string' ? given : Object.keys(settings).length === 0 ? usual : undefined;
}

/** How many pods the file allows; undefined: it does not say. */
function maxPods(files: FileSystem): string | undefined {
  const given = kubeletSettings(files)['maxPods'];
  return typeof given === 'number' ? String(given) : undefined;
}

/** The description with what the file said when `read` was last called: at each start of the kubelet. */
export function configured(base: NodeDescription, files: FileSystem): { readonly node: NodeDescription; readonly read: () => void } {
  const node: { -readonly [field in keyof NodeDescription]: NodeDescription[field] } = { ...base };
  return {
    node,
    read() {
      const pods = maxPods(files);
      for (const field of ['capacity', 'allocatable'] as const) node[field] = pods === undefined ? base[field] : { ...base[field], pods };
    },
  };
}
