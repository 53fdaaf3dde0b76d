/** The kubelet's own server: paths, words, who may. @k8s pkg/kubelet/server, golden cluster/node-kubelet-api */
import { createTestWorld, type TestWorld } from '../../testing/testWorld.ts';
import { subresourcesOf } from './access.ts';

const world = createTestWorld();
world.run({ containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'echo hello; while true; do sleep 1; done'] }] });
world.seconds(25);

function get(path: string, method: 'GET' | 'POST' = 'GET', on: TestWorld = world): { code: number; body: string } {
  const response = on.api.handle({ method, path: `/api/v1/nodes/node01/proxy${path}` });
  const box: { code: number; body: string } = { code: response.code, body: '' };
  const take = (answer: typeof response): void => { if (answer.type === 'text') Object.assign(box, { code: answer.code, body: answer.body }); };
  if (response.type === 'later') response.whenReady(take); else take(response);
  on.clock.advance(50);
  return box;
}
const json = (path: string): { readonly [key: string]: unknown } => JSON.parse(get(path).body) as { readonly [key: string]: unknown };

test.each([
  ['/healthz', 200, 'ok'], ['/healthz?verbose', 200, '[+]ping ok\n[+]log ok\n[+]syncloop ok\nhealthz check passed\n'], ['/healthz/ping', 200, 'ok'],
  ['/nothing', 404, '404 page not found\n'], ['/pods/x', 404, '404: Page Not Found'],
  ['/containerLogs/default/task/main', 200, 'hello\n'], ['/containerLogs/default/other/main', 404, 'pod "other" does not exist'],
  ['/containerLogs/default/task/other', 404, 'container "other" not found in pod "task"'],
] as const)('%s: %i', (path, code, body) => expect(get(path)).toEqual({ code, body }));
test('a wrong method', () => expect(get('/pods', 'POST')).toEqual({ code: 405, body: '405: Method Not Allowed' }));
test('one command', () => expect(get('/run/default/task/main?cmd=hostname', 'POST')).toEqual({ code: 200, body: 'task\n' }));

test('pods as they should be, and as they are', () => {
  expect(json('/pods')).toMatchObject({ kind: 'PodList', apiVersion: 'v1', items: [{ metadata: { name: 'task', annotations: { 'kubernetes.io/config.source': 'api' } } }] });
  expect(json('/runningpods/')).toMatchObject({ items: [{ metadata: { name: 'task', namespace: 'default' }, spec: { containers: [{ name: 'main' }] } }] });
});

test('settings', () => expect(json('/configz')).toMatchObject({ kubeletconfig: { maxPods: 110, evictionHard: { 'memory.available': '100Mi' }, nodeStatusUpdateFrequency: '10s' } }));

test('the summary has what cAdvisor measures', () => {
  const { node, pods } = json('/stats/summary') as { node: object; pods: { containers: object[] }[] };
  expect(Object.keys(node).sort()).toEqual(['cpu', 'fs', 'io', 'memory', 'network', 'nodeName', 'rlimit', 'runtime', 'startTime', 'swap', 'systemContainers']);
  expect(Object.keys(pods[0] ?? {}).sort()).toEqual(['containers', 'cpu', 'ephemeral-storage', 'io', 'memory', 'network', 'podRef', 'process_stats', 'startTime', 'swap', 'volume'].filter((key) => key !== 'volume' || 'volume' in (pods[0] ?? {})));
  expect(Object.keys(pods[0]?.containers[0] ?? {})).toEqual(['name', 'startTime', 'cpu', 'memory', 'io', 'rootfs', 'logs', 'swap']);
  expect(Object.keys((json('/stats/summary?only_cpu_and_memory=true') as { node: object }).node)).not.toContain('fs');
});

test('metrics', () => {
  const names = [...new Set(get('/metrics/resource').body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(/[{ ]/)[0] ?? ''))];
  expect(names).toEqual([
    'container_cpu_usage_seconds_total', 'container_memory_working_set_bytes', 'container_start_time_seconds', 'container_swap_limit_bytes', 'container_swap_usage_bytes',
    'node_cpu_usage_seconds_total', 'node_memory_working_set_bytes', 'node_swap_usage_bytes', 'pod_cpu_usage_seconds_total', 'pod_memory_working_set_bytes', 'pod_swap_usage_bytes', 'resource_scrape_error',
  ]);
  expect(get('/metrics/cadvisor').body).toMatch(/^container_memory_working_set_bytes\{container="main",id="\/kubepods\/besteffort\/pod[^"]*",image="[^"]*busybox[^"]*",name="[0-9a-f]{64}",namespace="default",pod="task"\} \d+ \d{13}$/m);
  expect(get('/metrics').body).toContain('kubelet_running_pods 1\n');
});

test.each([
  ['/pods', ['pods', 'proxy']], ['/runningpods/', ['pods', 'proxy']], ['/healthz', ['healthz', 'proxy']], ['/configz', ['configz', 'proxy']], ['/stats/summary', ['stats']],
  ['/metrics/cadvisor', ['metrics']], ['/logs/syslog', ['log']], ['/checkpoint/a/b/c', ['checkpoint']], ['/run/a/b/c', ['proxy']], ['/podsx', ['proxy']],
])('who asks for %s needs one of nodes/%j', (path, subresources) => expect(subresourcesOf(path)).toEqual(subresources));
