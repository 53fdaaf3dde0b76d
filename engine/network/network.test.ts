import { sleep } from '../time/index.ts';
import type { HttpResult } from '../script/index.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';
import type { MachinePort, TracedRequest } from './types.ts';

const get = (port: MachinePort, host: string, at = 80, timeoutMs = 3000) => port.http({ method: 'GET', scheme: 'http', host, port: at, path: '/', headers: {}, body: '', timeoutMs });
const serve = (world: TestWorld, port: MachinePort, body: string, at = 80) => port.listen(at, function* answer(request) {
  yield sleep(world.clock, 0);
  return { code: 200, headers: {}, body: `${body} to ${request.from}` };
});
const told = (result: HttpResult): string => (result.ok ? result.response.body : result.reason);

function twoBackends(world: TestWorld, spec: object = {}): { client: MachinePort; clientAddress: string; web: readonly string[] } {
  const webs = [world.pod('web-a', 'node01'), world.pod('web-b', 'node02')];
  webs.forEach(({ port }, index) => serve(world, port, `web-${'ab'[index] ?? ''}`));
  world.service('web', { clusterIP: '10.96.7.7', ports: [{ port: 8080, nodePort: 30_080 }], type: 'NodePort', ...spec });
  world.endpoints('web', webs.map(({ address }, index) => ({ address, node: `node0${index + 1}` })), [{ port: 80 }]);
  const client = world.pod('client', 'node01');
  world.settle();
  return { client: client.port, clientAddress: client.address, web: webs.map(({ address }) => address) };
}

describe('addresses', () => {
  it('go upwards from .2 and are not given again at once', () => {
    const world = createTestWorld();
    const first = world.pod('a', 'node01').address;
    world.network.detachPod(first);
    expect([first, world.pod('b', 'node01').address, world.pod('c', 'node02').address]).toEqual(['10.244.1.2', '10.244.1.3', '10.244.2.2']);
  });
  it('wrap when the range is used up', () => {
    const world = createTestWorld();
    const all = Array.from({ length: 253 }, (_, i) => world.network.attachPod({ namespace: 'default', name: `p${i}`, node: 'node01' }));
    expect(all[252]).toBe('10.244.1.254');
    expect(world.network.attachPod({ namespace: 'default', name: 'x', node: 'node01' })).toBeUndefined();
    world.network.detachPod('10.244.1.7');
    expect(world.network.attachPod({ namespace: 'default', name: 'x', node: 'node01' })).toBe('10.244.1.7');
  });
  it('belong to who has the range now: who had it before frees nothing of it', () => {
    const world = createTestWorld();
    const { network } = world;
    const lost = world.pod('a', 'node01').address;
    network.setPodCidr('node01', '10.244.9.0/24');
    network.setPodCidr('node02', '10.244.1.0/24');
    expect([lost, world.pod('b', 'node02').address]).toEqual(['10.244.1.2', '10.244.1.2']);
    network.detachPod(lost, 'node01');
    expect(world.pod('c', 'node02').address).toBe('10.244.1.3');
    network.setPodCidr('node02', '10.244.1.0/24');
    expect(world.pod('d', 'node02').address).toBe('10.244.1.4');
  });
});

