import type { Endpoint, EndpointSlice, Service } from '../api/index.ts';
import { createRandom } from '../time/index.ts';
import { categorize } from './categories.ts';
import { chooseBackend, type Choice, type ProxyMemory, type Question } from './proxy.ts';

type State = 'ready' | 'not ready' | 'serving' | 'gone';
const CONDITIONS = { ready: { ready: true, serving: true }, 'not ready': { ready: false, serving: false }, serving: { ready: false, serving: true, terminating: true }, gone: { ready: false, serving: false, terminating: true } };
const endpoint = (index: number, node: string, state: State): Endpoint => ({ addresses: [`10.244.0.${index}`], nodeName: node, conditions: CONDITIONS[state] });

const hinted = (index: number, node: string, hints: { readonly forNodes?: readonly string[]; readonly forZones?: readonly string[] }, state: State = 'ready'): Endpoint => {
  const named = (names: readonly string[] = []): { name: string }[] => names.map((name) => ({ name }));
  return { ...endpoint(index, node, state), hints: { forNodes: named(hints.forNodes), forZones: named(hints.forZones) } };
};

function choose(given: { endpoints: readonly Endpoint[]; spec?: Service['spec']; node?: string; zone?: string; traffic?: Question['traffic']; balancer?: boolean; ports?: EndpointSlice['ports']; client?: string; memory?: ProxyMemory; now?: number; random?: ReturnType<typeof createRandom> }): Choice {
  const port = { port: 80, name: 'http' };
  const slices: readonly EndpointSlice[] = [{ addressType: 'IPv4', endpoints: given.endpoints, ports: given.ports ?? [{ name: 'http', port: 8080 }] }];
  return chooseBackend({
    rules: { service: { metadata: { namespace: 'default', name: 'web' }, spec: { ports: [port], ...given.spec } }, categories: ({ name = '', protocol = 'TCP' }) => categorize(slices, name, protocol) },
    port, node: given.node ?? 'node01', zone: given.zone, client: given.client ?? '10.244.9.9', traffic: given.traffic ?? 'internal', balancer: given.balancer ?? false,
  }, given.memory ?? new Map(), given.random ?? createRandom('proxy'), given.now ?? 0);
}
const shown = (choice: Choice): string => (choice.type === 'backend' ? `${choice.backend.address}:${choice.backend.port}` : choice.type);

/** @k8s pkg/proxy/topology.go CategorizeEndpoints, topologyModeFromHints */
describe('the endpoint of a connection', () => {
  const local = { internalTrafficPolicy: 'Local' };
  it.each([
    ['a ready one', { endpoints: [endpoint(1, 'node01', 'not ready'), endpoint(2, 'node02', 'ready')] }, '10.244.0.2:8080'],
    ['one that still serves, if none is ready', { endpoints: [endpoint(1, 'node01', 'gone'), endpoint(2, 'node02', 'serving')] }, '10.244.0.2:8080'],
    ['none: refused', { endpoints: [] }, 'reject'],
    ['none ready: refused', { endpoints: [endpoint(1, 'node01', 'not ready')] }, 'reject'],
    ['no port of that name: refused', { endpoints: [endpoint(1, 'node01', 'ready')], ports: [] }, 'reject'],
    ['Local: the one on this node', { endpoints: [endpoint(1, 'node01', 'ready'), endpoint(2, 'node02', 'ready')], spec: local, node: 'node02' }, '10.244.0.2:8080'],
    ['Local, none on this node: silence', { endpoints: [endpoint(1, 'node01', 'ready')], spec: local, node: 'node02' }, 'drop'],
    ['Local, none anywhere: refused', { endpoints: [], spec: local }, 'reject'],
    ['Local, only one that still serves here', { endpoints: [endpoint(1, 'node01', 'serving'), endpoint(2, 'node02', 'ready')], spec: local }, '10.244.0.1:8080'],
    ['external Local counts from outside', { endpoints: [endpoint(1, 'node01', 'ready')], spec: { externalTrafficPolicy: 'Local' }, node: 'node02', traffic: 'external' }, 'drop'],
    ['external Local does not count from inside', { endpoints: [endpoint(1, 'node01', 'ready')], spec: { externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }, node: 'node02', traffic: 'inside' }, '10.244.0.1:8080'],
    ['a hint for this node', { endpoints: [hinted(1, 'node01', { forNodes: ['node01'] }), hinted(2, 'node02', { forNodes: ['node02'] })], node: 'node02' }, '10.244.0.2:8080'],
    ['no hint for this node: that of the zone', { endpoints: [hinted(1, 'node01', { forNodes: ['node01'], forZones: ['a'] }), hinted(2, 'node02', { forNodes: ['node02'], forZones: ['b'] })], node: 'node03', zone: 'b' }, '10.244.0.2:8080'],
    ['one ready endpoint without a hint: hints do not count', { endpoints: [hinted(1, 'node01', { forZones: ['a'] }), endpoint(2, 'node02', 'not ready')], zone: 'b' }, '10.244.0.1:8080'],
    ['hints of endpoints that are not ready do not count', { endpoints: [hinted(1, 'node01', { forZones: ['a'] }), hinted(2, 'node02', { forZones: ['b'] }, 'not ready')], zone: 'b' }, '10.244.0.1:8080'],
    ['two slices with one address: the one that stays', { endpoints: [endpoint(1, 'node01', 'ready'), endpoint(1, 'node01', 'serving')] }, '10.244.0.1:8080'],
    ['published though not ready', { endpoints: [{ ...endpoint(1, 'node01', 'gone'), conditions: { ready: true, serving: false, terminating: true } }] }, '10.244.0.1:8080'],
    ['a load balancer lets its source ranges in', { endpoints: [endpoint(1, 'node01', 'ready')], spec: { loadBalancerSourceRanges: ['10.244.0.0/16'] }, traffic: 'external', balancer: true }, '10.244.0.1:8080'],
    ['and drops the others', { endpoints: [endpoint(1, 'node01', 'ready')], spec: { loadBalancerSourceRanges: ['192.0.2.0/24'] }, traffic: 'external', balancer: true }, 'drop'],
  ] as const)('%s', (_name, given, expected) => { expect(shown(choose(given))).toBe(expected); });

  it('is chosen evenly', () => {
    const random = createRandom('even');
    const endpoints = [1, 2, 3, 4].map((index) => endpoint(index, 'node01', 'ready'));
    const counts = new Map<string, number>();
    for (let i = 0; i < 2000; i++) { const key = shown(choose({ endpoints, random })); counts.set(key, (counts.get(key) ?? 0) + 1); }
    expect([...counts.values()].every((count) => count > 420 && count < 580)).toBe(true);
  });
  it('stays the same for a client with sessionAffinity, until its time is over or the endpoint is gone', () => {
    const memory: ProxyMemory = new Map();
    const random = createRandom('sticky');
    const endpoints = [1, 2, 3, 4, 5].map((index) => endpoint(index, 'node01', 'ready'));
    const spec = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } };
    const first = shown(choose({ endpoints, spec, memory, random }));
    for (let i = 0; i < 20; i++) expect(shown(choose({ endpoints, spec, memory, random, now: i * 1000 }))).toBe(first);
    const later = new Set(Array.from({ length: 20 }, (_, i) => shown(choose({ endpoints, spec, memory, random, now: 100_000 * (i + 1) }))));
    expect(later.size).toBeGreaterThan(1);
    const rest = endpoints.filter((entry) => `${entry.addresses[0] ?? ''}:8080` !== first);
    expect(shown(choose({ endpoints: rest, spec, memory, random, now: 1 }))).not.toBe(first);
  });
});
