import { KINDS } from '../api/index.ts';
import { createCluster, type Cluster } from './index.ts';
import type { PresetName } from './presets.ts';

const yaml = (name: string): string => `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ${name}
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  containers:
  - name: c
    image: busybox
    command: [sh, -c, 'ls /data; echo hello > /data/file; sleep 1000']
    volumeMounts:
    - {name: data, mountPath: /data}
  volumes:
  - name: data
    persistentVolumeClaim: {claimName: ${name}}
`;

type World = { readonly cluster: Cluster; readonly run: (line: string) => string };
function world(preset: PresetName): World {
  const cluster = createCluster({ preset, seed: 'hostpath', startTime: '2026-11-21T12:00:00Z' });
  const computer = cluster.createComputer({ files: { 'claim.yaml': yaml('data') } });
  return { cluster, run: (line) => { const { stdout, stderr } = cluster.runCommand(computer, line); return `${stdout}${stderr}`; } };
}
const PHASE = 'kubectl get pvc data -o jsonpath="{.status.phase}"';

test('minikube: a claim gets a volume of its own, which goes with it', () => {
  const { cluster, run } = world('minikube');
  expect(run('kubectl get storageclass,pod -n kube-system -o name')).toEqual(expect.stringMatching(/storageclass.storage.k8s.io\/standard[^]*pod\/storage-provisioner/));
  const apply = (): void => { run('kubectl apply -f claim.yaml'); cluster.clock.advance(20_000); };
  apply();
  const uid = cluster.client.informer(KINDS.PersistentVolumeClaim).get('default', 'data')?.metadata?.uid ?? '';
  expect(run('kubectl get pvc data -o jsonpath="{.status.phase} {.spec.volumeName} {.spec.storageClassName} {.status.capacity.storage}"')).toBe(`Bound pvc-${uid} standard 1Gi`);
  expect(run('kubectl get pod data -o jsonpath="{.status.phase}"')).toBe('Running');
  expect(run(`kubectl get pv pvc-${uid} -o jsonpath="{.spec.hostPath.path} {.spec.persistentVolumeReclaimPolicy} {.status.phase}"`)).toBe('/tmp/hostpath-provisioner/default/data Delete Bound');
  const events = run('kubectl get events --field-selector involvedObject.name=data,involvedObject.kind=PersistentVolumeClaim -o jsonpath="{range .items[*]}{.reason}: {.message}{\\"\\n\\"}{end}"');
  expect(events.split('\n').filter((line) => line !== '').sort()).toEqual([
    "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'k8s.io/minikube-hostpath' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
    'Provisioning: External provisioner is provisioning volume for claim "default/data"',
    `ProvisioningSucceeded: Successfully provisioned volume pvc-${uid}`,
  ]);
  run('kubectl delete pod/data pvc/data');
  cluster.clock.advance(10_000);
  expect(cluster.client.informer(KINDS.PersistentVolume).list()).toEqual([]);
  // Nothing is left of the data.
  apply();
  expect(run('kubectl logs data')).toBe('');
});

test('a claim waits while the provisioner does not run, and is served when it does', () => {
  const { cluster, run } = world('minikube');
  run('kubectl get pod -n kube-system storage-provisioner -o jsonpath="{.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}" > pod.json; kubectl delete -f pod.json');
  run('kubectl apply -f claim.yaml');
  cluster.clock.advance(20_000);
  expect(run(PHASE)).toBe('Pending');
  run('kubectl apply -f pod.json');
  cluster.clock.advance(20_000);
  expect(run(PHASE)).toBe('Bound');
});

test('kubeadm brings no class: nobody answers', () => {
  const { cluster, run } = world('three-nodes');
  run('kubectl apply -f claim.yaml');
  cluster.clock.advance(20_000);
  expect(run(`${PHASE}; kubectl get storageclass`)).toBe('PendingNo resources found\n');
});
