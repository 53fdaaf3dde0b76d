import type { PodAffinityTerm, PodSpec } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import { ask, clusterOf, HOST, node, pod, verdicts, ZONE, type Labels, type More } from '../testing/ask.ts';

const NODES = [node('a1', { [ZONE]: 'a' }), node('a2', { [ZONE]: 'a' }), node('b1', { [ZONE]: 'b' })];
const AWAY = "node(s) didn't match pod affinity rules";
const TOO_NEAR = "node(s) didn't match pod anti-affinity rules";
const EXISTING = "node(s) didn't satisfy existing pods anti-affinity rules";
const term = (labels: Labels, topologyKey = ZONE, more: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({ topologyKey, labelSelector: { matchLabels: labels }, ...more });
const near = (...terms: readonly PodAffinityTerm[]): Partial<PodSpec> => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
const apart = (...terms: readonly PodAffinityTerm[]): Partial<PodSpec> => ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
const [db, web] = [{ app: 'db' }, { app: 'web' }];
const everywhere = { a1: 'yes', a2: 'yes', b1: 'yes' };
const nowhere = { a1: AWAY, a2: AWAY, b1: AWAY };

test.each([
  ['near a pod of its zone', pod(web, near(term(db))), [[pod(db), 'a1']] as const, { a1: 'yes', a2: 'yes', b1: AWAY }],
  ['near a pod of its node', pod(web, near(term(db, HOST))), [[pod(db), 'a1']] as const, { a1: 'yes', a2: AWAY, b1: AWAY }],
  ['near nobody who is there', pod(web, near(term(db))), [], nowhere],
  ['the first of a group that wants to be together', pod(web, near(term(web))), [], everywhere],
  ['the second of it', pod(web, near(term(web))), [[pod(web), 'b1']] as const, { a1: AWAY, a2: AWAY, b1: 'yes' }],
  ['two terms: one pod must match both', pod(web, near(term(db), term({ tier: 'x' }))), [[pod(db), 'a1'], [pod({ tier: 'x' }), 'a2']] as const, nowhere],
  ['two terms, and one that matches both', pod(web, near(term(db), term({ tier: 'x' }, HOST))), [[pod({ ...db, tier: 'x' }), 'a1']] as const, { a1: 'yes', a2: AWAY, b1: AWAY }],
  ['a key that no node has', pod(web, near(term(web, 'rack'))), [], nowhere],
  ['apart from a zone', pod(web, apart(term(db))), [[pod(db), 'a1']] as const, { a1: TOO_NEAR, a2: TOO_NEAR, b1: 'yes' }],
  ['apart: nodes without the key are free', pod(web, apart(term(db, 'rack'))), [[pod(db), 'a1']] as const, everywhere],
  ['a pod that is there wants to be alone', pod(web), [[pod(db, apart(term(web))), 'a1']] as const, { a1: EXISTING, a2: EXISTING, b1: 'yes' }],
  ['what it wants to avoid is somebody else', pod(web), [[pod(db, apart(term(db))), 'a1']] as const, everywhere],
  ['a term without a selector matches nobody', pod(web, apart({ topologyKey: ZONE })), [[pod(db), 'a1']] as const, everywhere],
])('%s', (_, one, placed, expected) => { expect(verdicts(ask(one, clusterOf(NODES, placed)))).toEqual(expected); });

const NAMESPACES: { readonly [name: string]: Labels } = { default: { team: 'x' }, other: { team: 'x' }, third: { team: 'y' } };
const lookups: More['lookups'] = {
  namespaceLabels: (name) => NAMESPACES[name],
  namespacesWith: (selector) => Object.keys(NAMESPACES).filter((name) => matchesLabelSelector(selector, NAMESPACES[name])),
};
const inside = (namespace: string, one = pod(db)) => ({ ...one, metadata: { ...one.metadata, namespace } });

test.each([
  ['its own namespace, if it names none', {}, 'other', nowhere],
  ['a list', { namespaces: ['other'] }, 'other', { a1: 'yes', a2: 'yes', b1: AWAY }],
  ['a selector', { namespaceSelector: { matchLabels: { team: 'x' } } }, 'other', { a1: 'yes', a2: 'yes', b1: AWAY }],
  ['a selector that does not choose it', { namespaceSelector: { matchLabels: { team: 'x' } } }, 'third', nowhere],
  ['an empty selector chooses all', { namespaceSelector: {} }, 'third', { a1: 'yes', a2: 'yes', b1: AWAY }],
])('namespaces of a term: %s', (_, more, namespace, expected) => {
  expect(verdicts(ask(pod(web, near(term(db, ZONE, more))), clusterOf(NODES, [[inside(namespace), 'a1']]), { lookups }))).toEqual(expected);
});

test('a pod of another namespace keeps others away by a namespaceSelector', () => {
  const hermit = inside('third', pod(db, apart(term(web, HOST, { namespaceSelector: { matchLabels: { team: 'x' } } }))));
  expect(verdicts(ask(pod(web), clusterOf(NODES, [[hermit, 'a1']]), { lookups }))).toEqual({ a1: EXISTING, a2: 'yes', b1: 'yes' });
});

test('affinity to pods that are leaving still counts', () => {
  const leaving = { ...pod(db), metadata: { ...pod(db).metadata, uid: 'l', deletionTimestamp: '2026-11-21T12:00:00Z' } };
  expect(verdicts(ask(pod(web, near(term(db))), clusterOf(NODES, [[leaving, 'b1']])))).toEqual({ a1: AWAY, a2: AWAY, b1: 'yes' });
});

test('cluster/sched-several-reasons: affinity cannot be helped by preemption, anti-affinity can', () => {
  const messageOf = (one: ReturnType<typeof pod>, cache: ReturnType<typeof clusterOf>) => { const decision = ask(one, cache); return decision.type === 'unfit' ? decision.message : decision.node; };
  expect(messageOf(pod(web, { ...near(term(db)), priority: 10 }), clusterOf(NODES, [[pod(web), 'a1']])))
    .toBe("0/3 nodes are available: 3 node(s) didn't match pod affinity rules. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.");
  const decision = ask(pod(web, { ...apart(term(db)), priority: 10 }), clusterOf(NODES, [[pod(db), 'a1'], [pod(db, { priority: 10 }), 'b1']]));
  expect(decision).toMatchObject({ type: 'unfit', message: "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.", room: { node: 'a1', victims: [{ metadata: { labels: db } }] } });
});

test('trying out victims leaves the counts as they were', () => {
  const cache = clusterOf(NODES, [[pod(db), 'a1'], [pod(db, { priority: 100 }), 'a2'], [pod(db, { priority: 100 }), 'b1']]);
  const one = pod(web, { ...apart(term(db)), priority: 10 });
  expect([ask(one, cache), ask(one, cache)].map((decision) => decision.type === 'unfit' && decision.message)).toEqual(Array.from({ length: 2 }, () =>
    "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, preemption: 0/3 nodes are available: "
    + "1 node(s) didn't match pod anti-affinity rules, 2 No preemption victims found for incoming pod."));
});
