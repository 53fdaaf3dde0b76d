import { createPipe, startTask } from '../../time/index.ts';
import type { NodeConnection } from '../index.ts';
import { deployment, PATCH, pod, testServer, type TestServer } from '../testServer.ts';

const PODS = '/api/v1/namespaces/default/pods';
const WEB = '/apis/apps/v1/namespaces/default/deployments/web';

function withPod(more = {}): TestServer {
  const server = testServer();
  server.send('POST', '/api/v1/nodes', { metadata: { name: 'node01' } });
  server.send('POST', PODS, pod('web', more));
  server.send('POST', `${PODS}/web/binding`, { metadata: { name: 'web' }, target: { kind: 'Node', name: 'node01' } });
  return server;
}
const refusing: NodeConnection = {
  logs: () => ({ code: 400, message: 'container "main" in pod "web" is waiting to start: ContainerCreating' }),
  exec: () => ({ code: 500, message: 'container not found ("main")' }),
  attach: () => ({ code: 500, message: 'container not found ("main")' }),
  proxy: (_namespace, _pod, port, _request, done) => done(port === 80 ? { ok: true, code: 200, headers: {}, body: 'hello' } : { ok: false, error: 'dial tcp 10.244.1.2:81: connect: connection refused' }),
};

/** @k8s golden kubectl/rest-patch-types */
test('scale shows zero as nothing and changes the replicas', () => {
  const { body, send } = testServer();
  send('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web', 0));
  expect(body('GET', `${WEB}/scale`)).toMatchObject({ kind: 'Scale', apiVersion: 'autoscaling/v1', spec: {}, status: { replicas: 0, selector: 'app=web' } });
  expect(body('PATCH', `${WEB}/scale?dryRun=All`, { spec: { replicas: 3 } }, PATCH.merge)).toMatchObject({ spec: { replicas: 3 } });
  expect(body('GET', `${WEB}/scale`)['spec']).toEqual({});
  expect(body('PUT', `${WEB}/scale`, { metadata: { name: 'web', resourceVersion: '1' }, spec: { replicas: 3 } })['code']).toBe(409);
  send('PUT', `${WEB}/scale`, { metadata: { name: 'web' }, spec: { replicas: 3 } });
  expect(body('GET', WEB)).toMatchObject({ spec: { replicas: 3 }, metadata: { generation: 2 } });
});

test.each([
  ['PUT', 2 ** 31, undefined, 400, /^Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal number 2147483648 into Go struct field ScaleSpec.spec.replicas of type int32$/],
  ['PUT', 'three', undefined, 400, /cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32$/],
  ['PATCH', 2 ** 31, PATCH.merge, 422, /patch: Invalid value: "\{\\"apiVersion\\":\\"autoscaling\/v1\\".*: json: cannot unmarshal number 2147483648 into Go struct field/],
  ['PATCH', 'three', PATCH.strategic, 422, /patch: Invalid value: "map\[metadata:map\[name:web\] spec:map\[replicas:three\]\]": unrecognized type: int32$/],
  ['PATCH', -1, PATCH.merge, 422, /spec.replicas: Invalid value: -1: must be greater than or equal to 0$/],
] as const)('scale: %s of %j', (method, replicas, headers, code, message) => {
  const { body, send } = testServer();
  send('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web', 0));
  expect(body(method, `${WEB}/scale`, { metadata: { name: 'web' }, spec: { replicas } }, headers)).toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  expect(body('GET', WEB)).toMatchObject({ spec: { replicas: 0 } });
});

