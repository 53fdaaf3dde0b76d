import type { DaemonSet, Pod } from '../../api/index.ts';
import { createRandom, type Random } from '../../time/index.ts';
import type { Place } from './board.ts';
import { createBackOff } from './backOff.ts';
import { lookAt, templateGeneration } from './look.ts';
import { planPods } from './manage.ts';
import { limitsOf, planRoll } from './rolling.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const READY_SINCE = new Date(NOW - 10_000).toISOString();
const set = (maxUnavailable: string | number, maxSurge: string | number, minReadySeconds = 0): DaemonSet => ({
  metadata: { name: 'agent', uid: 'u' },
  spec: { minReadySeconds, selector: {}, template: {}, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } },
});
type Kind = 'old' | 'OLD' | 'new' | 'NEW';
let born = 0;
/** Capitals: ready. */
const pod = (kind: Kind, on: string, more: Pod['metadata'] = {}): Pod => ({
  metadata: { name: `${kind}-${on}-${born++}`, labels: { 'controller-revision-hash': kind.toLowerCase() }, ...more }, spec: { containers: [], nodeName: on },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: kind === kind.toUpperCase() ? 'True' : 'False', lastTransitionTime: READY_SINCE }] },
});
const withPods = (name: string, pods: readonly Pod[], runs = true, generation?: string): Place => {
  const verdict = { runs, stays: true };
  return { name, node: { metadata: { name } }, verdict, pods, look: lookAt(pods, verdict, 'new', generation) };
};
const place = (name: string, kinds: readonly Kind[], runs = true): Place => withPods(name, kinds.map((kind) => pod(kind, name)), runs);
const roll = (daemonSet: DaemonSet, places: readonly Place[]): string => {
  const { create, remove } = planRoll(daemonSet, places, NOW);
  return [...remove.map(({ spec }) => `-${spec?.nodeName}`), ...create.map((node) => `+${node}`)].join(' ');
};
const nodes = (kinds: readonly (readonly Kind[])[]): readonly Place[] => kinds.map((each, i) => place(`n${i + 1}`, each));

// @k8s pkg/controller/daemon/update.go updatedDesiredNodeCounts: both shares are rounded up
test.each<[maxUnavailable: string | number, maxSurge: string | number, wanted: number, unavailable: number, surge: number]>([
  [1, 0, 3, 1, 0], [0, 1, 3, 0, 1], ['30%', 0, 10, 3, 0], ['30%', 0, 3, 1, 0], ['30%', 0, 7, 3, 0], [0, '10%', 11, 0, 2], [0, '1%', 1000, 0, 10], [5, 0, 3, 5, 0],
  ['0%', 0, 3, 1, 0], [0, 0, 3, 1, 0], [0, 0, 0, 0, 0], ['100%', 0, 4, 4, 0],
])('maxUnavailable %p, maxSurge %p of %p: %p missing, %p more', (down, up, wanted, unavailable, surge) => {
  expect(limitsOf(set(down, up), wanted)).toEqual({ surge, unavailable });
});

// @k8s pkg/controller/daemon/update.go rollingUpdate
test.each<[rule: string, set: DaemonSet, kinds: readonly (readonly Kind[])[], expected: string]>([
  ['one at a time', set(1, 0), [['OLD'], ['OLD'], ['OLD']], '-n1'],
  ['not while the new one is not ready', set(1, 0), [['new'], ['OLD'], ['OLD']], ''],
  ['the next when it is', set(1, 0), [['NEW'], ['OLD'], ['OLD']], '-n2'],
  ['not while a node waits for its pod', set(1, 0), [[], ['OLD'], ['OLD']], ''],
  ['an old one that is broken goes in any case', set(1, 0), [['OLD'], ['old'], ['old']], '-n2 -n3'],
  ['two at a time', set(2, 0), [['OLD'], ['OLD'], ['OLD']], '-n1 -n2'],
  ['two, one is missing', set(2, 0), [['new'], ['OLD'], ['OLD']], '-n2'],
  ['all at once', set('100%', 0), [['OLD'], ['OLD'], ['OLD']], '-n1 -n2 -n3'],
  ['too many on a node is not settled here', set(1, 0), [['OLD', 'OLD'], ['OLD']], ''],
  ['all done', set(1, 0), [['NEW'], ['NEW']], ''],
  ['ready, but not long enough', set(1, 0, 30), [['NEW'], ['OLD']], '-n2'],
  ['a new one beside the old one', set(0, 1), [['OLD'], ['OLD']], '+n1'],
  ['waits until it is ready', set(0, 1), [['OLD', 'new'], ['OLD']], ''],
  ['then the old one goes and the next comes', set(0, 1), [['OLD', 'NEW'], ['OLD']], '-n1 +n2'],
  ['beside a broken one at once', set(0, 1), [['old'], ['old'], ['OLD']], '+n1 +n2 +n3'],
  ['surge of half', set(0, '50%'), [['OLD'], ['OLD'], ['OLD'], ['OLD']], '+n1 +n2'],
])('%s', (_, daemonSet, kinds, expected) => expect(roll(daemonSet, nodes(kinds))).toBe(expected));

