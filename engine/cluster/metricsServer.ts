/** metrics-server as its project's manifest makes it. Not here: its APIService, roles, and answers. @k8s golden world/objects */
import type { Deployment, KubeObject, Service, ServiceAccount } from '../api/index.ts';

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

export const METRICS_SERVER: readonly KubeObject[] = [account, service, deployment];
