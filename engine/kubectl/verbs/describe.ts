import { describeObject } from '../describe/index.ts';
import { finish, statusOf, usageFail } from '../problems.ts';
import { allNamespacesFlag, fileFlags, selectorFlag } from '../print/flags.ts';
import { nameOf } from '../objects.ts';
import { selectFlags, selectResources, type Info } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import type { Task } from '../../time/index.ts';

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
      context.error('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n\n');
      usageFail(context, 'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).');
    }
    const selected = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
    const missing = selected.problems.length === 1 && selected.infos.length === 0 && selected.problems[0] !== undefined && statusOf(selected.problems[0])?.reason === 'NotFound';
    const matching = missing && args.length === 2 ? yield* byPrefix(context, args[0] ?? '', args[1] ?? '') : [];
    if (matching.length > 0) { print(context, matching); return 0; }
    print(context, selected.infos);
    if (selected.infos.length === 0 && selected.problems.length === 0) context.error(flags.on('all-namespaces') ? 'No resources found\n' : `No resources found in ${context.namespace} namespace.\n`);
    return finish(context, selected.problems);
  },
};

/** A name that does not exist may be the beginning of some that do. @k8s kubectl/pkg/cmd/describe DescribeMatchingResources */
function* byPrefix(context: KubectlContext, type: string, prefix: string): Task<readonly Info[]> {
  const all = yield* selectResources(context, { args: [type], emptySelector: true, flatten: true });
  return all.infos.filter((info) => nameOf(info.object).startsWith(prefix));
}

function print(context: KubectlContext, infos: readonly Info[]): void {
  const describing = { api: context.api, now: context.clock.now, showEvents: context.flags.on('show-events') };
  infos.forEach((info, index) => {
    const kind = info.resource.kind;
    const apiVersion = info.resource.group === '' ? info.resource.version : `${info.resource.group}/${info.resource.version}`;
    context.out(`${index === 0 ? '' : '\n\n'}${describeObject({ apiVersion, kind, ...info.object }, describing)}`);
  });
}
