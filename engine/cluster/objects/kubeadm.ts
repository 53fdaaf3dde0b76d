/** What kubeadm puts into the cluster before nodes join, apart from its workloads. @k8s golden world/objects */
import { encodeBase64, type ConfigMap, type KubeObject, type ServiceAccount } from '../../api/index.ts';
import { KUBELET_CONFIG } from '../kubeletConfig.ts';
import { CLUSTER_CONFIGURATION, KUBE_PROXY_CONFIG, kubeProxyKubeconfig } from './kubeadmFiles.data.ts';
import { kubeadmPolicy } from './kubeadmPolicy.ts';

const SYSTEM = 'kube-system';

const configMap = (name: string, data: { readonly [key: string]: string }, metadata: ConfigMap['metadata'] = {}): ConfigMap =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: SYSTEM, ...metadata, name }, data });

export const serviceAccount = (name: string): ServiceAccount => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: SYSTEM } });

/** What a joining node reads to trust the cluster. */
const clusterInfo = (server: string, certificate: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${encodeBase64(certificate)}
    server: ${server}
  name: ""
contexts: null
current-context: ""
kind: Config
users: null
`;

/** What each node says of its own runtime stands in its own file only. */
const kubeletConfig = KUBELET_CONFIG.replace(/^containerRuntimeEndpoint: .*$/m, 'containerRuntimeEndpoint: ""');

/** @param server `https://172.30.0.11:6443` @param certificate the cluster's CA in PEM */
export const kubeadmObjects = (server: string, certificate: string): readonly KubeObject[] => [
  ...kubeadmPolicy(),
  configMap('kubeadm-config', { ClusterConfiguration: CLUSTER_CONFIGURATION }),
  configMap('kubelet-config', { kubelet: kubeletConfig }),
  configMap('cluster-info', { kubeconfig: clusterInfo(server, certificate) }, { namespace: 'kube-public' }),
  configMap('kube-proxy', { 'config.conf': KUBE_PROXY_CONFIG, 'kubeconfig.conf': kubeProxyKubeconfig(server) }, { labels: { app: 'kube-proxy' } }),
  ...['coredns', 'kube-proxy'].map(serviceAccount),
];

/** Each of its controllers works under a name of its own. @k8s golden world/get/kube-system_sa */
const CONTROLLER_ACCOUNTS = 'attachdetach-controller bootstrap-signer certificate-controller clusterrole-aggregation-controller cronjob-controller '
  + 'daemon-set-controller deployment-controller device-taint-eviction-controller disruption-controller endpoint-controller endpointslice-controller '
  + 'endpointslicemirroring-controller ephemeral-volume-controller expand-controller generic-garbage-collector horizontal-pod-autoscaler job-controller '
  + 'legacy-service-account-token-cleaner namespace-controller node-controller persistent-volume-binder pod-garbage-collector pv-protection-controller '
  + 'pvc-protection-controller replicaset-controller replication-controller resource-claim-controller resourcequota-controller root-ca-cert-publisher '
  + 'service-account-controller service-cidrs-controller statefulset-controller token-cleaner ttl-after-finished-controller ttl-controller '
  + 'validatingadmissionpolicy-status-controller volumeattributesclass-protection-controller';

export const controllerAccounts = (): readonly KubeObject[] => CONTROLLER_ACCOUNTS.split(' ').map(serviceAccount);
