/** kube-proxy's DaemonSet. @k8s golden world/objects/daemonsets */
import type { DaemonSet, PodTemplateSpec } from '../../api/index.ts';

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
