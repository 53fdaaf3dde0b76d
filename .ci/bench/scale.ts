/**
 * One measurement of a whole cluster, in a process of its own: `scale.mjs <nodes> <pods> <start | roll-out | loss>`.
 * Deployments of 30 pods in ten namespaces, every other one behind a Service. A start is counted from the start of the process
 * (how long the nodes took is told apart), the others from when all pods were Ready. Memory is the process's highest.
 */
import { KINDS, type Deployment, type Pod } from '../../engine/api/index.ts';
import type { ApiRequest } from '../../engine/apiserver/index.ts';
import { createCluster, PRESETS, withWorkers } from '../../engine/cluster/index.ts';

const [nodes, pods, phase] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const PODS_EACH = 30;
const NAMESPACES = 10;
/** Of virtual time, for one phase: far more than any takes. */
const LIMIT_MS = 4 * 3_600_000;

const cluster = createCluster({
  preset: 'three-nodes', seed: 'bench', startTime: '2026-11-21T09:00:00Z',
  settings: { ...withWorkers(PRESETS['three-nodes'], nodes), coreDnsReplicas: 1, ageMs: 30_000 },
});
const { clock, store } = cluster;
const booted = process.cpuUsage();

const must = (method: ApiRequest['method'], path: string, body: NonNullable<ApiRequest['body']>, headers: ApiRequest['headers'] = {}): void => {
  const response = cluster.api.handle({ method, path, body, headers });
  if (response.code >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(response)}`);
};
const namespaceOf = (n: number): string => `team-${n % NAMESPACES}`;
const workloads = Array.from({ length: Math.ceil(pods / PODS_EACH) }, (_, n) => ({
  name: `web-${n}`, namespace: namespaceOf(n), replicas: Math.min(PODS_EACH, pods - n * PODS_EACH), exposed: n % 2 === 0,
}));
/** Keys of Deployments that are not (any more) what was asked for, kept with each change. */
const unfinished = new Set(workloads.map(({ namespace, name }) => `${namespace}/${name}`));
store.subscribe('deployments.apps', ({ key, object }) => {
  const { spec, status, metadata } = object as Deployment; // the resource tells the type
  const { replicas, updatedReplicas, readyReplicas, observedGeneration } = status ?? {};
  const done = [replicas, updatedReplicas, readyReplicas].every((count) => count === spec?.replicas) && observedGeneration === metadata?.generation;
  if (done) unfinished.delete(key); else unfinished.add(key);
});

function start(): void {
  for (let n = 0; n < NAMESPACES; n++) must('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespaceOf(n) } });
  clock.advance(1000); // their ServiceAccounts are there
  for (const { name, namespace, replicas, exposed } of workloads) {
    const labels = { app: name };
    must('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [
        { name: 'web', image: 'nginx:1.14.2', ports: [{ containerPort: 80 }], resources: { requests: { cpu: '50m', memory: '32Mi' } } },
      ] } } },
    });
    if (!exposed) continue;
    must('POST', `/api/v1/namespaces/${namespace}/services`, { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: labels, ports: [{ port: 80 }] } });
  }
  finish();
}
function finish(also: () => boolean = () => true): void {
  if (!clock.runUntil(() => unfinished.size === 0 && also(), LIMIT_MS)) throw new Error(`${unfinished.size} Deployments are not done: ${[...unfinished].slice(0, 3).join()}`);
}
function rollOut(): void {
  const headers = { 'content-type': 'application/strategic-merge-patch+json' };
  for (const { name, namespace } of workloads) {
    must('PATCH', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`, { spec: { template: { spec: { containers: [{ name: 'web', image: 'nginx:1.16.1' }] } } } }, headers);
  }
  finish();
}
/** Every tenth worker loses its power, all at once, for good: until its pods are replaced, as fast as the taints may come. */
function loss(): void {
  const dead = Array.from({ length: Math.ceil(nodes / 10) }, (_, n) => `worker-${n * 10 + 1}`);
  const there = cluster.client.informer(KINDS.Pod);
  const left = new Set(dead.flatMap((node) => there.by('nodeName', node)).filter(isReplaced).map(keyOfPod));
  store.subscribe('pods', ({ key, object, type }) => { if (type === 'DELETED' || object.metadata?.deletionTimestamp !== undefined) left.delete(key); });
  for (const target of dead) cluster.fault({ fault: 'node-power-off', target });
  finish(() => left.size === 0);
}
const isReplaced = ({ metadata }: Pod): boolean => metadata?.namespace?.startsWith('team-') === true;
const keyOfPod = ({ metadata }: Pod): string => `${metadata?.namespace}/${metadata?.name}`;

let from = { user: 0, system: 0 };
let since = Date.parse('2026-11-21T09:00:00Z');
let written = 0;
start();
if (phase !== 'start') {
  from = process.cpuUsage();
  since = clock.now;
  written = store.revision;
  if (phase === 'roll-out') rollOut(); else loss();
}
const used = process.cpuUsage(from.user === 0 ? undefined : from);
const cpuSeconds = (used.user + used.system) / 1e6;
process.stdout.write(`${JSON.stringify({
  nodes, pods, phase, cpuSeconds, bootCpuSeconds: (booted.user + booted.system) / 1e6, peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  virtualSeconds: (clock.now - since) / 1000, writes: store.revision - written, perPodMs: (cpuSeconds * 1000) / pods,
})}\n`);
process.exit(0);