/** @k8s golden pods/pod-exit0-never */
test('binding writes node and condition in one go and counts as no change', () => {
  const { body, send } = withPod();
  const bound = body('GET', `${PODS}/web`);
  send('POST', PODS, pod('other'));
  expect(body('POST', `${PODS}/other/binding`, { metadata: { name: 'other' }, target: { kind: 'Node', name: 'node01' } })).toEqual({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
  expect(bound).toMatchObject({
    metadata: { generation: 1 }, spec: { nodeName: 'node01' },
    status: { conditions: [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: '2026-11-21T12:00:00Z' }] },
  });
  expect(send('POST', `${PODS}/web/binding`, { metadata: { name: 'web' }, target: { name: 'node02' } })).toMatchObject({
    code: 409, body: { message: 'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node01"' },
  });
});

/** @k8s golden pods/pod-exec, pods/pod-logs-variants */
test('logs, exec and attach pass on what the kubelet says', () => {
  const server = withPod();
  expect(server.body('GET', `${PODS}/web/log`)['message']).toBe('error dialing backend: dial tcp node01:10250: connect: connection refused');
  server.api.connectNode('node01', refusing);
  expect(server.body('GET', `${PODS}/web/log`)).toMatchObject({ code: 400, reason: 'BadRequest', message: 'container "main" in pod "web" is waiting to start: ContainerCreating' });
  expect(server.body('GET', `${PODS}/web/log?container=z`)['message']).toBe('container z is not valid for pod web');
  expect(server.send('POST', `${PODS}/web/exec?command=ls`)).toMatchObject({ type: 'text', code: 500, body: 'container not found ("main")' });
  server.api.disconnectNode('node01');
  expect(server.send('POST', `${PODS}/web/attach`).code).toBe(500);
});

test('which container, when there are several', () => {
  const server = withPod({ containers: [{ name: 'a', image: 'x' }, { name: 'b', image: 'x' }], initContainers: [{ name: 'i', image: 'x' }] });
  expect(server.body('GET', `${PODS}/web/log`)['message']).toBe(
    'a container name must be specified for pod web, choose one of: [a b] or one of the init containers: [i]');
});

test('a log is a stream', () => {
  const server = withPod();
  const pipe = createPipe('line 1\n');
  server.api.connectNode('node01', { ...refusing, logs: (_namespace, _pod, { container, tailLines }) => { pipe.write(`${container} ${tailLines}\n`); pipe.close(); return pipe; } });
  const response = server.send('GET', `${PODS}/web/log?tailLines=5`);
  if (response.type !== 'stream') throw new Error(response.type);
  const reading = startTask(server.clock, response.body.readAll());
  server.clock.advance(0);
  expect(reading.result).toBe('line 1\nmain 5\n');
});

test('proxies answer later', () => {
  const server = withPod();
  server.api.connectNode('node01', refusing);
  server.send('PATCH', `${PODS}/web/status`, { status: { podIP: '10.244.1.2' } }, PATCH.merge);
  const ask = (path: string): unknown => {
    const response = server.send('GET', path);
    let answer: unknown;
    if (response.type === 'later') response.whenReady((ready) => { answer = ready.type === 'text' ? ready.body : ready.type === 'object' ? ready.body['message'] : ready.type; });
    return answer ?? (response.type === 'object' ? response.body['message'] : response.type === 'text' ? response.body : undefined);
  };
  expect(ask(`${PODS}/web:80/proxy/`)).toBe('hello');
  expect(ask(`${PODS}/web:81/proxy/`)).toBe('error trying to reach service: dial tcp 10.244.1.2:81: connect: connection refused');
  expect(ask('/api/v1/namespaces/default/services/missing/proxy/')).toBe('services "missing" not found');
  expect([ask('/api/v1/nodes/node01/proxy/healthz'), ask('/api/v1/nodes/node99/proxy/healthz')]).toEqual(['ok', 'nodes "node99" not found']);
});

/** @k8s golden cluster/sec-token-request */
test('tokens last at least ten minutes', () => {
  const { body } = testServer();
  const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
  expect(body('POST', path, {})).toMatchObject({ kind: 'TokenRequest', spec: { expirationSeconds: 3600 }, status: { expirationTimestamp: '2026-11-21T13:00:00Z' } });
  expect(body('POST', path, { spec: { audiences: [], expirationSeconds: 60 } })['message']).toBe(
    'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes');
});

/** @k8s golden pods/pod-resize-refused, pods/pod-ephemeral-debug */
test('parts of a pod with endpoints of their own', () => {
  const server = withPod({ containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '100m' } } }] });
  server.send('PATCH', '/api/v1/nodes/node01/status', { status: { allocatable: { cpu: '2' } } }, PATCH.merge);
  const resize = (cpu: string) => server.body('PATCH', `${PODS}/web/resize`, { spec: { containers: [{ name: 'main', resources: { requests: { cpu } } }] } }, PATCH.strategic);
  expect(resize('1000')['message']).toBe('pods "web" is forbidden: node didn\'t have enough allocatable resources: cpu, requested: 1000000, allocatable: 2000');
  expect(resize('1')).toMatchObject({ metadata: { generation: 2 }, spec: { containers: [{ resources: { requests: { cpu: '1' } } }] } });
  const guaranteed = { spec: { containers: [{ name: 'main', resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } } }] } };
  // The message shows the class that the pod has.
  expect(server.body('PATCH', `${PODS}/web/resize`, guaranteed, PATCH.strategic)['message'])
    .toBe('Pod "web" is invalid: spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing');
  const debug = { name: 'debugger', image: 'busybox' };
  const patched = server.body('PATCH', `${PODS}/web/ephemeralcontainers`, { spec: { ephemeralContainers: [debug], nodeName: 'elsewhere' } }, PATCH.strategic);
  expect(patched).toMatchObject({ spec: { nodeName: 'node01', ephemeralContainers: [{ name: 'debugger' }] }, metadata: { generation: 3 } });
  expect(server.body('PATCH', `${PODS}/web/ephemeralcontainers`, { spec: { ephemeralContainers: [{ ...debug, image: 'other' }] } }, PATCH.strategic)['message'])
    .toContain('existing ephemeral containers "debugger" may not be changed');
});
