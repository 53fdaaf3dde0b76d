/** @k8s pkg/kubelet/kuberuntime/helpers.go GetBackoffKey, client-go/util/flowcontrol/backoff.go */
import { KINDS } from '../../api/index.ts';
import { BECAUSE, createTestWorld, eventLines } from '../testing/testWorld.ts';

it('another image begins a back-off of its own', () => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 1; exit 1'] }] });
  world.seconds(30);
  const restarts = (): number => world.pod()?.status?.containerStatuses?.[0]?.restartCount ?? 0;
  expect(restarts()).toBe(2);
  world.client.patch(KINDS.Pod, 'default', 'task', { spec: { containers: [{ name: 'task', image: 'busybox:1.28' }] } }, BECAUSE, { type: 'strategic' } as never);
  world.seconds(2);
  expect(restarts()).toBe(3);
  world.seconds(6);
  // It was the first that counted: the next one waits ten seconds, not forty.
  expect(restarts()).toBe(3);
  world.seconds(10);
  expect(restarts()).toBe(4);
  expect(eventLines(world).filter((line) => line.includes('BackOff'))).toHaveLength(1);
});
