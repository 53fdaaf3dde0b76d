import { KINDS, type Job, type JobStatus, type Pod } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { startRunners, type Fate } from '../testing/runners.ts';
import { addNodes, createWorld, podSpec, watch, type World } from '../testing/world.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const indexOf = (pod: Pod): number => Number(pod.metadata?.annotations?.[INDEX] ?? -1);
const jobOf = (spec: object, podParts: object = {}): Job =>
  ({ metadata: { name: 'work' }, spec: { template: { spec: { restartPolicy: 'Never', ...podSpec(), ...podParts } }, ...spec } } as Job);

function start(fateOf: (pod: Pod) => Fate): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context));
  startRunners(world, fateOf);
  world.run(100);
  return world;
}
/** `active ready terminating succeeded failed`, then what waits to be counted, indexes and conditions. */
const line = ({ active = 0, ready = 0, terminating = 0, succeeded = 0, failed = 0, uncountedTerminatedPods: u, completedIndexes, failedIndexes, conditions = [] }: JobStatus): string =>
  [`a${active} r${ready} t${terminating} s${succeeded} f${failed}`, ...((u?.succeeded ?? []).length > 0 ? [`+s${u?.succeeded?.length}`] : []),
    ...((u?.failed ?? []).length > 0 ? [`+f${u?.failed?.length}`] : []), ...(completedIndexes === undefined ? [] : [`done ${completedIndexes}`]),
    ...(failedIndexes === undefined ? [] : [`lost ${failedIndexes}`]), ...conditions.map(({ type, status, reason }) => `${status === 'True' ? '' : 'not '}${type}:${reason}`)].join(' ');
const statuses = (world: World): string[] => watch(world, ['jobs.batch'], ({ object, type }) => (type === 'DELETED' ? 'deleted' : line((object as Job).status ?? {})));
const job = (world: World): Job | undefined => world.get(KINDS.Job, 'work');
const tracked = (world: World): number => world.list(KINDS.Pod).filter(({ metadata }) => metadata?.finalizers?.includes('batch.kubernetes.io/job-tracking')).length;
const created = (world: World): readonly number[] => {
  const times: number[] = [];
  const begin = world.clock.now;
  world.store.subscribe('pods', ({ type }) => { if (type === 'ADDED') times.push(Math.round((world.clock.now - begin) / 1000)); });
  return times;
};

test('controllers/job-parallel-completions: two at a time until four have succeeded', () => {
  const world = start(() => ({ runMs: 6000, code: 0 }));
  const lines = statuses(world);
  world.create(KINDS.Job, jobOf({ parallelism: 2, completions: 4 }));
  world.run(30_000);
  expect(lines).toEqual(['a0 r0 t0 s0 f0', 'a2 r0 t0 s0 f0', 'a2 r2 t0 s0 f0', 'a2 r0 t0 s0 f0 +s2', 'a2 r0 t0 s2 f0', 'a2 r2 t0 s2 f0',
    'a0 r0 t0 s2 f0 +s2 SuccessCriteriaMet:CompletionsReached', 'a0 r0 t0 s4 f0 SuccessCriteriaMet:CompletionsReached Complete:CompletionsReached']);
  expect(tracked(world)).toBe(0);
  expect(world.events('Completed')).toEqual(['Job completed']);
  expect(job(world)?.status).toMatchObject({ ready: 0, terminating: 0, uncountedTerminatedPods: {} });
});

