/** @k8s pkg/controller/nodelifecycle/node_lifecycle_controller.go ComputeZoneState, ReducedQPSFunc, handleDisruption; scheduler/rate_limited_queue.go */
import type { Node } from '../../api/index.ts';
import { judgeDisruption } from './disruption.ts';
import { hear, isLost, type Health } from './health.ts';
import { createTaintQueue } from './taintQueue.ts';
import { evictionRate, zoneOf, zoneState, type ZoneState } from './zone.ts';

test.each<[ready: number, notReady: number, state: ZoneState]>([
  [0, 0, 'Normal'], [1, 0, 'Normal'], [0, 1, 'FullDisruption'], [0, 5, 'FullDisruption'],
  // Two are never a disruption of a zone that has any other.
  [1, 2, 'Normal'], [1, 3, 'PartialDisruption'], [2, 3, 'PartialDisruption'], [3, 3, 'Normal'],
  [9, 11, 'PartialDisruption'], [45, 55, 'PartialDisruption'], [46, 54, 'Normal'], [450, 550, 'PartialDisruption'], [451, 549, 'Normal'], [900, 100, 'Normal'],
])('%i ready, %i not: %s', (ready, notReady, state) => { expect(zoneState(ready, notReady)).toBe(state); });

test.each<[state: ZoneState, size: number, rate: number]>([
  ['Normal', 3, 0.1], ['Normal', 1000, 0.1], ['FullDisruption', 3, 0.1], ['PartialDisruption', 50, 0], ['PartialDisruption', 51, 0.01], ['PartialDisruption', 1000, 0.01],
])('%s of %i nodes: %f in a second', (state, size, rate) => { expect(evictionRate(state, size)).toBe(rate); });

test.each<[labels: { readonly [label: string]: string }, zone: string]>([
  [{}, ''], [{ 'topology.kubernetes.io/zone': 'a' }, ':a'], [{ 'topology.kubernetes.io/region': 'x', 'topology.kubernetes.io/zone': 'a' }, 'x:a'],
  [{ 'failure-domain.beta.kubernetes.io/zone': 'old' }, ':old'], [{ 'failure-domain.beta.kubernetes.io/zone': 'old', 'topology.kubernetes.io/zone': 'new' }, ':new'],
])('zone of %j', (labels, zone) => { expect(zoneOf({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels } })).toBe(zone); });

type Zones = { readonly [zone: string]: readonly [was: ZoneState | undefined, ready: number, notReady: number] };
test.each<[what: string, zones: Zones, states: { [zone: string]: ZoneState }, rates: { [zone: string]: number }, change: 'enter' | 'leave' | undefined]>([
  ['all is well', { a: ['Normal', 3, 0] }, { a: 'Normal' }, {}, undefined],
  ['seen for the first time', { a: [undefined, 3, 0] }, { a: 'Normal' }, { a: 0.1 }, undefined],
  ['the only zone goes down: nobody is evicted', { a: ['Normal', 0, 3] }, { a: 'FullDisruption' }, { a: 0 }, 'enter'],
  ['and stays down', { a: ['FullDisruption', 0, 3] }, { a: 'FullDisruption' }, {}, undefined],
  ['and comes back', { a: ['FullDisruption', 1, 2] }, { a: 'Normal' }, { a: 0.1 }, 'leave'],
  ['and comes back in part', { a: ['FullDisruption', 20, 80] }, { a: 'PartialDisruption' }, { a: 0.01 }, 'leave'],
  ['one of two zones goes down: it is evicted as usual', { a: ['Normal', 0, 3], b: ['Normal', 3, 0] }, { a: 'FullDisruption', b: 'Normal' }, { a: 0.1 }, undefined],
  ['then the other', { a: ['FullDisruption', 0, 3], b: ['Normal', 0, 3] }, { a: 'FullDisruption', b: 'FullDisruption' }, { a: 0, b: 0 }, 'enter'],
  ['a small zone in part: halted', { a: ['Normal', 4, 6] }, { a: 'PartialDisruption' }, { a: 0 }, undefined],
  ['a large zone in part: slowly', { a: ['Normal', 40, 60] }, { a: 'PartialDisruption' }, { a: 0.01 }, undefined],
  ['back to normal', { a: ['PartialDisruption', 60, 40] }, { a: 'Normal' }, { a: 0.1 }, undefined],
])('%s', (_what, zones, states, rates, change) => {
  const before = new Map(Object.entries(zones).flatMap(([zone, [was]]) => (was === undefined ? [] : [[zone, was]])));
  const verdict = judgeDisruption(before, new Map(Object.entries(zones).map(([zone, [, ready, notReady]]) => [zone, { ready, notReady }])));
  expect([Object.fromEntries(verdict.states), Object.fromEntries(verdict.rates), verdict.change]).toEqual([states, rates, change]);
});

