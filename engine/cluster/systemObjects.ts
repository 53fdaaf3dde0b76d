/** What a cluster made by kubeadm holds before anybody uses it, beside what the API server creates itself. @k8s golden world/objects */
import type { CSINode, KubeObject, Service } from '../api/index.ts';
import { CONTROL_PLANE_PARTS } from './objects/manifests.ts';
import { coreDns, coreDnsConfig, dnsService } from './objects/coreDns.ts';
import { controllerAccounts, kubeadmObjects } from './objects/kubeadm.ts';
import { kubeProxy } from './objects/kubeProxy.ts';
import { MINIKUBE_ADDONS, MINIKUBE_ADDONS_COMPLETE } from './objects/minikubeAddons.ts';
import { METRICS_SERVER, METRICS_SERVER_COMPLETE } from './metricsServer.ts';
import type { Preset } from './presets.ts';

const kubernetesService = (apiPort: number): Service => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: apiPort }], type: 'ClusterIP' },
});

/** Who made it, and what. */
export type Installation = { readonly by: string; readonly objects: readonly KubeObject[] };

/** Complete objects that need nothing from the API server. @param now RFC 3339 */
export function installations(preset: Preset, certificate: string, now: string): readonly Installation[] {
  const master = preset.machines.find((m) => m.controlPlane);
  return [
    { by: 'kubeadm', objects: [...kubeadmObjects(`https://${master?.address ?? ''}:${preset.apiPort}`, certificate), coreDnsConfig] },
    { by: 'kube-controller-manager', objects: controllerAccounts() },
    ...(preset.metricsServer ? [{ by: 'kubectl-client-side-apply', objects: METRICS_SERVER_COMPLETE(now) }] : []),
    ...(preset.hostPathProvisioner === true ? [{ by: 'kubectl-client-side-apply', objects: MINIKUBE_ADDONS_COMPLETE() }] : []),
  ];
}

/** Before the nodes join: what the API server fills in. */
export const firstObjects = (preset: Preset): readonly KubeObject[] => [
  kubernetesService(preset.apiPort), dnsService, coreDns(preset.coreDnsReplicas), kubeProxy, ...(preset.metricsServer ? METRICS_SERVER : []),
  ...(preset.hostPathProvisioner === true ? MINIKUBE_ADDONS() : []),
];

/** Storage drivers of old that a node leaves to CSI. @k8s pkg/volume/csi/nodeinfomanager; golden world/objects/csinodes */
const MIGRATED = ['aws-ebs', 'azure-disk', 'azure-file', 'cinder', 'gce-pd', 'portworx-volume', 'vsphere-volume'].map((name) => `kubernetes.io/${name}`).join(',');

/** @param uid of the Node */
export const csiNode = (name: string, uid: string): CSINode => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'CSINode',
  metadata: { name, annotations: { 'storage.alpha.kubernetes.io/migrated-plugins': MIGRATED }, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
  spec: { drivers: [] },
});

export const SYSTEM_IMAGES: readonly string[] = [...CONTROL_PLANE_PARTS.map((p) => p.image), 'registry.k8s.io/coredns/coredns:v1.14.2', 'registry.k8s.io/kube-proxy:v1.36.3', 'registry.k8s.io/pause:3.10.2'];
