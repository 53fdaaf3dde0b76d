/** `config current-context`, `get-contexts`, `get-clusters`, `get-users`. @k8s kubectl/pkg/cmd/config */
import { createTabWriter } from '../../../base/index.ts';
import { compareText, textAt } from '../../objects.ts';
import { fail, finish, textProblem } from '../../problems.ts';
import type { Kubeconfig } from '../../kubeconfig.ts';
import type { Verb } from '../../verb.ts';

export const currentContext: Verb = {
  name: 'current-context', usage: 'config current-context [flags]', about: 'Show the current context', flags: [],
  *run(context) {
    const { currentContext: name } = context.configStore.load();
    context.out(`${name === '' ? fail('current-context is not set') : name}\n`);
    return 0;
  },
};

const listVerb = (name: string, about: string, names: (config: Kubeconfig) => readonly string[]): Verb => ({
  name, usage: `config ${name} [flags]`, about, flags: [],
  *run(context) {
    context.out(`NAME\n${[...names(context.configStore.load())].sort().map((each) => `${each}\n`).join('')}`);
    return 0;
  },
});
export const getClusters = listVerb('get-clusters', 'Show the clusters', (config) => config.clusters.map(({ name }) => name));
export const getUsers = listVerb('get-users', 'Show the users', (config) => config.users.map(({ name }) => name));

export const getContexts: Verb = {
  name: 'get-contexts', usage: 'config get-contexts [(-o|--output=)name)] [options]', about: 'Show the contexts',
  flags: [
    { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
    { name: 'output', short: 'o', type: 'string', about: 'name' },
  ],
  *run(context) {
    const { args, flags } = context;
    const output = flags.text('output');
    if (output !== '' && output !== 'name') fail(`output must be one of '' or 'name': ${output}`);
    const config = context.configStore.load();
    const missing = args.filter((name) => !config.contexts.some((each) => each.name === name));
    const chosen = [...config.contexts].filter(({ name }) => args.length === 0 || args.includes(name)).sort((a, b) => compareText(a.name, b.name));
    const writer = createTabWriter();
    if (output === '' && !flags.on('no-headers')) writer.write('CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n');
    for (const { name, context: entry } of chosen) {
      const cells = output === 'name' ? [name] : [name === config.currentContext ? '*' : ' ', name, textAt(entry, 'cluster'), textAt(entry, 'user'), textAt(entry, 'namespace')];
      writer.write(`${cells.join('\t')}\n`);
    }
    context.out(writer.flush());
    return finish(context, missing.map((name) => textProblem(`context ${name} not found`)));
  },
};
