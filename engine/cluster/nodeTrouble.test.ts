/** Nodes in trouble, as somebody at a terminal sees it: disks that die, thresholds, a runtime that is down, sandboxes that go, who may ask the kubelet. */
import type { Pod } from '../api/index.ts';
import { createCluster, type Cluster } from './index.ts';

type World = { readonly cluster: Cluster; type(line: string): string; onNode(node: string, line: string): string; pod(name: string): Pod; seconds(count: number): void; fault(fault: string): void };
/** @param files applied, and waited for */
function world(files: string): World {
  const cluster = createCluster({ preset: 'recorded', seed: 'trouble', startTime: '2026-11-21T12:00:00Z' });
  const learner = cluster.createComputer({ files: { 'all.yaml': files } });
  const type = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, line); return stdout + stderr; };
  type('kubectl apply -f all.yaml');
  type('kubectl wait --for=condition=Ready pod --all --timeout=40s');
  return {
    cluster, type, seconds: (count) => cluster.clock.advance(count * 1000),
    onNode(node, line) { const machine = cluster.nodeMachine(node); if (machine === undefined) return ''; const { stdout, stderr } = cluster.runCommand(machine, line); return stdout + stderr; },
    pod: (name) => cluster.store.get('pods', `default/${name}`) as Pod,
    fault(fault) { expect(cluster.fault({ fault, target: 'node01' })).toBeUndefined(); },
  };
}
const pod = (name: string, containers: string, more = '', node = 'node01'): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}}\nspec:\n  nodeName: ${node}\n  terminationGracePeriodSeconds: 20\n  ${more}\n  containers: [${containers}]\n`;
const SLEEPS = '{name: main, image: "busybox:1.36", command: [sleep, "100000"]}';
const DEAF = '{name: main, image: "busybox:1.36", command: [sh, -c, "trap \'\' TERM; while true; do sleep 1; done"]}';
const SET = (replicas: number, containers: string): string => `---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: kept}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: kept}}
  template:
    metadata: {labels: {app: kept}}
    spec:
      affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node01]}]}}]}}
      containers: [${containers}]
