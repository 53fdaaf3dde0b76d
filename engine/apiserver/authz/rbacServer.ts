/** For tests only: a server that authorises, with its default roles and namespaces and kubeadm's administrators. */
import type { Json, JsonObject } from '../../base/index.ts';
import { createStore, type Store } from '../../store/index.ts';
import { createClock, createIds, createRandom } from '../../time/index.ts';
import { createApiServer, type ApiRequest, type ApiServer, type User } from '../index.ts';

export type RbacServer = {
  readonly api: ApiServer;
  readonly store: Store;
  /** `GET /api/v1/pods` as a user. The code, and the body as an object. */
  readonly as: (user: User | string, line: string, body?: Json, headers?: ApiRequest['headers']) => { readonly code: number; readonly body: JsonObject };
  /** As the administrator; fails the test if it is refused. */
  readonly admin: (line: string, body?: Json) => JsonObject;
};

const RBAC = 'rbac.authorization.k8s.io';
export const userNamed = (name: string, ...groups: readonly string[]): User => ({ name, groups: [...groups, 'system:authenticated'] });
export const role = (namespace: string | undefined, name: string, rules: Json): JsonObject =>
  ({ apiVersion: `${RBAC}/v1`, kind: namespace === undefined ? 'ClusterRole' : 'Role', metadata: { name }, rules });
export const binding = (namespace: string | undefined, name: string, refKind: 'Role' | 'ClusterRole', refName: string, subjects: Json): JsonObject => ({
  apiVersion: `${RBAC}/v1`, kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding', metadata: { name },
  roleRef: { apiGroup: RBAC, kind: refKind, name: refName }, subjects,
});
export const user = (name: string): JsonObject => ({ apiGroup: RBAC, kind: 'User', name });
export const PATHS = {
  roles: `/apis/${RBAC}/v1/namespaces/default/roles`, roleBindings: `/apis/${RBAC}/v1/namespaces/default/rolebindings`,
  clusterRoles: `/apis/${RBAC}/v1/clusterroles`, clusterRoleBindings: `/apis/${RBAC}/v1/clusterrolebindings`,
} as const;

export function rbacServer(): RbacServer {
  const clock = createClock(Date.parse('2026-11-21T12:00:00Z'));
  const random = createRandom('rbac');
  const store = createStore({ clock });
  const api = createApiServer({ clock, ids: createIds(random), random, store, warnLimits: false, authorization: 'Node,RBAC' });
  api.bootstrap({ address: '172.30.0.11', port: 6443, clientCa: '' });
  const as: RbacServer['as'] = (who, line, body, headers) => {
    const [method = 'GET', path = ''] = line.split(' ');
    const response = api.handle({
      method: method as ApiRequest['method'], path, user: typeof who === 'string' ? userNamed(who) : who,
      ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }),
    });
    return { code: response.code, body: response.type === 'object' ? response.body : {} };
  };
  const masters = userNamed('root', 'system:masters');
  const admin: RbacServer['admin'] = (line, body) => {
    const answer = as(masters, line, body);
    if (answer.code >= 300) throw new Error(`${line}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  admin(`POST ${PATHS.clusterRoleBindings}`, binding(undefined, 'kubeadm:cluster-admins', 'ClusterRole', 'cluster-admin', [{ apiGroup: RBAC, kind: 'Group', name: 'kubeadm:cluster-admins' }]));
  admin('POST /api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  return { api, store, as, admin };
}
