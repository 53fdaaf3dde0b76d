/** What kube-apiserver itself writes when it starts on an empty store. @k8s pkg/controlplane, golden world/objects */
import type { ConfigMap, Endpoints, EndpointSlice, KubeObject, Namespace, PriorityClass, ServiceCIDR } from '../../api/index.ts';
import { apiServices } from './apiServices.ts';
import { flowControl } from './flowControl.ts';
import { defaultPolicy } from './policy.ts';

export type BootstrapSettings = {
  /** Where the server listens. */
  readonly address: string;
  readonly port: number;
  /** Of the cluster's CA, in PEM. */
  readonly clientCa: string;
  /** Of the CA behind front proxies; without it the cluster's. */
  readonly frontProxyCa?: string;
};

const SYSTEM = 'kube-system';

const namespace = (name: string): Namespace => ({
  apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' },
});

const priorityClass = (name: string, value: number, description: string): PriorityClass => ({
  apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name, generation: 1 }, description, preemptionPolicy: 'PreemptLowerPriority', value,
});

/** @k8s pkg/registry/core/rest/storage_core.go, pkg/registry/networking/rest */
const serviceCidr = (now: string): ServiceCIDR => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes', finalizers: ['networking.k8s.io/service-cidr-finalizer'] },
  spec: { cidrs: ['10.96.0.0/12'] },
  status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: now, reason: '', message: 'Kubernetes Service CIDR is ready' }] },
});

const kubernetesSlice = ({ address, port }: BootstrapSettings): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4',
  metadata: { name: 'kubernetes', namespace: 'default', generation: 1, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  endpoints: [{ addresses: [address], conditions: { ready: true } }],
  ports: [{ name: 'https', port, protocol: 'TCP' }],
});

/** Nobody makes a slice of it: the server writes both. @k8s pkg/controlplane/reconcilers/instance_count.go, endpointsadapter.go */
const kubernetesEndpoints = ({ address, port }: BootstrapSettings): Endpoints => ({
  apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'kubernetes', namespace: 'default', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
  subsets: [{ addresses: [{ ip: address }], ports: [{ name: 'https', port, protocol: 'TCP' }] }],
});

/** @k8s pkg/controlplane/controller/clusterauthenticationtrust */
const authenticationConfig = ({ clientCa, frontProxyCa = clientCa }: BootstrapSettings): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extension-apiserver-authentication', namespace: SYSTEM },
  data: {
    'client-ca-file': clientCa, 'requestheader-allowed-names': '["front-proxy-client"]', 'requestheader-client-ca-file': frontProxyCa,
    'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]', 'requestheader-group-headers': '["X-Remote-Group"]',
    'requestheader-username-headers': '["X-Remote-User"]',
  },
});

/** @k8s pkg/controlplane/controller/legacytokentracking */
const tokenTracking = (now: string): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-apiserver-legacy-service-account-token-tracking', namespace: SYSTEM }, data: { since: now.slice(0, 10) },
});

/** @param now RFC 3339 */
export const bootstrapObjects = (settings: BootstrapSettings, now: string): readonly KubeObject[] => [
  ...['kube-system', 'kube-public', 'kube-node-lease', 'default'].map(namespace),
  ...apiServices(now),
  ...flowControl(now),
  priorityClass('system-node-critical', 2_000_001_000, 'Used for system critical pods that must not be moved from their current node.'),
  priorityClass('system-cluster-critical', 2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.'),
  authenticationConfig(settings), tokenTracking(now), serviceCidr(now),
  ...defaultPolicy(),
  kubernetesEndpoints(settings), kubernetesSlice(settings),
];
