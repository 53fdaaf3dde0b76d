/** Roles and bindings that kubeadm adds to the default ones. @k8s cmd/kubeadm/app/phases/{bootstraptoken,kubeconfig,uploadconfig,addons}; golden world/objects */
import type { ClusterRole, ClusterRoleBinding, KubeObject, PolicyRule, Role, RoleBinding, Subject } from '../../api/index.ts';

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const SYSTEM = 'kube-system';

export const user = (name: string): Subject => ({ apiGroup: GROUP, kind: 'User', name });
export const group = (name: string): Subject => ({ apiGroup: GROUP, kind: 'Group', name });
export const account = (name: string): Subject => ({ kind: 'ServiceAccount', name, namespace: SYSTEM });

export const clusterRole = (name: string, rules: readonly PolicyRule[], labels?: { readonly [key: string]: string }): ClusterRole =>
  ({ apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { ...(labels === undefined ? {} : { labels }), name }, rules });
export const clusterRoleBinding = (name: string, role: string, subjects: readonly Subject[], labels?: { readonly [key: string]: string }): ClusterRoleBinding => ({
  apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: { ...(labels === undefined ? {} : { labels }), name },
  roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role }, subjects,
});
export const roleBinding = (namespace: string, name: string, role: string, subjects: readonly Subject[], labels?: { readonly [key: string]: string }): RoleBinding => ({
  apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { ...(labels === undefined ? {} : { labels }), name, namespace },
  roleRef: { apiGroup: GROUP, kind: 'Role', name: role }, subjects,
});
const readsOne = (namespace: string, name: string, configMap: string): Role => ({
  apiVersion: API_VERSION, kind: 'Role', metadata: { name, namespace }, rules: [{ apiGroups: [''], resourceNames: [configMap], resources: ['configmaps'], verbs: ['get'] }],
});

const BOOTSTRAPPERS = group('system:bootstrappers:kubeadm:default-node-token');
const NODES = group('system:nodes');
const CERTIFICATES = 'system:certificates.k8s.io:certificatesigningrequests';
const CLUSTER_INFO = 'kubeadm:bootstrap-signer-clusterinfo';

export const kubeadmPolicy = (): readonly KubeObject[] => [
  clusterRoleBinding('kubeadm:cluster-admins', 'cluster-admin', [group('kubeadm:cluster-admins')]),
  clusterRoleBinding('kubeadm:apiserver-kubelet-client', 'system:kubelet-api-admin', [user('kube-apiserver-kubelet-client')]),
  readsOne(SYSTEM, 'kubeadm:nodes-kubeadm-config', 'kubeadm-config'),
  roleBinding(SYSTEM, 'kubeadm:nodes-kubeadm-config', 'kubeadm:nodes-kubeadm-config', [BOOTSTRAPPERS, NODES]),
  readsOne(SYSTEM, 'kubeadm:kubelet-config', 'kubelet-config'),
  roleBinding(SYSTEM, 'kubeadm:kubelet-config', 'kubeadm:kubelet-config', [NODES, BOOTSTRAPPERS]),
  clusterRole('kubeadm:get-nodes', [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }]),
  clusterRoleBinding('kubeadm:get-nodes', 'kubeadm:get-nodes', [BOOTSTRAPPERS]),
  clusterRoleBinding('kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', [BOOTSTRAPPERS]),
  clusterRoleBinding('kubeadm:node-autoapprove-bootstrap', `${CERTIFICATES}:nodeclient`, [BOOTSTRAPPERS]),
  clusterRoleBinding('kubeadm:node-autoapprove-certificate-rotation', `${CERTIFICATES}:selfnodeclient`, [NODES]),
  readsOne('kube-public', CLUSTER_INFO, 'cluster-info'),
  roleBinding('kube-public', CLUSTER_INFO, CLUSTER_INFO, [user('system:anonymous')]),
  clusterRole('system:coredns', [
    { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  ]),
  clusterRoleBinding('system:coredns', 'system:coredns', [account('coredns')]),
  clusterRoleBinding('kubeadm:node-proxier', 'system:node-proxier', [account('kube-proxy')]),
  readsOne(SYSTEM, 'kube-proxy', 'kube-proxy'),
  roleBinding(SYSTEM, 'kube-proxy', 'kube-proxy', [BOOTSTRAPPERS]),
];
