import { createSession, replay, startSession, type SessionOptions } from './session.ts';
import type { InputBody, Session } from './types.ts';

const OPTIONS: SessionOptions = { seed: 'test', preset: 'three-nodes', files: { 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: nginx}\nspec: {containers: [{name: nginx, image: "nginx:1.14.2"}]}\n' } };
const line = (text: string): InputBody => ({ type: 'line', terminal: 'main', text });

function work(session: Session): void {
  session.input(line('kubectl apply -f pod.yaml'));
  session.advance(12_345);
  session.input(line('kubectl create deployment web --image=nginx:1.14.2 --replicas=2'));
  session.advance(9_000);
  session.input({ type: 'fault', fault: 'node-power-off', target: 'node02' });
  session.advance(70_000);
}

test('equal inputs end in the same hash, other seeds and other inputs do not', () => {
  const [a, b, other] = [createSession(OPTIONS), createSession(OPTIONS), createSession({ ...OPTIONS, seed: 'other' })];
  for (const session of [a, b, other]) work(session);
  expect(a.hash()).toBe(b.hash());
  expect(other.hash()).not.toBe(a.hash());
  b.advance(1);
  expect(b.hash()).not.toBe(a.hash());
});

test('a session file replays to the same state', () => {
  const session = createSession(OPTIONS);
  work(session);
  const { inputs, end } = session.file();
  const again = replay(OPTIONS, inputs, end).session;
  expect(again.hash()).toBe(session.hash());
  expect(again.view()).toEqual(session.view());
  expect(session.branch().hash()).toBe(session.hash());
});

test('undo takes the last input back and keeps what came before', () => {
  const session = createSession(OPTIONS);
  work(session);
  const before = session.undo();
  expect(before.file().inputs).toEqual(session.file().inputs.slice(0, -1));
  expect(before.view().nodes.map((n) => n.faults)).toEqual([[], [], []]);
  expect(session.view().nodes.map((n) => n.faults)).toEqual([[], [], ['node-power-off']]);
});

test('the view speaks the words of kubectl and of the look', () => {
  const session = createSession(OPTIONS);
  work(session);
  const { pods, nodes, at } = session.view();
  expect(at).toBe(12_345 + 9_000 + 70_000);
  expect(nodes.map((n) => [n.name, n.status, n.state])).toEqual([['master01', 'Ready', 'running'], ['node01', 'Ready', 'running'], ['node02', 'NotReady', 'unknown']]);
  for (const pod of pods) expect({ name: pod.name, state: pod.state, status: pod.status }).toEqual({ name: pod.name, state: pod.node === 'node02' ? 'unknown' : 'running', status: 'Running' });
});

test('workloads of all kinds are acted on', () => {
  const session = createSession({ ...OPTIONS, files: { 'job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox}]}}}\n' } });
  session.input({ type: 'line', terminal: 'main', text: 'kubectl apply -f job.yaml; kubectl create deployment web --image=nginx' });
  session.advance(5000);
  const rows = session.view().workloads.map(({ kind, name, desired, inert }) => `${kind}/${name.split('-')[0]} ${desired} ${inert ? 'kept' : 'alive'}`);
  expect(rows).toEqual(['Deployment/web 1 alive', 'ReplicaSet/web 1 alive', 'Job/once 1 alive']);
});

test('running to the next change stops at it', () => {
  const session = createSession(OPTIONS);
  session.advance(1000);
  session.input(line('kubectl apply -f pod.yaml'));
  const change = session.advanceToChange(60_000);
  expect(change).toBeDefined();
  expect(session.at).toBeLessThan(1500);
  expect(session.view().pods).toHaveLength(1);
});

test('the terminal shows what is typed and printed, and two terminals are apart', () => {
  const { session } = startSession(OPTIONS);
  const shown: { [id: string]: string } = {};
  session.onOutput((id, text) => { shown[id] = (shown[id] ?? '') + text; });
  session.input(line('cd /tmp; echo here'));
  session.input({ type: 'line', terminal: 'second', text: 'pwd' });
  session.advance(100);
  expect(shown['main']).toMatch(/echo here\nhere\n/);
  expect(shown['second']).toMatch(/pwd\n\/home\/learner\n/);
  expect(session.terminal('main')).toEqual({ prompt: 'learner@peapod:/tmp$ ', busy: false });
});

test('reading through the API changes nothing', () => {
  const session = createSession(OPTIONS);
  work(session);
  const before = session.hash();
  expect(session.read({ method: 'DELETE', path: '/api/v1/namespaces/default/pods/nginx' }).code).toBe(200); // a GET, whatever was asked
  expect(session.hash()).toBe(before);
});
