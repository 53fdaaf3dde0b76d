/** Reads, writes, a long table and a watch with many listeners, in process, over `handle()`: rates per CPU second. */
import { createApiServer, type ApiRequest, type ApiResponse } from '../../engine/apiserver/index.ts';
import { createStore } from '../../engine/store/index.ts';
import { createClock, createIds, createRandom } from '../../engine/time/index.ts';

const clock = createClock(Date.parse('2026-11-21T09:00:00Z'));
const random = createRandom('bench');
const store = createStore({ clock });
const api = createApiServer({ clock, random, ids: createIds(random), store, warnLimits: false });
const must = (response: ApiResponse): ApiResponse => {
  if (response.code >= 300) throw new Error(JSON.stringify(response));
  return response;
};
const send = (method: ApiRequest['method'], path: string, body?: ApiRequest['body'], headers?: ApiRequest['headers']): ApiResponse =>
  must(api.handle({ method, path, ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) }));
function cpuSeconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const used = process.cpuUsage(started);
  return (used.user + used.system) / 1e6;
}
const best = (runs: number, work: () => void): number => Math.min(...Array.from({ length: runs }, () => cpuSeconds(work)));

const configMap = (name: string): ApiRequest['body'] => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { key: 'value' } });
const pod = (name: string): ApiRequest['body'] => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: 'web' } }, spec: { nodeName: 'node01', serviceAccountName: 'default', containers: [{ name: 'web', image: 'nginx:1.14.2' }] },
});
for (const name of ['default', 'kube-system']) send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
send('POST', '/api/v1/namespaces/default/serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } });

const MAPS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
let made = 0;
const writes = 2_000 / best(3, () => { for (let i = 0; i < 2_000; i++) send('POST', MAPS, configMap(`map-${made++}`)); });
const reads = 20_000 / best(3, () => { for (let i = 0; i < 20_000; i++) send('GET', `${MAPS}/map-${i % made}`); });

for (let i = 0; i < 10_000; i++) send('POST', PODS, pod(`web-${i}`));
const table = best(3, () => { send('GET', PODS, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }); });

const WATCHERS = 100;
let heard = 0;
const listen = (): void => {
  const response = send('GET', `${MAPS}?watch=1&resourceVersion=${store.revision}`);
  if (response.type === 'watch') response.listen(() => { heard++; }, () => undefined);
};
for (let i = 0; i < WATCHERS; i++) listen();
const CHANGES = 500;
const fanOut = cpuSeconds(() => { for (let i = 0; i < CHANGES; i++) { send('POST', MAPS, configMap(`watched-${i}`)); clock.advance(2); } });
if (heard !== CHANGES * WATCHERS) throw new Error(`${heard} of ${CHANGES * WATCHERS} events heard`);

process.stdout.write(JSON.stringify({
  api_reads_per_s: Math.round(reads), api_writes_per_s: Math.round(writes), table_10000_pods_ms: Math.round(table * 10_000) / 10,
  watch_events_per_s: Math.round((CHANGES * WATCHERS) / fanOut),
}));
