/** Which requests a policy, a binding or a webhook is about. @k8s apiserver/pkg/admission/plugin/{policy/matching,webhook/predicates} */
import type { KubeObject, MatchResources, NamedRuleWithOperations, Namespace, RuleWithOperations } from '../../../api/index.ts';
import { matchesLabelSelector } from '../../../base/index.ts';
import type { Attributes } from '../../admission/types.ts';
import type { ServerContext } from '../../context.ts';
import { storedKind } from '../../view.ts';

/** Policies and webhooks do not judge themselves. @k8s webhook/predicates/rules/rules.go IsExemptAdmissionConfigurationResource */
export const isExempt = ({ kind }: Attributes): boolean => kind.group === 'admissionregistration.k8s.io';

const holds = (list: readonly string[] | undefined, wanted: string): boolean => (list ?? []).some((word) => word === '*' || word === wanted);

function resourceMatches(rule: RuleWithOperations, plural: string, subresource: string): boolean {
  return (rule.resources ?? []).some((text) => {
    const slash = text.indexOf('/');
    const [resource, sub] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
    return (resource === '*' || resource === plural) && (sub === '*' || sub === subresource);
  });
}

function scopeMatches(scope: string | undefined, { kind }: Attributes): boolean {
  return scope === undefined || scope === '*' || (scope === 'Namespaced') === kind.namespaced;
}

/** Versions in which the object could have been asked for. */
function versionsOf(context: ServerContext, { kind }: Attributes, equivalent: boolean): readonly string[] {
  if (!equivalent) return [kind.version];
  return [kind.version, ...context.registry.kinds.filter((other) => other.group === kind.group && other.plural === kind.plural && storedKind(other) === kind).map(({ version }) => version)];
}

export function ruleMatches(context: ServerContext, attributes: Attributes, rule: RuleWithOperations, matchPolicy: string | undefined): boolean {
  const { kind, operation, subresource = '' } = attributes;
  return holds(rule.operations, operation) && holds(rule.apiGroups, kind.group) && resourceMatches(rule, kind.plural, subresource) && scopeMatches(rule.scope, attributes)
    && (rule.apiVersions?.includes('*') === true || versionsOf(context, attributes, matchPolicy !== 'Exact').some((version) => holds(rule.apiVersions, version)));
}

export function namespaceMatches(context: ServerContext, attributes: Attributes, selector: MatchResources['namespaceSelector'], object: KubeObject | undefined): boolean {
  if (selector === undefined || isEmpty(selector)) return true;
  const { kind, namespace, resource, old } = attributes;
  if (resource === 'namespaces') return matchesLabelSelector(selector, (object ?? old)?.metadata?.labels);
  if (!kind.namespaced || namespace === undefined) return true;
  return matchesLabelSelector(selector, namespaceOf(context, namespace)?.metadata?.labels);
}
const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: NonNullable<MatchResources['namespaceSelector']>): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

export const namespaceOf = (context: ServerContext, name: string): Namespace | undefined =>
  context.store.get('namespaces', name) as Namespace | undefined; // the resource tells the type

export function objectMatches(selector: MatchResources['objectSelector'], object: KubeObject | undefined, old: KubeObject | undefined): boolean {
  if (selector === undefined || isEmpty(selector)) return true;
  return [object, old].some((each) => each !== undefined && matchesLabelSelector(selector, each.metadata?.labels));
}

const named = ({ resourceNames = [] }: NamedRuleWithOperations, name: string): boolean => resourceNames.length === 0 || resourceNames.includes(name);

export function resourcesMatch(context: ServerContext, attributes: Attributes, match: MatchResources | undefined, object: KubeObject | undefined): boolean {
  if (match === undefined) return true;
  if (!namespaceMatches(context, attributes, match.namespaceSelector, object) || !objectMatches(match.objectSelector, object, attributes.old)) return false;
  const hits = (rule: NamedRuleWithOperations): boolean => ruleMatches(context, attributes, rule, match.matchPolicy) && named(rule, attributes.name);
  if ((match.excludeResourceRules ?? []).some(hits)) return false;
  const rules = match.resourceRules ?? [];
  return rules.length === 0 || rules.some(hits);
}