`;
const ended = ({ status }: Pod): unknown[] => (status?.containerStatuses ?? []).map(({ name, restartCount, state }) => [name, restartCount, state?.terminated?.exitCode, state?.terminated?.reason]);
const reasons = (w: World, name: string): string => w.type(`kubectl get events --field-selector involvedObject.name=${name} -o jsonpath='{.items[*].reason}'`);

/**
 * The row of the old table of exits: whatever the policy, an event, all containers killed, Failed, and elsewhere again if controlled.
 * @k8s pkg/kubelet/eviction/eviction_manager.go evictPod
 */
describe.each([1, 2])('the disk dies under pods of %i containers', (count) => {
  const containers = [SLEEPS, '{name: web, image: "nginx:1.25"}'].slice(0, count).join(', ');
  const policies = ['Always', 'OnFailure', 'Never'] as const;
  let w: World;
  beforeAll(() => {
    w = world(policies.map((policy) => pod(policy.toLowerCase(), containers, `restartPolicy: ${policy}`)).join('') + SET(1, containers));
    w.fault('disk-death');
    w.seconds(60);
  });
  test.each(policies)('%s: killed, told, failed, never again', (policy) => {
    const name = policy.toLowerCase();
    const { status } = w.pod(name);
    expect([status?.phase, status?.reason]).toEqual(['Failed', 'Evicted']);
    expect(status?.message).toMatch(/^The node was low on resource: ephemeral-storage\. Threshold quantity: \d+, available: 0\. $/);
    expect(ended(w.pod(name))).toEqual([['main', 0, 137, 'Error'], ['web', 0, 137, 'Error']].slice(0, count));
    expect(status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'TerminationByKubelet' });
    expect(reasons(w, name)).toContain('Evicted');
    expect(w.type(`kubectl get pod ${name} --no-headers`)).toMatch(new RegExp(`^${name} +0/${count} +Error +0 `));
  });
  test('a pod of a controller runs again, elsewhere', () => {
    expect(w.type('kubectl get pod -l app=kept --field-selector status.phase=Running -o jsonpath={.items[*].spec.nodeName}')).toBe('node02');
    // Until the node's taint tells the scheduler, replacements are refused where they were preferred.
    const phases = w.type("kubectl get pod -l app=kept -o jsonpath='{.items[*].status.phase}'").split(' ').filter((phase) => phase !== 'Failed');
    expect(phases).toEqual(['Running']);
  });
});

/** @k8s pkg/kubelet/eviction/helpers.go thresholdsMetGracePeriod; pkg/kubelet/kubelet.go initializeRuntimeDependentModules */
test('a soft threshold: the condition at once, the eviction after its grace period, with a shorter grace period of the pod', () => {
  const w = world(pod('deaf', DEAF));
  const pressure = (): string => w.type("kubectl get node node01 -o jsonpath='{.status.conditions[0].status}'");
  w.onNode('node01', "printf 'evictionSoft:\\n  memory.available: 30Gi\\nevictionSoftGracePeriod:\\n  memory.available: 30s\\nevictionMaxPodGracePeriod: 5\\n' >> /var/lib/kubelet/config.yaml; systemctl restart kubelet");
  w.seconds(5);
  expect([pressure(), w.pod('deaf').status?.containerStatuses?.[0]?.ready]).toEqual(['False', true]); // taken as it runs, before the first look
  w.seconds(15);
  expect([pressure(), w.pod('deaf').status?.phase]).toEqual(['True', 'Running']);
  w.seconds(30);
  const { status } = w.pod('deaf');
  expect(status).toMatchObject({ phase: 'Failed', reason: 'Evicted', containerStatuses: [{ state: { terminated: { exitCode: 137 } } }] });
  expect(status?.message).toMatch(/^The node was low on resource: memory\. Threshold quantity: 30Gi, available: \d+Ki\. Container main was using \d+Ki, request is 0, has larger consumption of memory\. $/);
  const told = w.type("kubectl get events --field-selector reason=Evicted -o jsonpath='{.items[0].firstTimestamp}'");
  const tookMs = Date.parse(status?.containerStatuses?.[0]?.state?.terminated?.finishedAt ?? '') - Date.parse(told);
  expect([tookMs >= 4000, tookMs <= 6000]).toEqual([true, true]);
});

/** @k8s pkg/kubelet/eviction/helpers.go rankPIDPressure */
test('too many processes: condition, taint, and the pod with most of them goes', () => {
  const forks = '{name: main, image: "busybox:1.36", command: [sh, -c, "i=0; while [ $i -lt 60 ]; do sleep 1000 & i=$((i+1)); done; wait"]}';
  const w = world(pod('few', SLEEPS) + pod('many', forks));
  const { node } = JSON.parse(w.type('kubectl get --raw /api/v1/nodes/node01/proxy/stats/summary')) as { readonly node: { readonly rlimit: { readonly maxpid: number; readonly curproc: number } } };
  const threshold = node.rlimit.maxpid - node.rlimit.curproc + 30;
  w.onNode('node01', `printf "evictionHard:\\n  pid.available: '${threshold}'\\n" >> /var/lib/kubelet/config.yaml; systemctl restart kubelet`);
  w.seconds(40);
  expect(w.pod('many').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  expect(w.pod('many').status?.message).toMatch(/^The node was low on resource: pids\. Threshold quantity: \d+, available: \d+\. $/);
  expect(w.pod('few').status?.phase).toBe('Running');
  expect(w.type("kubectl get node node01 -o jsonpath='{.status.conditions[?(@.type==\"PIDPressure\")].message} {.spec.taints[*].key}'"))
    .toBe('kubelet has insufficient PID available node.kubernetes.io/pid-pressure');
});

const DIAL = 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /var/run/containerd/containerd.sock: connect: no such file or directory"';
/** @k8s pkg/kubelet/kubelet_pods.go findContainer, pkg/kubelet/kuberuntime/kuberuntime_container.go GetContainerLogs, pkg/kubelet/prober/prober.go probe */
test('the runtime is down: nothing can be asked of containers, and probes know nothing, which changes nothing', () => {
  const probed = '{name: main, image: "nginx:1.25", stdin: true, readinessProbe: {exec: {command: ["true"]}, periodSeconds: 2}, livenessProbe: {exec: {command: ["true"]}, periodSeconds: 2}}';
  const w = world(pod('web', probed));
  w.fault('runtime-stop');
  w.seconds(3);
  expect(w.type('kubectl exec web -- ls')).toBe(`error: unable to upgrade connection: ${DIAL}\n`);
  expect(w.type('echo x | kubectl attach -i web')).toContain(`error: unable to upgrade connection: ${DIAL}\n`);
  expect(w.type('kubectl logs web')).toMatch(/^unable to retrieve container logs for containerd:\/\/[0-9a-f]{64}$/);
  w.seconds(30);
  expect(w.pod('web').status?.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });
  const told = w.type("kubectl get events --field-selector reason=Unhealthy -o jsonpath='{range .items[*]}{.message}{\"\\n\"}{end}'").trim().split('\n').sort();
  expect(told).toEqual([`Liveness probe errored and resulted in unknown state: ${DIAL}`, `Readiness probe errored and resulted in unknown state: ${DIAL}`]);
  w.fault('runtime-start');
  w.seconds(15);
  expect(w.type('kubectl exec web -- hostname')).toBe('web\n');
});

/** @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, computePodActions */
test.each([
  ['is stopped behind the kubelet', 'crictl pods --name two -q | xargs crictl stopp'],
  ['loses its pause process', 'kill $(crictl inspectp $(crictl pods --name two -q) | jq .info.pid)'],
])('a sandbox %s: a new one with another address, everything starts again in it', (_, command) => {
  const w = world(pod('two', `${SLEEPS}, {name: web, image: "nginx:1.25"}`));
  const before = w.pod('two').status?.podIP;
  w.onNode('node01', command);
  w.seconds(28);
  const { status } = w.pod('two');
  expect([status?.phase, status?.podIP === before, status?.containerStatuses?.map(({ restartCount, ready }) => [restartCount, ready])]).toEqual(['Running', false, [[1, true], [1, true]]]);
  expect(w.type("kubectl get events --field-selector involvedObject.name=two,reason=SandboxChanged -o jsonpath='{.items[0].type} {.items[0].message}'"))
    .toBe('Normal Pod sandbox changed, it will be killed and re-created.');
});

/** @k8s pkg/kubelet/server/server.go InstallAuthFilter: 401 without a name, 403 without a right */
test('the kubelet\'s own port wants a token, and a right', () => {
  const w = world('');
  const ask = (path: string, header = ''): string => w.onNode('master01', `curl -sk ${header} https://172.30.0.12:10250${path}`);
  expect(ask('/pods')).toBe('Unauthorized');
  expect(ask('/pods', '-H "Authorization: Bearer nonsense"')).toBe('Unauthorized');
  const token = w.type('kubectl create token default').trim();
  const header = `-H "Authorization: Bearer ${token}"`;
  const who = 'user=system:serviceaccount:default:default, verb=get, resource=nodes';
  expect(ask('/pods', header)).toBe(`Forbidden (${who}, subresource(s)=[pods proxy])\n`);
  expect(ask('/stats/summary', header)).toBe(`Forbidden (${who}, subresource(s)=[stats])\n`);
  w.type('kubectl create clusterrole looks --verb=get --resource=nodes/pods,nodes/healthz && kubectl create clusterrolebinding looks --clusterrole=looks --serviceaccount=default:default');
  expect(ask('/pods', header)).toMatch(/^\{"kind":"PodList","apiVersion":"v1"/);
  expect(ask('/healthz', header)).toBe('ok');
  expect(ask('/configz', header)).toBe(`Forbidden (${who}, subresource(s)=[configz proxy])\n`);
});
