import { describeObject } from '../describe/index.ts';
import { fail, finish, statusOf } from '../problems.ts';
import { allNamespacesFlag, fileFlags, selectorFlag } from '../print/flags.ts';
import { nameOf } from '../objects.ts';
import { selectFlags, selectResources, type Info } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const describe: Verb = {
  name: 'describe',
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  about: 'Show an object in detail, with its Events',
  flags: [...fileFlags('to describe'), selectorFlag, allNamespacesFlag,
    { name: 'show-events', type: 'bool', default: 'true', about: 'Show the Events that concern the object' },
    { name: 'chunk-size', type: 'int', default: '500', about: 'Ask for long lists in pieces of this size; 0 for one piece' }],
  *run(context) {
    const { args, flags } = context;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
      fail('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.');
    }
    const selected = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
    const missing = selected.problems.length === 1 && selected.infos.length === 0 && selected.problems[0] !== undefined && statusOf(selected.problems[0])?.reason === 'NotFound';
    const listed = missing && args.length === 2 ? (yield* selectResources(context, { args: [args[0] ?? ''], emptySelector: true, flatten: true })).infos : [];
    // A name that does not exist may be the beginning of some that do. @k8s kubectl/pkg/cmd/describe DescribeMatchingResources
    const matching = listed.filter((info) => nameOf(info.object).startsWith(args[1] ?? ''));
    if (matching.length > 0) { context.out(described(context, matching, listed.length).map((text) => `${text}\n`).join('')); return 0; }
    context.out(described(context, selected.infos, selected.infos.length).join('\n\n'));
    if (selected.infos.length === 0 && selected.problems.length === 0) context.error(flags.on('all-namespaces') ? 'No resources found\n' : `No resources found in ${context.namespace} namespace.\n`);
    return finish(context, selected.problems);
  },
};

/** Events of several objects only if they are asked for. @k8s golden cluster/adm-scheduler-down */
function described(context: KubectlContext, infos: readonly Info[], found: number): readonly string[] {
  const { flags } = context;
  const showEvents = flags.on('show-events') && (found < 2 || flags.changed('show-events'));
  const describing = { api: context.api, now: context.clock.now, showEvents };
  return infos.map((info) => {
    const kind = info.resource.kind;
    const apiVersion = info.resource.group === '' ? info.resource.version : `${info.resource.group}/${info.resource.version}`;
    return describeObject({ apiVersion, kind, ...info.object }, describing);
  });
}
