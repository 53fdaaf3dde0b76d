/** `kubectl set subject`: role bindings come with a later issue. @k8s kubectl/pkg/cmd/set/set_subject.go */
import { fail } from '../../problems.ts';
import type { Verb } from '../../verb.ts';
import { asProblem, objectText, runSetter, setFlags } from './setter.ts';
import { problemText } from '../../problems.ts';

export const setSubject: Verb = {
  name: 'subject',
  usage: 'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  about: 'Change whom a role binding is about',
  flags: [
    ...setFlags,
    { name: 'group', type: 'strings', about: 'Groups' },
    { name: 'serviceaccount', type: 'strings', about: 'Service accounts, as namespace:name' },
    { name: 'user', type: 'strings', about: 'Users' },
  ],
  *run(context) {
    const { flags } = context;
    if ([...flags.list('user'), ...flags.list('group'), ...flags.list('serviceaccount')].length === 0) fail('you must specify at least one value of user, group or serviceaccount');
    return yield* runSetter(context, {
      args: context.args, done: 'subjects updated', failure: 'failed to patch subjects to rolebinding',
      change(info) {
        const isBinding = info.resource.kind === 'RoleBinding' || info.resource.kind === 'ClusterRoleBinding';
        return fail(isBinding ? '"kubectl set subject" is not part of this kubectl yet: write the object in a file and use "kubectl apply -f"'
          : problemText(asProblem(`${objectText(info)} setting subjects is only supported for RoleBinding/ClusterRoleBinding`)));
      },
    });
  },
};
