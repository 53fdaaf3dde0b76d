/** The static pods by which kubeadm runs the control plane. @k8s cmd/kubeadm/app/phases/controlplane, golden cluster/adm-control-plane-files */
import type { Pod, Probe, Volume } from '../../api/index.ts';
import { dumpYaml, type JsonObject } from '../../base/index.ts';

export type ControlPlanePart = { readonly name: string; readonly image: string };
export const CONTROL_PLANE_PARTS: readonly ControlPlanePart[] = [
  { name: 'etcd', image: 'registry.k8s.io/etcd:3.6.8-0' },
  { name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.3' },
  { name: 'kube-controller-manager', image: 'registry.k8s.io/kube-controller-manager:v1.36.3' },
  { name: 'kube-scheduler', image: 'registry.k8s.io/kube-scheduler:v1.36.3' },
];
export const onNode = { hostNetwork: true, priorityClassName: 'system-node-critical', priority: 2_000_001_000 } as const;

/** Where it runs, and at which port the API server listens. */
export type ControlPlaneHost = { readonly name: string; readonly address: string; readonly apiPort: number };

type Mount = readonly [name: string, path: string, type: 'DirectoryOrCreate' | 'FileOrCreate', writable?: true];
type Part = {
  readonly flags: readonly string[]; readonly port: number; readonly host: string; readonly scheme: 'HTTP' | 'HTTPS'; readonly requests: { readonly [name: string]: string };
  /** Paths that the probes ask for. */
  readonly live: string; readonly ready?: string; readonly startup: string;
  readonly mounts: readonly Mount[]; readonly annotations?: { readonly [key: string]: string };
};

const LOCAL = '127.0.0.1';
const PKI = '/etc/kubernetes/pki';
const CERTIFICATES: readonly Mount[] = [
  ['ca-certs', '/etc/ssl/certs', 'DirectoryOrCreate'], ['etc-ca-certificates', '/etc/ca-certificates', 'DirectoryOrCreate'], ['k8s-certs', PKI, 'DirectoryOrCreate'],
  ['usr-local-share-ca-certificates', '/usr/local/share/ca-certificates', 'DirectoryOrCreate'], ['usr-share-ca-certificates', '/usr/share/ca-certificates', 'DirectoryOrCreate'],
];
const kubeconfig = (name: string): Mount => ['kubeconfig', `/etc/kubernetes/${name}.conf`, 'FileOrCreate'];

const etcd = ({ name, address }: ControlPlaneHost): Part => ({
  port: 2381, host: LOCAL, scheme: 'HTTP', requests: { cpu: '100m', memory: '100Mi' }, live: '/livez', ready: '/readyz', startup: '/readyz',
  annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379` },
  flags: [
    `advertise-client-urls=https://${address}:2379`, `cert-file=${PKI}/etcd/server.crt`, 'client-cert-auth=true', 'data-dir=/var/lib/etcd', 'feature-gates=InitialCorruptCheck=true',
    `initial-advertise-peer-urls=https://${address}:2380`, `initial-cluster=${name}=https://${address}:2380`, `key-file=${PKI}/etcd/server.key`,
    `listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`, 'listen-metrics-urls=http://127.0.0.1:2381', `listen-peer-urls=https://${address}:2380`, `name=${name}`,
    `peer-cert-file=${PKI}/etcd/peer.crt`, 'peer-client-cert-auth=true', `peer-key-file=${PKI}/etcd/peer.key`, `peer-trusted-ca-file=${PKI}/etcd/ca.crt`, 'snapshot-count=10000',
    `trusted-ca-file=${PKI}/etcd/ca.crt`, 'watch-progress-notify-interval=5s',
  ],
  mounts: [['etcd-data', '/var/lib/etcd', 'DirectoryOrCreate', true], ['etcd-certs', `${PKI}/etcd`, 'DirectoryOrCreate', true]],
});

