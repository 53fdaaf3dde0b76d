/** User and group names that the server itself gives. @k8s apiserver/pkg/authentication/user/user.go, serviceaccount/util.go */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../base/index.ts';
import type { User } from '../request.ts';

export const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };
export const AUTHENTICATED = 'system:authenticated';
export const CREDENTIAL_ID = 'authentication.kubernetes.io/credential-id';

const ACCOUNT = 'system:serviceaccount:';

export const accountUserName = (namespace: string, name: string): string => `${ACCOUNT}${namespace}:${name}`;
export const accountGroups = (namespace: string): string[] => ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];

/** Undefined: not the name of a service account's user. */
export function accountOfUser(userName: string): { readonly namespace: string; readonly name: string } | undefined {
  if (!userName.startsWith(ACCOUNT)) return undefined;
  const [namespace = '', name = '', ...more] = userName.slice(ACCOUNT.length).split(':');
  return more.length > 0 || dns1123LabelProblems(namespace).length > 0 || dns1123SubdomainProblems(name).length > 0 ? undefined : { namespace, name };
}

/** Whom nobody refused belongs to a group. @k8s pkg/authentication/group/authenticated_group_adder.go */
export function withGroup(user: User, group: string): User {
  return user.groups.includes(group) ? user : { ...user, groups: [...user.groups, group] };
}
