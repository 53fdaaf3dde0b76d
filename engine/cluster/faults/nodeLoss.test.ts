/** Nodes that fall silent, come back, join and leave; parts of the control plane that are stopped: what somebody at a terminal sees. */
import type { Node, Pod } from '../../api/index.ts';
import { createCluster, type Cluster } from '../index.ts';

const START = '2026-11-21T12:00:00Z';
const TOLERATIONS = 'tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 10}]';
const PREFERS = 'affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node01]}]}}]}}';
const workload = (kind: string, name: string, more = ''): string => `---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  replicas: 1
  ${more}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 1
      ${TOLERATIONS}
      ${PREFERS}
      containers: [{name: main, image: busybox, command: [sleep, "100000"]}]
`;
const bare = (name: string): string => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {nodeName: node01, containers: [{name: main, image: busybox, command: [sleep, "100000"]}]}\n`;

type World = { readonly cluster: Cluster; kubectl(line: string): string; onNode(line: string, node?: string): string; pod(name: string): Pod; node(name?: string): Node; seconds(count: number): void; fault(fault: string, target?: string): void; until(what: () => boolean, seconds: number): number };
function world(files = ''): World {
  const cluster = createCluster({ preset: 'recorded', seed: 'node-loss', startTime: START });
  const learner = cluster.createComputer({ files: { 'all.yaml': files } });
  const kubectl = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, `kubectl ${line}`); return stdout + stderr; };
  if (files !== '') {
    kubectl('apply -f all.yaml');
    cluster.clock.advance(5000);
    kubectl('wait --for=condition=Ready pod --all --timeout=40s');
  }
  return {
    cluster, kubectl, seconds: (count) => cluster.clock.advance(count * 1000),
    onNode(line, node = 'node01') { const machine = cluster.nodeMachine(node); if (machine === undefined) return ''; const { stdout, stderr } = cluster.runCommand(machine, line); return stdout + stderr; },
    pod: (name) => cluster.store.get('pods', `default/${name}`) as Pod, node: (name = 'node01') => cluster.store.get('nodes', name) as Node,
    fault(fault, target = 'node01') { expect(cluster.fault({ fault, target })).toBeUndefined(); },
    until(what, seconds) { const from = cluster.clock.now; expect(cluster.clock.runUntil(what, seconds * 1000)).toBe(true); return (cluster.clock.now - from) / 1000; },
  };
}
const ready = (node: Node | undefined): string => node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? '';
const taints = (node: Node): string[] => (node.spec?.taints ?? []).map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
const podReady = (pod: Pod): string => pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? '';

test('the network of a node is cut: pods run on, the StatefulSet\'s is stuck, the Deployment\'s is replaced; healed, all is well', () => {
  const w = world(workload('Deployment', 'web') + workload('StatefulSet', 'db', 'serviceName: db') + bare('alone'));
  expect(w.kubectl('get pods -o jsonpath={.items[*].spec.nodeName}')).toBe('node01 node01 node01');
  w.fault('network-cut');
  expect(w.cluster.faultsOf('node01')[0]).toBe('network-cut');
  const silent = w.until(() => ready(w.node()) === 'Unknown', 70);
  expect([silent >= 40, silent <= 56]).toEqual([true, true]);
  w.seconds(2);
  expect(taints(w.node())).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
  expect(w.node().status?.conditions?.map(({ type, status, message }) => [type, status, message])).toEqual(
    ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => [type, 'Unknown', 'Kubelet stopped posting node status.']));
  expect([podReady(w.pod('alone')), podReady(w.pod('db-0'))]).toEqual(['False', 'False']);
  w.seconds(20);
  expect(w.kubectl('get pods --no-headers')).toMatch(/^alone +1\/1 +Running .*\ndb-0 +1\/1 +Terminating .*\nweb-\S+ +1\/1 +(Running|Terminating) .*\nweb-\S+ +1\/1 +(Running|Terminating) /);
  expect(w.kubectl('get pods -l app=web --field-selector spec.nodeName=node02 --no-headers')).toMatch(/^web-\S+ +1\/1 +Running/);
  expect(w.onNode('crictl ps --name main -q').trim().split('\n')).toHaveLength(3); // nobody has told the kubelet
  expect(w.kubectl('logs alone')).toMatch(/dial tcp 172\.30\.0\.12:10250: i\/o timeout/);
  w.seconds(60);
  expect(w.kubectl('get pod db-0 --no-headers')).toMatch(/Terminating/);
  w.fault('network-heal');
  w.until(() => ready(w.node()) === 'True', 15);
  w.seconds(20);
  expect(taints(w.node())).toEqual([]);
  expect(podReady(w.pod('alone'))).toBe('True');
  expect(w.pod('alone').status?.containerStatuses?.[0]?.restartCount).toBe(0);
  expect(w.kubectl('get pods --no-headers')).toMatch(/^alone +1\/1 +Running .*\ndb-0 +1\/1 +Running .*\nweb-\S+ +1\/1 +Running .*\n$/);
  expect(w.onNode('crictl ps --name main -q').trim().split('\n').length).toBeLessThanOrEqual(2);
});

test('only the way to the control plane is cut: others reach the node\'s pods still', () => {
  const w = world(bare('alone'));
  const address = w.pod('alone').status?.podIP ?? '';
  const ping = (): string => w.onNode(`nc -z -w 2 ${address} 80; echo $?`, 'node02');
  const before = ping();
  w.fault('network-cut-api');
  w.until(() => ready(w.node()) === 'Unknown', 70);
  expect(ping()).toBe(before);
  expect(w.onNode('nc -z -w 2 172.30.0.11 6443; echo $?')).toBe('1\n');
  expect(w.onNode('nc -z 172.30.0.11 api 2>&1; echo $?')).toBe('nc: port number invalid: api\n1\n');
  w.fault('network-heal');
  w.until(() => ready(w.node()) === 'True', 15);
});

/** @k8s tryUpdateNodeHealth: a lease that is not renewed to a later time is no sign of life; with the next report of the status the lease counts anew */
test('a clock that is put back: the lease looks old, the node is given up although it works, and comes back with its next report', () => {
  const w = world(bare('alone'));
  w.seconds(10);
  w.fault('clock-skew', 'node01/-3600');
  w.until(() => ready(w.node()) === 'Unknown', 70);
  expect(w.pod('alone').status?.phase).toBe('Running');
  w.until(() => ready(w.node()) === 'True', 15);
  expect(w.node().status?.conditions?.find(({ type }) => type === 'Ready')?.lastHeartbeatTime).toMatch(/T11:0/);
  w.fault('clock-sync');
  w.seconds(120);
  expect([ready(w.node()), podReady(w.pod('alone'))]).toEqual(['True', 'True']);
});

test('a clock that is ahead does no harm until it is put right', () => {
  const w = world();
  w.fault('clock-skew', 'node01/3600');
  w.seconds(120);
  expect(ready(w.node())).toBe('True');
  expect(w.kubectl('get lease node01 -n kube-node-lease -o jsonpath={.spec.renewTime}')).toMatch(/T13:0/);
});

test('a machine joins: registered, a range, kube-proxy, pods; then it goes for good', () => {
  const w = world();
  w.fault('node-add', 'node03');
  w.until(() => ready(w.node('node03')) === 'True', 20);
  w.seconds(10);
  expect(w.node('node03').spec).toMatchObject({ podCIDR: '10.244.3.0/24', podCIDRs: ['10.244.3.0/24'] });
  expect(w.node('node03').metadata?.annotations?.['node.alpha.kubernetes.io/ttl']).toBe('0');
  expect(taints(w.node('node03'))).toEqual([]);
  expect(w.kubectl('get pods -n kube-system --field-selector spec.nodeName=node03 --no-headers')).toMatch(/^kube-proxy-\S+ +1\/1 +Running/);
  expect(w.kubectl('get csinode node03 -o name')).toBe('csinode.storage.k8s.io/node03\n');
  w.kubectl("run there --image=nginx:1.27 --overrides='{\"spec\":{\"nodeName\":\"node03\"}}'");
  w.seconds(10);
  expect(w.pod('there').status?.podIP).toMatch(/^10\.244\.3\./);
  w.fault('node-remove', 'node03');
  w.until(() => ready(w.node('node03')) === 'Unknown', 70);
  w.kubectl('delete node node03');
  w.seconds(70);
  expect(w.kubectl('get pods --no-headers')).toBe('No resources found in default namespace.\n');
  expect(w.kubectl('get pods -n kube-system --field-selector spec.nodeName=node03 --no-headers')).toBe('No resources found in kube-system namespace.\n');
});

test('a Node is deleted and comes back when its kubelet is started again', () => {
  const w = world(bare('alone'));
  w.fault('node-delete');
  w.seconds(65);
  expect(w.kubectl('get pods --no-headers')).toBe('No resources found in default namespace.\n');
  expect(w.cluster.fault({ fault: 'node-rejoin', target: 'node02' })).toBe('there is a Node node02 already');
  w.fault('node-rejoin');
  w.until(() => ready(w.node()) === 'True', 15);
  w.seconds(10);
  expect(w.node().spec?.podCIDR).toBe('10.244.1.0/24');
});

test.each<[fault: string, target: string, answer: RegExp]>([
  ['network-cut', 'nowhere', /^there is no machine nowhere$/], ['network-heal', 'node01', /^the network of node01 is not cut$/],
  ['network-cut-api', 'master01', /^master01 runs the control plane/], ['clock-skew', 'node01', /^how many seconds/], ['clock-skew', 'node01/soon', /^how many seconds/],
  ['clock-skew', 'node01/99999999999999', /more than a century$/], ['clock-sync', 'node01', /^the clock of node01 is right$/],
  ['component-stop', 'kubelet', /^there is no part kubelet of the control plane; there are: etcd, kube-apiserver, kube-controller-manager, kube-scheduler$/],
  ['component-start', 'etcd', /^etcd is not stopped/], ['node-add', 'node01', /^there is a machine node01 already$/], ['node-add', 'Bad_Name', /^"Bad_Name" is no name/],
  ['node-remove', 'master01', /^master01 runs the control plane/], ['node-delete', 'nowhere', /^nodes "nowhere" not found$/],
])('%s %s is refused in words', (fault, target, answer) => {
  expect(shared().cluster.fault({ fault, target })).toMatch(answer);
});
let one: World | undefined;
const shared = (): World => (one ??= world());

test('twice the same is told', () => {
  const w = shared();
  w.fault('network-cut', 'node02');
  expect(w.cluster.fault({ fault: 'network-cut', target: 'node02' })).toBe('the network of node02 is cut already');
  w.fault('component-stop', 'kube-scheduler');
  expect(w.cluster.fault({ fault: 'component-stop', target: 'kube-scheduler' })).toMatch(/^kube-scheduler is stopped already/);
});

describe('parts of the control plane are stopped', () => {
  const up = (w: World, part: string, seconds: number): number => w.until(() => w.kubectl(`get pod ${part}-master01 -n kube-system --no-headers`).includes('1/1'), seconds);

  test('the API server: refused, the nodes run on, nothing is renewed; back again nobody is given up', () => {
    const w = world(workload('Deployment', 'web') + bare('alone'));
    w.fault('component-stop', 'kube-apiserver');
    w.seconds(25);
    expect(w.kubectl('get nodes')).toMatch(/^The connection to the server 172\.30\.0\.11:6443 was refused - did you specify the right host or port\?\n$/m);
    const lease = (): string => (w.cluster.store.get('leases.coordination.k8s.io', 'kube-node-lease/node01') as { spec?: { renewTime?: string } }).spec?.renewTime ?? '';
    const at = w.cluster.store.revision;
    const renewed = lease();
    w.onNode("crictl stop $(crictl ps --label io.kubernetes.pod.name=alone -q)");
    w.seconds(100);
    expect(w.onNode('crictl ps --label io.kubernetes.pod.name=alone -q').trim()).toMatch(/^\w+$/); // started again all the same
    expect([w.cluster.store.revision, lease()]).toEqual([at, renewed]);
    w.fault('component-start', 'kube-apiserver');
    w.until(() => lease() !== renewed, 40);
    expect(w.pod('alone').status?.containerStatuses?.[0]?.restartCount ?? 0).toBeLessThanOrEqual(1);
    w.seconds(60);
    expect(w.pod('alone').status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(['master01', 'node01', 'node02'].map((name) => ready(w.node(name)))).toEqual(['True', 'True', 'True']);
    expect(w.kubectl('get events -A --field-selector reason=NodeNotReady')).toBe('No resources found\n');
    // They could not renew their leases, ended, and began anew.
    for (const part of ['kube-scheduler', 'kube-controller-manager']) expect(w.kubectl(`get pod ${part}-master01 -n kube-system -o jsonpath='{.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].lastState.terminated.exitCode}'`)).toBe('1 1');
    expect(w.kubectl("get lease kube-controller-manager -n kube-system -o jsonpath={.spec.leaseTransitions}")).toBe('1');
    expect(w.kubectl('get events -n kube-system --field-selector reason=LeaderElection')).toMatch(/lease\/kube-scheduler +master01_\S+ became leader/);
    w.kubectl('scale deployment web --replicas=2');
    w.seconds(10);
    expect(w.kubectl('get deployment web --no-headers')).toMatch(/^web +2\/2 /);
  });

  test('etcd: the API server lives and can do nothing, then it is started again and again', () => {
    const w = world(bare('alone'));
    w.fault('component-stop', 'etcd');
    w.seconds(25);
    expect(w.kubectl('get pods')).toBe('Error from server: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"\n');
    expect(w.kubectl('version')).toMatch(/Server Version: v1\.36\.3/);
    expect(w.kubectl("get --raw '/livez?verbose'")).toMatch(/^Error from server \(InternalError\): an error on the server \("\[\+\]ping ok\\n\[\+\]log ok\\n\[\+\]loopback-serving-certificate ok\\n\[-\]etcd failed: reason withheld\\n/);
    expect(w.onNode('curl -sk -o /dev/null -w "%{http_code}" https://172.30.0.11:6443/livez', 'master01')).toBe('500');
    w.seconds(150);
    expect(w.kubectl('get pods')).toMatch(/was refused/);
    expect(w.onNode('crictl ps --name main -q').trim()).not.toBe('');
    w.fault('component-start', 'etcd');
    w.until(() => w.kubectl('get pods').includes('alone'), 330);
    w.seconds(60);
    expect(ready(w.node())).toBe('True');
    expect(w.kubectl('get pods --no-headers')).toMatch(/^alone +1\/1 +Running +0 /);
  });

  test('the scheduler, then the controller manager: pods wait, nothing heals, and all is made good', () => {
    const w = world(workload('Deployment', 'web'));
    w.fault('component-stop', 'kube-scheduler');
    w.seconds(25);
    w.kubectl('scale deployment web --replicas=2');
    w.seconds(5);
    expect(w.kubectl('get pods --no-headers')).toMatch(/Pending/);
    expect(w.kubectl('get lease kube-scheduler -n kube-system -o jsonpath={.spec.holderIdentity}')).toBe('');
    w.fault('component-start', 'kube-scheduler');
    up(w, 'kube-scheduler', 60);
    w.seconds(5);
    expect(w.kubectl('get pods --no-headers')).not.toMatch(/Pending/);
    w.fault('component-stop', 'kube-controller-manager');
    w.seconds(25);
    w.fault('kubelet-stop', 'node02');
    w.kubectl('scale deployment web --replicas=3');
    w.seconds(100);
    expect([ready(w.node('node02')), w.kubectl('get deployment web --no-headers').split(/ +/)[1]]).toEqual(['True', '2/3']);
    const held = w.kubectl('get lease kube-controller-manager -n kube-system -o jsonpath={.spec.holderIdentity}');
    w.fault('component-start', 'kube-controller-manager');
    const change = w.until(() => w.kubectl('get lease kube-controller-manager -n kube-system -o jsonpath={.spec.holderIdentity}') !== held, 60);
    expect(change).toBeGreaterThan(14);
    w.seconds(20);
    expect(w.kubectl('get pods --no-headers').trim().split('\n')).toHaveLength(3);
    // The silent node has the whole grace period from when somebody looks again.
    expect(ready(w.node('node02'))).toBe('True');
    w.until(() => ready(w.node('node02')) === 'Unknown', 60);
  });
});