test('with surge a pod on a node that is to have none goes once the others are enough, or when it is broken', () => {
  expect(roll(set(0, 1), [place('n1', ['NEW']), place('n2', ['OLD'], false)])).toBe('-n2');
  expect(roll(set(0, 1), [place('n1', ['new']), place('n2', ['OLD'], false)])).toBe('');
  expect(roll(set(0, 1), [place('n1', ['new']), place('n2', ['old'], false)])).toBe('-n2');
});

test('a pod is up to date by the hash or by the generation of the template', () => {
  const marked = { ...set(1, 0), metadata: { name: 'agent', annotations: { 'deprecated.daemonset.template.generation': '7' } } };
  const older = pod('OLD', 'n1', { labels: { 'pod-template-generation': '7' } });
  expect(roll(marked, [withPods('n1', [older], true, templateGeneration(marked))])).toBe('');
  expect(roll(marked, [withPods('n1', [older])])).toBe('-n1');
});

/** Nodes and pods step by step: plans are carried out, pods become ready by chance. What went beyond the limits. */
function rollOut(random: Random, daemonSet: DaemonSet, count: number): readonly string[] {
  const breaches: string[] = [];
  const atMost = (what: string, value: number, limit: number): void => { if (value > limit) breaches.push(`${what}: ${value} of ${count}, not more than ${limit}`); };
  const { unavailable: down, surge: up } = limitsOf(daemonSet, count);
  let places = nodes(Array.from({ length: count }, () => ['OLD'] as const));
  const backOff = createBackOff();
  const isReady = (p: Pod): boolean => p.status?.conditions?.[0]?.status === 'True';
  const is = (kind: string) => (p: Pod): boolean => p.metadata?.labels?.['controller-revision-hash'] === kind;
  const change = (create: readonly string[], remove: readonly Pod[]): void => {
    places = places.map(({ name, pods }) => withPods(name, [...pods.filter((p) => !remove.includes(p)), ...(create.includes(name) ? [pod('new', name)] : [])]));
  };
  for (let step = 0; step < 20 * count + 20; step++) {
    const plan = planPods({ set: daemonSet, hash: 'new', backOff, now: NOW }, places);
    change(plan.create, plan.remove);
    if (plan.create.length + plan.remove.length === 0) {
      const next = planRoll(daemonSet, places, NOW);
      change(next.create, next.remove);
    }
    const served = places.filter(({ pods }) => pods.some(isReady)).length;
    atMost('unavailable', count - served, up > 0 ? 0 : down);
    atMost('surge', places.filter(({ pods }) => pods.length > 1).length, up);
    atMost('pods on one node', Math.max(...places.map(({ pods }) => pods.length)), up > 0 ? 2 : 1);
    places = places.map(({ name, pods }) => withPods(name, pods.map((p) => (isReady(p) || random.float('run') < 0.4 ? p : { ...p, status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: READY_SINCE }] } }))));
  }
  atMost('nodes without just one new pod', places.filter(({ pods }) => pods.length !== 1 || !pods.every(is('new'))).length, 0);
  return breaches;
}

test('never fewer than maxUnavailable allows, never more than maxSurge, and in the end one new pod on each node', () => {
  const random = createRandom('daemon sets');
  for (let run = 0; run < 60; run++) {
    const count = 1 + Math.trunc(random.float('run') * 12);
    const amount = random.float('run') < 0.5 ? 1 + Math.trunc(random.float('run') * count) : `${1 + Math.trunc(random.float('run') * 100)}%`;
    expect(rollOut(random, random.float('run') < 0.5 ? set(amount, 0) : set(0, amount), count)).toEqual([]);
  }
});

// @k8s client-go/util/flowcontrol/backoff.go; cmd/kube-controller-manager/app/apps.go: 1 s up to 15 min
test('back-off of failed pods: 1 s, 2 s, 4 s … 15 min, forgotten after half an hour', () => {
  const backOff = createBackOff();
  expect(backOff.wait('k', 0)).toBeUndefined();
  let now = 0;
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    backOff.next('k', now);
    const wait = backOff.wait('k', now) ?? 0;
    waits.push(wait / 1000);
    expect(backOff.wait('k', now + wait - 1)).toBeGreaterThan(0);
    now += wait;
    expect(backOff.wait('k', now)).toBeUndefined();
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  backOff.next('k', now + 31 * 60_000);
  expect(backOff.wait('k', now + 31 * 60_000)).toBe(1000);
});
