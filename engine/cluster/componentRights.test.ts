/** Controllers have what their ServiceAccounts' roles give them, and no more. @k8s cmd/kube-controller-manager --use-service-account-credentials */
import type { RequestTrace } from '../apiserver/index.ts';
import { createCluster, type Cluster } from './index.ts';

function start(): { cluster: Cluster; run: (line: string) => string } {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'rights', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  return { cluster, run: (line) => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; } };
}
const READY = 'kubectl get deployment web -o jsonpath={.status.readyReplicas}';

test('without its role a controller does nothing; with it, it goes on', () => {
  const { cluster, run } = start();
  run('kubectl get clusterrole system:controller:deployment-controller -o yaml > role.yaml; kubectl delete clusterrole system:controller:deployment-controller');
  run('kubectl create deployment web --image=nginx --replicas=2');
  cluster.clock.advance(20_000);
  expect(run('kubectl get replicasets')).toBe('No resources found in default namespace.\n');
  run('sed -i /resourceVersion:/d role.yaml; kubectl create -f role.yaml');
  cluster.clock.advance(60_000);
  expect(run(READY)).toBe('2');
});

test('each part of the cluster acts under its own name', () => {
  const { cluster, run } = start();
  const traces: RequestTrace[] = [];
  const stop = cluster.api.onRequest((trace) => { traces.push(trace); });
  run('kubectl create deployment web --image=nginx');
  cluster.clock.advance(10_000);
  stop();
  const who = (verb: string, path: RegExp): string[] => [...new Set(traces.filter((trace) => trace.verb === verb && path.test(trace.path)).map(({ user }) => user.name))];
  expect([who('create', /\/replicasets$/), who('create', /\/default\/pods$/), who('create', /\/binding$/)])
    .toEqual([['system:serviceaccount:kube-system:deployment-controller'], ['system:serviceaccount:kube-system:replicaset-controller'], ['system:kube-scheduler']]);
  expect(who('update', /\/pods\/.*\/status$/).concat(who('patch', /\/pods\/.*\/status$/)).every((name) => name.startsWith('system:node:'))).toBe(true);
  expect(traces.filter(({ code }) => code === 403)).toEqual([]);
  const made = traces.find(({ path, verb }) => verb === 'create' && path.endsWith('/replicasets'));
  expect(made?.stages.slice(0, 2).map(({ stage, detail }) => [stage, detail])).toEqual([
    ['authentication', 'system:serviceaccount:kube-system:deployment-controller [system:serviceaccounts, system:serviceaccounts:kube-system, system:authenticated]'],
    ['authorization', 'RBAC: allowed by ClusterRoleBinding "system:controller:deployment-controller" of ClusterRole "system:controller:deployment-controller" to ServiceAccount "deployment-controller/kube-system"'],
  ]);
  expect(run("kubectl get replicasets -o jsonpath='{.items[0].metadata.managedFields[*].manager}'")).toContain('kube-controller-manager');
});
