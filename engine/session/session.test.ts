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
  const rows = session.view().workloads.map(({ kind, name, desired }) => `${kind}/${name.split('-')[0]} ${desired}`);
  expect(rows).toEqual(['Deployment/web 1', 'ReplicaSet/web 1', 'Job/once 1']);
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

test('why a pod is where it is, and why another one is nowhere', () => {
  const session = createSession(OPTIONS);
  session.input(line('kubectl run web --image=nginx; kubectl run big --image=nginx --overrides=\'{"spec":{"containers":[{"name":"big","image":"nginx","resources":{"requests":{"cpu":"64"}}}]}}\''));
  session.advance(5000);
  const [web, big] = [session.why('default', 'web'), session.why('default', 'big')];
  expect(web?.verdict?.chosen).toBe(web?.node);
  expect(web?.verdict?.nodes.map(({ node, refusedBy }) => [node, refusedBy]).toSorted()).toEqual([['master01', 'TaintToleration'], ['node01', undefined], ['node02', undefined]]);
  expect(big).toMatchObject({ node: '', scheduler: 'default-scheduler', queue: 'asleep', verdict: { attempt: 1, message: expect.stringMatching(/^0\/3 nodes are available: /) as unknown } });
  expect(session.why('default', 'nobody')).toBeUndefined();
});

test('the view tells of programs that were stopped, machines that nobody knows, nodes that have no machine', () => {
  const session = createSession(OPTIONS);
  const fault = (name: string, target: string): void => session.input({ type: 'fault', fault: name, target });
  fault('component-stop', 'kube-scheduler');
  fault('node-delete', 'node01');
  fault('node-remove', 'node02');
  fault('load-start', 'http://10.96.0.1/');
  session.advance(25_000);
  const { parts, strays, nodes, loads } = session.view();
  expect(parts.filter(({ running }) => !running)).toEqual([{ name: 'kube-scheduler', running: false, wanted: false }]);
  expect(strays).toEqual([{ name: 'node01', faults: [] }]);
  expect(nodes.map(({ name, faults }) => [name, faults])).toEqual([['master01', []], ['node02', ['node-remove']]]);
  expect(loads).toBe(1);
  expect(session.happenings(0).map(({ reason, object }) => `${reason} ${object}`)).toContain('Killing pod/kube-scheduler-master01');
});
