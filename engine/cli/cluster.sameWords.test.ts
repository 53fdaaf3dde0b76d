/**
 * The everyday commands of a small shop: pods, a Deployment, Services, each asked of the real kubectl and of ours.
 */
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(60_000);

const container = (name: string, script: string): string => `{name: ${name}, image: busybox, command: [sh, -c, "${script}"]}`;
const pod = (name: string, spec: string): string => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}, annotations: {note: hello}}\nspec: ${spec}\n`;
const files = {
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      containers:
      - name: nginx
        image: nginx:1.25
        ports: [{containerPort: 80, name: http}]
        env:
        - {name: MODE, value: test}
        - {name: GREETING, valueFrom: {configMapKeyRef: {name: settings, key: greeting}}}
        - {name: MY_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
        readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 1}
        volumeMounts: [{name: conf, mountPath: /conf}]
      volumes: [{name: conf, configMap: {name: settings}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
`,
  'pods.yaml': [
    pod('bare', `{initContainers: [${container('first', 'echo init')}], containers: [${container('main', 'echo line 1; echo line 2; sleep 9999')}, ${container('side', 'sleep 9999')}]}`),
    pod('broken', '{containers: [{name: main, image: "nginx:no-such-tag"}]}'),
    pod('crash', `{containers: [${container('main', 'echo I fail; exit 3')}]}`),
    pod('done', `{restartPolicy: Never, containers: [${container('main', 'echo done')}]}`),
    pod('huge', '{containers: [{name: main, image: busybox, resources: {requests: {cpu: "64"}}}]}'),
  ].join(''),
  'new.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fresh}\ndata: {a: b}\n',
  'bad.yaml': 'a: b\n c: d\n',
  'typo.yaml': 'apiVersion: apps/v1\nkind: Deploymnt\nmetadata: {name: x}\n',
};
const SETUP = [
  'kubectl create configmap settings --from-literal=greeting=hello --from-literal=other=x',
  'kubectl create secret generic creds --from-literal=user=admin --from-literal=password=s3cret',
  'kubectl create serviceaccount robot',
  'kubectl create namespace staging',
  'kubectl label namespace staging env=staging',
  'kubectl apply -f web.yaml -f pods.yaml',
  'kubectl rollout status deployment/web',
  'kubectl set image deployment/web nginx=nginx:1.26',
  'kubectl annotate deployment/web kubernetes.io/change-cause="image 1.26"',
  'kubectl rollout status deployment/web',
  'kubectl expose deployment web --name=web-np --type=NodePort --port=8080 --target-port=80',
  'kubectl create deployment idle --image=nginx --replicas=0 -n staging',
];
const SETTLED_MS = 200_000;

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'same words', files, setup: SETUP, settledMs: SETTLED_MS }); });
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

test.each([
  'kubectl get pods', 'kubectl get pods -o wide', 'kubectl get pods -A', 'kubectl get pods --no-headers', 'kubectl get pods -o wide --show-kind',
  'kubectl get nodes -o wide', 'kubectl get all', 'kubectl get all -n kube-system', 'kubectl get deployments,replicasets,services', 'kubectl get deploy,rs,svc -o wide',
  'kubectl get cm,secret,sa', 'kubectl get endpoints,endpointslices', 'kubectl get ns --show-labels', 'kubectl get leases -n kube-node-lease', 'kubectl get -f web.yaml',
  'kubectl get pods -l \'app in (web,bare)\',tier!=back --show-labels', 'kubectl get pods -L app,tier', 'kubectl get pods -l nothing=here',
  'kubectl get pods --field-selector=status.phase=Running', 'kubectl get pods --sort-by=.spec.nodeName', 'kubectl get pods --sort-by=.metadata.creationTimestamp',
  'kubectl get events', 'kubectl get events --sort-by=.lastTimestamp', 'kubectl get events --field-selector involvedObject.name=crash',
  'kubectl get pod/bare svc/web', 'kubectl get pods bare nope',
])('tables: %s', (line) => same(line));

