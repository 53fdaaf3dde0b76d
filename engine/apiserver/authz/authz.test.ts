import { EMPTY_QUERY, parseQuery } from '../query.ts';
import { attributesOf } from './attributes.ts';
import { forbiddenFor } from './forbidden.ts';
import { binding, PATHS, rbacServer, role, user, userNamed, type RbacServer } from './rbacServer.ts';

const jane = userNamed('jane');

/** Method and path → verb, group, resource, subresource, namespace, name. @k8s apiserver/pkg/endpoints/request/requestinfo.go */
const REQUESTS: readonly (readonly [string, string])[] = [
  ['GET /api/v1/pods', 'list||pods|||'],
  ['GET /api/v1/namespaces/a/pods?watch=1', 'watch||pods||a|'],
  ['GET /api/v1/watch/namespaces/a/pods/b', 'watch||pods||a|b'],
  ['GET /api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Db', 'list||pods||a|b'],
  ['GET /api/v1/namespaces/a/pods/b/log', 'get||pods|log|a|b'],
  ['GET /api/v1/namespaces/a', 'get||namespaces||a|a'],
  ['PUT /api/v1/namespaces/a/finalize', 'update||namespaces|finalize|a|a'],
  ['GET /api/v1/namespaces', 'list||namespaces|||'],
  ['DELETE /apis/apps/v1/namespaces/a/deployments', 'deletecollection|apps|deployments||a|'],
  ['DELETE /apis/apps/v1/namespaces/a/deployments/b', 'delete|apps|deployments||a|b'],
  ['PATCH /apis/apps/v1/namespaces/a/deployments/b/scale', 'patch|apps|deployments|scale|a|b'],
  ['POST /apis/nothing.io/v9/things', 'create|nothing.io|things|||'],
  ['GET /apis/apps/v1', 'get /apis/apps/v1'],
  ['GET /metrics', 'get /metrics'],
  ['POST /healthz', 'post /healthz'],
];
test.each(REQUESTS)('%s', (line, expected) => {
  const [method = '', whole = ''] = line.split(' ');
  const [path = '', query] = whole.split('?');
  const { verb, group, resource, subresource, namespace, name, path: asked } = attributesOf(jane, method, path, query === undefined ? EMPTY_QUERY : parseQuery(query));
  expect(resource === undefined ? `${verb} ${asked}` : [verb, group, resource, subresource, namespace, name].join('|')).toBe(expected);
});

/** @k8s golden kubectl/rest-error-codes-more, kubectl/rolebinding-grants-user */
const REFUSALS: readonly (readonly [string, string])[] = [
  ['GET /api/v1/namespaces/default/pods', 'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"'],
  ['DELETE /api/v1/namespaces/default/pods/web', 'pods "web" is forbidden: User "jane" cannot delete resource "pods" in API group "" in the namespace "default"'],
  ['GET /api/v1/nodes', 'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope'],
  ['GET /apis/apps/v1/namespaces/a/deployments/b/scale', 'deployments.apps "b" is forbidden: User "jane" cannot get resource "deployments/scale" in API group "apps" in the namespace "a"'],
  ['GET /metrics', 'forbidden: User "jane" cannot get path "/metrics"'],
  ['GET /api/v1/nothing', 'nothing is forbidden: User "jane" cannot list resource "nothing" in API group "" at the cluster scope'],
];
test.each(REFUSALS)('%s as somebody without rights', (line, message) => {
  expect(rbacServer().as('jane', line)).toMatchObject({ code: 403, body: { reason: 'Forbidden', message } });
});

test('angle brackets and ampersands do not come back as they are', () => {
  const about = attributesOf(userNamed('<b>&'), 'GET', '/api/v1/pods', EMPTY_QUERY);
  expect(forbiddenFor(about, '').message).toContain('User "&lt;b&gt;&amp;" cannot');
});