describe('a request', () => {
  it('reaches a pod by address, and localhost inside one', () => {
    const world = createTestWorld();
    const { client, clientAddress, web } = twoBackends(world);
    serve(world, client, 'me', 9000);
    expect(told(world.run(get(client, web[0] ?? '')))).toBe(`web-a to ${clientAddress}`);
    expect(told(world.run(get(client, 'localhost', 9000)))).toBe('me to 127.0.0.1');
    expect(told(world.run(get(client, 'client', 9000)))).toContain('me to');
  });
  it('is spread over the endpoints of a Service, by short name and by address', () => {
    const world = createTestWorld();
    const { client } = twoBackends(world);
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) seen.add(told(world.run(get(client, i % 2 === 0 ? 'web' : '10.96.7.7', 8080))).slice(0, 5));
    expect([...seen].sort()).toEqual(['web-a', 'web-b']);
  });
  it('fails as the kernel, kube-proxy and the resolver fail', () => {
    const world = createTestWorld();
    const { client, web } = twoBackends(world);
    world.service('empty', { clusterIP: '10.96.7.8', ports: [{ port: 80 }] });
    world.settle();
    const at = (host: string, port?: number): string => { const before = world.clock.now; return `${told(world.run(get(client, host, port)))} ${world.clock.now - before}`; };
    expect(at(web[0] ?? '', 81)).toBe('refused 1');
    expect(at('10.96.7.8')).toBe('refused 1030');
    expect(at('10.96.7.7', 9999)).toBe('timeout 3000');
    expect(at('10.244.1.200')).toBe('timeout 3000');
    expect(at('no-such-service')).toMatch(/^unresolved/);
  });
  it('comes through a node port from everywhere, but not to cluster addresses from the host', () => {
    const world = createTestWorld();
    twoBackends(world);
    expect(told(world.run(get(world.host(), '172.30.0.11', 30_080)))).toMatch(/^web-[ab] to 172\.30\.0\.11/);
    expect(told(world.run(get(world.node('node02'), '127.0.0.1', 30_080)))).toMatch(/^web-/);
    expect(told(world.run(get(world.host(), '10.96.7.7', 8080)))).toBe('timeout');
    expect(told(world.run(get(world.host(), '10.244.1.2', 80)))).toBe('timeout');
    expect(told(world.run(get(world.host(), '172.30.0.11', 30_081)))).toBe('refused');
  });
  it('of a node to its own pod comes from the bridge', () => {
    const world = createTestWorld();
    twoBackends(world);
    expect(told(world.run(get(world.node('node01'), '10.244.1.2')))).toBe('web-a to 10.244.1.1');
  });
  it('dies when a node is cut off, and lives when it is healed', () => {
    const world = createTestWorld();
    const { client, web } = twoBackends(world);
    world.network.cutNode('node02');
    expect(told(world.run(get(client, web[1] ?? '')))).toBe('timeout');
    expect(told(world.run(get(client, web[0] ?? '')))).toMatch(/^web-a/);
    world.network.healNode('node02');
    expect(told(world.run(get(client, web[1] ?? '')))).toMatch(/^web-b/);
  });
  it('is reset when its server goes away, and finished when the server drains', () => {
    for (const [how, expected] of [[undefined, 'reset'], ['drain', 'done']] as const) {
      const world = createTestWorld();
      const server = world.pod('server', 'node01');
      const client = world.pod('client', 'node02');
      const close = server.port.listen(80, function* slow() {
        yield (wake) => { const id = world.clock.after(500, wake); return () => world.clock.cancel(id); };
        return { code: 200, headers: {}, body: 'done' };
      });
      world.clock.after(100, () => (close as (how?: 'drain') => void)(how));
      expect(told(world.run(get(client.port, server.address)))).toBe(expected);
      expect(told(world.run(get(client.port, server.address)))).toBe('refused');
    }
  });
  it('leaves a trace of its hops', () => {
    const world = createTestWorld();
    const { client } = twoBackends(world);
    const traced: TracedRequest[] = [];
    world.network.onRequest((request) => traced.push(request));
    world.run(get(client, 'web', 8080));
    expect(traced).toHaveLength(1);
    expect(traced[0]).toMatchObject({ from: { kind: 'pod', name: 'client' }, outcome: 'answered', code: 200, host: 'web' });
    expect(traced[0]?.hops.map((hop) => [hop.via, hop.to.kind])).toEqual([['dns', 'dns'], ['service', 'service'], ['pod', 'pod']]);
  });
});

describe('ports', () => {
  it('belong to one listener of a pod', () => {
    const world = createTestWorld();
    const { port } = world.pod('a', 'node01');
    const close = serve(world, port, 'one');
    expect(serve(world, port, 'two')).toBeUndefined();
    close?.();
    expect(serve(world, port, 'two')).toBeDefined();
  });
  it('of the server are what it sees, whatever port led there', () => {
    const world = createTestWorld();
    const { address, port } = world.pod('a', 'node01');
    port.listen(80, function* answer(request) { yield sleep(world.clock, 0); return { code: 200, headers: {}, body: String(request.port) }; });
    world.network.forwardHostPort('node01', 28_711, address, 80);
    expect(told(world.run(get(world.node('node01'), '127.0.0.1', 28_711)))).toBe('80');
  });
  it('of a host lead to a pod', () => {
    const world = createTestWorld();
    const { address, port } = world.pod('a', 'node01');
    serve(world, port, 'a');
    const stop = world.network.forwardHostPort('node01', 28_711, address, 80);
    expect(told(world.run(get(world.node('node01'), '127.0.0.1', 28_711)))).toMatch(/^a to/);
    stop();
    expect(told(world.run(get(world.node('node01'), '127.0.0.1', 28_711)))).toBe('refused');
  });
});

describe('an echo', () => {
  it('comes back from pods and nodes, not from a Service, nor from nobody', () => {
    const world = createTestWorld();
    const { client, web } = twoBackends(world);
    const echo = (address: string): string => {
      const answer = client.ping === undefined ? undefined : world.run(client.ping(address, 1000));
      return answer === undefined ? 'cannot' : answer.ok ? 'back' : answer.reason;
    };
    expect([web[0], web[1], '172.30.0.13', '127.0.0.1', '10.96.7.7', '192.0.2.80'].map((address) => echo(address ?? ''))).toEqual(['back', 'back', 'back', 'back', 'timeout', 'timeout']);
  });
});
