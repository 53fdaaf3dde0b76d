/** Random orders at random moments: whatever happens, pods end where their objects say, and nothing is left behind. */
import { createRandom } from '../../time/index.ts';
import { KINDS, type Pod, type PodSpec } from '../../api/index.ts';
import { BECAUSE, createTestWorld } from '../testing/testWorld.ts';

const sh = (name: string, script: string, more: object = {}): PodSpec['containers'][number] => ({ name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const SPECS: readonly Partial<PodSpec>[] = [
  { containers: [sh('a', 'sleep 600')] },
  { containers: [sh('a', 'exit 1')] },
  { restartPolicy: 'Never', containers: [sh('a', 'sleep 3'), sh('b', 'sleep 5; exit 1')] },
  { terminationGracePeriodSeconds: 3, containers: [sh('a', 'sleep 600', { livenessProbe: { periodSeconds: 2, exec: { command: ['false'] } } })] },
  { initContainers: [sh('i', 'sleep 2'), sh('s', 'sleep 600', { restartPolicy: 'Always' })], containers: [sh('a', 'sleep 600', { readinessProbe: { exec: { command: ['true'] } } })] },
  { containers: [{ name: 'a', image: 'nginx:1.161' }] },
  { containers: [{ name: 'a', image: 'nginx:1.25', startupProbe: { httpGet: { port: 80 } }, lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 2 } } } }] },
  { volumes: [{ name: 'v', hostPath: { path: '/nowhere', type: 'Directory' } }], containers: [sh('a', 'true', { volumeMounts: [{ name: 'v', mountPath: '/v' }] })] },
];

it.each(['one', 'two', 'three'])('seed %s', (seed) => {
  const world = createTestWorld({ seed });
  const random = createRandom(seed);
  let count = 0;
  let up = true;
  const names = (): string[] => world.store.list('pods', 'default').map((pod) => pod.metadata?.name ?? '');
  for (let step = 0; step < 70; step++) {
    world.clock.advance(random.int('wait', 0, 2500));
    const dice = random.int('order', 0, 9);
    if (dice < 4) world.run(random.pick('spec', SPECS), `pod-${count++}`);
    else if (dice < 8 && names().length > 0) {
      const grace = random.pick('grace', [undefined, 0, 1, 5]);
      world.client.delete(KINDS.Pod, 'default', random.pick('victim', names()), BECAUSE, grace === undefined ? {} : { gracePeriodSeconds: grace });
    } else if (dice === 8) { if (up) world.kubelet.stop(); else world.kubelet.start(); up = !up; } else if (!up) world.runtime.powerOff();
  }
  if (!up) world.kubelet.start();
  world.seconds(30);
  const phases = (world.store.list('pods', 'default') as readonly Pod[]).filter((pod) => pod.metadata?.deletionTimestamp === undefined).map((pod) => pod.status?.phase);
  expect(['Pending', 'Running', 'Succeeded', 'Failed']).toEqual(expect.arrayContaining([...new Set(phases)]));
  for (const name of names()) world.client.delete(KINDS.Pod, 'default', name, BECAUSE);
  world.seconds(90);
  expect(names()).toEqual([]);
  const before = world.store.revision;
  world.seconds(60);
  // Only the lease is renewed.
  expect(world.store.revision - before).toBeLessThanOrEqual(7);
});
