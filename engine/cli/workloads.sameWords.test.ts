/** Workloads, their templates and what they write: each asked of the real kubectl and of ours. */
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(120_000);

const template = (name: string, spec: string): string => `{metadata: {labels: {app: ${name}}}, spec: ${spec}}`;
const main = '{containers: [{name: main, image: "nginx:1.25", ports: [{containerPort: 80}]}]}';
const object = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, labels: {app: ${name}}, annotations: {note: hello}}\nspec: ${spec}\n`;
const VOLUMES = `{containers: [{name: main, image: nginx, volumeMounts: [{name: nfs, mountPath: /a, readOnly: true}, {name: csi, mountPath: /b, subPath: x}]}], volumes: [
  {name: nfs, nfs: {server: example.org, path: /a}}, {name: csi, csi: {driver: example.org, volumeAttributes: {b: c, a: b}}}, {name: image, image: {reference: "nginx:1.25"}},
  {name: dir, emptyDir: {medium: Memory, sizeLimit: "0"}}, {name: iscsi, iscsi: {targetPortal: "10.0.0.1", iqn: iqn.2001-04.com.example:x, lun: 1}},
  {name: claim, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b, c: d}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}},
  {name: fc, fc: {targetWWNs: [a, b], lun: 2}}, {name: azure, azureDisk: {diskName: a, diskURI: "https://x.blob.core.windows.net/y/z.vhd"}}, {name: flex, flexVolume: {driver: a/b, options: {x: z}, secretRef: {name: s}}},
  {name: gluster, glusterfs: {endpoints: e, path: p}}, {name: ceph, cephfs: {monitors: [a, b]}}, {name: down, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}},
  {name: all, projected: {sources: [{configMap: {name: c}}, {serviceAccountToken: {path: t}}]}}]}`;
const files = {
  'all.yaml': [
    object('apps/v1', 'DaemonSet', 'agent', `{selector: {matchLabels: {app: agent}}, template: ${template('agent', main)}}`),
    object('apps/v1', 'StatefulSet', 'db', `{serviceName: db, replicas: 2, selector: {matchLabels: {app: db}}, template: ${template('db', main)}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}`),
    object('v1', 'ReplicationController', 'old', `{replicas: 1, selector: {app: old}, template: ${template('old', main)}}`),
    object('batch/v1', 'Job', 'once', '{completions: 3, parallelism: 2, backoffLimit: 1, template: {spec: {restartPolicy: Never, containers: [{name: main, image: busybox, command: [sh, -c, "exit 0"]}]}}}'),
    object('batch/v1', 'CronJob', 'nightly', '{schedule: "0 3 * * *", timeZone: Europe/Berlin, suspend: true, jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: main, image: busybox}]}}}}}'),
    `---\napiVersion: v1\nkind: PodTemplate\nmetadata: {name: form}\ntemplate: ${template('form', main)}\n`,
    object('v1', 'Pod', 'volumes', VOLUMES),
    object('v1', 'Pod', 'bare', '{containers: [{name: main, image: busybox, command: [sleep, "9999"], resources: {requests: {cpu: 100m}, limits: {cpu: 200m}}}]}'),
    object('apps/v1', 'Deployment', 'web', `{replicas: 1, selector: {matchLabels: {app: web}}, template: ${template('web', main)}}`),
  ].join(''),
};

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'workloads', files, setup: ['kubectl apply -f all.yaml', 'kubectl create configmap plain --from-literal=a=b'], settledMs: 100_000 }); });
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

const KINDS = ['daemonset agent', 'statefulset db', 'rc old', 'job once', 'cronjob nightly', 'podtemplate form'];
test.each(KINDS.flatMap((what) => [`kubectl get ${what}`, `kubectl get ${what} -o wide`, `kubectl get ${what} -o yaml`, `kubectl describe ${what}`]))('%s', (line) => same(line));

test.each([
  'kubectl get ds,sts,rc,jobs,cj,podtemplates --show-labels', 'kubectl get controllerrevisions', 'kubectl describe pod volumes', 'kubectl describe pod bare',
  'kubectl describe ds,sts', 'kubectl get all', 'kubectl get ds nope', 'kubectl describe job nope',
])('shown: %s', (line) => same(line));

test.each([
  'kubectl rollout history ds/agent',
  'kubectl rollout history sts/db', 'kubectl rollout history ds/agent --revision=9', 'kubectl rollout history sts/db --revision=9', 'kubectl rollout undo ds/agent', 'kubectl rollout undo sts/db',
  'kubectl rollout undo ds/agent --to-revision=9', 'kubectl rollout undo sts/db --to-revision=9', 'kubectl rollout restart rc/old', 'kubectl rollout restart job/once', 'kubectl rollout pause ds/agent',
  'kubectl rollout pause sts/db', 'kubectl rollout resume ds/agent', 'kubectl rollout status rc/old', 'kubectl rollout status job/once', 'kubectl rollout history rc/old', 'kubectl rollout undo job/once',
  'kubectl rollout resume deploy/web', 'kubectl rollout status', 'kubectl rollout restart', 'kubectl rollout nope', 'kubectl rollout restart ds/nope',
])('%s', (line) => same(line));

test.each([
  'kubectl scale sts db --replicas=3 --dry-run=server', 'kubectl scale rc old --replicas=2 --dry-run=client', 'kubectl scale ds agent --replicas=2', 'kubectl scale job once --replicas=2', 'kubectl scale cronjob nightly --replicas=2',
  'kubectl scale sts db --replicas=2 --current-replicas=7', 'kubectl scale sts db', 'kubectl scale --replicas=1', 'kubectl scale sts db --replicas=-3', 'kubectl scale sts nope --replicas=1', 'kubectl scale sts db --replicas=x',
])('%s', (line) => same(line));

test.each([
  'kubectl set image ds/agent main=nginx:1.27 --dry-run=client -o yaml', 'kubectl set image sts/db nope=x', 'kubectl set image cronjob/nightly main=busybox:1.36 --dry-run=server', 'kubectl set image job/once main=busybox:1.36',
  'kubectl set image podtemplate/form main=x', 'kubectl set env ds/agent A=b --dry-run=client -o yaml', 'kubectl set env cronjob/nightly A=b --dry-run=server', 'kubectl set env sts/db --list',
  'kubectl set env sts/db A- --dry-run=client', 'kubectl set env sts/db A', 'kubectl set env', 'kubectl set env ds/agent --from=configmap/plain --dry-run=client -o yaml', 'kubectl set resources sts/db --limits=cpu=1,memory=1Gi --dry-run=client -o yaml',
  'kubectl set resources sts/db', 'kubectl set resources sts/db --limits=cpu=x', 'kubectl set resources rc/old -c nope --limits=cpu=1', 'kubectl set serviceaccount ds/agent robot --dry-run=client -o yaml', 'kubectl set serviceaccount ds/agent',
  'kubectl set serviceaccount cm/plain robot', 'kubectl set selector svc/kubernetes a=b --dry-run=client -o yaml', 'kubectl set selector ds/agent a=b', 'kubectl set selector', 'kubectl set nope', 'kubectl set image', 'kubectl set image ds/agent', 'kubectl set image ds/agent main',
])('%s', (line) => same(line));

test.each([
  'kubectl create job j --image=busybox --dry-run=client -o yaml', 'kubectl create job j --image=busybox --dry-run=client -o yaml -- echo hi', 'kubectl create job j --from=cronjob/nightly --dry-run=client -o yaml', 'kubectl create job j --from=cronjob/nope',
  'kubectl create job j --from=cm/plain', 'kubectl create job j', 'kubectl create job', 'kubectl create job j --image=a --from=cronjob/nightly', 'kubectl create job j --from=cronjob/nightly -- echo', 'kubectl create job Bad_Name --image=a', 'kubectl create job j --from=nightly',
  'kubectl create cronjob c --image=busybox --schedule="*/5 * * * *" --dry-run=client -o yaml -- date', 'kubectl create cronjob c --image=busybox', 'kubectl create cronjob c --schedule="* * * * *"', 'kubectl create cronjob', 'kubectl create cronjob c --image=a --schedule=x',
  'kubectl create cronjob c --image=a --schedule="* * * * *" --restart=Always', 'kubectl create cronjob c --image=a --schedule="* * * * *" --restart=Never --dry-run=server -o name', 'kubectl create cj c --image=a --schedule="61 * * * *"',
  'kubectl create deployment d --image=a --image=b --dry-run=client -o yaml', 'kubectl create deployment d --image=a --image=b -- c', 'kubectl create deployment d --image=a --replicas=-2', 'kubectl create deployment d --image=a --port=70000', 'kubectl create deploy d e --image=a',
  'kubectl create configmap c --from-literal=a', 'kubectl create configmap c --from-literal=a=b --from-literal=a=c', 'kubectl create configmap c --from-file=nope', 'kubectl create configmap c --from-literal="b d=x"', 'kubectl create configmap',
  'kubectl create configmap c --from-env-file=nope', 'kubectl create configmap plain --from-literal=x=y', 'kubectl create configmap c --append-hash --from-literal=a=b --dry-run=client -o yaml', 'kubectl create secret generic', 'kubectl create secret generic s --type=kubernetes.io/tls',
  'kubectl create secret docker-registry s --docker-username=a', 'kubectl create secret docker-registry s --docker-username=a --docker-password=b --docker-server=c --dry-run=client -o yaml', 'kubectl create secret tls s --cert=nope --key=nope', 'kubectl create secret nope s',
  'kubectl create secret generic s --from-literal=a=b --append-hash --dry-run=client -o yaml', 'kubectl create namespace', 'kubectl create namespace default', 'kubectl create ns Bad_Name', 'kubectl create serviceaccount', 'kubectl create sa default', 'kubectl create nope', 'kubectl create',
])('%s', (line) => same(line));

test.each([
  'kubectl run x --image=a --port=x', 'kubectl run x --image=a --env=A', 'kubectl run Bad_Name --image=a', 'kubectl run x --image=a --restart=Never --dry-run=client -o yaml', 'kubectl run x --image=a --overrides={bad --dry-run=client', 'kubectl run x --image=a --expose',
  'kubectl run x --image=a --labels=a=b,c=d --privileged --dry-run=client -o yaml', 'kubectl run x --image=a --labels=bad --dry-run=client', 'kubectl run x --image=a --restart=Sometimes', 'kubectl run x --image=a --rm', 'kubectl run', 'kubectl run x y --image=a --dry-run=client -o yaml',
  'kubectl debug node/node01', 'kubectl debug node/nope --image=busybox', 'kubectl debug bare --image=busybox --replace', 'kubectl debug bare --image=busybox --same-node', 'kubectl debug bare --set-image=a=b', 'kubectl debug bare --copy-to=x', 'kubectl debug bare --copy-to=x -- sh',
  'kubectl debug bare --image=Busybox', 'kubectl debug bare --image=a --image-pull-policy=Now', 'kubectl debug bare --copy-to=x --set-image=main=Bad', 'kubectl debug bare --copy-to=x --image=a --target=main', 'kubectl debug bare --image=a -t', 'kubectl debug bare --image=a --profile=x',
  'kubectl debug deploy/web --image=a', 'kubectl debug cm/plain --image=a', 'kubectl debug nope --image=a', 'kubectl debug bare --image=a --env=A', 'kubectl debug bare --copy-to=x --container=nope --set-image=main=b -- sh', 'kubectl debug bare --image=a -c Bad_Name', 'kubectl debug bare --image=a -c main',
])('%s', (line) => same(line));

test.each([
  'kubectl patch pod bare --subresource=resize -p \'{"spec":{"containers":[{"name":"main","resources":{"limits":{"cpu":null}}}]}}\'',
  'kubectl patch pod bare --subresource=resize -p \'{"spec":{"containers":[{"name":"main","resources":{"limits":{"ephemeral-storage":"1Gi"}}}]}}\'',
  'kubectl patch pod bare --subresource=resize -p \'{"spec":{"containers":[{"name":"other","image":"a"}]}}\'',
  'kubectl patch pod bare --subresource=resize --type=json -p \'[{"op":"replace","path":"/spec/containers/0/name","value":"other"}]\'',
  'kubectl patch pod bare --subresource=resize -p \'{"spec":{"containers":[{"name":"main","resources":{"requests":{"cpu":"300m"}}}]}}\'',
])('%s', (line) => same(line));
