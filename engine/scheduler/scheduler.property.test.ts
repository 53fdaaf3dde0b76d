/** Seeded random clusters and pods: what must hold whatever they are. */
import type { Node, Pod, PodSpec } from '../api/index.ts';
import { createRandom, type Random } from '../time/index.ts';
import { podInfoOf } from './cache/nodeInfo.ts';
import { ask, clusterOf, HOST, node, pod, ZONE } from './testing/ask.ts';

const SEEDS = Array.from({ length: 25 }, (_, i) => `seed-${i}`);
const APPS = ['web', 'db', 'job'];

function someNode(random: Random, i: number): Node {
  const labels = { ...(random.float('n') < 0.9 ? { [ZONE]: random.pick('n', ['a', 'b', 'c']) } : {}), disk: random.pick('n', ['ssd', 'hdd']) };
  const taints = random.float('n') < 0.2 ? [{ key: 'k', effect: random.pick('n', ['NoSchedule', 'PreferNoSchedule', 'NoExecute']) }] : [];
  return node(`n${i}`, labels, { cpu: `${random.int('n', 1, 4)}`, memory: '2Gi', pods: `${random.int('n', 2, 8)}` }, { spec: { taints, unschedulable: random.float('n') < 0.1 } });
}

function somePod(random: Random): Pod {
  const maybe = <T>(share: number, make: () => T): T | undefined => (random.float('p') < share ? make() : undefined);
  const labelSelector = { matchLabels: { app: random.pick('p', APPS) } };
  const topologyKey = random.pick('p', [ZONE, HOST]);
  const spec: Partial<PodSpec> = Object.assign({}, ...[
    { priority: random.int('p', 0, 3) },
    maybe(0.2, () => ({ nodeSelector: { disk: random.pick('p', ['ssd', 'hdd', 'tape']) } })),
    maybe(0.3, () => ({ tolerations: [{ operator: 'Exists' }] })),
    maybe(0.25, () => ({ topologySpreadConstraints: [{ maxSkew: random.int('p', 1, 2), topologyKey, whenUnsatisfiable: random.pick('p', ['DoNotSchedule', 'ScheduleAnyway']), labelSelector }] })),
    maybe(0.25, () => ({ affinity: { [random.pick('p', ['podAffinity', 'podAntiAffinity'])]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector }] } } })),
  ].filter((part) => part !== undefined)) as Partial<PodSpec>; // parts of specs
  return pod({ app: random.pick('p', APPS) }, spec, { cpu: `${random.int('p', 1, 15) * 100}m`, memory: `${random.int('p', 1, 8) * 64}Mi` });
}

/** Numbers before the reasons of the first sentence. */
const counted = (message: string): number => [...message.slice('0/9 nodes are available:'.length).split('. ')[0]?.matchAll(/(?:^|, | )(\d+) (?=[A-Zn])/g) ?? []].reduce((sum, [, count]) => sum + Number(count), 0);

function play(seed: string): { readonly placed: readonly string[]; readonly complaints: readonly string[] } {
  const random = createRandom(seed);
  const nodes = Array.from({ length: random.int('size', 1, 9) }, (_, i) => someNode(random, i));
  const cache = clusterOf(nodes);
  const complaints: string[] = [];
  const placed: string[] = [];
  for (let i = 0; i < 40; i++) {
    const one = somePod(random);
    const decision = ask(one, cache, { world: { pick: (equals) => random.pick('tie', equals) } });
    if (decision.type === 'placed') {
      cache.setPod({ ...one, spec: { ...one.spec, nodeName: decision.node } as PodSpec }, decision.node); // made with a spec
      placed.push(`${i} ${decision.node}`);
      continue;
    }
    const refused = decision.nodes.filter(({ refusedBy }) => refusedBy !== undefined);
    if (refused.length !== nodes.length) complaints.push(`${i}: ${refused.length} of ${nodes.length} nodes have a verdict`);
    if (!decision.message.startsWith(`0/${nodes.length} nodes are available: `)) complaints.push(`${i}: ${decision.message}`);
    const reasons = decision.nodes.reduce((sum, verdict) => sum + (verdict.reasons?.length ?? 0), 0);
    if (counted(decision.message) !== reasons) complaints.push(`${i}: ${counted(decision.message)} counted, ${reasons} said: ${decision.message}`);
    const { room } = decision;
    if (room !== undefined && room !== 'none') {
      const now = cache.get(room.node);
      const lower = room.victims.every((victim) => (victim.spec?.priority ?? 0) < (one.spec?.priority ?? 0) && now?.pods.has(victim.metadata?.uid ?? '') === true);
      if (!lower) complaints.push(`${i}: victims that are not below or not there`);
    }
  }
  for (const info of cache.nodes()) {
    const sum = [...info.pods.values()].reduce((total, { requests }) => ({ cpu: total.cpu + requests.cpu, memory: total.memory + requests.memory }), { cpu: 0, memory: 0 });
    if (sum.cpu > info.allocatable.cpu || sum.memory > info.allocatable.memory || info.pods.size > info.allowedPods) complaints.push(`${info.name} is overcommitted`);
    if (sum.cpu !== info.requested.cpu || sum.memory !== info.requested.memory) complaints.push(`${info.name}: sums drifted`);
    if (podInfoOf({}).requests.cpu !== 0) complaints.push('the empty sum was written to');
  }
  return { placed, complaints };
}

test.each(SEEDS)('%s: every unfit pod hears of every node, nothing is overcommitted', (seed) => { expect(play(seed).complaints).toEqual([]); });
test('the same seed, the same places', () => {
  // Names of pods go on counting, so only the places are compared.
  expect(play('again').placed).toEqual(play('again').placed);
  expect(play('again').placed.length).toBeGreaterThan(5);
});
