import type { PodSpec, PreferredSchedulingTerm, WeightedPodAffinityTerm } from '../../api/index.ts';
import { createShapes } from '../shapes.ts';
import { ask, clusterOf, HOST, node, pod, points, ZONE, type More } from '../testing/ask.ts';
import { brokenLine } from './nodeResourcesFit.ts';
import { naturalLog } from './podTopologySpread.ts';

const NODES = [node('n1', { [ZONE]: 'a' }), node('n2', { [ZONE]: 'b' })];
const [web, db] = [{ app: 'web' }, { app: 'db' }];
const half = () => pod({}, {}, { cpu: '2', memory: '4Gi' });

describe('NodeResourcesFit', () => {
  const strategy = (type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio', shape = [{ utilization: 0, score: 0 }, { utilization: 100, score: 10 }]): More =>
    ({ args: { scoringStrategy: { type, resources: [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }], shape } } });
  test.each([
    // cpu (4000-2100)*100/4000 = 47, memory (8Gi-4Gi-200Mi)*100/8Gi = 47; alone 97 and 97
    ['LeastAllocated', pod(), strategy('LeastAllocated'), { n1: 47, n2: 97 }],
    ['LeastAllocated: more than there is gives nothing', pod({}, {}, { cpu: '3', memory: '100Mi' }), strategy('LeastAllocated'), { n1: undefined, n2: 61 }],
    ['MostAllocated', pod(), strategy('MostAllocated'), { n1: 52, n2: 2 }],
    ['RequestedToCapacityRatio, the fuller the better', pod(), strategy('RequestedToCapacityRatio'), { n1: 52, n2: 2 }],
    ['RequestedToCapacityRatio, the emptier the better', pod(), strategy('RequestedToCapacityRatio', [{ utilization: 0, score: 10 }, { utilization: 100, score: 0 }]), { n1: 48, n2: 98 }],
  ] as const)('%s', (_, one, more, expected) => {
    const third = node('n3', {}, { cpu: '4' });
    const found = points(ask(one, clusterOf([...NODES, third], [[half(), 'n1']]), more), 'NodeResourcesFit', 1);
    expect({ n1: found['n1'], n2: found['n2'] }).toEqual(expected);
  });

  test('a resource of its own name counts only for pods that ask for it', () => {
    const nodes = [node('n1', {}, { 'x.io/gpu': '4' }), node('n2', {}, { 'x.io/gpu': '2' })];
    const more: More = { args: { scoringStrategy: { type: 'MostAllocated', resources: [{ name: 'x.io/gpu', weight: 3 }, { name: 'cpu', weight: 1 }], shape: [] } } };
    // gpu 25 and 50 with weight 3, cpu 2 (100m of 4)
    expect(points(ask(pod({}, {}, { 'x.io/gpu': '1' }), clusterOf(nodes), more), 'NodeResourcesFit', 1)).toEqual({ n1: 19, n2: 38 });
    expect(points(ask(pod(), clusterOf(nodes), more), 'NodeResourcesFit', 1)).toEqual({ n1: 2, n2: 2 });
  });

  test.each([[0, 0], [25, 37], [40, 60], [50, 70], [100, 100]])('the broken line at %i', (percent, score) => {
    expect(brokenLine([{ utilization: 0, score: 0 }, { utilization: 40, score: 60 }, { utilization: 60, score: 80 }, { utilization: 100, score: 100 }])(percent)).toBe(score);
  });
});

test('BalancedAllocation: 75 where nothing changes, more where the pod evens things out, nothing without requests', () => {
  const cache = clusterOf(NODES, [[pod({}, {}, { cpu: '2' }), 'n1']]);
  // n1: without |0.5-0|/2 → 75, with the pod |0.5-0.5|/2 → 100: 50 + (50+25)/2 = 87. n2: from 100 to 75: 50 + (50-25)/2 = 62.
  expect(points(ask(pod({}, {}, { memory: '4Gi' }), cache), 'NodeResourcesBalancedAllocation', 1)).toEqual({ n1: 87, n2: 62 });
  expect(points(ask(pod({}, {}, { cpu: '1', memory: '2Gi' }), clusterOf(NODES)), 'NodeResourcesBalancedAllocation', 1)).toEqual({ n1: 75, n2: 75 });
  expect(points(ask(pod(), cache), 'NodeResourcesBalancedAllocation', 1)).toEqual({ n1: undefined, n2: undefined });
});

