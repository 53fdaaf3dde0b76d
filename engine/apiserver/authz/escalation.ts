/**
 * Nobody hands out more than they have, unless they may `escalate` the role or `bind` it.
 * @k8s pkg/registry/rbac/{escalation_check,helpers}.go, pkg/registry/rbac/*\/policybased/storage.go, golden kubectl/rolebinding-grants-user
 */
import {
  compactRules, forbiddenStatus, ruleText, uncoveredRules, type ClusterRole, type KubeObject, type PolicyRule, type RoleBinding, type RoleRef, type Status,
} from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { attributes } from './attributes.ts';

const GROUP = 'rbac.authorization.k8s.io';
const EVERYTHING: readonly PolicyRule[] = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { verbs: ['*'], nonResourceURLs: ['*'] }];
const AGGREGATION = 'must have cluster-admin privileges to use the aggregationRule';

/** Undefined if the user has all of it. */
function notHeld({ authorizer }: ServerContext, { user, namespace = '' }: ResourceRequest, rules: readonly PolicyRule[]): string | undefined {
  const held = authorizer.rulesFor(user, namespace);
  const missing = compactRules(uncoveredRules(held.rules, rules));
  if (missing.length === 0) return undefined;
  const groups = `[${user.groups.map((group) => JSON.stringify(group)).join(' ')}]`;
  const texts = [...new Set(missing.map(ruleText))].sort().join('\n');
  return `user ${JSON.stringify(user.name)} (groups=${groups}) is attempting to grant RBAC permissions not currently held:\n${texts}`
    + (held.error === '' ? '' : `; resolution errors: [${held.error}]`);
}

/** Only what garbage collection changes: owners and finalizers. */
function onlyGarbageFields(next: KubeObject, old: KubeObject): boolean {
  const plain = (object: KubeObject): Json => {
    const { ownerReferences: _, finalizers: __, managedFields: ___, ...metadata } = object.metadata ?? {};
    return { ...object, metadata } as Json; // API objects are JSON
  };
  return jsonEqual(plain(next), plain(old));
}

const aggregates = (role: ClusterRole | undefined): boolean => (role?.aggregationRule?.clusterRoleSelectors ?? []).length > 0;

/** Why the write of a role or binding is refused; undefined for everything else. Runs before validation. */
export function refuseEscalation(context: ServerContext, request: ResourceRequest, next: KubeObject, old: KubeObject | undefined): Failure | undefined {
  const { kind, user, trusted, namespace = '' } = request;
  if (kind.group !== GROUP || trusted || !context.authorizer.checks || user.groups.includes('system:masters')) return undefined;
  if (old !== undefined && onlyGarbageFields(next, old)) return undefined;
  const refusal = (why: string): Failure => fail(forbiddenStatus({ group: GROUP, resource: kind.plural }, next.metadata?.name ?? '', why));
  const may = (verb: string, resource: string, name: string): boolean =>
    context.authorizer.decide(attributes({ user, verb, group: GROUP, resource, name, namespace })).allowed;
  if (kind.kind === 'Role' || kind.kind === 'ClusterRole') {
    if (may('escalate', kind.plural, request.name ?? '')) return undefined;
    const why = notHeld(context, request, (next as ClusterRole).rules ?? []);
    if (why !== undefined) return refusal(why);
    const aggregated = kind.kind === 'ClusterRole' && (aggregates(next as ClusterRole) || aggregates(old as ClusterRole | undefined)); // the kind tells the type
    return aggregated && notHeld(context, request, EVERYTHING) !== undefined ? refusal(AGGREGATION) : undefined;
  }
  const { apiGroup = '', kind: roleKind = '', name = '' } = ((next as RoleBinding).roleRef ?? {}) as Partial<RoleRef>; // not validated yet
  const plural = roleKind === 'Role' ? 'roles' : roleKind === 'ClusterRole' ? 'clusterroles' : undefined;
  const bound = attributes({ user, verb: 'bind', group: apiGroup, resource: plural ?? '', name, namespace });
  if (plural !== undefined && context.authorizer.decide(bound).allowed) return undefined;
  const rules = context.authorizer.rulesOf({ kind: roleKind, name }, namespace);
  if (isStatus(rules)) return fail(rules);
  const why = notHeld(context, request, rules);
  return why === undefined ? undefined : refusal(why);
}

const isStatus = (value: readonly PolicyRule[] | Status): value is Status => !Array.isArray(value);
