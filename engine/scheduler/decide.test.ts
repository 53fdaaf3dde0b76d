import type { Node, Pod, PodSpec } from '../api/index.ts';
import { MASTER_TAINT, nodeNamed } from '../controllers/testing/world.ts';
import { createNodeCache, type NodeCache } from './cache/cache.ts';
import { podInfoOf } from './cache/nodeInfo.ts';
import { decide, nodesWanted, type Decision } from './decide.ts';
import { NO_LOOKUPS } from './lookups.ts';
import { DEFAULT_PROFILE } from './profiles/profile.ts';
import { createShapes } from './shapes.ts';

const MASTER = nodeNamed('master01', { spec: { taints: [MASTER_TAINT] } });
const WORKERS = [nodeNamed('node01'), nodeNamed('node02')];

let uid = 0;
const pod = (spec: Partial<PodSpec>, requests?: { [name: string]: string }): Pod => ({
  metadata: { name: `pod-${++uid}`, uid: `uid-${uid}` },
  spec: { containers: [{ name: 'c', ...(requests === undefined ? {} : { resources: { requests } }) }], ...spec },
});

function world(nodes: readonly Node[] = [MASTER, ...WORKERS], placed: readonly (readonly [Pod, string])[] = []): NodeCache {
  const cache = createNodeCache();
  for (const node of nodes) cache.setNode(node);
  for (const [other, node] of placed) cache.setPod(other, node);
  return cache;
}
const ask = (one: Pod, cache: NodeCache): Decision =>
  decide(podInfoOf(one), { cache, lookups: NO_LOOKUPS, profile: DEFAULT_PROFILE, shapes: createShapes(), nominated: undefined, start: 0, now: 0, pick: (equals) => equals[0] ?? '', chance: () => 0 });
const messageOf = (one: Pod, cache: NodeCache): string => { const decision = ask(one, cache); return decision.type === 'unfit' ? decision.message : `on ${decision.node}`; };

const TAIL = ' no new claims to deallocate, preemption: 0/3 nodes are available: ';
const HEAD = '0/3 nodes are available: ';
const NEVER_HELPS = '3 Preemption is not helpful for scheduling.';
const on = (node: string): PodSpec['affinity'] => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }] } } });
const labelled = [MASTER, ...WORKERS].map((node) => ({ ...node, metadata: { ...node.metadata, labels: { 'kubernetes.io/hostname': node.metadata?.name ?? '' } } }));
const cordoned = [MASTER, ...WORKERS.map((node) => ({ ...node, spec: { unschedulable: true } }))];
const halfUncordoned = [MASTER, { ...WORKERS[0], metadata: { name: 'node01' }, spec: { taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] } }, cordoned[2] ?? {}];
const port = (hostPort: number): Partial<PodSpec> => ({ containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort }] }] });
const full = (priority = 0): Pod => pod({ priority }, { cpu: '1500m' });

