/** One measurement, in a process of its own: pods of one Deployment until all are Ready, made through the API server. */
import { KINDS } from '../../engine/api/index.ts';
import { createCluster, PRESETS, withWorkers } from '../../engine/cluster/index.ts';

const pods = Number(process.argv[2]);
const cluster = createCluster({
  preset: 'three-nodes', seed: 'bench', startTime: '2026-11-21T09:00:00Z',
  settings: { ...withWorkers(PRESETS['three-nodes'], Math.ceil(pods / 100)), coreDnsReplicas: 1, ageMs: 30_000 },
});
cluster.api.handle({ method: 'POST', path: '/apis/apps/v1/namespaces/default/deployments', body: {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { replicas: pods, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.14.2' }] } } },
} });
const deployments = cluster.client.informer(KINDS.Deployment);
const done = cluster.clock.runUntil(() => deployments.get('default', 'web')?.status?.readyReplicas === pods, 3_600_000);
const used = process.cpuUsage();
process.stdout.write(JSON.stringify({ pods, done, cpuSeconds: (used.user + used.system) / 1e6, virtualSeconds: (cluster.clock.now - Date.parse('2026-11-21T09:00:00Z')) / 1000 }));
process.exit(done ? 0 : 1);
