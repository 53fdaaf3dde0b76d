import { fail } from '../../problems.ts';
import { generatorVerb } from './generator.ts';
import { roleRefTo, subjectFlags, subjectsOf } from './subjects.ts';

/** @k8s kubectl/pkg/cmd/create/create_rolebinding.go */
export const createRoleBinding = generatorVerb({
  name: 'rolebinding', usage: 'rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
  about: 'Give a role to users, groups or service accounts', failure: 'failed to create rolebinding: ',
  flags: [
    ...subjectFlags,
    { name: 'clusterrole', type: 'string', about: 'The cluster role' },
    { name: 'role', type: 'string', about: 'The role of the namespace' },
  ],
  build(context, name) {
    const [role, clusterRole] = [context.flags.text('role'), context.flags.text('clusterrole')];
    if ((role === '') === (clusterRole === '')) fail('exactly one of clusterrole or role must be specified');
    return {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name },
      roleRef: role === '' ? roleRefTo('ClusterRole', clusterRole) : roleRefTo('Role', role), ...subjectsOf(context),
    };
  },
});
