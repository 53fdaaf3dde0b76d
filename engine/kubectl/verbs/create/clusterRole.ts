import type { JsonObject } from '../../../base/index.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';
import { generatorVerb } from './generator.ts';
import { checkResources, readRuleOptions, ruleFlags, rulesFor, warnOfVerbs } from './policyRules.ts';

const PATH_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

/** `a=b,c=d`, maybe several times. @k8s component-base/cli/flag/map_string_string.go */
function aggregationLabels(context: KubectlContext): { readonly [key: string]: string } {
  const labels: { [key: string]: string } = {};
  for (const text of context.flags.list('aggregation-rule')) {
    for (const pair of text.split(',').filter((each) => each !== '')) {
      const at = pair.indexOf('=');
      if (at < 0) fail(`invalid argument ${JSON.stringify(text)} for "--aggregation-rule" flag: malformed pair, expect string=string\nSee '${context.path} --help' for usage.`);
      labels[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
    }
  }
  return labels;
}

function checkPaths(verbs: readonly string[], paths: readonly string[]): void {
  for (const verb of verbs) if (!PATH_VERBS.includes(verb)) fail(`invalid verb: '${verb}' for nonResourceURL`);
  for (const path of paths) {
    if (path === '*') continue;
    if (!path.startsWith('/')) fail('nonResourceURL should start with /');
    if (path.slice(0, -1).includes('*')) fail("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

/** @k8s kubectl/pkg/cmd/create/create_clusterrole.go */
function build(context: KubectlContext, name: string): JsonObject {
  const labels = aggregationLabels(context);
  const options = readRuleOptions(context);
  const paths = [...new Set(context.flags.list('non-resource-url'))];
  const { verbs, resources, names } = options;
  const head = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } };
  if (Object.keys(labels).length > 0) {
    if (paths.length + verbs.length + resources.length + names.length > 0) fail('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
    return { ...head, aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] }, rules: null };
  }
  if (verbs.length === 0) fail('at least one verb must be specified');
  if (resources.length === 0 && paths.length === 0) fail('one of resource or nonResourceURL must be specified');
  if (resources.length > 0) { warnOfVerbs(context, verbs); checkResources(context, options); }
  if (paths.length > 0) checkPaths(verbs, paths);
  return { ...head, rules: rulesFor(context, options, paths) };
}

export const createClusterRole = generatorVerb({
  name: 'clusterrole', usage: 'clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename]', about: 'Create a cluster role', build,
  flags: [
    ...ruleFlags,
    { name: 'aggregation-rule', type: 'array', about: 'Labels of the cluster roles whose rules are gathered' },
    { name: 'non-resource-url', type: 'strings', about: 'Paths that are not about objects' },
  ],
});
