/** What holds for every job, whatever happens to its pods. */
import { isPodActive, KINDS, type Job, type Pod } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createRandom } from '../../time/index.ts';
import { createControllers } from '../index.ts';
import { indexByController } from '../owners.ts';
import type { Request } from '../request.ts';
import { startRunners } from '../testing/runners.ts';
import { addNodes, createWorld, podSpec, type World } from '../testing/world.ts';
import { NO_BACK_OFF, type BackOff } from './backoff.ts';
import { countIndexes, parseIndexes } from './indexes.ts';
import { reconcileJob } from './reconcile.ts';

type Plan = { readonly world: World; readonly job: Job; readonly chance: (percent: number) => boolean };

/** A job of any kind whose pods succeed, fail, or are deleted. */
function plan(seed: string, controllers: (world: World) => void): Plan {
  const random = createRandom(seed);
  const upTo = (most: number): number => random.int('amount', 0, most);
  const chance = (percent: number): boolean => random.float('chance') * 100 < percent;
  const world = createWorld(seed);
  addNodes(world);
  controllers(world);
  const failing = upTo(50);
  startRunners(world, () => ({ runMs: 500 + upTo(5000), code: chance(failing) ? 1 : 0 }), { stopMs: 100 + upTo(4000), removeMs: 300 });
  const indexed = chance(50);
  const completions = indexed || chance(70) ? { completions: upTo(8) } : {};
  const perIndex = indexed && chance(50);
  const job: Job = {
    metadata: { name: 'work' },
    spec: {
      parallelism: 1 + upTo(5), ...completions, backoffLimit: upTo(4), completionMode: indexed ? 'Indexed' : 'NonIndexed',
      ...(chance(50) ? { podReplacementPolicy: 'Failed' } : {}), ...(perIndex ? { backoffLimitPerIndex: upTo(2), ...(chance(50) ? { maxFailedIndexes: Math.min(1, completions.completions ?? 0) } : {}) } : {}),
      template: { spec: { restartPolicy: 'Never', ...podSpec() } },
    },
  };
  return { world, job, chance };
}

const isTracked = (pod: Pod | undefined): boolean => pod?.metadata?.finalizers?.includes('batch.kubernetes.io/job-tracking') === true;
const SEEDS = Array.from({ length: 20 }, (_, i) => `job-${i}`);

test.each(SEEDS)('%s: never too many, each pod counted once, nobody held back', (seed) => {
  const { world, job, chance } = plan(seed, (each) => each.start(createScheduler(each.context), ...createControllers(each.context)));
  const ends = { succeeded: 0, failed: 0, cut: 0 };
  let most = 0;
  world.store.subscribe('pods', ({ object, old, type }) => {
    most = Math.max(most, world.list(KINDS.Pod).filter(isPodActive).length);
    const pod = object as Pod;
    if (isTracked(old as Pod | undefined) && (type === 'DELETED' || !isTracked(pod))) ends[pod.status?.phase === 'Succeeded' ? 'succeeded' : pod.status?.phase === 'Failed' || job.spec?.podReplacementPolicy !== 'Failed' ? 'failed' : 'cut']++;
  });
  const { completions, parallelism = 0, completionMode } = world.create(KINDS.Job, job).spec ?? {};
  const isOver = (): boolean => /^(Complete|Failed)$/.test(world.get(KINDS.Job, 'work')?.status?.conditions?.at(-1)?.type ?? '');
  for (let step = 0; step < 1000 && !isOver(); step++) {
    world.run(500);
    const running = world.list(KINDS.Pod).filter(isPodActive);
    if (step < 100 && running[0] !== undefined && chance(5)) world.remove(KINDS.Pod, running[0].metadata?.name ?? '');
    const { succeeded = 0 } = world.get(KINDS.Job, 'work')?.status ?? {};
    expect(succeeded).toBeLessThanOrEqual(completions ?? Infinity);
  }
  world.run(2000);
  const { status } = world.get(KINDS.Job, 'work') ?? {};
  const failed = status?.conditions?.at(-1)?.type === 'Failed';
  expect(most).toBeLessThanOrEqual(parallelism);
  expect(status?.conditions?.at(-1)?.type).toMatch(/^(Complete|Failed)$/);
  expect(world.list(KINDS.Pod).filter(isTracked)).toEqual([]);
  expect([status?.active, status?.terminating, status?.ready, status?.uncountedTerminatedPods]).toEqual([undefined, 0, 0, {}]);
  const counted = completionMode === 'Indexed' ? countIndexes(parseIndexes(status?.completedIndexes ?? '', 100)) : ends.succeeded;
  // Who was being deleted and awaited when the job was complete has not failed.
  expect([status?.succeeded ?? 0, status?.failed ?? 0]).toEqual([counted, ends.failed + (failed ? ends.cut : 0)]);
});

/** One sync, its requests sent at once. */
function sync(world: World, memory: { backOff: BackOff }): readonly Request[] {
  const { client } = world.context;
  const podsOf = indexByController(client.informer(KINDS.Pod));
  const job = world.get(KINDS.Job, 'work');
  if (job === undefined) return [];
  const work = reconcileJob({
    job, owned: podsOf.owned(job.metadata?.uid ?? ''), orphans: podsOf.orphans('default'), now: () => world.clock.now,
    backOff: memory.backOff, remember: (backOff) => { memory.backOff = backOff; },
  });
  const sent: Request[] = [];
  for (let next = work.next(); next.done !== true;) {
    const { value } = next;
    sent.push(...value.filter(({ verb }) => verb !== 'again'));
    next = work.next(value.map((request) => {
      switch (request.verb) {
        case 'create': return client.create(request.kind, request.object, request.because);
        case 'update': return client.update(request.kind, request.object, request.because, request.subresource);
        case 'patch': return client.patch(request.kind, request.namespace, request.name, request.patch, request.because, { type: request.type ?? 'merge' });
        case 'delete': return client.delete(request.kind, request.namespace, request.name, request.because);
        default: return undefined;
      }
    }));
  }
  return sent;
}

/** What a look has done can be what the next one counts: a successor knows of the failed pod before it, a deleted pod has failed. */
const MOST_LOOKS = 3;
test.each(SEEDS.slice(0, 8))('%s: having looked, it soon asks for nothing', (seed) => {
  const { world, job, chance } = plan(seed, (each) =>
    each.start(createScheduler(each.context), ...createControllers(each.context).filter(({ name }) => name !== 'job-controller')));
  world.create(KINDS.Job, job);
  const memory = { backOff: NO_BACK_OFF };
  for (let step = 0; step < 120; step++) {
    world.run(700);
    if (chance(4)) world.remove(KINDS.Pod, world.list(KINDS.Pod)[0]?.metadata?.name ?? 'none');
    const looks = Array.from({ length: MOST_LOOKS }, () => sync(world, memory).filter(({ verb }) => verb !== 'event').map(({ verb }) => verb));
    expect(looks.at(-1)).toEqual([]);
  }
});