describe('RBAC', () => {
  let server: RbacServer;
  beforeEach(() => { server = rbacServer(); });
  const code = (who: Parameters<RbacServer['as']>[0], line: string): number => server.as(who, line).code;

  test('a role, its binding, and what they do not cover', () => {
    server.admin(`POST ${PATHS.roles}`, role('default', 'reader', [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }, { apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] },
    ]));
    expect(code('jane', 'GET /api/v1/namespaces/default/pods')).toBe(403);
    server.admin(`POST ${PATHS.roleBindings}`, binding('default', 'reader', 'Role', 'reader', [user('jane')]));
    expect(code('jane', 'GET /api/v1/namespaces/default/pods')).toBe(200);
    expect(code('jane', 'GET /api/v1/namespaces/default/pods?watch=1')).toBe(403);
    expect(code('jane', 'GET /api/v1/namespaces/kube-system/pods')).toBe(403);
    expect(code('jane', 'GET /api/v1/pods')).toBe(403);
    expect(code('jane', 'GET /api/v1/namespaces/default/configmaps/settings')).toBe(404);
    expect(code('jane', 'GET /api/v1/namespaces/default/configmaps/other')).toBe(403);
    expect(code('jane', 'GET /api/v1/namespaces/default/configmaps?fieldSelector=metadata.name%3Dsettings')).toBe(403);
    expect(code('bob', 'GET /api/v1/namespaces/default/pods')).toBe(403);
    server.admin(`DELETE ${PATHS.roleBindings}/reader`);
    expect(code('jane', 'GET /api/v1/namespaces/default/pods')).toBe(403);
  });

  test('a change of the role counts at once', () => {
    server.admin(`POST ${PATHS.clusterRoles}`, role(undefined, 'nodes', [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }]));
    server.admin(`POST ${PATHS.clusterRoleBindings}`, binding(undefined, 'nodes', 'ClusterRole', 'nodes', [{ kind: 'Group', name: 'ops' }]));
    expect(code(userNamed('ann', 'ops'), 'GET /api/v1/nodes')).toBe(200);
    server.admin(`PUT ${PATHS.clusterRoles}/nodes`, role(undefined, 'nodes', [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }]));
    expect(code(userNamed('ann', 'ops'), 'GET /api/v1/nodes')).toBe(403);
    expect(code(userNamed('ann', 'ops'), 'GET /api/v1/secrets')).toBe(200);
  });

  test('a ServiceAccount, its namespace left to the binding', () => {
    server.admin(`POST ${PATHS.roleBindings}`, binding('default', 'viewer', 'ClusterRole', 'system:node-proxier', [{ kind: 'ServiceAccount', name: 'robot' }]));
    expect(code('system:serviceaccount:default:robot', 'GET /api/v1/namespaces/default/services')).toBe(200);
    expect(code('system:serviceaccount:other:robot', 'GET /api/v1/namespaces/default/services')).toBe(403);
  });

  test('a binding to nothing is told', () => {
    server.admin(`POST ${PATHS.clusterRoleBindings}`, binding(undefined, 'void', 'ClusterRole', 'void', [user('jane')]));
    expect(server.as('jane', 'GET /api/v1/nodes').body['message']).toBe(
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io "void" not found');
  });

  test('exec over a WebSocket takes create as well', () => {
    server.admin(`POST ${PATHS.roles}`, role('default', 'exec', [{ apiGroups: [''], resources: ['pods/exec', 'pods/log'], verbs: ['get'] }]));
    server.admin(`POST ${PATHS.roleBindings}`, binding('default', 'exec', 'Role', 'exec', [user('jane')]));
    expect(server.as('jane', 'GET /api/v1/namespaces/default/pods/web/exec?command=ls').body['message'])
      .toBe('pods "web" is forbidden: User "jane" cannot create resource "pods/exec" in API group "" in the namespace "default"');
    expect(code('jane', 'GET /api/v1/namespaces/default/pods/web/log')).toBe(404);
  });

  test('paths that are not about objects', () => {
    expect(code('jane', 'GET /version')).toBe(200);
    expect(code({ name: 'system:anonymous', groups: ['system:unauthenticated'] }, 'GET /healthz')).toBe(200);
    expect(code({ name: 'system:anonymous', groups: ['system:unauthenticated'] }, 'GET /api')).toBe(403);
    expect(code(userNamed('prometheus', 'system:monitoring'), 'GET /livez/etcd')).toBe(200);
  });
});

