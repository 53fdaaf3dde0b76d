/** `config use-context`, `set-context`, `set-cluster`, `set-credentials`, `rename-context`, `set`, `unset`. @k8s kubectl/pkg/cmd/config */
import { isObject } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { configObject, parseConfig } from '../../kubeconfig.ts';
import type { Kubeconfig } from '../../kubeconfig.ts';
import { verbHelp } from '../../help.ts';
import { field, withField } from '../../objects.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

/** As upstream the help goes to stdout when the number of words is wrong. @k8s golden kubectl/cli-typos-usage-errors */
function oneName(context: KubectlContext): string {
  const [name, ...more] = context.args;
  if (name !== undefined && more.length === 0) return name;
  context.out(verbHelp(context.verb));
  return fail(`Unexpected args: [${context.args.join(' ')}]`);
}

export const useContext: Verb = {
  name: 'use-context', aliases: ['use'], usage: 'config use-context CONTEXT_NAME [options]', about: 'Make a context the current one', flags: [],
  *run(context) {
    const name = oneName(context);
    const config = context.configStore.load();
    if (!config.contexts.some((each) => each.name === name)) fail(`no context exists with the name: ${JSON.stringify(name)}`);
    context.configStore.save({ ...config, currentContext: name });
    context.out(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  },
};

export const renameContext: Verb = {
  name: 'rename-context', usage: 'config rename-context CONTEXT_NAME NEW_NAME', about: 'Give a context another name', flags: [],
  *run(context) {
    const [from, to, ...more] = context.args;
    if (from === undefined || to === undefined || more.length > 0) return fail(`Unexpected args: [${context.args.join(' ')}]`);
    const config = context.configStore.load();
    if (!config.contexts.some((each) => each.name === from)) fail(`cannot rename the context ${JSON.stringify(from)}, it's not in ${context.configStore.paths[0] ?? ''}`);
    if (config.contexts.some((each) => each.name === to)) fail(`cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${context.configStore.paths[0] ?? ''}`);
    context.configStore.save({
      ...config, contexts: config.contexts.map((each) => (each.name === from ? { ...each, name: to } : each)),
      currentContext: config.currentContext === from ? to : config.currentContext,
    });
    context.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
    return 0;
  },
};

type Entry = { readonly list: 'clusters' | 'contexts' | 'users'; readonly key: 'cluster' | 'context' | 'user'; readonly what: string };

/** The entry with its given flags as fields; made if it is not there. */
const setEntry = (name: string, about: string, entry: Entry, flags: readonly FlagSpec[], more: readonly FlagSpec[] = []): Verb => ({
  name, usage: `config ${name} ${entry.key === 'context' ? '[NAME | --current]' : 'NAME'}${[...flags].map((flag) => ` [--${flag.name}=${flag.name}]`).join('')} [options]`,
  about, flags: [...flags, ...more],
  *run(context) {
    const config = context.configStore.load();
    const target = entry.key === 'context' && context.flags.on('current') ? config.currentContext || fail('no current context is set')
      : entry.key === 'context' && context.args.length === 0 ? fail('you must specify a non-empty context name or --current') : oneName(context);
    const list: readonly { readonly name: string }[] = config[entry.list];
    const present = list.find((each) => each.name === target);
    const before = present === undefined ? {} : field(present as JsonObject, entry.key);
    const given = Object.fromEntries(flags.filter((flag) => context.flags.changed(flag.name)).map((flag) => [flag.name, flag.type === 'bool' ? context.flags.on(flag.name) : context.flags.text(flag.name)]));
    const changed = { name: target, [entry.key]: { ...(isObject(before) ? before : {}), ...given } };
    const next = present === undefined ? [...list, changed] : list.map((each) => (each === present ? changed : each));
    context.configStore.save({ ...config, [entry.list]: next } as Kubeconfig); // the entry is of its list's kind
    const done = entry.key === 'context' ? (present === undefined ? 'created' : 'modified') : 'set';
    context.out(`${entry.what} ${JSON.stringify(target)} ${done}.\n`);
    return 0;
  },
});

const text = (name: string, about: string): FlagSpec => ({ name, type: 'string', about });

export const setContext = setEntry('set-context', 'Change a context', { list: 'contexts', key: 'context', what: 'Context' },
  [text('cluster', 'Name of the cluster'), text('namespace', 'The namespace to work in'), text('user', 'Name of the user')],
  [{ name: 'current', type: 'bool', about: 'Change the current context' }]);
/** `contexts.kind.namespace`: a list's entry goes by its name, and its inner object is not named. */
function pathIn(context: KubectlContext, property: string): { readonly list: Entry['list'] | undefined; readonly name: string; readonly rest: readonly string[] } {
  const [head = '', ...rest] = property.split('.');
  if (head === 'current-context' && rest.length === 0) return { list: undefined, name: head, rest };
  if (head !== 'clusters' && head !== 'contexts' && head !== 'users') return fail(`unable to parse ${property} after [] at api.Config`);
  const names = context.configStore.load()[head].map(({ name }) => name);
  const name = names.find((each) => rest.join('.') === each || rest.join('.').startsWith(`${each}.`)) ?? rest[0] ?? '';
  return { list: head, name, rest: rest.join('.').slice(name.length + 1).split('.').filter((each) => each !== '') };
}

const KEYS = { clusters: 'cluster', contexts: 'context', users: 'user' } as const;

function changedAt(context: KubectlContext, property: string, value: string | undefined): Kubeconfig {
  const config = context.configStore.load();
  const { list, name, rest } = pathIn(context, property);
  if (list === undefined) return { ...config, currentContext: value ?? '' };
  const entries: readonly { readonly name: string }[] = config[list];
  if (rest.length === 0) return { ...config, [list]: entries.filter((each) => each.name !== name) };
  const present = entries.some((each) => each.name === name) ? entries : [...entries, { name, [KEYS[list]]: {} }];
  const next = present.map((each) => (each.name === name ? withField(each as JsonObject, [KEYS[list], ...rest], value) : each));
  return parseConfig({ ...configObject(config), [list]: next as JsonObject[] });
}

export const setValue: Verb = {
  name: 'set', usage: 'config set PROPERTY_NAME PROPERTY_VALUE', about: 'Set one field of the kubeconfig',
  flags: [{ name: 'set-raw-bytes', type: 'bool', about: 'The value is base64' }],
  *run(context) {
    const [property, value, ...more] = context.args;
    if (property === undefined || value === undefined || more.length > 0) { context.out(verbHelp(context.verb)); return fail(`Unexpected args: [${context.args.join(' ')}]`); }
    context.configStore.save(changedAt(context, property, value));
    context.out(`Property ${JSON.stringify(property)} set.\n`);
    return 0;
  },
};

export const unsetValue: Verb = {
  name: 'unset', usage: 'config unset PROPERTY_NAME', about: 'Remove one field of the kubeconfig', flags: [],
  *run(context) {
    const property = oneName(context);
    context.configStore.save(changedAt(context, property, undefined));
    context.out(`Property ${JSON.stringify(property)} unset.\n`);
    return 0;
  },
};
