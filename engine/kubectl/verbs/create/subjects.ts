/** `--user`, `--group`, `--serviceaccount` → subjects. @k8s kubectl/pkg/cmd/create/create_rolebinding.go */
import type { JsonObject } from '../../../base/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

const GROUP = 'rbac.authorization.k8s.io';

export const subjectFlags: readonly FlagSpec[] = [
  { name: 'group', type: 'array', about: 'A group, may be repeated' },
  { name: 'serviceaccount', type: 'array', about: 'A service account, as namespace:name, may be repeated' },
  { name: 'user', type: 'array', about: 'A user, may be repeated' },
];

export function subjectsOf({ flags }: KubectlContext): { readonly subjects?: JsonObject[] } {
  const accounts = flags.list('serviceaccount').map((text): JsonObject => {
    const [namespace = '', name = '', ...more] = text.split(':');
    if (namespace === '' || name === '' || more.length > 0) fail('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace };
  });
  const subjects = [
    ...flags.list('user').map((name): JsonObject => ({ apiGroup: GROUP, kind: 'User', name })),
    ...flags.list('group').map((name): JsonObject => ({ apiGroup: GROUP, kind: 'Group', name })), ...accounts,
  ];
  return subjects.length === 0 ? {} : { subjects };
}

export const roleRefTo = (kind: 'Role' | 'ClusterRole', name: string): JsonObject => ({ apiGroup: GROUP, kind, name });