test.each([
  'kubectl get deploy web -o yaml', 'kubectl get deploy web -o json', 'kubectl get pods -o yaml', 'kubectl get nodes -o yaml', 'kubectl get secret creds -o yaml', 'kubectl get pods -o name',
  'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,IMAGES:.spec.containers[*].image,NONE:.spec.nothing',
  'kubectl get pods -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}\'',
  'kubectl get pods -o jsonpath=\'{.items[?(@.status.phase=="Running")].metadata.name}\'', 'kubectl get pods -o jsonpath=\'{.items[0\'',
  'kubectl get pod bare -o jsonpath-as-json=\'{.spec.containers}\'', 'kubectl get pod bare -o jsonpath=\'{.metadata.labels} {.spec.containers[-1].name} {.spec.containers[0:1].name}\'',
  'kubectl get cm settings -o kyaml', 'kubectl get deploy web --subresource=scale -o yaml', 'kubectl get pod bare -o yaml --show-managed-fields',
  'kubectl get pods -o go-template=\'{{range .items}}{{.metadata.name}} {{.status.phase}}{{"\\n"}}{{end}}\'',
  'kubectl get pods -o go-template=\'{{len .items}} {{index .items 0 "kind"}}{{"\\n"}}\'', 'kubectl get pods -o nope', 'kubectl get --raw /version',
])('formats: %s', (line) => same(line));

test.each([
  'pod bare', 'pod crash', 'pod broken', 'pod done', 'pod huge', 'pods -l app=web', 'pods -l app=web --show-events', 'pod we', 'deployment web', 'rs', 'node node01', 'nodes', 'svc', 'svc web', 'cm settings',
  'secret creds', 'sa robot', 'endpointslices', 'endpoints', 'lease node01 -n kube-node-lease', 'events', 'pod/bare deploy/web', '-f web.yaml', 'pod nope', 'nonsense', 'pods -n nope',
].map((what) => `kubectl describe ${what}`))('%s', (line) => same(line));

test.each([
  'kubectl api-resources', 'kubectl api-resources -o wide', 'kubectl api-resources --namespaced=false', 'kubectl api-resources --api-group=apps -o name', 'kubectl api-versions',
  'kubectl version', 'kubectl version -o yaml', 'kubectl version --client', 'kubectl cluster-info', 'kubectl explain pod', 'kubectl explain deploy.spec.strategy --recursive',
  'kubectl rollout history deployment/web --revision=2', 'kubectl rollout history deployment/web --revision=1 -o json', 'kubectl explain pod.spec.containers', 'kubectl explain pod.metadata', 'kubectl explain deploy.spec.template',
  'kubectl explain pod.spec.nothing', 'kubectl explain nonsense', 'kubectl rollout history deployment/web', 'kubectl rollout history deployment/web --revision=9',
  'kubectl events --for pod/crash', 'kubectl events --types=Warning', 'kubectl top nodes',
])('about the cluster: %s', (line) => same(line));

test.each([
  'bare', 'bare -c main', 'bare -c nope', 'bare --all-containers --prefix', 'bare -c first', 'bare --tail=1', 'bare --timestamps', 'done --previous', 'broken', 'huge', 'nope', 'deploy/web --tail=2', '-l app=bare', '',
].map((what) => `kubectl logs ${what}`))('%s', (line) => same(line));

test.each([
  'kubectl get nonsense', 'kubectl get pods --nope', 'kubectl get pods -x', 'kubectl get', 'kubectl get pods -o', 'kubectl apply', 'kubectl apply -f nope.yaml', 'kubectl apply -f bad.yaml', 'kubectl apply -f typo.yaml',
  'kubectl create deployment', 'kubectl create deployment x', 'kubectl delete', 'kubectl delete pod', 'kubectl scale deployment web', 'kubectl scale deployment nope --replicas=2',
  'kubectl set image deployment/web nope=nginx', 'kubectl exec bare', 'kubectl exec nope -- ls', 'kubectl exec bare -c nope -- ls', 'kubectl wait pod/bare', 'kubectl get pods -n nope', 'kubectl get ns nope',
  'kubectl get deployments.v1.apps web', 'kubectl get pod.v1.nope bare', 'kubectl get pods --field-selector=spec.foo=bar', 'kubectl label pod bare app=other', 'kubectl cordon nope', 'kubectl taint nodes node01 nope',
  'kubectl rollout status deployment/nope', 'kubectl run x', 'kubectl rollout undo deployment/web --to-revision=9', 'kubectl expose deploy nope --port=80', 'kubectl taint nodes node01 a=b:Nope',
  'kubectl scale deploy web --replicas=5 --current-replicas=9', 'kubectl create deploy Bad_Name --image=a', 'kubectl label pod bare \'bad key=x\'', 'kubectl wait pod/bare --for=nope',
  'kubectl get pods --context=nope', 'kubectl get --raw /nope', 'kubectl patch svc web --type=json -p \'[{"op":"remove","path":"/spec/nope"}]\'',
  'kubectl patch deploy web -p \'{"spec":{"replicas":"x"}}\'', 'kubectl patch pod bare -p \'{bad\'', 'kubectl patch pod bare -p \'{"a":\'', 'kubectl patch pod bare --type=json -p \'{bad\'',
  'kubectl patch pod bare', 'kubectl patch pod bare --type=nope -p \'{}\'',
  'kubectl nope', 'kubectl gte', 'kubectl ge pods', 'kubectl describe', 'kubectl explain', 'kubectl explain pod --api-version=v2', 'kubectl exec -it', 'kubectl exec -it -- sh', 'kubectl run x --image=', 'kubectl run x --image=Nginx',
  'kubectl debug', 'kubectl debug --image=busybox', 'kubectl rollout history pod/bare', 'kubectl rollout undo pod/bare', 'kubectl rollout history cm/settings', 'kubectl rollout undo cm/settings', 'kubectl set image svc/web main=x', 'kubectl set env deployment/web MODE=x GREETING=y --overwrite=false',
  'kubectl patch pod bare -p \'{bad\' --dry-run=client',
  'kubectl get pods -o go-template=\'{{.items\'', 'kubectl get pods -o go-template=\'{{nope}}\'', 'kubectl get pods -o go-template=\'{{end}}\'', 'kubectl get pods -o custom-columns-file=nope.txt',
  'kubectl get pods -o custom-columns=', 'kubectl wait pod/bare --for=condition=Nope --timeout=0s', 'kubectl wait pods --all --for=condition=Ready --timeout=0s', 'kubectl get pods --request-timeout=x', 'kubectl get pods --request-timeout=-1',
  'kubectl get pods --sort-by=.nope', 'kubectl get pods -A --sort-by=.nope', 'kubectl get pods,svc --sort-by=.nope', 'kubectl get pod bare --sort-by=.nope', 'kubectl get pods -o name --sort-by=.nope',
])('refused: %s', (line) => same(line));

