import { KINDS, type Deployment, type ReplicaSet } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, fakeKubelets, podSpec, watch, type World } from '../testing/world.ts';

const nginx = (replicas: number, more: Partial<NonNullable<Deployment['spec']>> = {}): Deployment => ({
  metadata: { name: 'nginx', labels: { app: 'nginx' } },
  spec: { replicas, selector: { matchLabels: { app: 'nginx' } }, template: { metadata: { labels: { app: 'nginx' } }, spec: podSpec() }, ...more },
});
const image = (name: string): { readonly [key: string]: Json } => ({ spec: { template: { spec: podSpec(name) as unknown as Json } } });
const rolling = (maxSurge: string | number, maxUnavailable: string | number): Partial<NonNullable<Deployment['spec']>> => ({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } });

function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context),
    fakeKubelets(world, { staggerMs: 70, ready: (pod) => pod.spec?.containers[0]?.image !== 'nginx:broken' }));
  world.run(100);
  return world;
}

/** The Deployment's writes: revision, counts (absent as `-`) and reasons, in the order of the conditions. */
const deploymentLine = ({ metadata, status = {} }: Deployment): string => {
  const { replicas = '-', updatedReplicas = '-', readyReplicas = '-', unavailableReplicas = '-', terminatingReplicas = '-', observedGeneration = '-' } = status;
  const conditions = (status.conditions ?? []).map(({ status: state, reason }) => `${reason}${state === 'Unknown' ? '?' : ''}`).join(' ');
  return `D g${observedGeneration} rev ${metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? '-'} r${replicas} u${updatedReplicas} ready ${readyReplicas} un${unavailableReplicas} t${terminatingReplicas} ${conditions}`.trim();
};
/** `old 3→2`: sizes as they are set. */
const setLine = (set: ReplicaSet, old: ReplicaSet | undefined): string | undefined =>
  (set.spec?.replicas === old?.spec?.replicas ? undefined : `RS ${set.metadata?.annotations?.['deployment.kubernetes.io/revision']}: ${old?.spec?.replicas ?? '+'}→${set.spec?.replicas}`);
const history = (world: World): string[] => watch(world, ['deployments.apps', 'replicasets.apps'], ({ resource, type, object, old }) => {
  if (type === 'DELETED') return `${resource} deleted`;
  return resource === 'deployments.apps' ? deploymentLine(object as Deployment) : setLine(object as ReplicaSet, old as ReplicaSet | undefined);
});
const sizes = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('RS'));

test('controllers/deploy-create-rollout, deploy-update-image, deploy-bad-image-undo: the order of all writes', () => {
  const world = start();
  const lines = history(world);
  world.create(KINDS.Deployment, nginx(3));
  world.run(3000);
  expect(lines.splice(0)).toEqual([
    'D g- rev - r- u- ready - un- t-',
    'RS 1: +→3',
    'D g- rev 1 r- u- ready - un- t- NewReplicaSetCreated',
    'D g1 rev 1 r- u- ready - un3 t0 NewReplicaSetCreated MinimumReplicasUnavailable',
    'D g1 rev 1 r3 u3 ready - un3 t0 MinimumReplicasUnavailable ReplicaSetUpdated',
    'D g1 rev 1 r3 u3 ready 1 un2 t0 MinimumReplicasUnavailable ReplicaSetUpdated',
    'D g1 rev 1 r3 u3 ready 2 un1 t0 MinimumReplicasUnavailable ReplicaSetUpdated',
    'D g1 rev 1 r3 u3 ready 3 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable',
  ]);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:broken'));
  world.run(3000);
  expect(lines.splice(0)).toEqual([
    'D g1 rev 1 r3 u3 ready 3 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable',
    'RS 2: +→1',
    'D g1 rev 2 r3 u3 ready 3 un- t0 MinimumReplicasAvailable NewReplicaSetCreated',
    'D g2 rev 2 r3 u- ready 3 un1 t0 MinimumReplicasAvailable NewReplicaSetCreated',
    'D g2 rev 2 r4 u1 ready 3 un1 t0 MinimumReplicasAvailable ReplicaSetUpdated',
  ]);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.14.2'));
  world.run(3000);
  expect(lines.splice(0)).toEqual([
    'D g2 rev 2 r4 u1 ready 3 un1 t0 MinimumReplicasAvailable ReplicaSetUpdated',
    'D g2 rev 3 r4 u1 ready 3 un1 t0 MinimumReplicasAvailable ReplicaSetUpdated',
    'RS 2: 1→0',
    'D g3 rev 3 r4 u3 ready 3 un- t0 MinimumReplicasAvailable ReplicaSetUpdated',
    'D g3 rev 3 r3 u3 ready 3 un- t1 MinimumReplicasAvailable NewReplicaSetAvailable',
    'D g3 rev 3 r3 u3 ready 3 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable',
  ]);
  const sets = world.list(KINDS.ReplicaSet).map(({ metadata }) => [metadata?.annotations?.['deployment.kubernetes.io/revision'], metadata?.annotations?.['deployment.kubernetes.io/revision-history']]);
  expect(Object.fromEntries(sets)).toEqual({ 2: undefined, 3: '1' });
});

