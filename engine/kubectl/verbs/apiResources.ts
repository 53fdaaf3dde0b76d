/** `kubectl api-resources`. @k8s kubectl/pkg/cmd/apiresources/apiresources.go; golden cluster/adm-api-health */
import { createTabWriter, dumpYaml } from '../../base/index.ts';
import { groupResource, groupVersionOf, preferredOnly } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import { compareText, goJson } from '../objects.ts';
import { usageFail, fail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const apiResources: Verb = {
  name: 'api-resources', usage: 'api-resources [flags] [options]', about: 'Show the kinds of objects that the server knows',
  flags: [
    { name: 'api-group', type: 'string', about: 'Only this API group' },
    { name: 'cached', type: 'bool', about: 'Use cached answers' },
    { name: 'categories', type: 'strings', about: 'Only kinds of these categories' },
    { name: 'namespaced', type: 'bool', default: 'true', about: 'Only kinds in namespaces, or with =false only the others' },
    { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
    { name: 'output', short: 'o', type: 'string', about: 'wide, name, json or yaml' },
    { name: 'sort-by', type: 'string', about: 'name or kind' },
    { name: 'verbs', type: 'strings', about: 'Only kinds with which all of these can be done' },
  ],
  *run(context) {
    const { flags, args } = context;
    const [output, sortBy] = [flags.text('output'), flags.text('sort-by')];
    if (args.length > 0) usageFail(context, `unexpected arguments: [${args.join(' ')}]`);
    if (!['', 'wide', 'name', 'json', 'yaml'].includes(output)) fail(`unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,kyaml,name,wide,yaml`);
    if (!['', 'name', 'kind'].includes(sortBy)) fail('--sort-by accepts only name or kind');
    const chosen = preferredOnly(context.discovery.all()).filter((each) => isWanted(context, each)).sort(order(sortBy));
    if (output === 'json' || output === 'yaml') context.out(output === 'json' ? `${goJson(listObject(chosen), '    ')}\n` : dumpYaml(listObject(chosen)));
    else if (output === 'name') context.out(chosen.map((each) => `${groupResource(each)}\n`).join(''));
    else context.out(tableText(chosen, output === 'wide', flags.on('no-headers')));
    return 0;
  },
};

function isWanted({ flags }: KubectlContext, resource: Resource): boolean {
  const subset = (wanted: readonly string[], present: readonly string[]): boolean => wanted.every((each) => present.includes(each));
  return resource.verbs.length > 0
    && (!flags.changed('api-group') || resource.group === flags.text('api-group'))
    && (!flags.changed('namespaced') || resource.namespaced === flags.on('namespaced'))
    && subset(flags.list('verbs'), resource.verbs) && subset(flags.list('categories'), resource.categories);
}

const order = (sortBy: string) => (a: Resource, b: Resource): number => {
  if (sortBy === 'name') return compareText(a.plural, b.plural);
  if (sortBy === 'kind') return compareText(a.kind, b.kind);
  return compareText(a.group, b.group) || compareText(a.plural, b.plural);
};

function tableText(resources: readonly Resource[], wide: boolean, noHeaders: boolean): string {
  const writer = createTabWriter();
  const row = (cells: readonly string[]): void => writer.write(`${cells.join('\t')}\n`);
  if (!noHeaders) row(['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])]);
  for (const each of resources) {
    row([each.plural, each.shortNames.join(','), groupVersionOf(each), String(each.namespaced), each.kind, ...(wide ? [each.verbs.join(','), each.categories.join(',')] : [])]);
  }
  return writer.flush();
}

const listObject = (resources: readonly Resource[]) => ({
  apiVersion: 'v1', groupVersion: '', kind: 'APIResourceList',
  resources: resources.map((each) => ({
    ...(each.categories.length === 0 ? {} : { categories: each.categories }), ...(each.group === '' ? {} : { group: each.group }),
    kind: each.kind, name: each.plural, namespaced: each.namespaced, ...(each.shortNames.length === 0 ? {} : { shortNames: each.shortNames }),
    singularName: each.singular, verbs: each.verbs, version: each.version,
  })),
});
