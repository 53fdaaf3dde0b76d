/** Each fault of a node: what the cluster shows of it, and that it passes. */
import type { Node, Pod } from '../../api/index.ts';
import { createCluster, FAULTS, type Cluster } from '../index.ts';

const START = '2026-11-21T12:00:00Z';
const idle = (name: string, more = ''): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  nodeName: node01
  terminationGracePeriodSeconds: 1
  ${more}
  containers: [{name: main, image: busybox, command: [sleep, "100000"]}]
`;
const DEPLOYMENT = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node01]}]}}]}}
      containers: [{name: web, image: nginx:1.27}]
`;

function world(files: string): { cluster: Cluster; kubectl(line: string): string; onNode(line: string, node?: string): string; pod(name: string): Pod; node(name?: string): Node; seconds(count: number): void; fault(fault: string, target?: string): void } {
  const cluster = createCluster({ preset: 'recorded', seed: 'faults', startTime: START });
  const learner = cluster.createComputer({ files: { 'all.yaml': files } });
  const kubectl = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, `kubectl ${line}`); return stdout + stderr; };
  kubectl('apply -f all.yaml');
  kubectl('wait --for=condition=Ready pod --all --timeout=40s');
  return {
    cluster, kubectl, seconds: (count) => cluster.clock.advance(count * 1000),
    onNode(line, node = 'node01') { const machine = cluster.nodeMachine(node); if (machine === undefined) return ''; const { stdout, stderr } = cluster.runCommand(machine, line); return stdout + stderr; },
    pod: (name) => cluster.store.get('pods', `default/${name}`) as Pod, node: (name = 'node01') => cluster.store.get('nodes', name) as Node,
    fault(fault, target = 'node01') { expect(cluster.fault({ fault, target })).toBeUndefined(); },
  };
}
const condition = (node: Node, type: string): string => { const c = node.status?.conditions?.find((each) => each.type === type); return `${c?.status ?? ''} ${c?.message ?? ''}`; };
const taints = (node: Node): string[] => (node.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);

test('names are in order, and an unknown target is told in words', () => {
  const names = FAULTS.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  const { cluster } = world('');
  for (const { name } of FAULTS) expect(cluster.fault({ fault: name, target: 'nowhere/x' })).toMatch(/there is no|not found|nowhere\/x/);
});

/** @k8s pkg/kubelet/runtime.go runtimeErrors */
test('what holds already, or does not hold, is told and changes nothing', () => {
  const { cluster } = world(idle('one'));
  const tried = ['kubelet-start', 'kubelet-stop', 'kubelet-stop', 'kubelet-start', 'runtime-start', 'runtime-stop', 'runtime-stop', 'runtime-start', 'disk-replace', 'disk-death', 'disk-death', 'disk-replace',
    'node-power-on', 'node-power-off', 'node-power-off', 'kubelet-start', 'node-power-on'];
  expect(tried.map((fault) => cluster.fault({ fault, target: 'node01' }))).toEqual([
    'the kubelet of node01 runs', undefined, 'the kubelet of node01 is stopped already', undefined, 'containerd of node01 runs', undefined, 'containerd of node01 is stopped already', undefined,
    'the disk of node01 is sound', undefined, 'the disk of node01 is dead already', undefined, 'node01 is on', undefined, 'node01 is off already', 'the machine has no power', undefined,
  ]);
  expect(['node-power-off', 'container-kill', 'process-kill', 'pod-delete'].map((fault) => cluster.fault({ fault, target: '' }))).toEqual([
    'a machine is to be named, for example node01', ...Array.from({ length: 3 }, () => 'a pod is written as namespace/name, for example default/web; found ""'),
  ]);
});

