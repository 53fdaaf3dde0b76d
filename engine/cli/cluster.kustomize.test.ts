/** `kubectl kustomize`, `-k` and `edit`: the same folders and the same editors for the real kubectl and for ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, loadYaml } from '../base/index.ts';
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(60_000);

const loaded = loadYaml(readFileSync(join(__dirname, 'testing', 'kustomize.yaml'), 'utf8')).documents[0]?.value;
const folders = Object.fromEntries(Object.entries(isObject(loaded) ? loaded : {}).map(([path, text]) => [`kz/${path}`, String(text)]));
const object = (kind: string, name: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const files = {
  ...folders,
  'multi.yaml': [object('ConfigMap', 'there'), object('Nope', 'two'), object('ConfigMap', '3'), object('ConfigMap', 'there')].join('---\n'),
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n${['there', 'Bad_'].map((name) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}\n`).join('')}- {apiVersion: v1, kind: Nope, metadata: {name: x}}\n`,
  'review.yaml': 'apiVersion: authorization.k8s.io/v1\nkind: SelfSubjectAccessReview\nspec: {resourceAttributes: {verb: get, resource: pods, nope: 1}, other: {a: 5}}\n',
  'there.yaml': `${object('ConfigMap', 'there')}data: {a: b}\n`,
};
const SETUP = ['kubectl apply -f there.yaml', 'kubectl create deployment web --image=nginx --replicas=0', 'kubectl create service nodeport taken --tcp=80 --node-port=30080'];

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'kustomize', files, setup: SETUP, settledMs: 30_000 }); });
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

test.each([...new Set(Object.keys(folders).map((path) => path.slice(0, path.lastIndexOf('/'))))].map((folder) => `kubectl kustomize ${folder}`))('%s', (line) => same(line));

test.each([
  'kustomize kz/base/svc.yaml', 'kustomize a b', 'kustomize', 'apply -k kz/over --dry-run=server', 'apply -k kz/over -R', 'apply -k kz/base -f x', 'get -k kz/bin', 'get -k kz/nope', 'diff -k kz/bin', 'delete -k kz/bin --dry-run=client',
  'create -k kz/e-noname', 'create -k kz/ns --dry-run=client', 'describe -k kz/bin', 'apply -f multi.yaml --dry-run=server', 'create -f multi.yaml', 'delete -f multi.yaml --dry-run=server', 'get -f multi.yaml', 'replace -f multi.yaml --dry-run=server',
  'apply -f list.yaml --dry-run=server', 'create -f list.yaml --dry-run=server', 'get -f list.yaml', 'create -f review.yaml', 'create -f review.yaml --validate=false', 'get --raw nope', 'get --raw /api pods', 'delete --raw /x -f x', 'create --raw /api/v1/x -f nope',
  'get cm,svc there', 'get cm/there,svc', 'get cm --subresource=status', 'label cm there zz=b --list', 'label cm --all --list', 'annotate cm --all --list', 'version --match-server-version', 'cluster-info dump --namespaces=default', 'cluster-info dump --namespaces=nope -o yaml',
  'apply view-last-applied cm/there', 'apply view-last-applied cm there -o wide', 'apply set-last-applied', 'apply set-last-applied -f there.yaml', 'apply set-last-applied -f nope', 'hello a', 'patch cm there -p x', 'patch cm there -p 5', "patch cm there -p '[]'",
].map((line) => `kubectl ${line}`))('%s', (line) => same(line));

const editing = (editor: string, what: string): string => `env KUBE_EDITOR='${editor}' kubectl ${what}`;
test.each([
  editing('cat', 'edit cm there'), editing('cat', 'edit cm there -o json'), editing('cat', 'edit cm/there svc/taken'), editing('cat', 'edit cm there nope'), editing('cat', 'edit cm there -o nope'), editing('cat', 'edit nope'),
  editing('false', 'edit cm there'), editing('nope-editor', 'edit cm there'), editing('sed -i d', 'edit cm there'), editing('sed -i s/there/other/', 'edit cm there'), editing('sed -i "s/kind: ConfigMap/kind: Nope/"', 'edit cm there'),
  editing('sed -i "s/^data:/da ta: [/"', 'edit cm there'), editing('sed -i "s/^data:/datum:/"', 'edit cm there'), editing('sed -i "s/replicas: 0/replicas: -1/"', 'edit deploy web'), editing('sed -i "s/app: web/app: other/"', 'edit deploy web'),
  editing('cat', 'apply edit-last-applied cm/there'), editing('cat', 'apply edit-last-applied svc/taken'), editing('cat', 'create -f there.yaml --edit'), editing('sed -i "s/^data:/datum:/"', 'create -f there.yaml --edit'),
])('%s', (line) => same(line));
