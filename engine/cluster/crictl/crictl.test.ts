/** crictl on a node of the recorded world. @k8s golden cluster/adm-crictl-tour, cluster/node-container-killed */
import { createCluster } from '../index.ts';
import { humanAge, humanSize, table, truncated } from './format.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: node01
  terminationGracePeriodSeconds: 1
  containers: [{name: crictl-web, image: "busybox:1.36", command: ["sh", "-c", "i=0; while true; do i=$((i+1)); echo line $i; sleep 1; done"]}]
`;
const cluster = createCluster({ preset: 'recorded', seed: 'crictl', startTime: '2026-11-21T12:00:00Z' });
const learner = cluster.createComputer({ files: { 'pod.yaml': POD } });
const machine = cluster.nodeMachine('node01');
const run = (line: string): { stdout: string; stderr: string; code: number } =>
  (machine === undefined ? { stdout: '', stderr: '', code: 1 } : cluster.runCommand(machine, line));
const out = (line: string): string => run(line).stdout;

beforeAll(() => {
  cluster.runCommand(learner, 'kubectl apply -f pod.yaml');
  cluster.runCommand(learner, 'kubectl wait --for=condition=Ready pod/web');
  cluster.clock.advance(5000);
});

test.each([[999, '999B'], [229_376, '229.4kB'], [28_672, '28.67kB'], [0, '0B']])('%i bytes are %s', (bytes, shown) => expect(humanSize(bytes)).toBe(shown));
test.each([[770_000, '770kB'], [1_094_000, '1.09MB'], [76_514_065, '76.5MB']])('an image of %i bytes: %s', (bytes, shown) => expect(humanSize(bytes, 3)).toBe(shown));
test.each([[400, 'Less than a second'], [1500, '1 second'], [59_000, '59 seconds'], [100_000, 'About a minute'], [2_280_000, '38 minutes'], [4_000_000, 'About an hour'], [200_000_000, '2 days']])('%i ms are %s', (ms, shown) => expect(humanAge(ms)).toBe(shown));
test('columns and ids', () => {
  expect(table([['POD ID', 'CREATED'], ['7d9e3105a2dbf', '2 seconds ago']])).toBe('POD ID              CREATED\n7d9e3105a2dbf       2 seconds ago\n');
  expect(truncated('sha256:e3c4c979329fd0123')).toBe('e3c4c979329fd');
});

test('ps, pods, images', () => {
  const lines = out('crictl ps --name crictl-web').split('\n');
  expect(lines[0]).toBe('CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD                 NAMESPACE');
  expect(lines[1]).toMatch(/^[0-9a-f]{13} +e3c4c979329fd +\d seconds ago +Running +crictl-web +0 +[0-9a-f]{13} +web +default$/);
  expect(out('crictl pods --namespace default')).toMatch(/^POD ID .*\n[0-9a-f]{13} +\d seconds ago +Ready +web +default +0 +\(default\)\n$/);
  expect(out('crictl images')).toMatch(/docker\.io\/library\/busybox +1\.36 +e3c4c979329fd +770kB/);
  expect(out('crictl ps -a --label io.kubernetes.pod.namespace=default -q')).toMatch(/^[0-9a-f]{64}\n$/);
  expect(out('crictl ps --name nothing')).toMatch(/^CONTAINER.*\n$/);
});

test('inspect, inspectp', () => {
  expect(JSON.parse(out("crictl inspect $(crictl ps --name crictl-web -q) | jq '.status|{metadata,state}'"))).toEqual({ metadata: { attempt: 0, name: 'crictl-web' }, state: 'CONTAINER_RUNNING' });
  expect(JSON.parse(out("crictl inspect $(crictl ps --name crictl-web -q) | jq '.info|keys'"))).toEqual(
    ['config', 'pid', 'removing', 'runtimeOptions', 'runtimeSpec', 'runtimeType', 'sandboxID', 'snapshotKey', 'snapshotter']);
  expect(JSON.parse(out("crictl inspectp $(crictl pods --name web -q) | jq '.status.metadata'"))).toMatchObject({ attempt: 0, name: 'web', namespace: 'default' });
});

test('logs, exec, stats, files', () => {
  expect(out('crictl logs --tail 2 $(crictl ps --name crictl-web -q)')).toMatch(/^line \d\nline \d\n$/);
  expect(out('crictl exec $(crictl ps --name crictl-web -q) hostname')).toBe('web\n');
  expect(run('crictl exec $(crictl ps --name crictl-web -q) sh -c "exit 3"')).toMatchObject({ code: 1, stderr: expect.stringContaining('command terminated with exit code 3') as string });
  expect(out('crictl stats $(crictl ps --name crictl-web -q)')).toMatch(/\nf?[0-9a-f]{13} +crictl-web +\d\.\d\d +\S+B +28\.67kB +10 +0B\n$/);
  expect(out('tail -n 1 /var/log/pods/default_web_*/crictl-web/0.log')).toMatch(/^2026-11-21T12:00:\d\d\.\d{9}Z stdout F line \d+\n$/);
  expect(out('ls /var/log/containers | grep default')).toMatch(/^web_default_crictl-web-[0-9a-f]{64}\.log\n$/);
});

test('what does not exist', () => {
  expect(run('crictl logs 0123456789ab').stderr).toMatch(/^E1121 12:00:\d\d\.\d{6} +\d+ remote_runtime\.go:569\] "ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = an error occurred when try to find container \\"0123456789ab\\": not found" containerID="0123456789ab"\ntime="[^"]*" level=fatal msg="rpc error: code = NotFound desc = an error occurred when try to find container \\"0123456789ab\\": not found"\n$/);
  const pulled = run('timeout 40 crictl pull private.example/app:1.0');
  expect(pulled.stderr).toContain('level=fatal msg="pulling image: failed to pull and unpack image \\"private.example/app:1.0\\": failed to resolve image: failed to do request: Head');
  expect(run('crictl nonsense')).toMatchObject({ code: 3 });
  expect(run('crictl rm $(crictl ps --name crictl-web -q)').stderr).toContain('is running, please stop it first');
});

test('pull, rmi', () => {
  expect(out('crictl rmi docker.io/library/nginx:1.16.1')).toBe('Deleted: docker.io/library/nginx:1.16.1\n');
  expect(out('crictl images')).not.toContain('1.16.1');
  expect(out('crictl pull nginx:1.16.1')).toMatch(/^Image is up to date for sha256:254960f44b5f1/);
});

/** The kubelet starts it again. */
test('stop', () => {
  const id = out('crictl ps --name crictl-web -q');
  expect(out('crictl stop $(crictl ps --name crictl-web -q)')).toBe(id);
  cluster.clock.advance(4000);
  expect(out('crictl ps -a --name crictl-web')).toMatch(/Running +crictl-web +1 [^\n]*\n.*Exited +crictl-web +0 /);
});
