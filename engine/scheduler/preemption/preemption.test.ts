import type { Pod, PodDisruptionBudget } from '../../api/index.ts';
import { podInfoOf } from '../cache/nodeInfo.ts';
import { ask, clusterOf, node, pod, type Labels, type More } from '../testing/ask.ts';
import { byBudgets } from './victims.ts';

const NODES = ['n1', 'n2', 'n3'].map((name) => node(name));
const [web, db] = [{ app: 'web' }, { app: 'db' }];
const started = (one: Pod, startTime: string): Pod => ({ ...one, status: { startTime } });
const of = (priority: number, cpu = '4', labels: Labels = web): Pod => pod(labels, { priority }, { cpu });
const high = (cpu = '4', more = {}): Pod => pod({ app: 'high' }, { priority: 1000, ...more }, { cpu });
const budget = (labels: Labels, disruptionsAllowed: number, more: object = {}): PodDisruptionBudget =>
  ({ metadata: { name: 'b', namespace: 'default' }, spec: { selector: { matchLabels: labels } }, status: { disruptionsAllowed, ...more } }) as unknown as PodDisruptionBudget;
function roomOf(one: Pod, placed: readonly (readonly [Pod, string])[], more: More = {}) {
  const decision = ask(one, clusterOf(NODES, placed), more);
  if (decision.type !== 'unfit') return decision.node;
  const { room } = decision;
  return room === undefined || room === 'none' ? decision.message : { node: room.node, victims: room.victims.map((victim) => `${victim.spec?.priority} ${victim.metadata?.labels?.['app']}`) };
}

describe('where room is made', () => {
  const cases: readonly (readonly [title: string, placed: readonly (readonly [Pod, string])[], expected: unknown, more?: More])[] = [
    ['the least important most important victim', [[of(5), 'n1'], [of(3), 'n2'], [of(4), 'n3']], { node: 'n2', victims: ['3 web'] }],
    ['then the smallest sum of priorities', [[of(3, '2'), 'n1'], [of(3, '2'), 'n1'], [of(3, '2'), 'n2'], [of(1, '2'), 'n2'], [of(5), 'n3']], { node: 'n2', victims: ['3 web', '1 web'] }],
    ['so fewer victims, for each counts', [[of(3, '2'), 'n1'], [of(3, '2'), 'n1'], [of(3), 'n2'], [of(5), 'n3']], { node: 'n2', victims: ['3 web'] }],
    ['then who has run for the shortest time', [
      [started(of(3), '2026-11-21T10:00:00Z'), 'n1'], [started(of(3), '2026-11-21T11:00:00Z'), 'n2'], [started(of(3), '2026-11-21T09:00:00Z'), 'n3'],
    ], { node: 'n2', victims: ['3 web'] }],
    ['before all that, fewer broken budgets', [[of(1), 'n1'], [of(5, '4', db), 'n2'], [of(9), 'n3']], { node: 'n2', victims: ['5 db'] }, { budgets: [budget(web, 0)] }],
    ['a budget that allows one is not broken by one', [[of(1), 'n1'], [of(5, '4', db), 'n2'], [of(9), 'n3']], { node: 'n1', victims: ['1 web'] }, { budgets: [budget(web, 1)] }],
    ['no more than must: the others come back, the most important first', [[of(1, '1'), 'n1'], [of(2, '3'), 'n1'], [of(2000), 'n2'], [of(2000), 'n3']], { node: 'n1', victims: ['2 web', '1 web'] }],
  ];
  test.each(cases.map(([title, placed, expected, more = {}]) => [title, placed, expected, more] as const))('%s', (_, placed, expected, more) => { expect(roomOf(high(), placed, more)).toEqual(expected); });

  test('a small pod takes only a small victim, and protected ones come back first', () => {
    const placed = [[of(1, '2', db), 'n1'], [of(1, '2', web), 'n1'], [of(2000), 'n2'], [of(2000), 'n3']] as const;
    expect(roomOf(high('2'), placed, { budgets: [budget(web, 0)] })).toEqual({ node: 'n1', victims: ['1 db'] });
    expect(roomOf(high('2'), placed, { budgets: [budget(db, 0)] })).toEqual({ node: 'n1', victims: ['1 web'] });
  });
});

const BUSY = '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: ';
test.each([
  ['nobody is less important', high(), [[of(1000), 'n1'], [of(1000), 'n2'], [of(2000), 'n3']], `${BUSY}0/3 nodes are available: 3 No preemption victims found for incoming pod.`],
  ['what is left does not do', high('3'), [[of(1, '2'), 'n1'], [of(1000, '2'), 'n1'], [of(1000), 'n2'], [of(1000), 'n3']], `${BUSY}0/3 nodes are available: 1 Insufficient cpu, 2 No preemption victims found for incoming pod.`],
  ['more than a node has', high('40'), [[of(1), 'n1']], `${BUSY}0/3 nodes are available: 3 Preemption is not helpful for scheduling.`],
  ['preemptionPolicy: Never', high('4', { preemptionPolicy: 'Never' }), [[of(1), 'n1'], [of(1), 'n2'], [of(1), 'n3']], `${BUSY}not eligible due to preemptionPolicy=Never.`],
] as const)('no room: %s', (_, one, placed, message) => { expect(roomOf(one, placed)).toBe(message); });

describe('a pod that was promised a node', () => {
  const leaving: Pod = { ...of(1), status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }] } };
  const gone: Pod = { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-11-21T12:00:00Z' } };
  const promised: Pod = { ...high(), status: { nominatedNodeName: 'n1' } };
  test('waits while a victim is ending there', () => {
    expect(roomOf(promised, [[gone, 'n1'], [of(1), 'n2'], [of(1), 'n3']])).toBe(`${BUSY}not eligible due to a terminating pod on the nominated node.`);
  });
  test('takes it when there is room, whatever else would score more', () => {
    expect(roomOf(promised, [[of(1, '1'), 'n2']])).toBe('n1');
  });
  test('keeps others of its priority or less away, not those above', () => {
    const nominated = (name: string) => (name === 'n1' ? [podInfoOf(promised)] : []);
    const placed = [[of(2000), 'n2'], [of(2000), 'n3']] as const;
    expect(roomOf(pod(web, { priority: 5 }, { cpu: '1' }), placed, { world: { nominated } })).toContain('3 Insufficient cpu');
    expect(roomOf(pod(web, { priority: 1001 }, { cpu: '1' }), placed, { world: { nominated } })).toBe('n1');
  });
});

test('budgets: each pod takes what is left; who is on the way out already takes nothing', () => {
  const pods = [of(1), of(1), of(1, '1', db)];
  const split = (...budgets: readonly PodDisruptionBudget[]): number[] => byBudgets(pods.map((one) => podInfoOf(one)), budgets).violating.map(({ pod: one }) => pods.indexOf(one));
  expect([split(budget(web, 1)), split(budget(web, 0)), split(budget(web, 0, { disruptedPods: { [pods[0]?.metadata?.name ?? '']: 'x' } })), split(budget({}, 0))]).toEqual([[1], [0, 1], [1], []]);
});

test('the page can say who would have to go from each node', () => {
  const { nodes } = ask(high(), clusterOf(NODES, [[of(1), 'n1'], [of(2), 'n2'], [of(2000), 'n3']]));
  expect(nodes.map(({ node: name, victims }) => [name, victims?.length])).toEqual([['n1', 1], ['n2', 1], ['n3', undefined]]);
});