test('a work queue: once one has succeeded no more are begun, and the others are waited for', () => {
  const world = start((pod) => ({ runMs: pod.metadata?.name === world.list(KINDS.Pod)[0]?.metadata?.name ? 3000 : 9000, code: 0 }));
  world.create(KINDS.Job, { ...jobOf({ parallelism: 3 }), spec: { ...jobOf({}).spec, parallelism: 3 } } as Job);
  world.run(6000);
  expect(line(job(world)?.status ?? {})).toBe('a2 r2 t0 s1 f0');
  world.run(10_000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s3 f0 SuccessCriteriaMet:CompletionsReached Complete:CompletionsReached');
  expect(world.list(KINDS.Pod)).toHaveLength(3);
});

test('controllers/job-backoff-limit-never: pods at 0, 10 and 30 s, then it has failed', () => {
  const world = start(() => ({ runMs: 100, code: 1 }));
  const [lines, times] = [statuses(world), created(world)];
  world.create(KINDS.Job, jobOf({ backoffLimit: 2 }));
  world.run(60_000);
  expect(times).toEqual([0, 10, 30]);
  expect(lines.slice(-2)).toEqual(['a0 r0 t0 s0 f2 +f1 FailureTarget:BackoffLimitExceeded', 'a0 r0 t0 s0 f3 FailureTarget:BackoffLimitExceeded Failed:BackoffLimitExceeded']);
  expect(world.events('BackoffLimitExceeded')).toEqual(['Job has reached the specified backoff limit']);
  expect([world.list(KINDS.Pod).length, tracked(world)]).toEqual([3, 0]);
});

test('controllers/job-backoff-limit-per-index: each index rests for itself; a failed pod is counted when its successor knows of it', () => {
  const world = start((pod) => ({ runMs: 1000, code: indexOf(pod) % 2 }));
  const [lines, times] = [statuses(world), created(world)];
  world.create(KINDS.Job, jobOf({ completions: 4, parallelism: 4, completionMode: 'Indexed', backoffLimitPerIndex: 1 }));
  world.run(40_000);
  expect(lines).toContain('a0 r0 t0 s2 f0 done 0,2 lost ');
  expect(lines).toContain('a2 r0 t0 s2 f0 done 0,2 lost ');
  expect(lines.at(-1)).toBe('a0 r0 t0 s2 f4 done 0,2 lost 1,3 FailureTarget:FailedIndexes Failed:FailedIndexes');
  expect(times).toEqual([0, 0, 0, 0, 11, 11]);
  expect(world.list(KINDS.Pod).map((pod) => `${indexOf(pod)}:${pod.metadata?.annotations?.['batch.kubernetes.io/job-index-failure-count']}`).sort()).toEqual(['0:0', '1:0', '1:1', '2:0', '3:0', '3:1']);
  expect(world.list(KINDS.Pod)[0]).toMatchObject({ metadata: { labels: { [INDEX]: '0' } }, spec: { hostname: 'work-0' } });
});

test('controllers/job-max-failed-indexes: the others are deleted, and only when they are gone the job has failed', () => {
  const world = start((pod) => (indexOf(pod) < 2 ? { runMs: 2000, code: 1 } : undefined));
  const lines = statuses(world);
  world.create(KINDS.Job, jobOf({ completions: 4, parallelism: 4, completionMode: 'Indexed', backoffLimitPerIndex: 0, maxFailedIndexes: 1 }));
  world.run(20_000);
  expect(lines.slice(-4)).toEqual(['a0 r0 t2 s0 f0 +f4 lost 0,1 FailureTarget:MaxFailedIndexesExceeded', 'a0 r0 t2 s0 f4 lost 0,1 FailureTarget:MaxFailedIndexesExceeded',
    'a0 r0 t0 s0 f4 lost 0,1 FailureTarget:MaxFailedIndexesExceeded', 'a0 r0 t0 s0 f4 lost 0,1 FailureTarget:MaxFailedIndexesExceeded Failed:MaxFailedIndexesExceeded']);
});

test('controllers/job-success-policy: the leader is enough, and who is deleted then has not failed', () => {
  const world = start((pod) => (indexOf(pod) === 0 ? { runMs: 3000, code: 0 } : undefined));
  world.create(KINDS.Job, jobOf({ completions: 3, parallelism: 3, completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes: '0', succeededCount: 1 }] } }));
  world.run(20_000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s1 f0 done 0 SuccessCriteriaMet:SuccessPolicy Complete:SuccessPolicy');
  expect(world.events('SuccessfulDelete')).toHaveLength(2);
  expect(world.list(KINDS.Pod)).toHaveLength(1);
});