test.each([
  ['controllers/deploy-rolling-surge0-unavail1-r4', 4, rolling(0, 1), ['1: 4→3', '2: +→0', '2: 0→1', '1: 3→2', '2: 1→2', '1: 2→1', '2: 2→3', '1: 1→0', '2: 3→4']],
  ['controllers/deploy-rolling-surge1-unavail0-r4', 4, rolling(1, 0), ['2: +→1', '1: 4→3', '2: 1→2', '1: 3→2', '2: 2→3', '1: 2→1', '2: 3→4', '1: 1→0']],
  ['controllers/deploy-rolling-surge25-unavail25-r4', 4, rolling('25%', '25%'), ['2: +→1', '1: 4→3', '2: 1→2', '1: 3→2', '2: 2→3', '1: 2→1', '2: 3→4', '1: 1→0']],
] as const)('%s: sizes step by step', (_, replicas, strategy, steps) => {
  const world = start();
  world.create(KINDS.Deployment, nginx(replicas, strategy));
  world.run(4000);
  const lines = history(world);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.16.1'));
  world.run(15_000);
  expect(sizes(lines).map((line) => line.slice(3)).toSorted()).toEqual([...steps].toSorted());
  const both = sizes(lines).map((line) => line.slice(3)).filter((line) => !line.includes('+'));
  expect(both).toEqual(steps.filter((line) => !line.includes('+')));
});

test('controllers/deploy-rolling-surge25-unavail25-r10: the first steps, and never too many or too few', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(10, rolling('25%', '25%')));
  world.run(4000);
  const lines = history(world);
  let [most, least] = [0, 10];
  world.store.subscribe('deployments.apps', ({ object }) => {
    const { replicas = 0, availableReplicas = 0 } = (object as Deployment).status ?? {};
    most = Math.max(most, replicas);
    least = Math.min(least, availableReplicas);
  });
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.16.1'));
  world.run(15_000);
  expect(sizes(lines).slice(0, 3)).toEqual(['RS 2: +→3', 'RS 1: 10→8', 'RS 2: 3→5']);
  expect([most <= 13, least >= 8]).toEqual([true, true]);
  expect(lines.at(-1)).toBe('D g2 rev 2 r10 u10 ready 10 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable');
});

test('controllers/deploy-pause-resume: changes wait, scaling does not, resuming rolls out once', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(3));
  world.run(3000);
  const lines = history(world);
  world.patch(KINDS.Deployment, 'nginx', { spec: { paused: true } });
  world.run(100);
  expect(lines.splice(0).slice(1)).toEqual([
    'D g1 rev 1 r3 u3 ready 3 un- t0 MinimumReplicasAvailable DeploymentPaused?', 'D g2 rev 1 r3 u3 ready 3 un- t0 MinimumReplicasAvailable DeploymentPaused?',
  ]);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.16.1'));
  world.run(100);
  expect(lines.splice(0).slice(1)).toEqual(['D g3 rev 1 r3 u- ready 3 un- t0 MinimumReplicasAvailable DeploymentPaused?']);
  world.patch(KINDS.Deployment, 'nginx', { spec: { replicas: 4 } });
  world.run(3000);
  expect(sizes(lines.splice(0))).toEqual(['RS 1: 3→4']);
  world.patch(KINDS.Deployment, 'nginx', { spec: { paused: null } });
  world.run(100);
  expect(lines.slice(0, 4)).toEqual([
    'D g4 rev 1 r4 u- ready 4 un- t0 MinimumReplicasAvailable DeploymentPaused?', 'D g4 rev 1 r4 u- ready 4 un- t0 MinimumReplicasAvailable DeploymentResumed?',
    'RS 2: +→1', 'D g4 rev 2 r4 u- ready 4 un- t0 MinimumReplicasAvailable DeploymentResumed?',
  ]);
  world.run(10_000);
  expect(lines.at(-1)).toBe('D g5 rev 2 r4 u4 ready 4 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable');
});

