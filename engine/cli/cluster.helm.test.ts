/** helm against a whole cluster: a small chart through its whole life. */
import { serveForRealTools, skipped, type Ran, type RealTools } from '../serve/testing/realTools.ts';

jest.setTimeout(60_000);

const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: "1.25"\n',
  'web/values.yaml': 'replicas: 1\ntag: "1.25"\ngreeting: hello\n',
  'web/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec: {containers: [{name: nginx, image: "nginx:{{ .Values.tag }}"}]}
`,
  'web/templates/service.yaml': `apiVersion: v1
kind: Service
metadata: {name: {{ .Release.Name }}}
spec: {selector: {app: {{ .Release.Name }}}, ports: [{port: 80}]}
`,
  'web/templates/configmap.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {greeting: {{ .Values.greeting }}}\n',
  'web/templates/NOTES.txt': 'Say {{ .Values.greeting }}.\n',
};

let tools: RealTools | undefined;
const run = async (line: string): Promise<Ran> => (await tools?.run(line)) ?? { code: -1, out: '', err: '' };
const out = async (line: string): Promise<string> => {
  const ran = await run(line);
  expect({ line, code: ran.code, err: ran.err }).toEqual({ line, code: 0, err: '' });
  return ran.out;
};

beforeAll(async () => { tools = await serveForRealTools({ speed: 'max', seed: 'helm', files: chart }); });
afterAll(() => tools?.close());

test('install and wait', async () => {
  if (skipped(tools)) return;
  const installed = await out('helm install shop ./web --wait --timeout 60s');
  expect(installed).toMatch(/^NAME: shop\n.*\nNAMESPACE: default\nSTATUS: deployed\nREVISION: 1\n/);
  expect(installed).toContain('Say hello.');
  expect(await out('helm list')).toMatch(/^shop\s+default\s+1\s+.*\sdeployed\s+web-0\.1\.0\s+1\.25\s*$/m);
  const status = await out('helm status shop');
  expect(status).toMatch(/==> v1\/Deployment\nNAME +READY +UP-TO-DATE +AVAILABLE +AGE\nshop +1\/1 +1 +1 /);
  expect(status).toMatch(/==> v1\/Pod\(related\)\nNAME +READY +STATUS +RESTARTS +AGE\nshop-\w+-\w+ +1\/1 +Running /);
  expect((await run('helm install shop ./web')).err).toContain('cannot reuse a name that is still in use');
});

test('upgrade changes what is there', async () => {
  if (skipped(tools)) return;
  expect(await out('helm upgrade shop ./web --set replicas=2,greeting=hi --wait --timeout 60s')).toContain('REVISION: 2\n');
  expect(await out('kubectl get deployment shop -o jsonpath="{.status.readyReplicas}"')).toBe('2');
  expect(await out('kubectl get configmap shop -o jsonpath="{.data.greeting}"')).toBe('hi');
  expect(await out('helm get values shop')).toBe('USER-SUPPLIED VALUES:\ngreeting: hi\nreplicas: 2\n');
});

test('a wrong value is refused by the server, and nothing is lost', async () => {
  if (skipped(tools)) return;
  const refused = await run('helm upgrade shop ./web --set replicas=many');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32');
  expect(await out('kubectl get deployment shop -o jsonpath="{.spec.replicas}"')).toBe('2');
});

test('rollback', async () => {
  if (skipped(tools)) return;
  expect(await out('helm rollback shop 1 --wait --timeout 60s')).toBe('Rollback was a success! Happy Helming!\n');
  expect(await out('kubectl get deployment shop -o jsonpath="{.status.replicas}"')).toBe('1');
  expect(await out('kubectl get configmap shop -o jsonpath="{.data.greeting}"')).toBe('hello');
  expect((await out('helm history shop')).match(/(?<=\t)(?:superseded|deployed|failed)(?= *\t)/g)).toEqual(['superseded', 'superseded', 'failed', 'deployed']);
});

test('uninstall leaves nothing behind', async () => {
  if (skipped(tools)) return;
  expect(await out('helm uninstall shop --wait --timeout 60s')).toBe('release "shop" uninstalled\n');
  expect((await run('kubectl get deployments,pods,secrets,configmaps -o name')).out).toBe('configmap/kube-root-ca.crt\n');
  expect(await out('helm list -q')).toBe('');
});