/** A node, its pod and what the pod names. @k8s plugin/pkg/auth/authorizer/node/node_authorizer.go */
describe('nodes', () => {
  const node = { name: 'system:node:node01', groups: ['system:nodes', 'system:authenticated'] };
  const server = rbacServer();
  server.admin('POST /api/v1/nodes', { metadata: { name: 'node01' } });
  const pod = (name: string, nodeName: string, secret: string): void => {
    server.admin('POST /api/v1/namespaces/default/pods', {
      metadata: { name }, spec: { nodeName, containers: [{ name: 'a', image: 'a', envFrom: [{ secretRef: { name: secret } }] }] },
    });
  };
  pod('mine', 'node01', 'mine');
  pod('other', 'node02', 'theirs');
  for (const name of ['mine', 'theirs']) server.admin('POST /api/v1/namespaces/default/secrets', { metadata: { name } });

  const CASES: readonly (readonly [string, number, string])[] = [
    ['GET /api/v1/namespaces/default/secrets/mine', 200, ''],
    ['GET /api/v1/namespaces/default/secrets/theirs', 403, "no relationship found between node 'node01' and this object"],
    ['GET /api/v1/secrets', 403, 'can only read namespaced object of this type'],
    ['GET /api/v1/namespaces/default/secrets', 403, 'No Object name found'],
    ['GET /api/v1/pods?fieldSelector=spec.nodeName%3Dnode01', 200, ''],
    ['GET /api/v1/pods', 403, 'can only list/watch pods with spec.nodeName field selector'],
    ['GET /api/v1/nodes/node01', 200, ''],
    ['GET /api/v1/nodes', 403, "node 'node01' cannot read all nodes, only its own Node object"],
    ['GET /api/v1/nodes/node02', 403, "node 'node01' cannot read 'node02', only its own Node object"],
    ['GET /api/v1/services', 200, ''],
    ['GET /apis/apps/v1/deployments', 403, ''],
    ['GET /apis/coordination.k8s.io/v1/namespaces/default/leases/node01', 403, 'can only access leases in the "kube-node-lease" system namespace'],
  ];
  test.each(CASES)('%s', (line, code, why) => {
    const answer = server.as(node, line);
    expect(answer.code).toBe(code);
    expect(String(answer.body['message']).endsWith(why === '' ? '' : `: ${why}`)).toBe(true);
  });
});

/** @k8s golden kubectl/rolebinding-grants-user, cluster/rbac-role-and-binding */
describe('nobody hands out more than they have', () => {
  let server: RbacServer;
  const all = { apiGroups: ['rbac.authorization.k8s.io'], resources: ['*'], verbs: ['create', 'update'] };
  const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
  beforeEach(() => {
    server = rbacServer();
    server.admin(`POST ${PATHS.clusterRoles}`, role(undefined, 'granter', [all, pods]));
    server.admin(`POST ${PATHS.clusterRoleBindings}`, binding(undefined, 'granter', 'ClusterRole', 'granter', [user('jane')]));
  });
  const HEAD = 'user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n';

  test('roles', () => {
    expect(server.as('jane', `POST ${PATHS.roles}`, role('default', 'smaller', [pods])).code).toBe(201);
    expect(server.as('jane', `POST ${PATHS.roles}`, role('default', 'bigger', [{ ...pods, verbs: ['get', 'delete', 'list'] }])).body['message'])
      .toBe(`roles.rbac.authorization.k8s.io "bigger" is forbidden: ${HEAD}{APIGroups:[""], Resources:["pods"], Verbs:["delete" "list"]}`);
  });

  test('bindings', () => {
    expect(server.as('jane', `POST ${PATHS.roleBindings}`, binding('default', 'more', 'ClusterRole', 'cluster-admin', [user('jane')])).body['message'])
      .toBe(`rolebindings.rbac.authorization.k8s.io "more" is forbidden: ${HEAD}{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}`);
    expect(server.as('jane', `POST ${PATHS.roleBindings}`, binding('default', 'same', 'ClusterRole', 'granter', [user('bob')])).code).toBe(201);
    expect(server.as('jane', `POST ${PATHS.roleBindings}`, binding('default', 'void', 'ClusterRole', 'void', [user('bob')])))
      .toMatchObject({ code: 404, body: { message: 'clusterrole.rbac.authorization.k8s.io "void" not found' } });
  });

  test('who may bind or escalate need not have it', () => {
    const more = { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['bind', 'escalate'] };
    server.admin(`PUT ${PATHS.clusterRoles}/granter`, role(undefined, 'granter', [all, more]));
    expect(server.as('jane', `POST ${PATHS.roleBindings}`, binding('default', 'more', 'ClusterRole', 'cluster-admin', [user('jane')])).code).toBe(201);
    expect(server.as('jane', `POST ${PATHS.roles}`, role('default', 'bigger', [{ ...pods, verbs: ['*'] }])).code).toBe(201);
  });

  test('aggregation is for administrators', () => {
    const gathers = { ...role(undefined, 'gathers', []), aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } };
    expect(server.as('jane', `POST ${PATHS.clusterRoles}`, gathers).body['message'])
      .toBe('clusterroles.rbac.authorization.k8s.io "gathers" is forbidden: must have cluster-admin privileges to use the aggregationRule');
  });
});

