/** @k8s pkg/kubelet/active_deadline.go */
import { createTestWorld, eventLines, states } from '../testing/testWorld.ts';

const spec = (more: object = {}): object => ({ activeDeadlineSeconds: 4, terminationGracePeriodSeconds: 1, containers: [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'] }], ...more });

it('the pod is not ready from then on, and has failed when its containers have stopped', () => {
  const world = createTestWorld();
  world.run(spec());
  world.seconds(12);
  expect(states(world).slice(2)).toEqual([
    'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready',
    'Running ip [S+ I+ R-failed C-failed P+] task=running x0 started ready',
    'Failed ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0',
  ]);
  expect(world.pod()?.status).toMatchObject({ reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' });
  expect(eventLines(world)).toContain('N DeadlineExceeded x4 Pod was active on the node longer than the specified deadline');
  const [first] = world.writes().filter(({ pod }) => pod.status?.conditions?.some(({ reason }) => reason === 'PodFailed'));
  const since = Date.parse(world.pod()?.status?.startTime ?? '') + 4000 - Date.parse(world.pod()?.metadata?.creationTimestamp ?? '');
  expect(first?.t).toBeGreaterThanOrEqual(since - 1000);
  expect(first?.t).toBeLessThan(since + 1100);
});

it('containers that never ran are counted as lost', () => {
  const world = createTestWorld();
  world.run(spec({ containers: [{ name: 'task', image: 'nowhere.example/x:1' }] }));
  world.seconds(12);
  expect(states(world).slice(-2)).toEqual(['Failed ip [S- I+ R-failed C-failed P+] task=W:ImagePullBackOff x0', 'Failed ip [S- I+ R-failed C-failed P+] task=T:ContainerStatusUnknown/137 x0']);
});
