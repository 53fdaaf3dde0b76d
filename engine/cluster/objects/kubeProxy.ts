/** kube-proxy: its DaemonSet, and its pods as long as no controller makes them. @k8s golden world/objects/daemonsets */
import type { DaemonSet, Pod, PodTemplateSpec } from '../../api/index.ts';
import { onNode } from './manifests.ts';

const NAME = 'kube-proxy';
const SYSTEM = 'kube-system';
const LABELS = { 'k8s-app': NAME } as const;

const container = {
  name: NAME, image: 'registry.k8s.io/kube-proxy:v1.36.3', imagePullPolicy: 'IfNotPresent', securityContext: { privileged: true },
  command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
  env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
} as const;

const template: PodTemplateSpec = {
  metadata: { labels: LABELS },
  spec: {
    containers: [{ ...container, volumeMounts: [
      { mountPath: '/var/lib/kube-proxy', name: NAME }, { mountPath: '/run/xtables.lock', name: 'xtables-lock' }, { mountPath: '/lib/modules', name: 'lib-modules', readOnly: true },
    ] }],
    hostNetwork: true, nodeSelector: { 'kubernetes.io/os': 'linux' }, priorityClassName: 'system-node-critical', serviceAccountName: NAME, tolerations: [{ operator: 'Exists' }],
    volumes: [
      { name: NAME, configMap: { name: NAME } }, { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
      { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
    ],
  },
};

export const kubeProxy: DaemonSet = {
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: NAME, namespace: SYSTEM, labels: LABELS },
  spec: { selector: { matchLabels: LABELS }, template, updateStrategy: { type: 'RollingUpdate' } },
};

/** What the DaemonSet controller adds. @k8s pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations */
const DAEMON_TOLERATIONS = [
  { operator: 'Exists' }, ...['not-ready', 'unreachable'].map((key) => ({ effect: 'NoExecute', key: `node.kubernetes.io/${key}`, operator: 'Exists' })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable', 'network-unavailable'].map((key) => ({ effect: 'NoSchedule', key: `node.kubernetes.io/${key}`, operator: 'Exists' })),
] as const;

/** @param owner uid of the DaemonSet */
export const kubeProxyPod = (node: string, suffix: string, owner: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: {
    name: `${NAME}-${suffix}`, generateName: `${NAME}-`, namespace: SYSTEM, labels: LABELS,
    ownerReferences: [{ apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind: 'DaemonSet', name: NAME, uid: owner }],
  },
  spec: { ...onNode, nodeName: node, serviceAccountName: NAME, nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: DAEMON_TOLERATIONS, containers: [container] },
});