test.each([['TerminatingOrFailed', 10], ['Failed', 13]])('controllers/job-pod-replacement-policy: %s makes a new pod after %i s', (podReplacementPolicy, second) => {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context));
  startRunners(world, () => undefined, { stopMs: 3000 });
  world.create(KINDS.Job, jobOf({ podReplacementPolicy }));
  world.run(3000);
  const times = created(world);
  world.remove(KINDS.Pod, world.list(KINDS.Pod)[0]?.metadata?.name ?? '');
  world.run(2000);
  expect(line(job(world)?.status ?? {})).toBe(podReplacementPolicy === 'Failed' ? 'a0 r0 t1 s0 f0' : 'a0 r0 t1 s0 f1');
  world.run(18_000);
  expect(times).toEqual([second]);
  expect(line(job(world)?.status ?? {})).toBe('a1 r1 t0 s0 f1');
});

test('a pod failure policy ends the job, or looks away', () => {
  const policy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }, { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } }] };
  const codes = [7, 7, 42];
  const world = start(() => ({ runMs: 100, code: codes.shift() ?? 0 }));
  world.create(KINDS.Job, jobOf({ backoffLimit: 0, podFailurePolicy: policy }));
  world.run(60_000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s0 f1 FailureTarget:PodFailurePolicy Failed:PodFailurePolicy');
  const last = world.list(KINDS.Pod).find(({ status }) => status?.containerStatuses?.[0]?.state?.terminated?.exitCode === 42);
  expect(world.events('PodFailurePolicy')).toEqual([`Container nginx for pod default/${last?.metadata?.name} failed with exit code 42 matching FailJob rule at index 0`]);
  expect([world.list(KINDS.Pod).length, tracked(world)]).toEqual([3, 0]);
});

test('the deadline ends what runs', () => {
  const world = start(() => undefined);
  world.create(KINDS.Job, jobOf({ parallelism: 2, completions: 5, activeDeadlineSeconds: 5 }));
  world.run(4500);
  expect(line(job(world)?.status ?? {})).toBe('a2 r2 t0 s0 f0');
  world.run(10_000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s0 f2 FailureTarget:DeadlineExceeded Failed:DeadlineExceeded');
  expect(world.events('DeadlineExceeded')).toEqual(['Job was active longer than specified deadline']);
});

test('suspended, changed meanwhile, resumed, suspended again', () => {
  const world = start(() => undefined);
  const lines = statuses(world);
  world.create(KINDS.Job, jobOf({ suspend: true, parallelism: 2, completions: 2, activeDeadlineSeconds: 60 }));
  world.run(2000);
  expect(lines).toEqual(['a0 r0 t0 s0 f0', 'a0 r0 t0 s0 f0 Suspended:JobSuspended']);
  expect(job(world)?.status?.startTime).toBeUndefined();
  world.patch(KINDS.Job, 'work', { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } });
  world.patch(KINDS.Job, 'work', { spec: { template: { spec: { nodeSelector: null } } } });
  expect(() => world.patch(KINDS.Job, 'work', { spec: { template: { spec: { hostNetwork: true } } } })).toThrow(/^Job.batch "work" is invalid: spec.template.spec: Invalid value: .*: field is immutable$/);
  world.patch(KINDS.Job, 'work', { spec: { suspend: false } });
  world.run(3000);
  expect(line(job(world)?.status ?? {})).toBe('a2 r2 t0 s0 f0 not Suspended:JobResumed');
  expect(() => world.patch(KINDS.Job, 'work', { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } })).toThrow(/spec.template: Invalid value: .*: field is immutable$/);
  world.patch(KINDS.Job, 'work', { spec: { suspend: true } });
  world.run(5000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s0 f0 Suspended:JobSuspended');
  expect([job(world)?.status?.startTime, world.list(KINDS.Pod).length]).toEqual([undefined, 0]);
  expect([...world.events('Suspended'), ...world.events('Resumed')]).toEqual(['Job suspended', 'Job resumed']);
});

test('less parallelism deletes pods that count for nothing; more completions make new ones', () => {
  const world = start(() => undefined);
  world.create(KINDS.Job, jobOf({ parallelism: 3, completions: 3, completionMode: 'Indexed' }));
  world.run(3000);
  world.patch(KINDS.Job, 'work', { spec: { parallelism: 1 } });
  world.run(5000);
  expect([line(job(world)?.status ?? {}), world.events('SuccessfulDelete').length]).toEqual(['a1 r1 t0 s0 f0', 2]);
  world.patch(KINDS.Job, 'work', { spec: { parallelism: 4, completions: 4 } });
  world.run(3000);
  expect([line(job(world)?.status ?? {}), world.list(KINDS.Pod).map(indexOf).sort((a, b) => a - b)]).toEqual(['a4 r4 t0 s0 f0', [0, 1, 2, 3]]);
});