test('ImageLocality: by size, less where few nodes have it; the name must be the same but for the tag', () => {
  const MB = 1024 * 1024;
  const having = (name: string, images: readonly string[]) => node(name, {}, {}, { status: { images: images.map((image) => ({ names: [image], sizeBytes: 523 * MB })) } });
  const withImage = (image: string): Partial<PodSpec> => ({ containers: [{ name: 'c', image }] });
  const nodes = [having('n1', ['nginx:latest', 'docker.io/library/redis:7']), having('n2', [])].map((each) => ({ ...each, status: { ...each.status, allocatable: { cpu: '4', memory: '8Gi', pods: '110' } } }));
  // 523 MiB × 1/2 = 261.5 MiB: 100 × (261.5 − 23) / (1000 − 23) = 24
  expect(points(ask(pod({}, withImage('nginx')), clusterOf(nodes)), 'ImageLocality', 1)).toEqual({ n1: 24, n2: 0 });
  expect(points(ask(pod({}, withImage('redis:7')), clusterOf(nodes)), 'ImageLocality', 1)).toEqual({ n1: 0, n2: 0 });
});

test('TaintToleration: fewer PreferNoSchedule taints are better; tolerated ones do not count', () => {
  const soft = (...keys: readonly string[]) => ({ spec: { taints: keys.map((key) => ({ key, effect: 'PreferNoSchedule' })) } });
  const nodes = [node('n1', {}, {}, soft('a')), node('n2', {}, {}, soft('a', 'b')), node('n3')];
  expect(points(ask(pod(), clusterOf(nodes)), 'TaintToleration', 3)).toEqual({ n1: 50, n2: 0, n3: 100 });
  expect(points(ask(pod({}, { tolerations: [{ key: 'b', operator: 'Exists' }] }), clusterOf(nodes)), 'TaintToleration', 3)).toEqual({ n1: 0, n2: 0, n3: 100 });
});

test('NodeAffinity: weights of the terms that match, by the largest sum', () => {
  const prefer = (weight: number, key: string, value: string): PreferredSchedulingTerm => ({ weight, preference: { matchExpressions: [{ key, operator: 'In', values: [value] }] } });
  const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefer(3, ZONE, 'a'), prefer(1, ZONE, 'b'), prefer(1, HOST, 'n1')] } };
  expect(points(ask(pod({}, { affinity }), clusterOf(NODES)), 'NodeAffinity', 2)).toEqual({ n1: 100, n2: 25 });
  expect(points(ask(pod(), clusterOf(NODES)), 'NodeAffinity', 2)).toEqual({ n1: undefined, n2: undefined });
});

describe('InterPodAffinity', () => {
  const wish = (weight: number, labels: object): WeightedPodAffinityTerm => ({ weight, podAffinityTerm: { topologyKey: ZONE, labelSelector: { matchLabels: { ...labels } } } });
  const near = (...wishes: readonly WeightedPodAffinityTerm[]): Partial<PodSpec> => ({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: wishes } } });
  const apart = (...wishes: readonly WeightedPodAffinityTerm[]): Partial<PodSpec> => ({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: wishes } } });
  const must: Partial<PodSpec> = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ZONE, labelSelector: { matchLabels: web } }] } } };
  test.each([
    ['near its friends', pod(web, near(wish(5, db))), [[pod(db), 'n2']], {}, { n1: 0, n2: 100 }],
    ['apart from its foes', pod(web, apart(wish(5, db))), [[pod(db), 'n2']], {}, { n1: 100, n2: 0 }],
    ['two friends weigh more than one', pod(web, near(wish(1, db))), [[pod(db), 'n1'], [pod(db), 'n2'], [pod(db), 'n2']], {}, { n1: 0, n2: 100 }],
    ['friend against foe', pod(web, { affinity: { ...near(wish(9, db)).affinity, ...apart(wish(1, db)).affinity } }), [[pod(db), 'n2']], {}, { n1: 0, n2: 100 }],
    ['a pod that is there likes it', pod(web), [[pod(db, near(wish(1, web))), 'n1']], {}, { n1: 100, n2: 0 }],
    ['a pod that is there dislikes it', pod(web), [[pod(db, apart(wish(1, web))), 'n1']], {}, { n1: 0, n2: 100 }],
    ['a pod that must be near such pods draws a little', pod(web), [[pod(db, must), 'n1']], {}, { n1: 100, n2: 0 }],
    ['unless its weight is 0', pod(web), [[pod(db, must), 'n1']], { args: { hardPodAffinityWeight: 0 } }, { n1: undefined, n2: undefined }],
    ['likes of others are not heard', pod(web), [[pod(db, near(wish(1, web))), 'n1']], { args: { ignorePreferredTermsOfExistingPods: true } }, { n1: undefined, n2: undefined }],
    ['everywhere the same is nothing', pod(web, near(wish(1, db))), [[pod(db), 'n1'], [pod(db), 'n2']], {}, { n1: 0, n2: 0 }],
  ] as const)('%s', (_, one, placed, more, expected) => {
    expect(points(ask(one, clusterOf(NODES, placed), more), 'InterPodAffinity', 2)).toEqual(expected);
  });
});