describe('acting as somebody else', () => {
  const server = rbacServer();
  const admin = userNamed('kubernetes-admin', 'kubeadm:cluster-admins');
  const whoami = (who: Parameters<RbacServer['as']>[0], headers: { readonly [name: string]: string }): unknown => {
    const { code, body } = server.as(who, 'POST /apis/authentication.k8s.io/v1/selfsubjectreviews', {}, headers);
    return code === 201 ? (body['status'] as { userInfo: unknown }).userInfo : body['message'];
  };
  const CASES: readonly (readonly [{ readonly [name: string]: string }, unknown])[] = [
    [{ 'impersonate-user': 'jane' }, { username: 'jane', groups: ['system:authenticated'] }],
    [{ 'impersonate-user': 'jane', 'impersonate-group': 'devs,ops' }, { username: 'jane', groups: ['devs', 'ops', 'system:authenticated'] }],
    [{ 'impersonate-user': 'jane', 'impersonate-uid': '42', 'impersonate-extra-scopes': 'view' }, { username: 'jane', uid: '42', groups: ['system:authenticated'], extra: { scopes: ['view'] } }],
    [{ 'impersonate-user': 'system:serviceaccount:a:b' }, { username: 'system:serviceaccount:a:b', groups: ['system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated'] }],
    [{ 'impersonate-user': 'system:node:n' }, { username: 'system:node:n', groups: ['system:nodes', 'system:authenticated'] }],
    [{ 'impersonate-user': 'system:anonymous' }, 'selfsubjectreviews.authentication.k8s.io is forbidden: User "system:anonymous" cannot create resource "selfsubjectreviews" in API group "authentication.k8s.io" at the cluster scope'],
    [{ 'impersonate-group': 'devs' }, 'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"devs"}, Extra:map[string][]string(nil)} without impersonating a user name'],
  ];
  test.each(CASES)('%j', (headers, expected) => { expect(whoami(admin, headers)).toEqual(expected); });

  test('not without the right to it', () => {
    expect(whoami('bob', { 'impersonate-user': 'jane' }))
      .toBe('selfsubjectreviews.authentication.k8s.io is forbidden: User "bob" cannot impersonate-on:user-info:create resource "selfsubjectreviews" in API group "authentication.k8s.io" at the cluster scope');
  });
  test('the old right is enough', () => {
    server.admin(`POST ${PATHS.clusterRoles}`, role(undefined, 'impersonator', [{ apiGroups: [''], resources: ['users'], resourceNames: ['jane'], verbs: ['impersonate'] }]));
    server.admin(`POST ${PATHS.clusterRoleBindings}`, binding(undefined, 'impersonator', 'ClusterRole', 'impersonator', [user('carl')]));
    expect(whoami('carl', { 'impersonate-user': 'jane' })).toMatchObject({ username: 'jane' });
    expect(String(whoami('carl', { 'impersonate-user': 'root' }))).toContain('cannot impersonate-on:user-info:create');
  });
});