test('controllers/deploy-proportional-scaling', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(10, rolling(3, 2)));
  world.run(4000);
  const lines = history(world);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:broken'));
  world.run(4000);
  world.patch(KINDS.Deployment, 'nginx', { spec: { replicas: 15 } });
  world.run(4000);
  world.patch(KINDS.Deployment, 'nginx', { spec: { replicas: 5 } });
  world.run(4000);
  expect(sizes(lines)).toEqual(['RS 2: +→3', 'RS 1: 10→8', 'RS 2: 3→5', 'RS 1: 8→11', 'RS 2: 5→7', 'RS 1: 11→5', 'RS 2: 7→3', 'RS 1: 5→3', 'RS 2: 3→5']);
});

test('controllers/deploy-progress-deadline: told once the time has passed without progress, taken back by progress', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(3, { progressDeadlineSeconds: 10 }));
  world.run(3000);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:broken'));
  const progressing = () => world.get(KINDS.Deployment, 'nginx')?.status?.conditions?.find(({ type }) => type === 'Progressing');
  world.run(9000);
  expect(progressing()).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' });
  world.run(4000);
  expect(progressing()).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded', message: expect.stringMatching(/^ReplicaSet "nginx-\w+" has timed out progressing\.$/) });
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.16.1'));
  world.run(10_000);
  expect(progressing()).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
});

test('controllers/deploy-revision-history-limit: the oldest set that holds nothing goes', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(2, { revisionHistoryLimit: 1 }));
  world.run(3000);
  for (const tag of ['1.16.1', '1.25', '1.27']) { world.patch(KINDS.Deployment, 'nginx', image(`nginx:${tag}`)); world.run(6000); }
  expect(world.list(KINDS.ReplicaSet).map(({ metadata }) => metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? '').toSorted()).toEqual(['3', '4']);
  world.patch(KINDS.Deployment, 'nginx', { spec: { revisionHistoryLimit: 0 } });
  world.run(1000);
  expect(world.list(KINDS.ReplicaSet)).toHaveLength(1);
});

test('Recreate: all old pods are gone before a new set is made', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(3, { strategy: { type: 'Recreate' } }));
  world.run(3000);
  const lines = history(world);
  world.patch(KINDS.Deployment, 'nginx', image('nginx:1.16.1'));
  world.run(200);
  expect(sizes(lines)).toEqual(['RS 1: 3→0']);
  world.run(6000);
  expect(sizes(lines)).toEqual(['RS 1: 3→0', 'RS 2: +→3']);
  expect(lines.at(-1)).toBe('D g2 rev 2 r3 u3 ready 3 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable');
});

test('controllers/deploy-delete-orphan: a new Deployment finds the set that an old one left', () => {
  const world = start();
  world.create(KINDS.Deployment, nginx(2));
  world.run(3000);
  world.remove(KINDS.Deployment, 'nginx', 'Orphan');
  world.run(1000);
  expect(world.list(KINDS.ReplicaSet).map(({ metadata }) => metadata?.ownerReferences)).toEqual([undefined]);
  const lines = history(world);
  world.create(KINDS.Deployment, nginx(2));
  world.run(1000);
  expect(lines).toEqual([
    'D g- rev - r- u- ready - un- t-', 'D g- rev 1 r- u- ready - un- t- FoundNewReplicaSet', 'D g1 rev 1 r2 u2 ready 2 un- t0 MinimumReplicasAvailable NewReplicaSetAvailable',
  ]);
});
