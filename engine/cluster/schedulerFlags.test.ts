/** kube-scheduler with a configuration file, as one gives it to the static pod on the control plane. */
import { createCluster, type Cluster } from './index.ts';

const MANIFEST = '/etc/kubernetes/manifests/kube-scheduler.yaml';
const CONFIG = '/etc/kubernetes/sched.yaml';
const HEAD = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n';

function configured(text: string): { readonly cluster: Cluster; readonly run: (line: string) => string } {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'scheduler-flags', startTime: '2026-11-21T09:00:00Z' });
  const computer = cluster.createComputer({});
  const files = cluster.nodeMachine('master01')?.files;
  if (files === undefined) throw new Error('no control plane');
  files.write(CONFIG, text);
  const manifest = String(files.read(MANIFEST))
    .replace(/^( *)- kube-scheduler\n/m, `$1- kube-scheduler\n$1- --config=${CONFIG}\n`)
    .replace(/^( *)volumeMounts:\n/m, `$1volumeMounts:\n$1- mountPath: ${CONFIG}\n$1  name: config\n$1  readOnly: true\n`)
    .replace(/^( *)volumes:\n/m, `$1volumes:\n$1- hostPath:\n$1    path: ${CONFIG}\n$1    type: File\n$1  name: config\n`);
  files.write(MANIFEST, manifest);
  cluster.clock.advance(60_000);
  return { cluster, run: (line) => { const { stdout, stderr } = cluster.runCommand(computer, line); return stdout + stderr; } };
}

test('a second profile takes the pods that ask for it', () => {
  const { cluster, run } = configured(`${HEAD}profiles:\n- schedulerName: default-scheduler\n- schedulerName: blind\n  plugins:\n    filter:\n      disabled:\n      - name: TaintToleration\n    score:\n      disabled:\n      - name: "*"\n`);
  run(`kubectl run one --image=nginx:1.25 --overrides='{"spec":{"schedulerName":"blind","nodeSelector":{"kubernetes.io/hostname":"master01"}}}'`);
  run(`kubectl run two --image=nginx:1.25 --overrides='{"spec":{"nodeSelector":{"kubernetes.io/hostname":"master01"}}}'`);
  run(`kubectl run three --image=nginx:1.25 --overrides='{"spec":{"schedulerName":"nobody"}}'`);
  cluster.clock.advance(5000);
  expect(run("kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}={.spec.nodeName} {end}'")).toBe('one=master01 three= two= ');
  expect(run('kubectl get events --field-selector reason=Scheduled,involvedObject.name=one')).toContain('Successfully assigned default/one to master01');
});

test('a bad file: it ends with 1 and says why; nobody is scheduled', () => {
  const { cluster, run } = configured(`${HEAD}percentageOfNodesToScore: 200\n`);
  run('kubectl run web --image=nginx:1.25');
  cluster.clock.advance(5000);
  expect(run('kubectl get pod web --no-headers')).toMatch(/^web +0\/1 +Pending/);
  expect(run('kubectl logs -n kube-system kube-scheduler-master01')).toMatch(/^E1121 .* {7}1 run\.go:72\] "command failed" err="percentageOfNodesToScore: Invalid value: 200: not in valid range \[0-100\]"\n$/);
  expect(run("kubectl get pod -n kube-system kube-scheduler-master01 -o jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode}'")).toBe('1');
});