describe('the queue of a zone', () => {
  const drain = (from: number, to: number, rate?: readonly [at: number, perSecond: number]): [string, number][] => {
    const queue = createTaintQueue();
    for (const name of ['a', 'b', 'c']) queue.add(name, true);
    const taken: [string, number][] = [];
    for (let now = from; now <= to; now += 100) {
      if (now === rate?.[0]) queue.setRate(rate[1], now);
      for (let name = queue.take(now); name !== undefined; name = queue.take(now)) taken.push([name, now]);
    }
    return taken;
  };
  test('one at once, then one in ten seconds', () => { expect(drain(0, 30_000)).toEqual([['a', 0], ['b', 10_000], ['c', 20_000]]); });
  test('slower: who had one just now waits the whole of the longer time', () => { expect(drain(0, 300_000, [5000, 0.01])).toEqual([['a', 0], ['b', 105_000], ['c', 205_000]]); });
  test('halted', () => { expect(drain(0, 300_000, [5000, 0])).toEqual([['a', 0]]); });
  test('a node is not queued twice, unless it has not got its taint', () => {
    const queue = createTaintQueue();
    queue.add('a', true);
    expect(queue.take(0)).toBe('a');
    queue.add('a', false);
    expect(queue.size).toBe(0);
    queue.add('a', true);
    expect(queue.size).toBe(1);
    queue.remove('a');
    queue.add('a', false);
    expect(queue.size).toBe(1);
  });
});

describe('how long a node may be silent', () => {
  const at = Date.parse('2026-11-21T12:00:00Z');
  const node = (heartbeat?: string): Node => ({
    apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', creationTimestamp: '2026-11-21T12:00:00Z' },
    status: heartbeat === undefined ? {} : { conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: heartbeat }] },
  });
  const lease = (renewTime: string) => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'n' }, spec: { renewTime } }) as const;
  const [T1, T2] = ['2026-11-21T12:00:10.000000Z', '2026-11-21T12:00:20.000000Z'];
  const H = '2026-11-21T12:00:00Z';

  test.each<[what: string, heard: (h: Health | undefined) => Health, atMs: number]>([
    ['a controller that begins gives the whole time', () => hear(undefined, node(H), lease(T1), at + 100_000), 100_000],
    ['a lease that is renewed', (h) => hear(h, node(H), lease(T2), at + 20_000), 20_000],
    ['one that is not', (h) => hear(h, node(H), lease(T1), at + 20_000), 10_000],
    ['one that goes back', (h) => hear(h, node(H), lease('2026-11-21T11:00:00.000000Z'), at + 20_000), 10_000],
    ['another heartbeat', (h) => hear(h, node('2026-11-21T12:05:00Z'), lease(T1), at + 20_000), 20_000],
  ])('%s', (_what, heard, atMs) => {
    const first = hear(undefined, node(H), lease(T1), at + 10_000);
    expect(heard(first).heardAt).toBe(at + atMs);
  });
  test('50 s, and 60 s from its creation if it never said anything', () => {
    const health = hear(undefined, node(H), undefined, at);
    expect([isLost(node(H), health, at + 49_999), isLost(node(H), health, at + 50_000)]).toEqual([false, true]);
    const never = hear(undefined, node(), undefined, at + 30_000);
    expect([isLost(node(), never, at + 59_999), isLost(node(), never, at + 60_000)]).toEqual([false, true]);
  });
});