test('a job that somebody else looks after is left alone', () => {
  const world = start(() => undefined);
  world.create(KINDS.Job, jobOf({ managedBy: 'example.com/queue' }));
  world.run(5000);
  expect([world.list(KINDS.Pod), job(world)?.status]).toEqual([[], {}]);
});

test('controllers/job-delete-cascade: pods go with their job; orphaned they stay, without finalizer and owner', () => {
  const world = start(() => undefined);
  world.create(KINDS.Job, jobOf({}));
  world.run(3000);
  world.remove(KINDS.Job, 'work', 'Background');
  world.run(5000);
  expect(world.list(KINDS.Pod)).toEqual([]);
  world.create(KINDS.Job, jobOf({}));
  world.run(3000);
  expect(world.request('DELETE', '/apis/batch/v1/namespaces/default/jobs/work').warnings?.[0]).toMatch(/^child pods are preserved by default when jobs are deleted; /);
  world.run(3000);
  expect(job(world)).toBeUndefined();
  expect(world.list(KINDS.Pod).map(({ metadata }) => [metadata?.finalizers, metadata?.ownerReferences])).toEqual([[undefined, undefined]]);
});

test('a pod without owner that matches is taken over, and counted once it ends', () => {
  const world = start(() => ({ runMs: 4000, code: 0 }));
  world.create(KINDS.Pod, { metadata: { name: 'mine', labels: { app: 'x' } }, spec: { ...podSpec(), restartPolicy: 'Never' } } as Pod);
  world.create(KINDS.Job, { ...jobOf({}), spec: { ...jobOf({}).spec, manualSelector: true, selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } }, spec: jobOf({}).spec?.template.spec } } } as Job);
  world.run(2000);
  expect(world.get(KINDS.Pod, 'mine')?.metadata).toMatchObject({ finalizers: ['batch.kubernetes.io/job-tracking'], ownerReferences: [{ kind: 'Job', name: 'work', controller: true }] });
  world.run(6000);
  expect([line(job(world)?.status ?? {}), world.list(KINDS.Pod).length]).toEqual(['a0 r0 t0 s1 f0 SuccessCriteriaMet:CompletionsReached Complete:CompletionsReached', 1]);
});

test('no completions: complete at once', () => {
  const world = start(() => undefined);
  world.create(KINDS.Job, jobOf({ completions: 0 }));
  world.run(2000);
  expect(line(job(world)?.status ?? {})).toBe('a0 r0 t0 s0 f0 SuccessCriteriaMet:CompletionsReached Complete:CompletionsReached');
});

test('a refused pod is tried again after 1, 2, 4 s …, one at a time', () => {
  const world = start(() => undefined);
  world.create(KINDS.ResourceQuota, { metadata: { name: 'q' }, spec: { hard: { pods: '0' } } });
  world.run(1000);
  world.create(KINDS.Job, jobOf({ parallelism: 5, completions: 5 }));
  world.run(16_500);
  expect(world.list(KINDS.Pod)).toEqual([]);
  const events = world.context.client.informer(KINDS.Event).list().filter(({ reason }) => reason === 'FailedCreate');
  expect(events.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(5);
  expect(world.events('FailedCreate')[0]).toMatch(/^Error creating: pods "work-.{5}" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0$/);
});

test.each([[3, 0], [0, 1]])('gone %i s after its end, with its pods (exit code %i)', (ttlSecondsAfterFinished, code) => {
  const world = start(() => ({ runMs: 1000, code }));
  const lines = statuses(world);
  world.create(KINDS.Job, jobOf({ ttlSecondsAfterFinished, backoffLimit: 0 }));
  world.run(15_000);
  expect(lines.at(-1)).toBe('deleted');
  expect(world.list(KINDS.Pod)).toEqual([]);
});
