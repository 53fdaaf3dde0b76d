/** CoreDNS as kubeadm installs it. @k8s golden world/objects */
import type { ConfigMap, Deployment, Service } from '../../api/index.ts';

const SYSTEM = 'kube-system';

export const dnsService: Service = {
  apiVersion: 'v1', kind: 'Service',
  metadata: {
    name: 'kube-dns', namespace: SYSTEM, annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    labels: { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
  },
  spec: {
    clusterIP: '10.96.0.10', selector: { 'k8s-app': 'kube-dns' },
    ports: [{ name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 }, { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 }, { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 }],
  },
};

const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;
export const coreDnsConfig: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns', namespace: SYSTEM }, data: { Corefile: COREFILE } };

const port = (name: string, containerPort: number, protocol = 'TCP'): { name: string; containerPort: number; protocol: string } => ({ name, containerPort, protocol });

export const coreDns = (replicas: number): Deployment => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'coredns', namespace: SYSTEM, labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    replicas, selector: { matchLabels: { 'k8s-app': 'kube-dns' } }, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
    template: {
      metadata: { labels: { 'k8s-app': 'kube-dns' } },
      spec: {
        affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname', labelSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] } } }] } },
        containers: [{
          name: 'coredns', image: 'registry.k8s.io/coredns/coredns:v1.14.2', imagePullPolicy: 'IfNotPresent', args: ['-conf', '/etc/coredns/Corefile'],
          ports: [port('dns', 53, 'UDP'), port('dns-tcp', 53), port('metrics', 9153), port('liveness-probe', 8080), port('readiness-probe', 8181)],
          livenessProbe: { httpGet: { path: '/health', port: 'liveness-probe' }, initialDelaySeconds: 60, timeoutSeconds: 5, failureThreshold: 5 },
          readinessProbe: { httpGet: { path: '/ready', port: 'readiness-probe' } },
          resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, readOnlyRootFilesystem: true },
          volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
        }],
        dnsPolicy: 'Default', nodeSelector: { 'kubernetes.io/os': 'linux' }, priorityClassName: 'system-cluster-critical', serviceAccountName: 'coredns',
        tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }, { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
        volumes: [{ name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } }],
      },
    },
  },
});