const apiServer = ({ address, apiPort }: ControlPlaneHost): Part => ({
  port: apiPort, host: address, scheme: 'HTTPS', requests: { cpu: '250m' }, live: '/livez', ready: '/readyz', startup: '/livez',
  annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:${apiPort}` },
  flags: [
    `advertise-address=${address}`, 'allow-privileged=true', 'authorization-mode=Node,RBAC', `client-ca-file=${PKI}/ca.crt`, 'enable-admission-plugins=NodeRestriction', 'enable-bootstrap-token-auth=true',
    `etcd-cafile=${PKI}/etcd/ca.crt`, `etcd-certfile=${PKI}/apiserver-etcd-client.crt`, `etcd-keyfile=${PKI}/apiserver-etcd-client.key`, 'etcd-servers=https://127.0.0.1:2379',
    `kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`, `kubelet-client-key=${PKI}/apiserver-kubelet-client.key`, 'kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    `proxy-client-cert-file=${PKI}/front-proxy-client.crt`, `proxy-client-key-file=${PKI}/front-proxy-client.key`, 'requestheader-allowed-names=front-proxy-client',
    `requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`, 'requestheader-extra-headers-prefix=X-Remote-Extra-', 'requestheader-group-headers=X-Remote-Group', 'requestheader-username-headers=X-Remote-User',
    `secure-port=${apiPort}`, 'service-account-issuer=https://kubernetes.default.svc.cluster.local', `service-account-key-file=${PKI}/sa.pub`, `service-account-signing-key-file=${PKI}/sa.key`,
    'service-cluster-ip-range=10.96.0.0/12', `tls-cert-file=${PKI}/apiserver.crt`, `tls-private-key-file=${PKI}/apiserver.key`,
  ],
  mounts: CERTIFICATES,
});

const controllerManager = (): Part => ({
  port: 10_257, host: LOCAL, scheme: 'HTTPS', requests: { cpu: '200m' }, live: '/healthz', startup: '/healthz',
  flags: [
    'allocate-node-cidrs=true', 'authentication-kubeconfig=/etc/kubernetes/controller-manager.conf', 'authorization-kubeconfig=/etc/kubernetes/controller-manager.conf', 'bind-address=127.0.0.1',
    `client-ca-file=${PKI}/ca.crt`, 'cluster-cidr=10.244.0.0/16', 'cluster-name=kubernetes', `cluster-signing-cert-file=${PKI}/ca.crt`, `cluster-signing-key-file=${PKI}/ca.key`,
    'controllers=*,bootstrapsigner,tokencleaner', 'kubeconfig=/etc/kubernetes/controller-manager.conf', 'leader-elect=true', `requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
    `root-ca-file=${PKI}/ca.crt`, `service-account-private-key-file=${PKI}/sa.key`, 'service-cluster-ip-range=10.96.0.0/12', 'use-service-account-credentials=true',
  ],
  mounts: [...CERTIFICATES.slice(0, 3), kubeconfig('controller-manager'), ...CERTIFICATES.slice(3)],
});

const scheduler = (): Part => ({
  port: 10_259, host: LOCAL, scheme: 'HTTPS', requests: { cpu: '100m' }, live: '/livez', ready: '/readyz', startup: '/livez',
  flags: [
    'authentication-kubeconfig=/etc/kubernetes/scheduler.conf', 'authorization-kubeconfig=/etc/kubernetes/scheduler.conf', 'bind-address=127.0.0.1',
    'kubeconfig=/etc/kubernetes/scheduler.conf', 'leader-elect=true',
  ],
  mounts: [kubeconfig('scheduler')],
});

const PARTS: { readonly [name: string]: (host: ControlPlaneHost) => Part } = {
  etcd, 'kube-apiserver': apiServer, 'kube-controller-manager': controllerManager, 'kube-scheduler': scheduler,
};

function manifest({ name, image }: ControlPlanePart, { flags, port, host, scheme, requests, live, ready, startup, mounts, annotations }: Part): Pod {
  const probe = (path: string, failureThreshold: number, times: Partial<Probe>): Probe => ({ failureThreshold, httpGet: { host, path, port: 'probe-port', scheme }, ...times, timeoutSeconds: 15 });
  const slow = { initialDelaySeconds: 10, periodSeconds: 10 };
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { ...(annotations === undefined ? {} : { annotations }), labels: { component: name, tier: 'control-plane' }, name, namespace: 'kube-system' },
    spec: {
      containers: [{
        command: [name, ...flags.map((flag) => `--${flag}`)], image, imagePullPolicy: 'IfNotPresent', livenessProbe: probe(live, 8, slow), name,
        ports: [{ containerPort: port, name: 'probe-port', protocol: 'TCP' }], ...(ready === undefined ? {} : { readinessProbe: probe(ready, 3, { periodSeconds: 1 }) }),
        resources: { requests }, startupProbe: probe(startup, 24, slow),
        volumeMounts: mounts.map(([volume, mountPath, , writable]) => ({ mountPath, name: volume, ...(writable === true ? {} : { readOnly: true }) })),
      }],
      ...onNode, securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      volumes: [...mounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([volume, path, type]): Volume => ({ hostPath: { path, type }, name: volume })),
    },
    status: {},
  };
}

/** What lies in /etc/kubernetes/manifests: file, text, and what the text says. */
export const controlPlaneManifests = (host: ControlPlaneHost): readonly { readonly file: string; readonly text: () => string; readonly body: JsonObject }[] =>
  CONTROL_PLANE_PARTS.flatMap((part) => {
    const make = PARTS[part.name];
    if (make === undefined) return [];
    const body = manifest(part, make(host)) as unknown as JsonObject; // an API object is JSON
    return [{ file: `${part.name}.yaml`, text: () => dumpYaml(body), body }];
  });
