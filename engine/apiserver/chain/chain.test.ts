import { binding, PATHS, rbacServer, role, user, userNamed } from '../authz/rbacServer.ts';
import type { RequestTrace } from './trace.ts';

const admin = userNamed('kubernetes-admin', 'kubeadm:cluster-admins');

/** `authorization passed`, `mutating admission Priority changed`. */
const told = ({ stages }: RequestTrace): string[] => stages.map(({ stage, plugin, verdict }) => [stage, plugin, verdict].filter((word) => word !== undefined).join(' '));

function traced(run: (server: ReturnType<typeof rbacServer>) => void): RequestTrace[] {
  const server = rbacServer();
  const traces: RequestTrace[] = [];
  const stop = server.api.onRequest((trace) => { traces.push(trace); });
  run(server);
  stop();
  server.as(admin, 'GET /api/v1/pods');
  return traces;
}

test('a read passes who and whether', () => {
  const [trace] = traced((server) => server.as(admin, 'GET /api/v1/pods?limit=1'));
  expect(trace).toMatchObject({ id: 1, verb: 'list', path: '/api/v1/pods?limit=1', code: 200, user: admin });
  expect(trace && told(trace)).toEqual(['authentication passed', 'authorization passed', 'storage passed']);
  expect(trace?.stages[1]?.detail).toBe('RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"');
});

test('a refusal ends it', () => {
  const [trace] = traced((server) => server.as(admin, 'GET /api/v1/secrets', undefined, { 'impersonate-user': 'jane' }));
  expect(trace && told(trace)).toEqual(['authentication passed', 'impersonation passed', 'authorization refused']);
  expect(trace).toMatchObject({ code: 403, user: { name: 'jane' } });
});

test('a pod is changed on its way', () => {
  const [trace] = traced((server) => server.as(admin, 'POST /api/v1/namespaces/default/pods', { metadata: { name: 'web' }, spec: { containers: [{ name: 'a', image: 'a' }] } }));
  const stages = trace === undefined ? [] : told(trace);
  expect(trace?.code).toBe(201);
  expect(stages.slice(0, 2)).toEqual(['authentication passed', 'authorization passed']);
  expect(stages).toContain('mutating admission ServiceAccount changed');
  expect(stages.indexOf('validation passed')).toBeGreaterThan(stages.indexOf('mutating admission ServiceAccount changed'));
  expect(stages.at(-1)).toBe('storage changed');
});

const REFUSED: readonly (readonly [string, string, unknown, string])[] = [
  ['by validation', `POST ${PATHS.roles}`, role('default', 'r', [{ apiGroups: [''], resources: ['pods'], verbs: [] }]), 'validation refused'],
  ['by admission', 'POST /api/v1/namespaces/nowhere/configmaps', { metadata: { name: 'c' } }, 'mutating admission NamespaceLifecycle refused'],
  ['by what is stored', 'GET /api/v1/namespaces/default/pods/none', undefined, 'storage refused'],
];
test.each(REFUSED)('refused %s', (_name, line, body, last) => {
  const [trace] = traced((server) => server.as(admin, line, body as never));
  expect(trace && told(trace).at(-1)).toBe(last);
});

test.each([['kube-system', 'storage changed'], ['default', 'authorization refused']])('our own components are told too, and may what their roles say: %s', (namespace, last) => {
  const traces = traced((server) => {
    server.admin('POST /apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles', role('kube-system', 'notes', [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create'] }]));
    server.admin('POST /apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings', binding('kube-system', 'notes', 'Role', 'notes', [user('system:kube-scheduler')]));
    server.api.handle({
      method: 'POST', path: `/api/v1/namespaces/${namespace}/configmaps`, trusted: true, user: userNamed('system:kube-scheduler'), body: { metadata: { name: 'c', namespace } },
    });
  });
  expect(traces.map(told).at(-1)?.at(-1)).toBe(last);
});
