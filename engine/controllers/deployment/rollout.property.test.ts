/** Whatever is done to it: a rolling update has never more pods than its ceiling, and never lets one go that it cannot spare. */
import { isPodActive, isPodAvailable, KINDS, type Deployment, type Pod } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import type { Component } from '../../client/index.ts';
import { createRandom, rfc3339, type Random } from '../../time/index.ts';
import { createReplicaSetController } from '../replicaset/controller.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { maxSurge, maxUnavailable, replicasOf, wantedPods } from './arithmetic.ts';
import { createDeploymentController } from './controller.ts';

const SEEDS = Array.from({ length: 30 }, (_, i) => `rollout-${i}`);
/** After a change of its size it may take so long until it keeps the new bounds. */
const SETTLE_MS = 1500;
const RACE_MS = 50;

/** Pods become ready after a while, those of a broken image never; deleted ones end after another. */
function kubelet(world: World, random: Random): Component {
  const { clock, context: { client } } = world;
  const because = { by: 'kubelet', rule: 'test' };
  return {
    name: 'kubelet',
    start() {
      client.informer(KINDS.Pod).onChange(({ type, object: pod, old }) => {
        const name = pod.metadata?.name ?? '';
        if (type === 'ADDED' && !(pod.spec?.containers[0]?.image ?? '').includes('broken')) {
          clock.after(random.int('ready', 50, 2500), () => {
            if (world.get(KINDS.Pod, name)?.metadata?.deletionTimestamp !== undefined) return;
            const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: rfc3339(clock.now) }];
            client.patch(KINDS.Pod, 'default', name, { status: { phase: 'Running', conditions } }, because, { subresource: 'status' });
          });
        }
        if (type === 'MODIFIED' && pod.metadata?.deletionTimestamp !== undefined && old.metadata?.deletionTimestamp === undefined) {
          clock.after(random.int('gone', 20, 1500), () => client.delete(KINDS.Pod, 'default', name, because, { gracePeriodSeconds: 0 }));
        }
      });
    },
    stop() { /* lives as long as the test */ },
  };
}

const amount = (random: Random, name: string): string | number =>
  (random.int(name, 0, 1) === 0 ? random.int(`${name} pods`, 0, 5) : `${random.int(`${name} percent`, 0, 100)}%`);

function deployment(random: Random): Deployment {
  let [surge, unavailable] = [amount(random, 'surge'), amount(random, 'unavailable')];
  // Both zero is refused.
  if ((surge === 0 || surge === '0%') && (unavailable === 0 || unavailable === '0%')) [surge, unavailable] = [1, 0];
  return {
    metadata: { name: 'web' },
    spec: {
      replicas: random.int('size', 1, 14), minReadySeconds: random.int('min ready', 0, 2), selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
      template: { metadata: { labels: { app: 'web' } }, spec: { ...podSpec('web:0'), nodeName: 'node01' } as NonNullable<Pod['spec']> },
    },
  };
}

/** Looks at every write; the complaints. */
function guard(world: World, calm: () => boolean): string[] {
  const complaints: string[] = [];
  const { clock } = world;
  world.store.subscribe('pods', ({ type, object, old }) => {
    const web = world.get(KINDS.Deployment, 'web');
    if (web === undefined || !calm()) return;
    const minReady = web.spec?.minReadySeconds ?? 0;
    const pods = world.list(KINDS.Pod);
    if (type === 'ADDED') {
      // One set's pods may come a moment before those of another go.
      const tooMany = (): string | undefined => {
        const active = world.list(KINDS.Pod).filter(isPodActive).length;
        const ceiling = replicasOf(web) + maxSurge(web);
        return active > ceiling ? `${active} pods of at most ${ceiling}` : undefined;
      };
      if (tooMany() !== undefined) clock.after(RACE_MS, () => { if (calm()) complaints.push(...[tooMany()].filter((text) => text !== undefined)); });
    }
    // Who goes first is not chosen by minReadySeconds: with it a pod can go that could not be spared, upstream too.
    const goes = minReady === 0 && type === 'MODIFIED' && isPodActive(old as Pod) && !isPodActive(object as Pod) && isPodAvailable(old as Pod, minReady, clock.now);
    const floor = replicasOf(web) - maxUnavailable(web);
    const left = pods.filter((pod) => isPodActive(pod) && isPodAvailable(pod, minReady, clock.now)).length;
    if (goes && left < floor) complaints.push(`one goes, ${left} are left of at least ${floor}`);
  });
  world.store.subscribe('replicasets.apps', () => {
    const web = world.get(KINDS.Deployment, 'web');
    const ceiling = web === undefined ? Infinity : replicasOf(web) + maxSurge(web);
    const wanted = wantedPods(world.list(KINDS.ReplicaSet));
    if (calm() && wanted > ceiling) complaints.push(`${wanted} pods wanted of at most ${ceiling}`);
  });
  return complaints;
}

function play(seed: string): { readonly complaints: readonly string[]; readonly end: Deployment['status']; readonly size: number } {
  const random = createRandom(seed);
  const world = createWorld(seed);
  let scaledAt = world.clock.now;
  const complaints = guard(world, () => world.clock.now - scaledAt > SETTLE_MS);
  world.start(createDeploymentController(world.context), createReplicaSetController(world.context), kubelet(world, random));
  world.create(KINDS.Deployment, deployment(random));
  world.run(6000);
  const image = (name: string): void => { world.patch(KINDS.Deployment, 'web', { spec: { template: { spec: { containers: [{ name: 'nginx', image: name }] as Json } } } }); };
  for (let step = 1; step <= 8; step++) {
    const what = random.int('what', 0, 5);
    if (what <= 2) image(`web:${step}`);
    else if (what === 3) image(`web:broken-${step}`);
    else if (what === 4) { scaledAt = world.clock.now; world.patch(KINDS.Deployment, 'web', { spec: { replicas: random.int('size', 1, 14) } }); }
    else world.patch(KINDS.Deployment, 'web', { spec: { paused: world.get(KINDS.Deployment, 'web')?.spec?.paused !== true } });
    world.run(random.int('wait', 1, 3000));
  }
  world.patch(KINDS.Deployment, 'web', { spec: { paused: false } });
  image('web:last');
  world.run(60_000);
  const web = world.get(KINDS.Deployment, 'web');
  return { complaints, end: web?.status, size: web?.spec?.replicas ?? 0 };
}

test.each(SEEDS)('%s', (seed) => {
  const { complaints, end, size } = play(seed);
  expect(complaints).toEqual([]);
  expect(end).toMatchObject({ replicas: size, updatedReplicas: size, availableReplicas: size });
});
