import { generatorVerb } from './generator.ts';
import { roleRefTo, subjectFlags, subjectsOf } from './subjects.ts';

/** @k8s kubectl/pkg/cmd/create/create_clusterrolebinding.go */
export const createClusterRoleBinding = generatorVerb({
  name: 'clusterrolebinding', usage: 'clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
  about: 'Give a cluster role to users, groups or service accounts everywhere', failure: 'failed to create clusterrolebinding: ',
  flags: [...subjectFlags, { name: 'clusterrole', type: 'string', required: true, about: 'The cluster role' }],
  build: (context, name) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name },
    roleRef: roleRefTo('ClusterRole', context.flags.text('clusterrole')), ...subjectsOf(context),
  }),
});
