/** `config delete-cluster`, `delete-context`, `delete-user`. */
import type { Kubeconfig } from '../../kubeconfig.ts';
import { verbHelp } from '../../help.ts';
import { fail, usageFail } from '../../problems.ts';
import type { Verb } from '../../verb.ts';

type Kind = 'cluster' | 'context' | 'user';
const LISTS = { cluster: 'clusters', context: 'contexts', user: 'users' } as const;

const deleteVerb = (kind: Kind): Verb => ({
  name: `delete-${kind}`, usage: `config delete-${kind} NAME`, about: `Remove a ${kind} from the kubeconfig`, flags: [],
  *run(context) {
    const [name, ...more] = context.args;
    if (name === undefined || more.length > 0) {
      if (kind === 'user') return usageFail(context, 'user to delete is required');
      context.out(verbHelp(context.verb));
      return 0;
    }
    const config = context.configStore.load();
    const file = context.configStore.paths[0] ?? '';
    if (!config[LISTS[kind]].some((each) => each.name === name)) fail(`cannot delete ${kind} ${name}, not in ${file}`);
    if (kind === 'context' && config.currentContext === name) context.error('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
    const left: Kubeconfig = { ...config, [LISTS[kind]]: config[LISTS[kind]].filter((each) => each.name !== name) };
    context.configStore.save(left);
    context.out(`deleted ${kind} ${name} from ${file}\n`);
    return 0;
  },
});

export const deleteVerbs: readonly Verb[] = [deleteVerb('cluster'), deleteVerb('context'), deleteVerb('user')];
