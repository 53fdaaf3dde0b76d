/**
 * What `minikube start` enables by itself: a default StorageClass and the program that makes its volumes.
 * @k8s kubernetes/minikube deploy/addons/{storage-provisioner,storageclass}
 */
import { canonicalJson, type KubeObject, type Pod, type Role, type ServiceAccount, type StorageClass } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { account as subject, clusterRoleBinding, roleBinding } from './kubeadmPolicy.ts';

const NAME = 'storage-provisioner';
const NAMESPACE = 'kube-system';
const POLICY = 'system:persistent-volume-provisioner';
const RECONCILE = { 'addonmanager.kubernetes.io/mode': 'Reconcile' } as const;
const ENSURE = { 'addonmanager.kubernetes.io/mode': 'EnsureExists' } as const;

const account: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: NAMESPACE, labels: RECONCILE } };
const role: Role = {
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: POLICY, namespace: NAMESPACE, labels: ENSURE },
  rules: [
    { apiGroups: [''], resources: ['endpoints'], verbs: ['watch', 'create'] },
    { apiGroups: [''], resourceNames: ['k8s.io-minikube-hostpath'], resources: ['endpoints'], verbs: ['get', 'update', 'create'] },
  ],
};
const standard: StorageClass = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'k8s.io/minikube-hostpath',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' }, labels: ENSURE },
};
const pod: Pod = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: NAME, namespace: NAMESPACE, labels: { 'integration-test': NAME, ...RECONCILE } },
  spec: {
    serviceAccountName: NAME, hostNetwork: true,
    containers: [{
      name: NAME, image: 'gcr.io/k8s-minikube/storage-provisioner:v5', command: ['/storage-provisioner'], imagePullPolicy: 'IfNotPresent',
      volumeMounts: [{ mountPath: '/tmp', name: 'tmp' }],
    }],
    volumes: [{ name: 'tmp', hostPath: { path: '/tmp', type: 'Directory' } }],
  },
};

/** With the annotation that `kubectl apply` leaves. */
function applied<T extends KubeObject>(object: T): T {
  const { annotations = {} } = object.metadata ?? {};
  const given = { ...object, metadata: { ...object.metadata, annotations } };
  return { ...object, metadata: { ...object.metadata, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `${canonicalJson(given as Json)}\n`, ...annotations } } };
}

/** What the API server fills in. */
export const MINIKUBE_ADDONS = (): readonly KubeObject[] => [applied(standard), applied(pod)];
/** What needs nothing from it. */
export const MINIKUBE_ADDONS_COMPLETE = (): readonly KubeObject[] => [
  applied(account), applied(role),
  applied(clusterRoleBinding(NAME, POLICY, [subject(NAME)], ENSURE)),
  applied(roleBinding(NAMESPACE, POLICY, POLICY, [subject(NAME)], ENSURE)),
];
