import { fail } from '../../problems.ts';
import { generatorVerb } from './generator.ts';
import { checkResources, readRuleOptions, ruleFlags, rulesFor, warnOfVerbs } from './policyRules.ts';

/** @k8s kubectl/pkg/cmd/create/create_role.go; golden kubectl/create-rbac-errors */
export const createRole = generatorVerb({
  name: 'role', usage: 'role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename]', about: 'Create a role with one rule',
  flags: ruleFlags,
  build(context, name) {
    const options = readRuleOptions(context);
    if (options.verbs.length === 0) fail('at least one verb must be specified');
    warnOfVerbs(context, options.verbs);
    if (options.resources.length === 0) fail('at least one resource must be specified');
    checkResources(context, options);
    return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules: rulesFor(context, options) };
  },
});
