/** What a cluster made by kubeadm holds before anybody uses it. @k8s golden world/objects */
import type { ConfigMap, Deployment, EndpointSlice, KubeObject, Namespace, Pod, Service, ServiceAccount } from '../api/index.ts';
import { METRICS_SERVER } from './metricsServer.ts';
import type { MachineSettings, Preset } from './presets.ts';

const SYSTEM = 'kube-system';
const MIRROR = 'kubernetes.io/config.mirror';

const namespace = (name: string): Namespace => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const account = (name: string): ServiceAccount => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: SYSTEM } });

const kubernetesService = (apiPort: number): Service => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: apiPort }], type: 'ClusterIP' },
});

const kubernetesSlice = (address: string, port: number): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4',
  metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  endpoints: [{ addresses: [address], conditions: { ready: true } }],
  ports: [{ name: 'https', port, protocol: 'TCP' }],
});

const dnsService: Service = {
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
const coreDnsConfig: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns', namespace: SYSTEM }, data: { Corefile: COREFILE } };

const port = (name: string, containerPort: number, protocol = 'TCP'): { name: string; containerPort: number; protocol: string } => ({ name, containerPort, protocol });

const coreDns = (replicas: number): Deployment => ({
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

type ControlPlanePart = { readonly name: string; readonly image: string; readonly requests: { readonly [resource: string]: string } };
const CONTROL_PLANE_PARTS: readonly ControlPlanePart[] = [
  { name: 'etcd', image: 'registry.k8s.io/etcd:3.6.8-0', requests: { cpu: '100m', memory: '100Mi' } },
  { name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.3', requests: { cpu: '250m' } },
  { name: 'kube-controller-manager', image: 'registry.k8s.io/kube-controller-manager:v1.36.3', requests: { cpu: '200m' } },
  { name: 'kube-scheduler', image: 'registry.k8s.io/kube-scheduler:v1.36.3', requests: { cpu: '100m' } },
];
const onNode = { hostNetwork: true, priorityClassName: 'system-node-critical', priority: 2_000_001_000 } as const;

/** The mirror pods of the control plane's static pods. Not modelled here: their probes and host paths. */
const controlPlanePod = ({ name, image, requests }: ControlPlanePart, node: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name: `${name}-${node}`, namespace: SYSTEM, labels: { component: name, tier: 'control-plane' }, annotations: { [MIRROR]: 'file', 'kubernetes.io/config.source': 'file' } },
  spec: {
    ...onNode, nodeName: node, automountServiceAccountToken: false, securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ name, image, command: [name], resources: { requests } }], tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
  },
});

/** What the DaemonSet controller adds. @k8s pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations */
const DAEMON_TOLERATIONS = [
  { operator: 'Exists' }, ...['not-ready', 'unreachable'].map((key) => ({ effect: 'NoExecute', key: `node.kubernetes.io/${key}`, operator: 'Exists' })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable', 'network-unavailable'].map((key) => ({ effect: 'NoSchedule', key: `node.kubernetes.io/${key}`, operator: 'Exists' })),
] as const;

/** Names the DaemonSet that owns it in a real cluster; there is no object of that kind yet. */
const kubeProxyPod = (node: string, suffix: string, owner: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: {
    name: `kube-proxy-${suffix}`, namespace: SYSTEM, labels: { 'k8s-app': 'kube-proxy' },
    ownerReferences: [{ apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind: 'DaemonSet', name: 'kube-proxy', uid: owner }],
  },
  spec: {
    ...onNode, nodeName: node, serviceAccountName: 'kube-proxy', nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: DAEMON_TOLERATIONS,
    containers: [{ name: 'kube-proxy', image: 'registry.k8s.io/kube-proxy:v1.36.3', securityContext: { privileged: true },
      command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
      env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }] }],
  },
});

/** Before the nodes join. */
export function firstObjects(preset: Preset): readonly KubeObject[] {
  const master = preset.machines.find((m) => m.controlPlane);
  return [
    ...['default', 'kube-node-lease', 'kube-public', SYSTEM].map(namespace),
    ...['coredns', 'kube-proxy'].map(account),
    kubernetesService(preset.apiPort), kubernetesSlice(master?.address ?? '', preset.apiPort), dnsService, coreDnsConfig, coreDns(preset.coreDnsReplicas),
    ...(preset.metricsServer ? METRICS_SERVER : []),
  ];
}

/** Once a machine is a Node. */
export function nodeObjects(machine: MachineSettings, suffix: string, daemonSet: string): readonly KubeObject[] {
  return [...(machine.controlPlane ? CONTROL_PLANE_PARTS.map((part) => controlPlanePod(part, machine.name)) : []), kubeProxyPod(machine.name, suffix, daemonSet)];
}

export const SYSTEM_IMAGES: readonly string[] = [...CONTROL_PLANE_PARTS.map((p) => p.image), 'registry.k8s.io/coredns/coredns:v1.14.2', 'registry.k8s.io/kube-proxy:v1.36.3', 'registry.k8s.io/pause:3.10.2'];
