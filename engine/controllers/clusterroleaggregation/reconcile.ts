/** A ClusterRole that is made of others, by their labels. @k8s pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go */
import { canonicalJson, KINDS, sameObject, type ClusterRole, type PolicyRule } from '../../api/index.ts';
import { matchesLabelSelector, type Json } from '../../base/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'clusterrole-aggregation-controller';

/** @param roles all of them, by name */
export function aggregatedRules(role: ClusterRole, roles: readonly ClusterRole[]): readonly PolicyRule[] {
  const rules = new Map<string, PolicyRule>();
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? []) {
    for (const other of roles) {
      if (nameOf(other) === nameOf(role) || !matchesLabelSelector(selector, other.metadata?.labels)) continue;
      for (const rule of other.rules ?? []) {
        const text = canonicalJson(rule as Json);
        if (!rules.has(text)) rules.set(text, rule);
      }
    }
  }
  return [...rules.values()];
}

export function* reconcileAggregation(role: ClusterRole, roles: readonly ClusterRole[]): Reconcile {
  if (role.aggregationRule === undefined) return undefined;
  const rules = aggregatedRules(role, roles);
  if (sameObject({ rules }, { rules: role.rules ?? [] })) return undefined;
  const result = yield* send<ClusterRole>({
    verb: 'update', kind: kindOf(KINDS.ClusterRole), object: { ...role, rules } as ClusterRole,
    because: { by: BY, rule: 'gather the rules of the selected roles', cause: `clusterroles.rbac.authorization.k8s.io/${nameOf(role)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
