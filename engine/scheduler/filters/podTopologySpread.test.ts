import type { TopologySpreadConstraint } from '../../api/index.ts';
import { ask, clusterOf, HOST, node, pod, verdicts, ZONE } from '../testing/ask.ts';

const web = { app: 'web' };
const rule = (more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint =>
  ({ topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: web }, ...more });
const spread = (...rules: readonly TopologySpreadConstraint[]) => ({ topologySpreadConstraints: rules });
const NODES = [node('a1', { [ZONE]: 'a' }), node('a2', { [ZONE]: 'a' }), node('b1', { [ZONE]: 'b' })];
const UNEVEN = "node(s) didn't match pod topology spread constraints";
const NO_LABEL = `${UNEVEN} (missing required label)`;
const twoInA = [[pod(web), 'a1'], [pod(web), 'a2']] as const;

test.each([
  ['an even cluster takes it anywhere', [], rule(), { a1: 'yes', a2: 'yes', b1: 'yes' }],
  ['not where there are too many already', [[pod(web), 'a1']] as const, rule(), { a1: UNEVEN, a2: UNEVEN, b1: 'yes' }],
  ['a larger skew', twoInA, rule({ maxSkew: 3 }), { a1: 'yes', a2: 'yes', b1: 'yes' }],
  ['of another label', twoInA, rule({ labelSelector: { matchLabels: { app: 'db' } } }), { a1: 'yes', a2: 'yes', b1: 'yes' }],
  ['fewer places than minDomains: the emptiest counts as empty', [[pod(web), 'a1'], [pod(web), 'b1']] as const, rule({ minDomains: 3 }), { a1: UNEVEN, a2: UNEVEN, b1: UNEVEN }],
  ['as many as minDomains', [[pod(web), 'a1'], [pod(web), 'b1']] as const, rule({ minDomains: 2 }), { a1: 'yes', a2: 'yes', b1: 'yes' }],
  ['a key that no node has', [], rule({ topologyKey: 'rack' }), { a1: NO_LABEL, a2: NO_LABEL, b1: NO_LABEL }],
  ['by node', [[pod(web), 'a1']] as const, rule({ topologyKey: HOST }), { a1: UNEVEN, a2: 'yes', b1: 'yes' }],
])('%s', (_, placed, constraint, expected) => {
  expect(verdicts(ask(pod(web, spread(constraint)), clusterOf(NODES, placed)))).toEqual(expected);
});

test('the pod itself counts only if it matches: a pod with other labels may go where the skew is just reached', () => {
  expect(verdicts(ask(pod({ app: 'other' }, spread(rule())), clusterOf(NODES, [[pod(web), 'a1']])))).toEqual({ a1: 'yes', a2: 'yes', b1: 'yes' });
});

test('pods that are leaving and pods of other namespaces do not count', () => {
  const leaving = { ...pod(web), metadata: { ...pod(web).metadata, uid: 'leaving', deletionTimestamp: '2026-11-21T12:00:00Z' } };
  const foreign = { ...pod(web), metadata: { ...pod(web).metadata, uid: 'foreign', namespace: 'other' } };
  expect(verdicts(ask(pod(web, spread(rule())), clusterOf(NODES, [[leaving, 'a1'], [foreign, 'a2']])))).toEqual({ a1: 'yes', a2: 'yes', b1: 'yes' });
});

test('several constraints must all hold; places count only where all keys are', () => {
  const nodes = [...NODES, node('c1', { [ZONE]: 'c' })];
  const bare = { ...node('lost'), metadata: { name: 'lost', labels: { [ZONE]: 'd' } } };
  const asked = ask(pod(web, spread(rule(), rule({ topologyKey: HOST }))), clusterOf([...nodes, bare], [[pod(web), 'a1'], [pod(web), 'b1'], [pod(web), 'c1']]));
  // Zone d has no node with a hostname, so it is no emptier place.
  expect(verdicts(asked)).toEqual({ a1: UNEVEN, a2: 'yes', b1: UNEVEN, c1: UNEVEN, lost: NO_LABEL });
});

test('nodeAffinityPolicy: places that the pod cannot reach do not count, unless it says Ignore', () => {
  const nodes = [node('a1', { [ZONE]: 'a', disk: 'ssd' }), node('b1', { [ZONE]: 'b' })];
  const ask1 = (more: Partial<TopologySpreadConstraint>) => verdicts(ask(pod(web, { nodeSelector: { disk: 'ssd' }, ...spread(rule(more)) }), clusterOf(nodes, [[pod(web), 'a1']])))['a1'];
  expect([ask1({}), ask1({ nodeAffinityPolicy: 'Ignore' })]).toEqual(['yes', UNEVEN]);
});

test('nodeTaintsPolicy: tainted nodes count, unless it says Honor', () => {
  const nodes = [node('a1', { [ZONE]: 'a' }), node('b1', { [ZONE]: 'b' }, {}, { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } })];
  const ask1 = (more: Partial<TopologySpreadConstraint>) => verdicts(ask(pod(web, spread(rule(more))), clusterOf(nodes, [[pod(web), 'a1']])))['a1'];
  expect([ask1({}), ask1({ nodeTaintsPolicy: 'Honor' })]).toEqual([UNEVEN, 'yes']);
});

test('matchLabelKeys: only pods of the same revision count', () => {
  const labels = (revision: string) => ({ ...web, revision });
  const cache = clusterOf(NODES, [[pod(labels('1')), 'a1'], [pod(labels('1')), 'a2']]);
  const asked = (revision: string) => verdicts(ask(pod(labels(revision), spread(rule({ matchLabelKeys: ['revision'] }))), cache))['a1'];
  expect([asked('1'), asked('2')]).toEqual([UNEVEN, 'yes']);
});

test('counts follow pods that come, move and go, and nodes that change their zone', () => {
  const cache = clusterOf(NODES);
  const one = pod(web);
  const asked = () => verdicts(ask(pod(web, spread(rule())), cache))['a1'];
  const seen = [asked()];
  cache.setPod(one, 'a1'); seen.push(asked());
  cache.setPod(one, 'b1'); seen.push(asked());
  cache.setNode(node('b1', { [ZONE]: 'a' })); seen.push(asked());
  cache.setNode(node('a2', { [ZONE]: 'b' })); seen.push(asked());
  cache.removePod(one.metadata?.uid ?? ''); seen.push(asked());
  expect(seen).toEqual(['yes', UNEVEN, 'yes', 'yes', UNEVEN, 'yes']);
});

test('the figures behind a refusal: how many, how few elsewhere, how much more is allowed', () => {
  const { nodes } = ask(pod(web, spread(rule())), clusterOf(NODES, [[pod(web), 'a1']]));
  expect(nodes.find(({ node: name }) => name === 'a1')?.figures).toEqual([{ what: `${ZONE}=a`, count: 2, least: 0, limit: 1 }]);
});
