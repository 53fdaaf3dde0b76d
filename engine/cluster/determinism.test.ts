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
const LOOPS = `apiVersion: v1
kind: ResourceQuota
metadata: {name: narrow}
spec: {hard: {pods: "26", services: "5"}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-0}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: by-hand, hostPath: {path: /mnt/0}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-1}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: by-hand, hostPath: {path: /mnt/1}}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {terminationGracePeriodSeconds: 4, containers: [{name: db, image: "nginx:1.25", volumeMounts: [{name: data, mountPath: /data}]}]}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: by-hand, resources: {requests: {storage: 1Gi}}}}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: agent, image: "nginx:1.25"}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: sum}
spec:
  completions: 4
  parallelism: 2
  completionMode: Indexed
  backoffLimitPerIndex: 1
  template: {spec: {restartPolicy: Never, containers: [{name: sum, image: "busybox:1.36", command: [sh, -c, "sleep 3; exit $((JOB_COMPLETION_INDEX % 2))"]}]}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: "* * * * *"
  concurrencyPolicy: Replace
  jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: tick, image: "busybox:1.36", command: [sh, -c, "date; sleep 40"]}]}}}}
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec: {group: metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: {name: metrics-server, namespace: kube-system}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: php, image: registry.k8s.io/hpa-example, ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 80}, periodSeconds: 3}, resources: {requests: {cpu: 100m}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: shop}
spec: {minAvailable: 2, selector: {matchLabels: {app: shop}}}
`;
type Story = {
  readonly name: string;
  /** After how many ms since the step before. */
  readonly steps: readonly (readonly [afterMs: number, body: InputBody])[];
  readonly endMs: number;
  /** So often it is saved in between. */
  readonly splits: number;
  readonly happened: readonly string[];
};
const line = (text: string): InputBody => ({ type: 'line', terminal: 'main', text });
const fault = (name: string, target: string): InputBody => ({ type: 'fault', fault: name, target });
const STORIES: readonly Story[] = [
  {
    name: 'pods', endMs: 60_000, splits: 12,
    steps: [
      [0, { type: 'file', path: '/home/learner/sink.yaml', text: SINK }], [10, line('kubectl apply -f sink.yaml')], [9000, line('kubectl exec sink -c web -- sh -c "cat /v/level; env | sort"')],
      [3000, fault('container-kill', 'default/sink/web')], [2000, line('kubectl debug sink --image=busybox:1.36 --target=web -c dbg -- sleep 20')],
      [2000, fault('kubelet-stop', 'node01')], [3000, line('kubectl scale deployment web --replicas=3')], [2500, fault('kubelet-start', 'node01')],
      [4000, fault('node-power-off', 'node02')], [5000, fault('node-power-on', 'node02')],
      [6000, line('kubectl delete pod sink --wait=false')], [4000, line('kubectl get pods -o wide; kubectl get events')], [2000, line('kubectl delete pod bad --force')],
    ],
    happened: ['"reason":"OOMKilled"', '"reason":"ImagePullBackOff"', '"restartCount":2', 'ephemeralContainerStatuses', 'SandboxChanged', '"DELETED","pods"'],
  },
  {
    name: 'control loops', endMs: 330_000, splits: 6,
    steps: [
      [0, { type: 'file', path: '/home/learner/loops.yaml', text: LOOPS }], [10, line('kubectl apply -f loops.yaml')], [500, line('kubectl autoscale deployment shop --cpu=50% --min=3 --max=30')],
      [15_000, fault('load-start', 'crowd http://shop.default/ rate=20 from=node01')], [25_000, fault('network-cut', 'node02')], [20_000, line('kubectl rollout restart deployment/shop statefulset/db daemonset/agent')],
      [5000, fault('component-stop', 'kube-scheduler')], [60_000, fault('network-heal', 'node02')], [3000, fault('component-start', 'kube-scheduler')],
      [30_000, line('kubectl drain node01 --ignore-daemonsets --force --delete-emptydir-data --timeout=40s')], [10_000, fault('component-stop', 'etcd')], [25_000, fault('component-start', 'etcd')],
      [40_000, line('kubectl uncordon node01')], [1000, fault('load-stop', 'crowd')], [2000, line('kubectl delete deployment shop --cascade=foreground --wait=false')], [20_000, line('kubectl describe quota,job,cronjob,hpa,pdb,statefulset; kubectl get pods -A -o wide')],
    ],
    happened: ['SuccessfulRescale', 'exceeded quota', 'NodeNotReady', 'SawCompletedJob', 'SuccessfulDelete', '"EvictionByEvictionAPI"', 'failedIndexes', 'LeaderElection', '"Bound"'],
  },
];
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
function goOn(open: OpenSession, inputs: readonly Input[], endMs: number): OpenSession {
  for (const { at, ...body } of inputs) {
    open.session.advance(at - open.session.at);
    open.session.input(body as InputBody); // an input without its time
  }
  open.session.advance(endMs - open.session.at);
  return open;
}

describe.each(STORIES)('$name', ({ name, steps, endMs, splits, happened }) => {
  const inputs: readonly Input[] = steps.map(([, body], i) => ({ ...body, at: steps.slice(0, i + 1).reduce((sum, [ms]) => sum + ms, 0) }));
  let whole = '';
  beforeAll(() => { whole = bytesOf(goOn(startSession(OPTIONS), inputs, endMs)); }, 60_000);

  test('something happened', () => { expect(happened.filter((text) => !whole.includes(text))).toEqual([]); });

  test('another run gives the same bytes', () => { expect(difference(whole, bytesOf(goOn(startSession(OPTIONS), inputs, endMs)))).toBe(''); });

  test('another seed does not', () => { expect(bytesOf(goOn(startSession({ ...OPTIONS, seed: 'other' }), inputs, endMs)) === whole).toBe(false); });

  const random = createRandom(`where to split ${name}`);
  const points = Array.from({ length: splits }, () => random.int('at', 1, endMs - 1)).sort((a, b) => a - b);
  const saved = new Map<number, { readonly text: string; readonly hash: string }>();
  beforeAll(() => {
    const { session } = startSession(OPTIONS);
    const rest = [...inputs];
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
    expect(difference(whole, bytesOf(goOn(again, inputs.filter((input) => input.at > at), endMs)))).toBe('');
  });
});
