/** metrics-server as its project's manifest makes it, applied with kubectl. @k8s golden world/objects */
import { canonicalJson, type APIService, type Deployment, type KubeObject, type Service, type ServiceAccount } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import { account as subject, clusterRole, clusterRoleBinding, roleBinding } from './objects/kubeadmPolicy.ts';

const NAME = 'metrics-server';
const METADATA = { name: NAME, namespace: 'kube-system', labels: { 'k8s-app': NAME } } as const;

const account: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: METADATA };

const service: Service = {
  apiVersion: 'v1', kind: 'Service', metadata: METADATA,
  spec: { ports: [{ appProtocol: 'https', name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }], selector: METADATA.labels },
};

const deployment: Deployment = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: METADATA,
  spec: {
    selector: { matchLabels: METADATA.labels }, strategy: { rollingUpdate: { maxUnavailable: 0 } },
    template: {
      metadata: { labels: METADATA.labels },
      spec: {
        containers: [{
          name: NAME, image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.1', imagePullPolicy: 'IfNotPresent', ports: [{ name: 'https', containerPort: 10250, protocol: 'TCP' }],
          args: ['--cert-dir=/tmp', '--secure-port=10250', '--kubelet-insecure-tls', '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname', '--kubelet-use-node-status-port', '--metric-resolution=15s'],
          livenessProbe: { failureThreshold: 3, httpGet: { path: '/livez', port: 'https', scheme: 'HTTPS' }, periodSeconds: 10 },
          readinessProbe: { failureThreshold: 3, httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' }, initialDelaySeconds: 20, periodSeconds: 10 },
          resources: { requests: { cpu: '100m', memory: '200Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
          volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
        }],
        nodeSelector: { 'kubernetes.io/os': 'linux' }, priorityClassName: 'system-cluster-critical', serviceAccountName: NAME,
        volumes: [{ name: 'tmp-dir', emptyDir: {} }],
      },
    },
  },
};

const LABELS = METADATA.labels;
const READ = ['get', 'list', 'watch'];
const AGGREGATED = Object.fromEntries(['admin', 'edit', 'view'].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true']));

const apiService: APIService = {
  apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1beta1.metrics.k8s.io', labels: LABELS },
  spec: { group: 'metrics.k8s.io', groupPriorityMinimum: 100, insecureSkipTLSVerify: true, service: { name: NAME, namespace: 'kube-system' }, version: 'v1beta1', versionPriority: 100 },
};
/** What the server makes of it. */
const served = (object: APIService, now: string): APIService => ({
  ...object, ...(object.spec === undefined ? {} : { spec: { ...object.spec, service: { ...object.spec.service, port: 443 } } }),
  status: { conditions: [{ lastTransitionTime: now, message: 'all checks passed', reason: 'Passed', status: 'True', type: 'Available' }] },
});

const policy: readonly KubeObject[] = [
  clusterRole('system:aggregated-metrics-reader', [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: READ }], { ...LABELS, ...AGGREGATED }),
  clusterRole(`system:${NAME}`, [{ apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] }, { apiGroups: [''], resources: ['pods', 'nodes'], verbs: READ }], LABELS),
  roleBinding('kube-system', `${NAME}-auth-reader`, 'extension-apiserver-authentication-reader', [subject(NAME)], LABELS),
  clusterRoleBinding(`${NAME}:system:auth-delegator`, 'system:auth-delegator', [subject(NAME)], LABELS),
  clusterRoleBinding(`system:${NAME}`, `system:${NAME}`, [subject(NAME)], LABELS),
];

/** With the annotation that `kubectl apply` leaves. */
function applied<T extends KubeObject>(object: T): T {
  const given = { ...object, metadata: { ...object.metadata, annotations: {} } };
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': `${canonicalJson(given as Json)}\n` };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** What the API server fills in. */
export const METRICS_SERVER: readonly KubeObject[] = [applied(service), applied(deployment)];
/** What needs nothing from it. @param now RFC 3339 */
export const METRICS_SERVER_COMPLETE = (now: string): readonly KubeObject[] => {
  const { metadata, ...rest } = served(apiService, now);
  return [applied(account), ...policy.map(applied), { ...rest, metadata: { ...metadata, ...applied(apiService).metadata } }];
};