describe('PodTopologySpread', () => {
  const soft: Partial<PodSpec> = { topologySpreadConstraints: [{ topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: web } }] };
  test.each([
    // raw: 2 × ln(4) = 2.77 → 3 and 0: 100 × (3 + 0 − s) / 3
    ['fewer are better', pod(web, soft), [[pod(web), 'n1'], [pod(web), 'n1']], {}, { n1: 0, n2: 100 }],
    ['nobody there yet', pod(web, soft), [], {}, { n1: 100, n2: 100 }],
    // raw: 4 → 3 × ln(4) = 4.16, 1 → 1.39 → 1: 100 × (4 + 1 − s) / 4, the better one above 100 is not possible: 5−1 = 4
    ['in proportion', pod(web, soft), [[pod(web), 'n1'], [pod(web), 'n1'], [pod(web), 'n1'], [pod(web), 'n2']], {}, { n1: 25, n2: 100 }],
    ['nobody asks', pod(web), [[pod(web), 'n1']], {}, { n1: undefined, n2: undefined }],
  ] as const)('%s', (_, one, placed, more, expected) => {
    expect(points(ask(one, clusterOf(NODES, placed), more), 'PodTopologySpread', 2)).toEqual(expected);
  });

  test('siblings are spread over nodes and zones although nobody asked; a skew below 3 or 5 is no matter', () => {
    const lookups: More['lookups'] = { siblingsOf: () => ({ key: 'web', matches: (labels) => labels?.['app'] === 'web' }) };
    const cache = clusterOf([...NODES, node('n3', { [ZONE]: 'b' })], [[pod(web), 'n1'], [pod(web), 'n2']]);
    // hostname: ln(5) per pod + 2; zone: ln(4) per pod + 4. n1, n2: 1.61 + 2 + 1.39 + 4 = 9, n3: 0 + 2 + 1.39 + 4 = 7.39 → 7
    expect(points(ask(pod(web), cache, { lookups }), 'PodTopologySpread', 2)).toEqual({ n1: 77, n2: 77, n3: 100 });
  });

  test('nodes without the label that it asks for get nothing', () => {
    expect(points(ask(pod(web, soft), clusterOf([...NODES, node('bare')], [[pod(web), 'n1']])), 'PodTopologySpread', 2)).toEqual({ n1: 0, n2: 100, bare: 0 });
  });
  test.each([[2], [3], [4], [5.5], [100], [5002]])('the logarithm of %f', (value) => { expect(naturalLog(value)).toBeCloseTo(Math.log(value), 12); });
});

test('a second pod of the same shape asks only the nodes that changed', () => {
  const cache = clusterOf(Array.from({ length: 200 }, (_, i) => node(`n${i}`)));
  let reads = 0;
  for (const info of cache.nodes()) {
    const { allowedPods } = info;
    Object.defineProperty(info, 'allowedPods', { get: () => { reads++; return allowedPods; } });
  }
  const shapes = createShapes();
  const count = (): number => { reads = 0; ask(half(), cache, { world: { shapes } }); return reads; };
  // 50 − 200/125 = 49 % are 98, but never fewer than 100 are found.
  const seen = [count(), count()];
  cache.setPod({ ...half(), metadata: { uid: 'new' } }, 'n7');
  expect([...seen, count()]).toEqual([100, 0, 1]);
});
