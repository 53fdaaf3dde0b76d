import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { maxSurge, maxUnavailable, newSetReplicas, oldSetSteps } from './arithmetic.ts';
import { FENCEPOSTS } from './fenceposts.data.ts';
import { proportionalSizes } from './proportions.ts';

type Limit = string | number;
const deployment = (replicas: number, surge: Limit = '25%', unavailable: Limit = '25%'): Deployment =>
  ({ metadata: { name: 'web' }, spec: { replicas, selector: {}, template: {}, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } } } });
let born = 0;
const set = (replicas: number, available = replicas, max?: number): ReplicaSet => ({
  metadata: { name: `set-${++born}`, uid: `u${born}`, creationTimestamp: `2026-01-01T00:00:${String(born % 60).padStart(2, '0')}Z`, ...(max === undefined ? {} : { annotations: { 'deployment.kubernetes.io/max-replicas': String(max) } }) },
  spec: { replicas, selector: {} }, status: { replicas, availableReplicas: available },
});

test.each([
  [1, '25%', '25%', 1, 0], [2, '25%', '25%', 1, 0], [3, '25%', '25%', 1, 0], [4, '25%', '25%', 1, 1], [5, '25%', '25%', 2, 1], [8, '25%', '25%', 2, 2], [10, '25%', '25%', 3, 2],
  [10, '39%', '39%', 4, 3], [4, 0, 1, 0, 1], [4, 1, 0, 1, 0], [4, 0, 0, 0, 1], [3, 0, '0%', 0, 1], [2, 1, 5, 1, 2], [0, '25%', '25%', 0, 0],
] as const)('%i replicas, surge %s, unavailable %s: %i more, %i fewer', (replicas, surge, unavailable, more, fewer) => {
  expect([maxSurge(deployment(replicas, surge, unavailable)), maxUnavailable(deployment(replicas, surge, unavailable))]).toEqual([more, fewer]);
});

const unpacked = (runs: string): number[] => runs.split(' ').flatMap((run) => {
  const [value = '', times = '1'] = run.split('x');
  return Array.from({ length: Number(times) }, () => Number(value));
});
test.each(FENCEPOSTS)('sizes 0 to 100 with surge $surge and unavailable $unavailable', ({ surge, unavailable, more, fewer }) => {
  const sizes = Array.from({ length: 101 }, (_, replicas) => deployment(replicas, surge, unavailable));
  expect(sizes.map(maxSurge)).toEqual(unpacked(more));
  expect(sizes.map(maxUnavailable)).toEqual(unpacked(fewer));
});

/** Every new pod is ready before the next step: the sequence of `old/new` sizes. */
function walk(replicas: number, surge: Limit, unavailable: Limit): string[] {
  const one = deployment(replicas, surge, unavailable);
  let [old, next] = [replicas, 0];
  const steps: string[] = [`${old}/${next}`];
  let available = { old, next };
  for (let round = 0; round < 60 && (old > 0 || next < replicas); round++) {
    const [oldSet, newSet] = [set(old, available.old), set(next, available.next)];
    const grown = next === replicas ? next : newSetReplicas(one, [oldSet, newSet], next);
    if (grown !== next) next = grown;
    else {
      const shrink = oldSetSteps(one, [oldSet], newSet).at(-1)?.replicas;
      if (shrink === undefined) { available = { old, next }; continue; }
      old = shrink;
      available.old = Math.min(available.old, old);
    }
    steps.push(`${old}/${next}`);
  }
  return steps;
}

test.each([
  [3, '25%', '25%', ['3/0', '3/1', '2/1', '2/2', '1/2', '1/3', '0/3']],
  [4, '25%', '25%', ['4/0', '4/1', '3/1', '3/2', '1/2', '1/4', '0/4']],
  [4, 1, 0, ['4/0', '4/1', '3/1', '3/2', '2/2', '2/3', '1/3', '1/4', '0/4']],
  [4, 0, 1, ['4/0', '3/0', '3/1', '2/1', '2/2', '1/2', '1/3', '0/3', '0/4']],
  [10, '25%', '25%', ['10/0', '10/3', '8/3', '8/5', '3/5', '3/10', '0/10']],
] as const)('a rollout of %i with surge %s and unavailable %s goes %j', (replicas, surge, unavailable, steps) => {
  expect(walk(replicas, surge, unavailable)).toEqual(steps);
});

test('controllers/deploy-rollover: what is not available goes first, whole', () => {
  const [oldest, middle] = [set(4), set(3, 0)];
  expect(oldSetSteps(deployment(5), [oldest, middle], set(0)).map(({ set: shrunk, replicas }) => [shrunk === middle, replicas])).toEqual([[true, 0]]);
});

test.each([
  ['controllers/deploy-proportional-scaling: 10 → 15', 15, 3, [[8, 13], [5, 13]], [11, 7]],
  ['15 → 5', 5, 3, [[11, 18], [7, 18]], [5, 3]],
  ['to nothing', 0, '25%', [[8, 13], [5, 13]], [0, 0]],
  ['what rounding leaves goes to the largest', 7, 0, [[3, 5], [1, 5], [1, 5]], [5, 1, 1]],
  ['sizes without annotation start from the status', 12, 0, [[3, 0], [3, 0]], [9, 3]],
] as const)('proportional scaling: %s', (_, replicas, surge, sizes, expected) => {
  const one = deployment(replicas, surge);
  const shared = proportionalSizes(one, sizes.map(([size, max]) => set(size, size, max)));
  expect(shared.map((step) => step.replicas)).toEqual(expected);
});
