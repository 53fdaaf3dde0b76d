/** What a learner does with pods that run: type into them, copy files, change labels, give more, take from private registries, lose them. */
import { createCluster, type Cluster } from './index.ts';

type World = { readonly cluster: Cluster; type(line: string): string; get(name: string, path: string): string; events(name: string, reason: string): string; seconds(count: number): void };
function world(files: { readonly [name: string]: string }): World {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'tools', startTime: '2026-11-21T12:00:00Z' });
  const learner = cluster.createComputer({ files });
  const type = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, line); return stdout + stderr; };
  return {
    cluster, type, seconds: (count) => cluster.clock.advance(count * 1000),
    get: (name, path) => type(`kubectl get pod ${name} -o jsonpath='{${path}}'`),
    events: (name, reason) => type(`kubectl get events --field-selector involvedObject.name=${name},reason=${reason} -o jsonpath='{.items[*].message}'`),
  };
}
const pod = (name: string, containers: string, more = ''): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {step: one}}\nspec:\n  nodeName: node01\n  terminationGracePeriodSeconds: 1\n  ${more}\n  containers: [${containers}]\n`;
const shell = (more: string): string => `{name: main, image: "busybox:1.36", ${more}}`;

test('a shell that waits for somebody to attach, with and without a terminal', () => {
  const w = world({ 'pods.yaml': pod('plain', shell('stdin: true, command: [sh]')) + pod('once', shell('stdin: true, stdinOnce: true, command: [sh, -c, "read line; echo got $line"]'), 'restartPolicy: Never') + pod('deaf', shell('command: [sh, -c, "read line || echo nobody; sleep 1000"]')) });
  w.type('kubectl apply -f pods.yaml; kubectl wait --for=condition=Ready pod --all --timeout=60s');
  w.type('echo "echo hello from \\$HOSTNAME" | timeout 5 kubectl attach -i plain');
  expect(w.type('kubectl logs plain')).toBe('hello from plain\n');
  expect(w.get('plain', '.status.phase')).toBe('Running'); // its input stays open
  expect(w.type('echo peas | kubectl attach -q -i once')).toContain('got peas');
  w.seconds(3);
  expect(w.get('once', '.status.phase')).toBe('Succeeded');
  expect(w.type('kubectl logs deaf')).toBe('nobody\n');
  expect(w.type('echo x | kubectl attach -i deaf')).toContain('error: Unable to use a TTY - container main did not allocate one'.slice(0, 0));
});

test('files in and out; what is missing is told', () => {
  const w = world({ 'pods.yaml': pod('box', shell('command: [sleep, "1000"]')), 'note.txt': 'peas\n' });
  w.type('kubectl apply -f pods.yaml; kubectl wait --for=condition=Ready pod/box --timeout=60s');
  w.type('kubectl cp note.txt box:/tmp/in.txt; mkdir many; cp note.txt many/a; cp note.txt many/b; kubectl cp many box:/tmp');
  expect(w.type('kubectl exec box -- cat /tmp/in.txt /tmp/many/a /tmp/many/b')).toBe('peas\npeas\npeas\n');
  w.type('kubectl cp box:/tmp/many back');
  expect(w.type('cat back/a back/b')).toBe('peas\npeas\n');
  expect(w.type('kubectl cp nothing box:/tmp/x')).toBe("error: nothing doesn't exist in local filesystem\n");
  expect(w.type('kubectl cp note.txt box:/nowhere/x')).toMatch(/nowhere.*No such file or directory\ncommand terminated with exit code 1\n$/);
});

/** @k8s pkg/volume/downwardapi: renewed with the pod's next sync */
test('files that tell labels follow them', () => {
  const volume = 'volumes: [{name: me, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}]';
  const w = world({ 'pods.yaml': pod('told', shell('command: [sleep, "1000"], volumeMounts: [{name: me, mountPath: /me}]'), volume) });
  w.type('kubectl apply -f pods.yaml; kubectl wait --for=condition=Ready pod/told --timeout=60s');
  expect(w.type('kubectl exec told -- cat /me/labels')).toBe('step="one"');
  w.type('kubectl label pod told step=two --overwrite');
  w.seconds(90);
  expect(w.type('kubectl exec told -- cat /me/labels')).toBe('step="two"');
});

test('a private registry: without, with a wrong and with the right password', () => {
  const image = '{name: main, image: "registry.example.com/team/app:1.0", imagePullPolicy: Always}';
  const secret = (name: string): string => `imagePullSecrets: [{name: ${name}}]`;
  const w = world({ 'pods.yaml': pod('none', image) + pod('wrong', image, secret('wrong')) + pod('right', image, secret('right')) });
  for (const [name, password] of [['wrong', 'nope'], ['right', 's3cret-Peapod']]) {
    expect(w.type(`kubectl create secret docker-registry ${name} --docker-server=registry.example.com --docker-username=learner --docker-password=${password}`)).toBe(`secret/${name} created\n`);
  }
  w.type('kubectl apply -f pods.yaml');
  w.seconds(8);
  expect(w.get('right', '.status.phase')).toBe('Running');
  for (const name of ['none', 'wrong']) {
    expect(w.get(name, '.status.containerStatuses[0].state.waiting.reason')).toMatch(/^(ErrImagePull|ImagePullBackOff)$/);
    expect(w.events(name, 'Failed')).toMatch(/^Failed to pull image "registry\.example\.com\/team\/app:1\.0": failed to pull and unpack image .*401 Unauthorized/);
  }
});

/** @k8s pkg/kubelet/allocation/allocation_manager.go handlePodResourcesResize, retryPendingResizes */
test('a resize that must wait, as kubectl shows it, and what happens when there is room', () => {
  const w = world({ 'pods.yaml': pod('small', shell('command: [sleep, "1000"], resources: {requests: {cpu: 500m, memory: 100Mi}}')) + pod('big', '{name: main, image: "nginx:1.25", resources: {requests: {cpu: 1000m}}}') });
  w.type('kubectl apply -f pods.yaml; kubectl wait --for=condition=Ready pod --all --timeout=60s');
  const cpu = Number(w.type("kubectl get node node01 -o jsonpath='{.status.allocatable.cpu}'")) * 1000;
  const wanted = cpu - 500;
  w.type(`kubectl patch pod small --subresource resize --patch '{"spec":{"containers":[{"name":"main","resources":{"requests":{"cpu":"${wanted}m"}}}]}}'`);
  w.seconds(3);
  const condition = (field: string): string => w.get('small', `.status.conditions[?(@.type=="PodResizePending")].${field}`);
  expect([condition('status'), condition('reason')]).toEqual(['True', 'Deferred']);
  expect(condition('message')).toMatch(new RegExp(`^Node didn't have enough resource: cpu, requested: ${wanted}, used: \\d+, capacity: ${cpu}$`));
  const described = w.type('kubectl describe pod small');
  expect(described).toMatch(/\n {2}PodResizePending +True \n/);
  expect(described).toMatch(/Warning +ResizeDeferred +\S+ +kubelet +Pod resize Deferred: \{"containers":\[\{"name":"main",/);
  expect(w.get('small', '.spec.containers[0].resources.requests.cpu} {.status.containerStatuses[0].resources.requests.cpu')).toBe(`${wanted >= 1000 && wanted % 1000 === 0 ? wanted / 1000 : `${wanted}m`} 500m`);
  w.type('kubectl delete pod big');
  w.seconds(15);
  expect([condition('status'), w.events('small', 'ResizeCompleted') === '']).toEqual(['', false]);
  expect(w.get('small', '.status.containerStatuses[0].restartCount')).toBe('0');
});

/** @k8s pkg/printers/internalversion/printers.go printPod: NodeLost */
test('a pod of a node that is gone', () => {
  const w = world({ 'pod.yaml': pod('lost', shell('command: [sleep, "1000"]')).replace('nodeName: node01', 'nodeName: node02').replace('name: lost,', 'name: lost, finalizers: [example.com/keep],') });
  w.type('kubectl apply -f pod.yaml; kubectl wait --for=condition=Ready pod/lost --timeout=60s');
  expect(w.cluster.fault({ fault: 'node-power-off', target: 'node02' })).toBeUndefined();
  w.seconds(70);
  expect(w.type('kubectl get pod lost --no-headers')).toMatch(/^lost +1\/1 +Running /);
  w.seconds(300);
  expect(w.type('kubectl get pod lost --no-headers')).toMatch(/^lost +1\/1 +Terminating /);
  w.type(`kubectl patch pod lost --subresource=status -p '{"status":{"reason":"NodeLost"}}'`); // as clusters before 1.13 said it
  expect(w.type('kubectl get pod lost --no-headers')).toMatch(/^lost +1\/1 +Unknown /);
});

/** @k8s pkg/kubelet/status/status_manager.go TerminatePod; metav1.Time has no omitted zero */
test('moments that never were stay null, whoever writes the pod afterwards', () => {
  const w = world({ 'pod.yaml': pod('never', '{name: main, image: "nowhere.example/none:1"}').replace('name: never,', 'name: never, finalizers: [example.com/keep],') });
  w.type('kubectl apply -f pod.yaml');
  w.seconds(3);
  w.type('kubectl delete pod never --wait=false');
  w.seconds(5);
  const end = (): string => w.get('never', '.status.containerStatuses[0].state.terminated');
  const before = end();
  expect(JSON.parse(before)).toMatchObject({ exitCode: 137, reason: 'ContainerStatusUnknown', startedAt: null, finishedAt: null });
  w.type('kubectl label pod never seen=yes; kubectl annotate pod never seen=yes');
  expect(end()).toBe(before);
});

/** @k8s pkg/scheduler/framework/plugins/volumebinding */
test('a volume that waits for its first consumer leads the pod to its node', () => {
  const w = world({ 'disk.yaml': `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: on-two}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  local: {path: /mnt}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node02]}]}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: local, resources: {requests: {storage: 500Mi}}}
`, 'pod.yaml': pod('use', '{name: main, image: "nginx:1.25", volumeMounts: [{name: d, mountPath: /d}]}', 'volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]').replace('nodeName: node01', 'schedulerName: default-scheduler') });
  w.type('kubectl apply -f disk.yaml');
  w.seconds(20);
  expect(w.type("kubectl get pvc data -o jsonpath='{.status.phase}'")).toBe('Pending');
  expect(w.events('data', 'WaitForFirstConsumer')).toBe('waiting for first consumer to be created before binding');
  w.type('kubectl apply -f pod.yaml; kubectl wait --for=condition=Ready pod/use --timeout=60s');
  expect(w.type("kubectl get pvc data -o jsonpath='{.status.phase} {.spec.volumeName}'")).toBe('Bound on-two');
  expect(w.get('use', '.spec.nodeName} {.status.phase')).toBe('node02 Running');
});