test('the container runtime stops: NotReady after 30 s, pods go on, back at once', () => {
  const w = world(idle('one'));
  w.fault('runtime-stop');
  expect(w.cluster.faultsOf('node01')[0]).toBe('runtime-stop');
  expect(w.onNode('systemctl is-active containerd')).toBe('inactive\n');
  expect(w.onNode('crictl ps')).toMatch(/level=fatal msg="validate service connection: .*connect: no such file or directory/);
  w.seconds(20);
  expect(condition(w.node(), 'Ready')).toBe('True kubelet is posting ready status');
  w.seconds(25);
  expect(condition(w.node(), 'Ready')).toBe('False container runtime is down');
  expect(taints(w.node())).toContain('node.kubernetes.io/not-ready:NoExecute');
  w.seconds(160);
  expect(condition(w.node(), 'Ready')).toMatch(/^False \[container runtime is down, PLEG is not healthy: pleg was last seen active 3m\d+(\.\d+)?s ago; threshold is 3m0s\]$/);
  expect(w.pod('one').status?.containerStatuses?.[0]?.state?.running).toBeDefined();
  w.onNode('systemctl start containerd');
  w.seconds(15);
  expect(condition(w.node(), 'Ready')).toBe('True kubelet is posting ready status');
  expect(w.pod('one').status?.containerStatuses?.[0]?.restartCount).toBe(0);
});

test('memory runs short: condition and taint, the pod that uses most above its request goes, five minutes later all is well', () => {
  const w = world(idle('one'));
  w.fault('memory-fill');
  w.seconds(21);
  expect(condition(w.node(), 'MemoryPressure')).toBe('True kubelet has insufficient memory available');
  expect(w.onNode('ps aux')).toContain('memory-hog');
  expect(w.pod('one').status?.message).toMatch(/^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+Ki\. Container main was using \d+Ki, request is 0, has larger consumption of memory\. $/);
  w.seconds(10);
  expect(taints(w.node())).toContain('node.kubernetes.io/memory-pressure:NoSchedule');
  w.fault('memory-free');
  w.seconds(330);
  expect(condition(w.node(), 'MemoryPressure')).toBe('False kubelet has sufficient memory available');
  expect(taints(w.node())).toEqual([]);
});

test('more memory than there is: the kernel kills, best-effort containers before others', () => {
  const w = world(idle('one'));
  w.fault('memory-fill');
  w.fault('memory-fill');
  w.seconds(3);
  const { state, lastState } = w.pod('one').status?.containerStatuses?.[0] ?? {};
  expect((lastState?.terminated ?? state?.terminated)?.exitCode).toBe(137);
  expect(w.kubectl('get events -n default --field-selector reason=SystemOOM -o jsonpath={.items[*].message}')).toMatch(/^System OOM encountered, victim process: memory-hog, pid: \d+$/);
});

/** The old table: all containers are killed, an event tells, the phase is Failed, a controller makes a new one elsewhere. */
test('the disk dies: whatever the restart policy, pods fail, and controllers replace theirs elsewhere', () => {
  const w = world(['Always', 'OnFailure', 'Never'].map((policy) => idle(policy.toLowerCase(), `restartPolicy: ${policy}`)).join('') + DEPLOYMENT);
  expect(w.kubectl('get pod -l app=web -o jsonpath={.items[*].spec.nodeName}')).toBe('node01');
  w.fault('disk-death');
  w.seconds(60);
  expect(condition(w.node(), 'DiskPressure')).toBe('True kubelet has disk pressure');
  for (const name of ['always', 'onfailure', 'never']) {
    const { status } = w.pod(name);
    expect([name, status?.phase, status?.reason, status?.containerStatuses?.[0]?.state?.terminated?.exitCode]).toEqual([name, 'Failed', 'Evicted', 137]);
    expect(w.kubectl(`get events --field-selector involvedObject.name=${name},reason=Evicted -o name`)).toContain('event/');
  }
  expect(w.kubectl('get pod -l app=web --field-selector status.phase=Running -o jsonpath={.items[*].spec.nodeName}')).toBe('node02');
  w.fault('disk-replace');
  w.seconds(330);
  expect(condition(w.node(), 'DiskPressure')).toBe('False kubelet has no disk pressure');
});

test('a disk is filled, by hand or by accident, and emptied again', () => {
  const w = world(idle('one'));
  w.fault('disk-fill');
  w.seconds(25);
  expect(condition(w.node(), 'DiskPressure')).toBe('True kubelet has disk pressure');
  expect(w.onNode('ls /var/tmp')).toBe('fill\n');
  w.onNode('rm /var/tmp/fill');
  w.seconds(330);
  expect(condition(w.node(), 'DiskPressure')).toBe('False kubelet has no disk pressure');
});

/** @k8s pkg/kubelet/nodeshutdown */
test('a machine is shut down: with a grace period its pods are told, ordinary ones first', () => {
  const w = world(idle('one') + idle('critical', 'priorityClassName: system-node-critical').replace('name: critical,', 'name: critical, namespace: kube-system,'));
  w.onNode("printf 'shutdownGracePeriod: 30s\\nshutdownGracePeriodCriticalPods: 10s\\n' >> /var/lib/kubelet/config.yaml; sed -i -e '/^shutdownGracePeriod: 0s/d' -e '/^shutdownGracePeriodCriticalPods: 0s/d' /var/lib/kubelet/config.yaml; systemctl restart kubelet");
  w.seconds(5);
  w.fault('node-shutdown');
  w.seconds(1);
  expect(condition(w.node(), 'Ready')).toBe('False node is shutting down');
  w.seconds(30);
  expect(w.pod('one').status).toMatchObject({ phase: 'Failed', reason: 'Terminated', message: 'Pod was terminated in response to imminent node shutdown.' });
  expect(w.pod('one').status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'TerminationByKubelet', message: 'Pod was terminated in response to imminent node shutdown.' });
  expect(w.cluster.faultsOf('node01')[0]).toBe('node-power-off');
  w.fault('node-power-on');
  w.seconds(30);
  expect(condition(w.node(), 'Ready')).toBe('True kubelet is posting ready status');
});

test('without a grace period, which is the default, nobody is told', () => {
  const w = world(idle('one'));
  w.onNode('systemctl poweroff');
  w.seconds(5);
  expect(w.cluster.faultsOf('node01')[0]).toBe('node-power-off');
  expect(w.pod('one').status?.phase).toBe('Running');
});

test('one process of a container is killed', () => {
  const w = world(idle('one'));
  w.fault('process-kill', 'default/one/main/1');
  w.seconds(3);
  expect(w.pod('one').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 137, reason: 'Error' } } });
});
