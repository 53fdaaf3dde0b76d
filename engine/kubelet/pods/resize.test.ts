/** @k8s golden pods/pod-resize-cpu-in-place */
import { createTestWorld, eventLines, line } from '../testing/testWorld.ts';

it('a CPU resize in place', () => {
  const world = createTestWorld();
  const amount = (cpu: string) => ({ cpu, memory: '64Mi' });
  world.run({ containers: [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], resources: { requests: amount('100m'), limits: amount('100m') } }] });
  world.seconds(3);
  const before = world.writes().length;
  const response = world.api.handle({
    method: 'PATCH', path: '/api/v1/namespaces/default/pods/task/resize', headers: { 'content-type': 'application/strategic-merge-patch+json' },
    body: { spec: { containers: [{ name: 'task', resources: { requests: amount('150m'), limits: amount('150m') } }] } },
  });
  expect([response.code, response.type === 'object' ? response.body['message'] : '']).toEqual([200, undefined]);
  world.seconds(1);
  expect(world.writes().slice(before + 1).map((write) => `${line(write)} ${String(write.pod.status?.containerStatuses?.[0]?.resources?.limits?.['cpu'])}`)).toEqual([
    'Running ip [PodResizeInProgress+ S+ I+ R+ C+ P+] task=running x0 started ready 100m',
    'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready 150m',
  ]);
  expect(eventLines(world).slice(-2)).toEqual([
    'N ResizeStarted x1 Pod resize started: {"containers":[{"name":"task","resources":{"limits":{"cpu":"150m","memory":"64Mi"},"requests":{"cpu":"150m","memory":"64Mi"}}}],"generation":2}',
    'N ResizeCompleted x1 Pod resize completed: {"containers":[{"name":"task","resources":{"limits":{"cpu":"150m","memory":"64Mi"},"requests":{"cpu":"150m","memory":"64Mi"}}}],"generation":2}',
  ]);
});
