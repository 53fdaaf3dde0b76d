import type { Pod } from '../../api/index.ts';

const SYSTEM = 'kube-system';
const MIRROR = 'kubernetes.io/config.mirror';

type ControlPlanePart = { readonly name: string; readonly image: string; readonly requests: { readonly [resource: string]: string } };
export const CONTROL_PLANE_PARTS: readonly ControlPlanePart[] = [
  { name: 'etcd', image: 'registry.k8s.io/etcd:3.6.8-0', requests: { cpu: '100m', memory: '100Mi' } },
  { name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.3', requests: { cpu: '250m' } },
  { name: 'kube-controller-manager', image: 'registry.k8s.io/kube-controller-manager:v1.36.3', requests: { cpu: '200m' } },
  { name: 'kube-scheduler', image: 'registry.k8s.io/kube-scheduler:v1.36.3', requests: { cpu: '100m' } },
];
export const onNode = { hostNetwork: true, priorityClassName: 'system-node-critical', priority: 2_000_001_000 } as const;

/** The mirror pods of the control plane's static pods. Not modelled here: their probes and host paths. */
export const controlPlanePod = ({ name, image, requests }: ControlPlanePart, node: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name: `${name}-${node}`, namespace: SYSTEM, labels: { component: name, tier: 'control-plane' }, annotations: { [MIRROR]: 'file', 'kubernetes.io/config.source': 'file' } },
  spec: {
    ...onNode, nodeName: node, automountServiceAccountToken: false, securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ name, image, command: [name], resources: { requests } }], tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
  },
});
