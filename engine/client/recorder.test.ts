import { KINDS, type ConfigMap } from '../api/index.ts';
import { ADMIN } from '../apiserver/index.ts';
import { testServer } from '../apiserver/testServer.ts';
import { createComponentContexts, type RequestRate } from './index.ts';

const ABOUT: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default', uid: 'u' } };
function start(rate?: RequestRate) {
  const server = testServer();
  const context = createComponentContexts({ server: server.api, ...server })(ADMIN, rate === undefined ? {} : { rate });
  return { context, events: () => context.client.informer(KINDS.Event).list('default') };
}

test('a program that has been started anew tells as new what it has told before', () => {
  const { context, events } = start();
  const recorder = context.recorder('kubelet', 'node01');
  for (let i = 0; i < 2; i++) recorder.event(ABOUT, 'Normal', 'Starting', 'Starting kubelet.');
  expect(events().map(({ count }) => count)).toEqual([2]);
  recorder.forget();
  recorder.event(ABOUT, 'Normal', 'Starting', 'Starting kubelet.');
  expect(events().map(({ count }) => count)).toEqual([2, 1]);
});

test('Events that are written count as requests', () => {
  const { context } = start({ perSecond: 10, burst: 2 });
  const recorder = context.recorder('job-controller');
  for (let i = 0; i < 2; i++) recorder.event(ABOUT, 'Normal', 'Created', `pod ${i}`);
  expect(context.throttle?.()).toBe(100);
});
