/** What the pods of the field cases find in their cluster. */
import type { JsonObject } from '../../../base/index.ts';

export const BUSYBOX = 'busybox:1.36';
/** A container that runs a script. */
export const sh = (script: string, more: JsonObject = {}, name = 'c'): JsonObject => ({ name, image: BUSYBOX, command: ['sh', '-c', script], ...more });
export const pod = (container: JsonObject, more: JsonObject = {}): JsonObject => ({ containers: [container], ...more });
/** A pod that prints something and stays. */
export const prints = (script: string, container: JsonObject = {}, more: JsonObject = {}): JsonObject => pod(sh(`${script}; sleep 3600`, container), more);
export const web = (more: JsonObject = {}, name = 'web'): JsonObject => ({ name, image: 'nginx:1.25', ...more });

/** Reads of a pod's object. */
export const get = (path: string): string => `kubectl get pod $POD -o jsonpath='{${path}}'`;
export const PHASE = get('.status.phase');
export const NODE = get('.spec.nodeName');
export const READY = get('.status.conditions[?(@.type=="Ready")].status');
export const WAITING = get('.status.containerStatuses[0].state.waiting.reason');
export const RESTARTS = get('.status.containerStatuses[0].restartCount');
export const events = (reason: string): string => `kubectl get events --field-selector involvedObject.name=$POD,reason=${reason} -o jsonpath='{.items[*].message}'`;

/** Workers: `heavy` is nearly full, `dedicated` has a NoSchedule taint, `leaving` a NoExecute taint. */
export const [PLAIN, HEAVY, DEDICATED, LEAVING] = ['worker-1', 'worker-2', 'worker-3', 'worker-4'] as const;
export const WORKERS = 6;
export const on = (node: string): JsonObject => ({ nodeSelector: { 'kubernetes.io/hostname': node } });

const NGINX_CONF = 'events {}\nhttp {\n server { listen 80; server_name _; location / { return 200 "plain"; } location /closed { return 403; } location = /grpc.health.v1.Health/Check { return 200 "SERVING"; } }\n server { listen 80; server_name inner.example; location / { return 503; } }\n}\n';
const meta = (name: string): JsonObject => ({ name, namespace: 'default' });

export const OBJECTS: readonly { readonly path: string; readonly body: JsonObject }[] = [
  { path: '/api/v1/namespaces/default/configmaps', body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('settings'), data: { level: 'high', colour: 'red', 'nginx.conf': NGINX_CONF } } },
  { path: '/api/v1/namespaces/default/configmaps', body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('other-settings'), data: { level: 'low' } } },
  { path: '/api/v1/namespaces/default/secrets', body: { apiVersion: 'v1', kind: 'Secret', metadata: meta('login'), data: { password: 'c2VjcmV0', user: 'YWRh' } } },
  { path: '/api/v1/namespaces/default/secrets', body: { apiVersion: 'v1', kind: 'Secret', metadata: meta('other-login'), data: { password: 'b3RoZXI=' } } },
  // {"auths":{"registry.example.com":{"username":"learner","password":…}}}
  { path: '/api/v1/namespaces/default/secrets', body: { apiVersion: 'v1', kind: 'Secret', metadata: meta('registry'), type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'eyJhdXRocyI6eyJyZWdpc3RyeS5leGFtcGxlLmNvbSI6eyJ1c2VybmFtZSI6ImxlYXJuZXIiLCJwYXNzd29yZCI6InMzY3JldC1QZWFwb2QifX19' } } },
  { path: '/api/v1/namespaces/default/services', body: { apiVersion: 'v1', kind: 'Service', metadata: meta('linked'), spec: { selector: { app: 'nothing' }, ports: [{ port: 80 }] } } },
  { path: '/api/v1/namespaces/default/services', body: { apiVersion: 'v1', kind: 'Service', metadata: meta('family'), spec: { clusterIP: 'None', selector: { app: 'family' }, ports: [{ port: 80 }] } } },
  { path: '/api/v1/namespaces/default/serviceaccounts', body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('builder') } },
  { path: '/api/v1/persistentvolumes', body: { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany'], storageClassName: 'by-hand', hostPath: { path: '/srv/disk' } } } },
  { path: '/api/v1/namespaces/default/persistentvolumeclaims', body: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('disk'), spec: { accessModes: ['ReadWriteMany'], storageClassName: 'by-hand', resources: { requests: { storage: '1Gi' } } } } },
  { path: '/apis/scheduling.k8s.io/v1/priorityclasses', body: { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'important' }, value: 1000 } },
  { path: '/apis/node.k8s.io/v1/runtimeclasses', body: { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'fat' }, handler: 'runc', overhead: { podFixed: { cpu: '500m' } } } },
  { path: '/api/v1/namespaces/default/pods', body: { apiVersion: 'v1', kind: 'Pod', metadata: meta('filler'), spec: { nodeName: HEAVY, containers: [{ name: 'c', image: BUSYBOX, command: ['sleep', '36000'], resources: { requests: { cpu: '1500m', memory: '8Gi' } } }] } } },
  { path: '/api/v1/namespaces/default/pods', body: { apiVersion: 'v1', kind: 'Pod', metadata: { ...meta('port-holder'), labels: { place: 'harbour' } }, spec: { nodeName: PLAIN, containers: [{ name: 'c', image: 'nginx:1.25', ports: [{ containerPort: 80, hostPort: 7000, hostIP: '127.0.0.1' }, { containerPort: 80, hostPort: 7001 }] }] } } },
  ...[['anchor', HEAVY, { place: 'anchor', version: '1' }], ['spread-1', PLAIN, { spread: 'x', rev: '1' }], ['spread-2', PLAIN, { spread: 'x', rev: '1' }]].map(([name, nodeName, labels]) => ({
    path: '/api/v1/namespaces/default/pods',
    body: { apiVersion: 'v1', kind: 'Pod', metadata: { ...meta(String(name)), labels }, spec: { nodeName, containers: [{ name: 'c', image: BUSYBOX, command: ['sleep', '36000'] }] } } as JsonObject,
  })),
];
/** Two racks; the nodes of one of them are tainted. */
export const LABELS: { readonly [node: string]: JsonObject } = { [PLAIN]: { rack: 'b' }, [DEDICATED]: { rack: 'a' } };
export const TAINTS: { readonly [node: string]: JsonObject } = {
  [DEDICATED]: { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }, [LEAVING]: { key: 'leaving', value: 'soon', effect: 'NoExecute' },
};
