/** `kubectl set subject`. @k8s kubectl/pkg/cmd/set/set_subject.go; golden kubectl/set-selector-sa-subject */
import { isObject, type Json, type JsonObject } from '../../../base/index.ts';
import { listAt, textAt, withField } from '../../objects.ts';
import { fail, finish, problemText } from '../../problems.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { subjectFlags } from '../create/subjects.ts';
import { asProblem, runSetter, setFlags } from './setter.ts';

const GROUP = 'rbac.authorization.k8s.io';

export const setSubject: Verb = {
  name: 'subject',
  usage: 'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  about: 'Add to those whom a role binding is about',
  flags: [...setFlags, ...subjectFlags],
  *run(context) {
    const { flags } = context;
    if (context.args.length === 0 && flags.list('filename').length === 0) yield* selectResources(context, selectFlags(context)); // has the first word
    if ([...flags.list('user'), ...flags.list('group'), ...flags.list('serviceaccount')].length === 0) {
      const { problems } = yield* selectResources(context, { ...selectFlags(context), fromFiles: flags.on('local') });
      if (problems.length > 0) return finish(context, problems);
      fail('you must specify at least one value of user, group or serviceaccount');
    }
    for (const account of flags.list('serviceaccount')) if (!/^[^:]*:[^:]+$/.test(account)) fail('serviceaccount must be <namespace>:<name>');
    return yield* runSetter(context, {
      args: context.args, done: 'subjects updated', failure: 'failed to patch subjects to rolebinding:', change: (info) => withSubjects(context, info),
    });
  },
};

function withSubjects(context: KubectlContext, info: Info): JsonObject {
  const kind = textAt(info.object, 'kind') || info.resource.kind;
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') {
    return fail(problemText(asProblem(`${info.resource.plural}/${info.name} setting subjects is only supported for RoleBinding/ClusterRoleBinding`)));
  }
  const { flags } = context;
  const sorted = (name: string): string[] => [...new Set(flags.list(name))].sort();
  const wanted: JsonObject[] = [
    ...sorted('user').map((name) => ({ apiGroup: GROUP, kind: 'User', name })),
    ...sorted('group').map((name) => ({ apiGroup: GROUP, kind: 'Group', name })),
    ...sorted('serviceaccount').map((account) => {
      const [namespace = '', name = ''] = account.split(':');
      if (namespace === '' && kind === 'ClusterRoleBinding') fail('serviceaccount must be <namespace>:<name>, namespace must be specified');
      return { kind: 'ServiceAccount', name, namespace: namespace === '' ? context.namespace : namespace };
    }),
  ];
  const present = listAt(info.object, 'subjects');
  const missing = wanted.filter((subject) => !present.some((each) => same(each, subject)));
  return missing.length === 0 ? info.object : withField(info.object, ['subjects'], [...present, ...missing]);
}

const same = (a: Json, b: JsonObject): boolean => isObject(a) && ['kind', 'apiGroup', 'name', 'namespace'].every((key) => textAt(a, key) === textAt(b, key));
