import { createSession } from './index.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx:1.14.2\n';

test('what a pod was from moment to moment, until it is gone; the same after it is run again', () => {
  const session = createSession({ seed: 'states', preset: 'three-nodes', files: { 'pod.yaml': POD } });
  session.advance(1000);
  session.terminal('main');
  session.input({ type: 'line', terminal: 'main', text: 'kubectl apply -f pod.yaml' });
  session.advance(20_000);
  session.input({ type: 'line', terminal: 'main', text: 'kubectl delete pod web --grace-period=2' });
  session.advance(20_000);
  const [web, none] = session.states(['pod/we*', 'pod/other', 'prod/pod/web']);
  expect(none).toBeUndefined();
  expect(web).toMatchObject({ kind: 'pod', namespace: 'default', name: 'web' });
  expect(web?.spans.map(({ state, status }) => `${state} ${status}`)).toEqual(['pending Pending', 'creating Pending', 'creating ContainerCreating', 'running Running', 'terminating Terminating', 'terminating Completed']);
  const times = web?.spans.map(({ from }) => from) ?? [];
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(times[0]).toBeGreaterThanOrEqual(1000);
  expect(web?.until).toBeGreaterThan(times[4] ?? Infinity);
  expect(session.branch().states(['pod/web'])).toEqual([web]);
});

test('a node that was there before the reader came', () => {
  const session = createSession({ seed: 'states', preset: 'three-nodes' });
  session.input({ type: 'fault', fault: 'node-power-off', target: 'node02' });
  session.advance(120_000);
  expect(session.states(['node/node02'])[0]?.spans.map(({ from, status }) => [from === 0, status])).toEqual([[true, 'Ready'], [false, 'NotReady']]);
});
