/** `--verb`, `--resource`, `--resource-name` → rules. @k8s kubectl/pkg/cmd/create/create_role.go */
import type { JsonObject } from '../../../base/index.ts';
import type { Resource } from '../../discovery.ts';
import type { FlagSpec } from '../../flags.ts';
import { Failure, fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

export const ruleFlags: readonly FlagSpec[] = [
  { name: 'resource', type: 'strings', about: 'Resources that the rule is about, as pods, deployments.apps or pods/log' },
  { name: 'resource-name', type: 'array', about: 'Only the object with this name, may be repeated' },
  { name: 'verb', type: 'strings', about: 'What may be done' },
];

const VERBS = ['*', 'get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection', 'use', 'bind', 'escalate', 'impersonate'];
/** Verbs that fit only some resources. */
const SPECIAL: { readonly [verb: string]: readonly string[] } = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'],
  escalate: ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

type Named = { readonly group: string; readonly resource: string; readonly subresource: string };
export type RuleOptions = { readonly verbs: readonly string[]; readonly resources: readonly Named[]; readonly names: readonly string[] };

const cutAt = (text: string, mark: string): [string, string | undefined] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};

export function readRuleOptions({ flags }: KubectlContext): RuleOptions {
  const given = flags.list('verb');
  const resources: Named[] = [];
  for (const word of flags.list('resource')) {
    const [path, subresource] = cutAt(word, '/');
    const [resource, group] = cutAt(path, '.');
    const named = { group: group ?? '', resource, subresource: subresource ?? '' };
    if (resource === '*' && group === undefined && subresource === undefined) { resources.splice(0, resources.length, named); break; }
    resources.push(named);
  }
  return { verbs: given.includes('*') ? ['*'] : [...new Set(given)], resources, names: [...new Set(flags.list('resource-name'))] };
}

const find = (context: KubectlContext, { group, resource }: Named): Resource | undefined => context.discovery.find(group === '' ? resource : `${resource}.${group}`);

export function warnOfVerbs(context: KubectlContext, verbs: readonly string[]): void {
  for (const verb of verbs) if (!VERBS.includes(verb)) context.error(`Warning: '${verb}' is not a standard resource verb\n`);
}

export function checkResources(context: KubectlContext, { verbs, resources }: RuleOptions): void {
  for (const named of resources) {
    if (named.resource === '') fail('resource must be specified if apiGroup/subresource specified');
    if (named.resource === '*') return;
    const found = find(context, named);
    const [resource, group] = [found?.plural ?? named.resource, found?.group ?? named.group];
    let known = found !== undefined;
    for (const verb of verbs) {
      const fitting = Object.hasOwn(SPECIAL, verb) ? SPECIAL[verb] : undefined;
      if (fitting === undefined) continue;
      if (!fitting.includes(`${resource}.${group}`)) fail(`can not perform '${verb}' on '${resource}' in group '${group}'`);
      known = true;
    }
    const place = named.group === '' ? '' : ` in group ${JSON.stringify(named.group)}`;
    if (!known) throw new Failure({ type: 'plain', message: `the server doesn't have a resource type ${JSON.stringify(named.resource)}${place}` });
  }
}

/** One rule for each API group, and one for paths. */
export function rulesFor(context: KubectlContext, { verbs, resources, names }: RuleOptions, paths: readonly string[] = []): JsonObject[] {
  const byGroup = new Map<string, string[]>();
  for (const named of resources) {
    const found = find(context, named);
    const group = found?.group ?? named.group;
    const resource = `${found?.plural ?? named.resource}${named.subresource === '' ? '' : `/${named.subresource}`}`;
    const known = byGroup.get(group) ?? [];
    if (!known.includes(resource)) byGroup.set(group, [...known, resource]);
  }
  const rules = [...byGroup.keys()].sort().map((group): JsonObject =>
    ({ apiGroups: [group], ...(names.length === 0 ? {} : { resourceNames: names }), resources: byGroup.get(group) ?? [], verbs }));
  return paths.length === 0 ? rules : [...rules, { nonResourceURLs: paths, verbs }];
}
