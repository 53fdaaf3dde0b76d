/** When the nodes' rules follow the objects, and when they do not. @k8s pkg/proxy/runner/bounded_frequency_runner.go, pkg/proxy/iptables/proxier.go */
import { sleep } from '../time/index.ts';
import type { HttpResult } from '../script/index.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';
import type { MachinePort } from './types.ts';

const told = (result: HttpResult): string => (result.ok ? result.response.body : result.reason);
const get = (port: MachinePort, host: string, at = 80) => port.http({ method: 'GET', scheme: 'http', host, port: at, path: '/', headers: {}, body: '', timeoutMs: 500 });

type Made = { readonly world: TestWorld; readonly client: MachinePort; readonly far: MachinePort; readonly a: string; readonly b: string; readonly point: (to: string, node: string) => void; readonly ask: (from?: MachinePort, host?: string, at?: number) => string };
function made(spec: object = {}): Made {
  const world = createTestWorld();
  const [a, b] = [world.pod('a', 'node01'), world.pod('b', 'node02')];
  for (const [name, { port }] of [['a', a], ['b', b]] as const) port.listen(80, function* answer(request) { yield sleep(world.clock, 0); return { code: 200, headers: {}, body: `${name} to ${request.from}` }; });
  world.service('web', { clusterIP: '10.96.7.7', ports: [{ port: 80, nodePort: 30_080 }], type: 'NodePort', ...spec });
  const point = (to: string, node: string): void => world.endpoints('web', [{ address: to, node }], [{ port: 80 }]);
  point(a.address, 'node01');
  world.settle();
  const [client, far] = [world.pod('client', 'node01').port, world.pod('far', 'node02').port];
  return { world, client, far, a: a.address, b: b.address, point, ask: (from = client, host = '10.96.7.7', at = 80) => told(world.run(get(from, host, at))).slice(0, 7).trim() };
}

test('a change is in the rules at once, the next one a second after it', () => {
  const { world, point, a, b, ask } = made();
  point(b, 'node02');
  world.clock.advance(35);
  expect(ask()).toMatch(/^b/);
  point(a, 'node01');
  world.clock.advance(500);
  expect(ask()).toMatch(/^b/);
  world.clock.advance(600);
  expect(ask()).toMatch(/^a/);
});

test('a Service that the node has not heard of is silence', () => {
  const { world, ask, client } = made();
  world.service('new', { clusterIP: '10.96.7.9', ports: [{ port: 80 }] });
  expect(ask(client, '10.96.7.9')).toBe('timeout');
  world.settle();
  expect(ask(client, '10.96.7.9')).toBe('timeout'); // refused at the second SYN, after the client's patience
});

test.each([
  ['a kube-proxy that does not run', (world: TestWorld) => world.network.setProxy('node01', false), (world: TestWorld) => world.network.setProxy('node01', true)],
  ['a node that is cut off', (world: TestWorld) => world.network.cutNode('node01'), (world: TestWorld) => world.network.healNode('node01')],
] as const)('%s keeps its rules, and catches up', (_, breakIt, mend) => {
  const { world, point, b, a, ask, far } = made();
  breakIt(world);
  point(b, 'node02');
  world.settle();
  expect(ask(far)).toMatch(/^b/);
  expect(ask()).toMatch(/^a/); // the old endpoint, on this very node
  mend(world);
  world.settle();
  expect(ask()).toMatch(/^b/);
  point(a, 'node01');
  world.settle();
  expect(ask()).toMatch(/^a/);
});

test('without power the rules are gone until a kube-proxy runs again', () => {
  const { world, ask, client } = made();
  world.network.setNodePower('node01', false);
  world.network.setNodePower('node01', true);
  expect([ask(), ask(client, '172.30.0.12', 30_080)]).toEqual(['timeout', 'refused']);
  world.network.setProxy('node01', true);
  world.settle();
  expect(ask()).toMatch(/^a/);
});

test('addresses of all kinds, and who may use them from where', () => {
  const { ask, client, world } = made({ externalIPs: ['198.51.100.7'] });
  const rows = [[client, '10.96.7.7', 80], [client, '198.51.100.7', 80], [client, '172.30.0.13', 30_080], [world.host(), '198.51.100.7', 80], [world.host(), '172.30.0.13', 30_080], [world.host(), '10.96.7.7', 80]] as const;
  expect(rows.map(([from, host, at]) => ask(from, host, at).slice(0, 4))).toEqual(['a to', 'a to', 'a to', 'a to', 'a to', 'time']);
});

test('a pod that reaches itself through its Service sees the bridge', () => {
  const { world, a } = made();
  const own = world.network.portFor({ party: { kind: 'pod', namespace: 'default', name: 'a', node: 'node01' }, node: 'node01', address: a, readText: () => undefined });
  expect(told(world.run(get(own, '10.96.7.7')))).toBe('a to 10.244.1.1');
});

test('a load balancer asks which nodes have endpoints', () => {
  const { world } = made({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30_555 });
  const answers = ['172.30.0.12', '172.30.0.13'].map((host) => world.run(get(world.host(), host, 30_555)));
  expect(answers.map((answer) => (answer.ok ? [answer.response.code, (JSON.parse(answer.response.body) as { localEndpoints: number }).localEndpoints] : answer.reason))).toEqual([[200, 1], [503, 0]]);
});
