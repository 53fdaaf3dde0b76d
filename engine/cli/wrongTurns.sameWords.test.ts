/** What a newcomer types wrong in the first lessons and labs, word for word as the real kubectl answers it. */
import { loadHelp } from '../grading/index.ts';
import { helpText, lessonHeadings, lessonIds, wrongFiles } from './exercises.ts';
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(120_000);

const ROOT = 'exercises';
const SETUP = ['kubectl create deployment shop --image=nginx:1.14.2 --replicas=0', 'kubectl create -f simple-pod.yaml', 'kubectl apply -f web.yaml', 'kubectl run web --image=nginx:1.14.2', 'kubectl apply -f bill.yaml', 'kubectl apply -f db.yaml', 'kubectl apply -f agent.yaml'];

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'wrong-turns', files: wrongFiles(ROOT), setup: SETUP, settledMs: 30_000 }); });
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
  'logs', 'logs nope', 'logs pod nginx', 'logs nginx --previous', 'logs -p', 'exec nginx ls', 'exec nope -- ls', 'port-forward web', 'port-forward web 8080:http',
  // mending them
  'set image shop page=nginx:1.16.1', 'set image deployment/shop nginx:1.16.1', 'set image deployment/shop page=nginx:1.16.1', 'set image deployment shop', 'set env deployment/db', 'set env deployment/shop PASSWORD tulip', 'set env pod/nginx A=b',
])('kubectl %s', (line) => same(`kubectl ${line}`));

/** The wrong turns for which there is help: the last line of each, as far as it is kubectl's and changes nothing. */
const source = helpText(ROOT);
const helped = loadHelp(source.file, source.text, { lessons: lessonIds(ROOT), headings: lessonHeadings(ROOT) });
// `edit` says that there is no editor here; a `port-forward`, the watch of `rollout status` and what runs in a container take time, and here it stands still.
const OURS_ALONE = /^kubectl (?:edit|port-forward|rollout status deployment|exec web)[ /]/;
const lines = helped.ok ? helped.entries.flatMap(({ when, tried }) => ('output' in when && !(when.succeeds) ? tried.map((typed) => typed.at(-1) ?? '') : [])).filter((line) => line.startsWith('kubectl ') && !OURS_ALONE.test(line)) : [];
test.each([...new Set(lines)])('helped: %s', (line) => same(line));
test('there are such lines', () => { expect(lines.length).toBeGreaterThan(40); });