test.each([
  'kubectl create deployment dry --image=nginx --dry-run=client -o yaml', 'kubectl run dry --image=nginx --dry-run=client -o yaml', 'kubectl create deployment dry --image=nginx --dry-run=server',
  'kubectl expose deployment web --name=dry --port=80 --dry-run=client -o yaml', 'kubectl create svc clusterip dry --tcp=80:8080 --dry-run=client -o yaml', 'kubectl apply -f web.yaml --dry-run=server',
  'kubectl set env deployment/web A=b --dry-run=client -o yaml', 'kubectl set env deployment/web --list', 'kubectl set resources deployment/web --limits=cpu=1 --dry-run=client -o yaml',
  'kubectl run x --image=busybox --command --dry-run=client -o yaml -- sh -c \'echo hi\'', 'kubectl create namespace x --dry-run=client -o yaml', 'kubectl taint nodes node01 a=b:NoSchedule --dry-run=client',
  'kubectl rollout undo deployment/web --dry-run=client', 'kubectl delete pod bare --dry-run=client', 'kubectl delete -f web.yaml --dry-run=server', 'kubectl delete deploy web --dry-run=server --force --grace-period=0',
  'kubectl apply -f web.yaml --dry-run=client', 'kubectl apply -f pods.yaml --dry-run=client', 'kubectl apply -f web.yaml --dry-run=client -o json', 'kubectl apply -f pods.yaml --dry-run=server -o yaml', 'kubectl diff -f new.yaml', 'kubectl diff -f web.yaml',
  'kubectl create deployment dry --image=nginx --port=80 --dry-run=client -o json', 'kubectl create deployment dry --image=nginx --dry-run=server -o json', 'kubectl run dry --image=nginx --env=A=b --dry-run=client -o json -- a b', 'kubectl run dry --image=nginx --port=80 --dry-run=server -o json',
  'kubectl create configmap dry --from-literal=a=b --dry-run=client -o json', 'kubectl create secret generic dry --from-literal=a=b --dry-run=client -o json', 'kubectl create ns dry --dry-run=client -o json', 'kubectl create sa dry --dry-run=client -o json',
  'kubectl create svc nodeport dry --tcp=80:8080 --dry-run=client -o json', 'kubectl expose deployment web --name=dry --port=80 --dry-run=client -o json', 'kubectl set image deploy/web nginx=nginx:1.27 --dry-run=client -o json',
  'kubectl set image pod/bare main=x --dry-run=client -o json', 'kubectl autoscale deploy web --max=3 --dry-run=client', 'kubectl autoscale deploy web --max=3 --cpu=50% --dry-run=client -o json',
  'kubectl label pod bare app=other --overwrite --dry-run=client -o yaml', 'kubectl create configmap dry --from-file=bad.yaml --dry-run=client -o yaml',
])('dry runs: %s', (line) => same(line));