describe('the words of FailedScheduling', () => {
  const cases: readonly (readonly [title: string, pod: Pod, cache: NodeCache, message: string])[] = [
    ['cluster/sched-insufficient-resources: cpu', pod({}, { cpu: '100' }), world(), `${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient cpu.${TAIL}${NEVER_HELPS}`],
    ['cpu and memory', pod({}, { cpu: '100', memory: '1000Gi' }), world(), `${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient cpu, 2 Insufficient memory.${TAIL}${NEVER_HELPS}`],
    ['memory', pod({}, { memory: '1000Gi' }), world(), `${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient memory.${TAIL}${NEVER_HELPS}`],
    ['a resource no node has', pod({}, { 'nvidia.com/gpu': '1' }), world(), `${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient nvidia.com/gpu.${TAIL}${NEVER_HELPS}`],
    ['cluster/sched-several-reasons', pod({ affinity: on('node01') ?? {} }, { cpu: '100' }), world(labelled), `${HEAD}1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s).${TAIL}${NEVER_HELPS}`],
    ['cluster/sched-room-appears', pod({ affinity: on('node01') ?? {} }, { cpu: '1' }), world(labelled, [[full(), 'node01']]), `${HEAD}1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s).${TAIL}1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.`],
    ['cluster/sched-preemption-never', pod({ affinity: on('node01') ?? {}, preemptionPolicy: 'Never', priority: 10 }, { cpu: '1' }), world(labelled, [[full(), 'node01']]), `${HEAD}1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.`],
    ['cluster/sched-max-pods', pod({ affinity: on('node01') ?? {} }), world(labelled.map((node) => ({ ...node, status: { ...node.status, allocatable: { cpu: '2', memory: '1Gi', pods: '1' } } })), [[pod({}), 'node01']]), `${HEAD}1 Too many pods, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s).${TAIL}1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.`],
    ['cluster/sched-nodeselector', pod({ nodeSelector: { disktype: 'ssd' } }), world(), `${HEAD}1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector.${TAIL}${NEVER_HELPS}`],
    ['cluster/sched-hostport-conflict', pod(port(8080)), world(undefined, [[pod(port(8080)), 'node01'], [pod(port(8080)), 'node02']]), `${HEAD}1 node(s) had untolerated taint(s), 2 node(s) didn't have free ports for the requested pod ports.${TAIL}1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.`],
    ['cluster/node-cordon-uncordon', pod({}), world(cordoned), `${HEAD}1 node(s) had untolerated taint(s), 2 node(s) were unschedulable.${TAIL}${NEVER_HELPS}`],
    ['between uncordon and the end of the taint', pod({}), world(halfUncordoned), `${HEAD}1 node(s) were unschedulable, 2 node(s) had untolerated taint(s).${TAIL}${NEVER_HELPS}`],
    ['cluster/sched-preemption: room can be made', pod({ priority: 1000 }, { cpu: '1' }), world(undefined, [[full(), 'node01'], [full(5), 'node02']]), `${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient cpu.`],
    ['no nodes', pod({}), world([]), 'no nodes available to schedule pods'],
  ];
  test.each(cases)('%s', (_, one, cache, message) => { expect(messageOf(one, cache)).toBe(message); });

  test('cluster/sched-extended-resource: a node that has some, and one that has none', () => {
    const withDongle = { ...WORKERS[0], metadata: { name: 'node01' }, status: { allocatable: { ...WORKERS[0]?.status?.allocatable, 'example.com/dongle': '4' } } };
    const taker = pod({}, { 'example.com/dongle': '3' });
    expect(messageOf(pod({}, { 'example.com/dongle': '3' }), world([MASTER, withDongle, WORKERS[1] ?? {}], [[taker, 'node01']])))
      .toBe(`${HEAD}1 node(s) had untolerated taint(s), 2 Insufficient example.com/dongle.${TAIL}1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.`);
  });
});

describe('which node', () => {
  test('the emptier one', () => { expect(messageOf(pod({}), world(undefined, [[pod({}), 'node01']]))).toBe('on node02'); });
  test('preferred node affinity outweighs a little load', () => {
    const preferred = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node01'] }] } }] } };
    expect(messageOf(pod({ affinity: preferred }), world(labelled, [[pod({}), 'node01']]))).toBe('on node01');
  });
  test('a PreferNoSchedule taint is avoided, not forbidden', () => {
    const avoided = nodeNamed('node01', { spec: { taints: [{ key: 'busy', effect: 'PreferNoSchedule' }] } });
    expect(messageOf(pod({}), world([avoided, WORKERS[1] ?? {}]))).toBe('on node02');
    expect(messageOf(pod({}), world([avoided]))).toBe('on node01');
  });
  test.each([['Gt', '3', 'on node02'], ['Lt', '3', 'on node01']])('node affinity %s %s', (operator, bound, expected) => {
    const nodes = WORKERS.map((node, i) => ({ ...node, metadata: { ...node.metadata, labels: { size: String(2 + 2 * i) } } }));
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'size', operator, values: [bound] }] }] } } };
    expect(messageOf(pod({ affinity }), world(nodes))).toBe(expected);
  });
  test('every plugin has its say in the verdict', () => {
    const decision = ask(pod({}, { cpu: '100m' }), world());
    expect(decision.nodes.map(({ node, refusedBy, scores }) => [node, refusedBy ?? Object.keys(scores ?? {}).join(' ')])).toEqual([
      ['node01', 'TaintToleration NodeResourcesFit NodeResourcesBalancedAllocation ImageLocality'],
      ['node02', 'TaintToleration NodeResourcesFit NodeResourcesBalancedAllocation ImageLocality'],
      ['master01', 'TaintToleration'],
    ]);
  });
});

test.each([[3, 3], [99, 99], [100, 100], [500, 230], [1000, 420], [6000, 300]])('of %i nodes, %i that fit are enough', (total, wanted) => {
  expect(nodesWanted(total)).toBe(wanted);
});

test('preemption takes the node whose victims matter least, and no more pods than it must', () => {
  const cache = world(undefined, [[pod({ priority: 1 }, { cpu: '1' }), 'node01'], [pod({ priority: 2 }, { cpu: '1' }), 'node01'], [pod({ priority: 3 }, { cpu: '1500m' }), 'node02']]);
  const decision = ask(pod({ priority: 9 }, { cpu: '1' }), cache);
  expect(decision).toMatchObject({ type: 'unfit', room: { node: 'node01', victims: [{ spec: { priority: 1 } }] } });
});
