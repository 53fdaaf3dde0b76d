/** What runs on the control plane's machine stops and starts with it. */
import { createCluster, type Cluster } from './index.ts';

const start = (preset: 'minikube' | 'three-nodes'): { cluster: Cluster; run: (line: string) => { code: number; stdout: string; stderr: string } } => {
  const cluster = createCluster({ preset, seed: 'control-plane', startTime: '2026-11-21T09:00:00Z' });
  const computer = cluster.createComputer({});
  return { cluster, run: (line) => cluster.runCommand(computer, line) };
};

test('without its power kubectl is refused, nothing heals, and containers of the workers run on', () => {
  const { cluster, run } = start('three-nodes');
  run('kubectl create deployment web --image=nginx:1.14.2 --replicas=2; kubectl wait --for=condition=Available deployment/web --timeout=40s');
  expect(cluster.fault({ fault: 'node-power-off', target: 'master01' })).toBeUndefined();
  cluster.clock.advance(30_000);
  const refused = run('kubectl get pods');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/The connection to the server 172\.30\.0\.11:6443 was refused - did you specify the right host or port\?\n$/);
  expect(cluster.faultsOf('master01')[0]).toBe('node-power-off');
  cluster.fault({ fault: 'node-power-on', target: 'master01' });
  cluster.clock.advance(40_000);
  run('kubectl scale deployment web --replicas=3');
  cluster.clock.advance(10_000);
  expect(run('kubectl get deployment web --no-headers').stdout).toMatch(/^web +3\/3 +3 +3 /);
});

test('minikube stop and start', () => {
  const { cluster, run } = start('minikube');
  run('kubectl create deployment web --image=nginx:1.14.2');
  cluster.clock.advance(15_000);
  expect(run('kubectl config current-context; kubectl config view --minify -o jsonpath={.clusters[0].cluster.server}').stdout).toBe('minikube\nhttps://192.168.49.2:8443');
  expect(run('minikube stop').code).toBe(0);
  expect(run('minikube status').code).toBe(7);
  expect(run('kubectl get nodes').code).toBe(1);
  expect(run('minikube start').stdout).toMatch('Done! kubectl is now configured to use "minikube" cluster');
  cluster.clock.advance(30_000);
  expect(run('kubectl get pods --no-headers').stdout).toMatch(/^web-\S+ +1\/1 +Running +1 \(/);
});

test('an unknown fault and an unknown target are told in words', () => {
  const { cluster } = start('minikube');
  expect(cluster.fault({ fault: 'node-explode', target: 'minikube' })).toMatch(/^there is no fault node-explode; there are: /);
  expect(cluster.fault({ fault: 'node-power-off', target: 'node09' })).toBe('there is no machine node09');
  expect(cluster.fault({ fault: 'container-kill', target: 'default/web' })).toBe('there is no pod default/web');
});
