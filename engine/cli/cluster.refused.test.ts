/** What is refused, word for word: manifests with every kind of mistake, created through the real kubectl and through ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(120_000);

const broken = readFileSync(join(__dirname, 'testing', 'refused.yaml'), 'utf8').replace(/^#.*\n/, '').split('\n---\n').map((text) => `${text.trimEnd()}\n`);
const files = Object.fromEntries(broken.map((text, index) => [`broken/${index}.yaml`, text]));
const SETUP = [
  'kubectl create service nodeport taken --tcp=80 --node-port=30080', 'kubectl create deployment web --image=nginx --replicas=0', 'kubectl create configmap there --from-literal=a=b',
  'kubectl create quota none --hard=count/secrets=1', 'kubectl create role reader --verb=get --resource=pods', 'kubectl create clusterrole all --verb=get --resource=pods',
];

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'refused', files, setup: SETUP, settledMs: 30_000 }); });
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

const titleOf = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 160);
test.each(broken.map((text, index) => [titleOf(text), `kubectl create -f broken/${index}.yaml`]))('%s', (_, line) => same(line));
test.each([0, 9, 23, 43, 50, 86, 110].map((index) => `kubectl apply -f broken/${index}.yaml --server-side`))('%s', (line) => same(line));
test.each([...[0, 9, 23, 43].map((index) => `kubectl apply -f broken/${index}.yaml --validate=false`), 'kubectl create -f broken/42.yaml --validate=warn', 'kubectl create -f broken --dry-run=server',
  'kubectl apply -f broken/43.yaml --dry-run=client'])('%s', (line) => same(line));

test.each([
  'create cronjob x --image=a', 'create cronjob x --image=a --schedule=bad', 'create job x', 'create job x --image=a --from=cronjob/y', 'create job x --from=cronjob/nope', 'create job x --from=deployment/web',
  'create role x', 'create role x --verb=get', 'create role x --verb=nope --resource=pods', 'create role x --verb=get --resource=nope', 'create role x --verb=get --resource=pods,deployments.apps/scale --resource-name=a --dry-run=client -o yaml',
  'create clusterrole x --verb=get', 'create clusterrole x --verb=get --non-resource-url=nope', 'create clusterrole x --verb=get --non-resource-url=/x --resource-name=a', 'create clusterrole x --aggregation-rule=a=b --verb=get',
  'create rolebinding x', 'create rolebinding x --role=a --clusterrole=b', 'create rolebinding x --role=a --serviceaccount=bad', 'create rolebinding there --role=nope --user=a --dry-run=server', 'create clusterrolebinding x', 'create clusterrolebinding x --clusterrole=nope --group=g --dry-run=server -o yaml',
  'create quota x --hard=nope', 'create quota x --hard=pods=x', 'create quota x --hard=pods=1 --scopes=Nope', 'create pdb x', 'create pdb x --selector=a=b', 'create pdb x --selector=a=b --min-available=1 --max-unavailable=1',
  'create priorityclass x --value=9999999999', 'create priorityclass x --value=5 --preemption-policy=Nope', 'create ingress x', 'create ingress x --rule=bad', 'create ingress x --rule=a/b=c', 'create ingress x --rule=a.com/=svc:80,tls=s --class=c --dry-run=client -o yaml',
  'create service clusterip x', 'create service clusterip x --tcp=bad', 'create service clusterip x --clusterip=None --tcp=80', 'create service externalname x', 'create service nodeport x --tcp=80 --node-port=30080', 'create service loadbalancer x --tcp=0',
  'create secret generic x --from-literal=bad', 'create secret tls x', 'create secret tls x --cert=nope --key=nope', 'create secret docker-registry x', 'create secret nope x', 'create token nope', 'create token default --duration=1s', 'create token default --bound-object-kind=Nope --bound-object-name=x',
  'create configmap there --from-literal=a=b', 'create configmap x --from-literal=a', 'create configmap x --from-file=nope', 'create configmap x --from-env-file=nope --from-literal=a=b', 'create namespace default', 'create namespace', 'create nope', 'create',
  'autoscale deployment web', 'autoscale deployment web --max=0', 'autoscale deployment web --max=1 --min=2', 'autoscale deployment nope --max=2', 'autoscale configmap there --max=2', 'auth can-i', 'auth can-i get', 'auth can-i nope pods', 'auth can-i get nope', 'auth can-i get pods/log --subresource=log',
  'auth can-i list pods --as=jane', 'auth can-i --list --as=jane', 'auth can-i get /metrics --as=jane', 'auth can-i create deployments.apps --as=system:serviceaccount:kube-system:deployment-controller', 'auth whoami', 'auth whoami -o yaml', 'auth whoami --as=jane --as-group=devs', 'auth reconcile', 'auth reconcile -f broken/0.yaml',
  'get pods --as=jane', 'get pods -A --as=jane --as-group=devs', 'get pod x --as=jane', 'get nodes --as=jane', 'create deployment y --image=b --as=jane', 'delete pods --all --as=jane', 'get --raw /metrics --as=jane', 'get pods --as-group=devs', 'get pods --as=system:anonymous', 'get secrets -n kube-system --as=system:node:node01 --as-group=system:nodes',
  'certificate approve', 'certificate approve nope', 'certificate deny', 'set subject', 'set subject rolebinding nope --user=a', 'set subject rolebinding --all', 'set serviceaccount deployment web', 'set selector svc taken', 'set env deployment/web', 'set resources deployment/web',
  'taint nodes', 'taint nodes node01 a=b', 'taint nodes node01 nope-', 'drain', 'drain nope', 'drain node01 --dry-run=nope', 'cordon', 'uncordon nope', 'top nodes', 'top pods nope', 'cp a b', 'cp nope:/x y', 'port-forward', 'port-forward nope 80', 'proxy --port=x',
  'diff', 'diff -f nope', 'edit', 'edit nope', 'replace', 'replace -f nope', 'replace -f broken/0.yaml', 'delete pods', 'delete pod x y', 'delete -f broken/0.yaml', 'delete all', 'delete ns', 'scale', 'scale deploy web', 'scale cm there --replicas=1', 'rollout restart', 'rollout restart cm/there', 'rollout nope', 'rollout pause deployment/nope',
  'label', 'label cm', 'label cm there', 'label cm there a=b c', 'annotate cm there', 'annotate cm there a-', 'patch cm', 'patch cm there', 'wait', 'wait cm/there --for=delete --timeout=0', 'wait --for=create cm/there', 'explain', 'explain nope', 'explain pods.nope', 'config nope', 'config use-context nope', 'config set-context', 'config delete-context nope',
  'kustomize nope', 'plugin list', 'completion', 'completion nope', 'api-resources nope', 'api-resources --api-group=nope', 'api-versions x', 'version x', 'cluster-info nope', 'alpha', 'apply edit-last-applied', 'apply view-last-applied', 'apply view-last-applied cm there', 'apply set-last-applied', 'apply -k nope', 'get -k nope',
  'get pods --chunk-size=-1', 'get pods x --selector=a=b', 'get pods --selector=,', 'get pods -l "a in"', 'get pods -l "a=b=c"', 'get pods --field-selector=a', 'get pods --field-selector=metadata.nope=x', 'get cm --field-selector=data.a=b', 'get pods/x/y', 'get pods,nope', 'get pods/x svc', 'get pods -o jsonpath', 'get pods -o jsonpath={.items[}',
].map((line) => `kubectl ${line}`))('%s', (line) => same(line));
