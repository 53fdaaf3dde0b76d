/** What a newcomer types wrong in the first lessons and labs, word for word as the real kubectl answers it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(120_000);

const files = Object.fromEntries(['nginx-deployment.yaml', 'simple-pod.yaml'].map((name) => [name, readFileSync(join(__dirname, '../../exercises/manifests', name), 'utf8')]));
const SETUP = ['kubectl create deployment shop --image=nginx:1.14.2 --replicas=0', 'kubectl create -f simple-pod.yaml'];

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'wrong-turns', files, setup: SETUP, settledMs: 30_000 }); });
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

test.each([
  // the verb, the kind, the name
  'gte pods', 'Get pods', 'log nginx', 'get', 'get pdos', 'get deployement', 'get shop deployment', 'get pod nginx deployment', 'get pod/nginx pods', 'get pod,deploy nginx', 'describe nope', 'scale shop --replicas=2', 'rollout undo shop', 'edit shop',
  // the namespace
  'get pods kube-system', 'get pods -n kubesystem', 'get pod -kube-system', 'get pod nginx -n kube-system', 'get po -n default --all',
  // the file
  'create simple-pod.yaml', 'create -f', 'create -f simple-pod.yaml', 'apply nginx-deployment.yaml', 'apply -f nginx-deployment.yml', 'delete -f nginx-deployment.yaml', 'delete nginx-deployment', 'replace -f nginx-deployment.yaml', 'replace -f simple-pod.yaml',
  // the answer
  'get pods -o wid', 'get pods -o jsonpath={.items[*].metadta.name}', 'get pods -n default -l none -o jsonpath={.items[0].metadata.name}', 'get pods -o custom-columns', 'get pods -l app:web', 'explain pod.spec.container',
  // making things
  'create deployment web', 'create deployment web -image=nginx', 'create deployment Web --image=nginx', 'create deployment shop --image=nginx', 'create pod web --image=nginx', 'run web nginx',
  // looking into them
  'logs', 'logs nope', 'logs pod nginx', 'logs nginx --previous', 'logs -p', 'exec nginx ls', 'exec nope -- ls',
  // mending them
  'set image shop page=nginx:1.16.1', 'set image deployment/shop nginx:1.16.1', 'set image deployment/shop page=nginx:1.16.1', 'set image deployment shop', 'set env deployment/db', 'set env deployment/shop PASSWORD tulip', 'set env pod/nginx A=b',
])('kubectl %s', (line) => same(`kubectl ${line}`));
