/** Equal inputs give equal bytes: every object ever stored, every reason, every log, everything printed; also when a session is saved in between. */
import { createRandom } from '../time/index.ts';
import { readSessionFile, replay, startSession, type Input, type InputBody, type OpenSession, type SessionOptions } from '../session/index.ts';

const SINK = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: high}
---
apiVersion: v1
kind: Pod
metadata: {name: sink, labels: {app: sink}}
spec:
  terminationGracePeriodSeconds: 5
  initContainers:
  - {name: first, image: "busybox:1.36", command: [sh, -c, "echo first; sleep 1"]}
  - {name: side, image: "busybox:1.36", restartPolicy: Always, command: [sh, -c, "while true; do date; sleep 3; done"], startupProbe: {exec: {command: ["true"]}, periodSeconds: 1}}
  containers:
  - name: web
    image: nginx:1.25
    env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
    readinessProbe: {httpGet: {port: 80}, periodSeconds: 2}
    livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 3}
    lifecycle: {postStart: {exec: {command: ["true"]}}, preStop: {sleep: {seconds: 1}}}
    resources: {requests: {cpu: 10m}, limits: {memory: 64Mi}}
    volumeMounts: [{name: v, mountPath: /v}, {name: d, mountPath: /d}]
  - {name: crash, image: "busybox:1.36", command: [sh, -c, "echo $RANDOM; sleep 4; exit 3"]}
  volumes: [{name: v, configMap: {name: settings}}, {name: d, emptyDir: {}}]
---
apiVersion: v1
kind: Pod
metadata: {name: bad}
spec: {restartPolicy: Never, containers: [{name: c, image: "nginx:no-such-tag"}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.25"}, {name: hog, image: "busybox:1.36", command: [sh, -c, "sleep 6; exec tail /dev/zero"], resources: {limits: {memory: 20Mi}}}]}
`;
const line = (text: string): InputBody => ({ type: 'line', terminal: 'main', text });
const STEPS: readonly (readonly [afterMs: number, body: InputBody])[] = [
  [0, { type: 'file', path: '/home/learner/sink.yaml', text: SINK }], [10, line('kubectl apply -f sink.yaml')], [9000, line('kubectl exec sink -c web -- sh -c "cat /v/level; env | sort"')],
  [3000, { type: 'fault', fault: 'container-kill', target: 'default/sink/web' }], [2000, line('kubectl debug sink --image=busybox:1.36 --target=web -c dbg -- sleep 20')],
  [2000, { type: 'fault', fault: 'kubelet-stop', target: 'node01' }], [3000, line('kubectl scale deployment web --replicas=3')], [2500, { type: 'fault', fault: 'kubelet-start', target: 'node01' }],
  [4000, { type: 'fault', fault: 'node-power-off', target: 'node02' }], [5000, { type: 'fault', fault: 'node-power-on', target: 'node02' }],
  [6000, line('kubectl delete pod sink --wait=false')], [4000, line('kubectl get pods -o wide; kubectl get events')], [2000, line('kubectl delete pod bad --force')],
];
const INPUTS: readonly Input[] = STEPS.map(([, body], i) => ({ ...body, at: STEPS.slice(0, i + 1).reduce((sum, [ms]) => sum + ms, 0) }));
const END = 60_000;
const OPTIONS: SessionOptions = { seed: 'kitchen sink', preset: 'three-nodes' };

/** Everything there is to compare. The terminals' texts are part of the session's own state. */
function bytesOf({ session, cluster }: OpenSession): string {
  const changes = cluster.store.changesSince(cluster.store.compacted) ?? [];
  const computer = cluster.createComputer({ files: {} });
  const logs = cluster.runCommand(computer, 'for p in $(kubectl get pods -o name); do kubectl logs $p --all-containers --prefix --timestamps; done; kubectl get events -A').stdout;
  return [...changes.map((change) => JSON.stringify([change.revision, change.time, change.type, change.resource, change.key, change.object, change.because])),
    JSON.stringify(session.terminal('main')), logs, session.hash()].join('\n');
}
/** What differs first: the whole would fill the screen. */
function difference(one: string, other: string): string {
  if (one === other) return '';
  const [a, b] = [one.split('\n'), other.split('\n')];
  const at = a.findIndex((text, i) => text !== b[i]);
  return `${a[at] ?? ''}\nbecame\n${b[at] ?? `the end: ${b.length} lines of ${a.length}`}`;
}
function goOn(open: OpenSession, inputs: readonly Input[]): OpenSession {
  for (const { at, ...body } of inputs) {
    open.session.advance(at - open.session.at);
    open.session.input(body as InputBody); // an input without its time
  }
  open.session.advance(END - open.session.at);
  return open;
}

let whole = '';
beforeAll(() => { whole = bytesOf(goOn(startSession(OPTIONS), INPUTS)); }, 60_000);

test('something happened', () => {
  for (const text of ['"reason":"OOMKilled"', '"reason":"ImagePullBackOff"', '"restartCount":2', 'ephemeralContainerStatuses', 'SandboxChanged', '"DELETED","pods"']) expect(whole.includes(text) ? text : `no ${text}`).toBe(text);
});

test('another run gives the same bytes', () => { expect(difference(whole, bytesOf(goOn(startSession(OPTIONS), INPUTS)))).toBe(''); });

test('another seed does not', () => { expect(bytesOf(goOn(startSession({ ...OPTIONS, seed: 'other' }), INPUTS)) === whole).toBe(false); });

const random = createRandom('where to split');
const points = Array.from({ length: 20 }, () => random.int('at', 1, END - 1)).sort((a, b) => a - b);
const saved = new Map<number, { readonly text: string; readonly hash: string }>();
beforeAll(() => {
  const { session } = startSession(OPTIONS);
  const rest = [...INPUTS];
  for (const at of points) {
    for (let next = rest[0]; next !== undefined && next.at <= at; next = rest[0]) {
      const { at: due, ...body } = next;
      session.advance(due - session.at);
      session.input(body as InputBody); // an input without its time
      rest.shift();
    }
    session.advance(at - session.at);
    saved.set(at, { text: JSON.stringify(session.file()), hash: session.hash() });
  }
}, 60_000);

test.each(points)('saved and restored at %d ms, it goes on the same', (at) => {
  const { text = '', hash } = saved.get(at) ?? {};
  const read = readSessionFile(text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  const again = replay({ seed: read.file.seed, preset: read.file.cluster.preset, startTime: read.file.cluster.startTime }, read.file.inputs, read.file.end);
  expect(again.session.hash()).toBe(hash);
  expect(difference(whole, bytesOf(goOn(again, INPUTS.filter((input) => input.at > at))))).toBe('');
});
