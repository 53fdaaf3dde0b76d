/** What others wrote meanwhile, and what nobody can write: both found by the swarm (`.ci/swarm`). */
import { createCluster } from '../index.ts';

function world(): { readonly run: (line: string) => string; readonly fault: (name: string, target: string) => string | undefined; readonly seconds: (count: number) => void } {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'overwritten', startTime: '2026-11-21T12:00:00Z' });
  const host = cluster.createComputer({});
  return {
    run: (line) => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; },
    fault: (name, target) => cluster.fault({ fault: name, target }),
    seconds: (count) => cluster.clock.advance(count * 1000),
  };
}
const UNREADY = `kubectl get pods -A -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}' | grep -c False`;

test('a kubelet that comes back says again that its pods are ready', () => {
  const { run, fault, seconds } = world();
  run('kubectl create deployment web --image=nginx:1.27 --replicas=4');
  seconds(20);
  expect(run(UNREADY)).toBe('0\n');
  fault('kubelet-stop', 'node01');
  seconds(80);
  expect(Number(run(UNREADY))).toBeGreaterThan(0);
  fault('kubelet-start', 'node01');
  seconds(5);
  expect(run(UNREADY)).toBe('0\n');
});

test('without an API server nobody deletes a node or a pod', () => {
  const { run, fault, seconds } = world();
  run('kubectl run web --image=nginx:1.27');
  seconds(10);
  fault('component-stop', 'kube-apiserver');
  seconds(40);
  expect([fault('node-delete', 'node01'), fault('pod-delete', 'default/web')]).toEqual(Array(2).fill(expect.stringContaining('connect: connection refused')));
  fault('component-start', 'kube-apiserver');
  seconds(60);
  expect(run('kubectl get nodes -o name; kubectl get pod -o name')).toBe('node/master01\nnode/node01\nnode/node02\npod/web\n');
});
