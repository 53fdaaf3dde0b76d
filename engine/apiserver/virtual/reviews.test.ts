import type { JsonObject } from '../../base/index.ts';
import { binding, PATHS, rbacServer, role, user, userNamed } from '../authz/rbacServer.ts';

const server = rbacServer();
const admin = userNamed('kubernetes-admin', 'kubeadm:cluster-admins');
server.admin(`POST ${PATHS.roles}`, role('default', 'viewer', [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]));
server.admin(`POST ${PATHS.roleBindings}`, binding('default', 'viewer', 'Role', 'viewer', [user('jane')]));

const AUTHORIZATION = 'POST /apis/authorization.k8s.io/v1';
const pods = { namespace: 'default', verb: 'list', resource: 'pods' };
const JANE = 'RBAC: allowed by RoleBinding "viewer/default" of Role "viewer" to User "jane"';

/** @k8s golden kubectl/auth-reconcile-whoami */
const ANSWERS: readonly (readonly [string, string, JsonObject, unknown])[] = [
  ['allowed', `${AUTHORIZATION}/subjectaccessreviews`, { spec: { user: 'jane', resourceAttributes: pods } }, { allowed: true, reason: JANE }],
  ['not allowed', `${AUTHORIZATION}/subjectaccessreviews`, { spec: { user: 'bob', resourceAttributes: pods } }, { allowed: false }],
  ['by group', `${AUTHORIZATION}/subjectaccessreviews`, { spec: { groups: ['system:masters'], resourceAttributes: pods } }, { allowed: true }],
  ['a path', `${AUTHORIZATION}/subjectaccessreviews`, { spec: { user: 'x', groups: ['system:authenticated'], nonResourceAttributes: { path: '/version', verb: 'get' } } },
    { allowed: true, reason: 'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"' }],
  ['in a namespace', `${AUTHORIZATION}/namespaces/default/localsubjectaccessreviews`, { spec: { user: 'jane', resourceAttributes: pods } }, { allowed: true, reason: JANE }],
  ['myself', `${AUTHORIZATION}/selfsubjectaccessreviews`, { spec: { resourceAttributes: { verb: '*', resource: '*', group: '*' } } },
    { allowed: true, reason: 'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"' }],
];
test.each(ANSWERS)('%s', (_name, line, review, status) => {
  expect(server.as(admin, line, review)).toMatchObject({ code: 201, body: { spec: review['spec'] } });
  expect(server.as(admin, line, review).body['status']).toEqual(status);
});

const HEAD = '.authorization.k8s.io "" is invalid: ';
/** @k8s pkg/apis/authorization/validation/validation.go */
const REFUSALS: readonly (readonly [string, JsonObject, string])[] = [
  ['/subjectaccessreviews', { spec: { resourceAttributes: pods } }, `${HEAD}spec.user: Invalid value: "": at least one of user or group must be specified`],
  ['/subjectaccessreviews', { spec: { user: 'a' } }, `${HEAD}spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified`],
  ['/selfsubjectaccessreviews', { spec: { resourceAttributes: pods, nonResourceAttributes: { path: '/x', verb: 'get' } } },
    `${HEAD}spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: cannot be specified in combination with resourceAttributes`],
  ['/selfsubjectaccessreviews', { metadata: { name: 'a' }, spec: { resourceAttributes: pods } }, `${HEAD}metadata: Invalid value: {"name":"a"}: must be empty`],
  ['/namespaces/kube-system/localsubjectaccessreviews', { spec: { user: 'a', resourceAttributes: pods } }, `${HEAD}spec.resourceAttributes.namespace: Invalid value: "default": must match metadata.namespace`],
  ['/selfsubjectrulesreviews', { spec: {} }, 'no namespace on request'],
];
test.each(REFUSALS)('%s %j', (path, review, message) => { expect(server.as(admin, `${AUTHORIZATION}${path}`, review).body['message']).toBe(message); });

test('all that jane may do', () => {
  const { status } = server.as('jane', `${AUTHORIZATION}/selfsubjectrulesreviews`, { spec: { namespace: 'default' } }).body as { status: { resourceRules: unknown[]; nonResourceRules: unknown[]; incomplete: boolean } };
  expect(status.resourceRules).toContainEqual({ verbs: ['list'], apiGroups: [''], resources: ['pods'] });
  expect(status.nonResourceRules).toHaveLength(2);
  expect(status.incomplete).toBe(false);
});

test('reviews are only asked', () => { expect(server.as(admin, 'GET /apis/authorization.k8s.io/v1/subjectaccessreviews').code).toBe(405); });

test('component statuses', () => {
  const list = server.as(admin, 'GET /api/v1/componentstatuses', undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }).body as { rows: { cells: unknown[] }[] };
  expect(list.rows.map(({ cells }) => cells)).toEqual([['scheduler', 'Healthy', 'ok', ''], ['controller-manager', 'Healthy', 'ok', ''], ['etcd-0', 'Healthy', 'ok', '']]);
  expect(server.as(admin, 'GET /api/v1/componentstatuses/etcd-0').body).toMatchObject({ kind: 'ComponentStatus', metadata: { name: 'etcd-0' } });
  expect(server.as(admin, 'GET /api/v1/componentstatuses/none').body['message']).toBe('Component not found: none');
  expect(server.as(admin, 'DELETE /api/v1/componentstatuses').code).toBe(405);
});
