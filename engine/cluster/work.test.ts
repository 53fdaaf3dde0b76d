/** How much work some things take, counted and not timed: what is done twice by mistake shows here on every machine. */
import { ADMISSION } from '../apiserver/admission/index.ts';
import { KINDS, type Pod } from '../api/index.ts';
import { createClusterIdentity, type ClusterIdentity } from '../pki/index.ts';
import { createRandom } from '../time/index.ts';
import { createCluster, PRESETS, withWorkers, type Cluster } from './index.ts';

const START = '2026-11-21T09:00:00Z';
const PODS = 100;

/** An identity that remembers which of its secrets somebody wanted. */
function watchedIdentity(asked: Set<string>): ClusterIdentity {
  const real = createClusterIdentity({ random: createRandom('work'), now: Date.parse(START) });
  return new Proxy(real, { get: (target, name) => { asked.add(String(name)); return Reflect.get(target, name) as unknown; } });
}

function requestsSoFar({ api }: Cluster): number {
  const response = api.handle({ method: 'GET', path: '/metrics' });
  const text = response.type === 'text' ? response.body : '';
  return [...text.matchAll(/^apiserver_request_total\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

type Plugins = readonly { admit?: unknown; validate?: unknown }[];
/** Counts calls of admission plugins until it is stopped. */
function countPlugins(): { calls: () => number; stop: () => void } {
  let calls = 0;
  const undo: (() => void)[] = [];
  for (const plugin of ADMISSION as Plugins) { // each is put back below
    for (const step of ['admit', 'validate'] as const) {
      const own = plugin[step];
      if (typeof own !== 'function') continue;
      plugin[step] = (...all: unknown[]): unknown => { calls++; return Reflect.apply(own, plugin, all) as unknown; };
      undo.push(() => { plugin[step] = own; });
    }
  }
  return { calls: () => calls, stop: () => { for (const each of undo) each(); } };
}

function startDeployment(cluster: Cluster): void {
  cluster.api.handle({ method: 'POST', path: '/apis/apps/v1/namespaces/default/deployments', body: {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { replicas: PODS, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.14.2' }] } } },
  } });
  const deployments = cluster.client.informer(KINDS.Deployment);
  expect(cluster.clock.runUntil(() => deployments.get('default', 'web')?.status?.readyReplicas === PODS, 3_600_000)).toBe(true);
}

const asked = new Set<string>();
let cluster: Cluster;
beforeAll(() => {
  cluster = createCluster({
    preset: 'three-nodes', seed: 'work', startTime: START, identity: watchedIdentity(asked),
    settings: { ...withWorkers(PRESETS['three-nodes'], 1), coreDnsReplicas: 1, ageMs: 30_000 },
  });
});

type Counts = { readonly [what: string]: number };
/** What is more than it may be: about a sixth above what it was when this was written. */
const tooMuch = (counted: Counts, most: Counts): string[] =>
  Object.keys(most).filter((what) => (counted[what] ?? Infinity) > (most[what] ?? 0)).map((what) => `${what}: ${counted[what]} of ${most[what]}`);

test('a new cluster is made with few writes and requests, and with no key but the authority’s', () => {
  const objects = cluster.store.resources().reduce((sum, resource) => sum + cluster.store.count(resource), 0);
  expect(tooMuch({ objects, writes: cluster.store.revision, requests: requestsSoFar(cluster) }, { objects: 370, writes: 470, requests: 185 })).toEqual([]);
  expect([...asked].filter((name) => name !== 'random' && name !== 'authority')).toEqual([]);
});

test(`${PODS} pods become Ready with few writes, requests and calls of admission plugins`, () => {
  const [writes, requests] = [cluster.store.revision, requestsSoFar(cluster)];
  const plugins = countPlugins();
  startDeployment(cluster);
  plugins.stop();
  const written = (cluster.store.revision - writes) / PODS;
  const counted = { written, requested: (requestsSoFar(cluster) - requests) / PODS, 'plugins called per write': plugins.calls() / PODS / written };
  expect(tooMuch(counted, { written: 14.5, requested: 14.5, 'plugins called per write': 5.5 })).toEqual([]);
});

test('pods of one template share what they have from it, and from admission', () => {
  const pods = cluster.client.informer(KINDS.Pod).list('default');
  const different = (part: (pod: Pod) => unknown): number => new Set(pods.map(part)).size;
  expect(pods).toHaveLength(PODS);
  expect([
    different(({ metadata }) => metadata?.labels), different(({ spec }) => spec?.tolerations), different(({ spec }) => spec?.securityContext),
    different(({ spec }) => spec?.volumes?.[0]?.projected), different(({ spec }) => spec?.containers[0]?.resources),
  ]).toEqual([1, 1, 1, 1, 1]);
});

test('an object that is read again is not made again', () => {
  const read = (): unknown => {
    const response = cluster.api.handle({ method: 'GET', path: '/api/v1/namespaces/kube-system/configmaps/coredns' });
    return response.type === 'object' ? response.body : undefined;
  };
  expect(read()).toHaveProperty('metadata.managedFields');
  expect(read()).toBe(read());
});
