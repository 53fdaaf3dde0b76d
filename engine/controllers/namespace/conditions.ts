/**
 * The five conditions of a namespace that goes away.
 * @k8s pkg/controller/namespace/deletion/status_condition_utils.go; golden controllers/ns-delete-with-content
 */
import type { Namespace, NamespaceCondition } from '../../api/index.ts';
import type { Told } from './content.ts';

type Words = { readonly type: string; readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };
/** @k8s client-go/discovery/discovery_client.go ErrGroupDiscoveryFailed, aggregated_discovery.go StaleGroupVersionError */
export const discoveryError = (stale: readonly string[]): string =>
  `unable to retrieve the complete list of server APIs: ${stale.map((version) => `${version}: stale GroupVersion discovery: ${version}`).toSorted().join(', ')}`;

export type Findings = {
  readonly told: readonly Told[];
  /** Pods are left: what is left besides is not counted yet. */
  readonly onlyPods: boolean;
  /** Versions of APIs whose own servers do not answer: `metrics.k8s.io/v1beta1`. */
  readonly stale: readonly string[];
};

/** Undefined: nothing is new. @param at RFC 3339 */
export function conditionsOf(namespace: Namespace, findings: Findings, at: string): readonly NamespaceCondition[] | undefined {
  let changed = false;
  const next = [...namespace.status?.conditions ?? []];
  for (const { type, status, reason, message } of wordsOf(findings)) {
    const index = next.findIndex((condition) => condition.type === type);
    const before = next[index];
    if (before?.status === status && before.reason === reason && before.message === message) continue;
    changed = true;
    const since = before?.status === status ? before.lastTransitionTime : at;
    const condition: NamespaceCondition = { type, status, ...(since === undefined ? {} : { lastTransitionTime: since }), reason, message };
    if (index < 0) next.push(condition); else next[index] = condition;
  }
  return changed ? next : undefined;
}

function wordsOf({ told, onlyPods, stale }: Findings): readonly Words[] {
  const errors = told.flatMap(({ removal }) => removal.error ?? []).toSorted();
  const counted = onlyPods ? [] : told;
  const remaining = counted.filter(({ removal }) => removal.remaining > 0)
    .map(({ kind, removal }) => `${kind.plural}.${kind.group} has ${removal.remaining} resource instances`);
  const finalizers = new Map<string, number>();
  for (const { removal } of counted) for (const [name, count] of removal.finalizers) finalizers.set(name, (finalizers.get(name) ?? 0) + count);
  const held = Array.from(finalizers, ([name, count]) => `${name} in ${count} resource instances`);
  return [
    stale.length === 0 ? { type: 'NamespaceDeletionDiscoveryFailure', status: 'False', reason: 'ResourcesDiscovered', message: 'All resources successfully discovered' } : {
      type: 'NamespaceDeletionDiscoveryFailure', status: 'True', reason: 'DiscoveryFailed',
      message: `Discovery failed for some groups, ${stale.length} failing: ${discoveryError(stale)}`,
    },
    { type: 'NamespaceDeletionGroupVersionParsingFailure', status: 'False', reason: 'ParsedGroupVersions', message: 'All legacy kube types successfully parsed' },
    errors.length === 0
      ? { type: 'NamespaceDeletionContentFailure', status: 'False', reason: 'ContentDeleted', message: 'All content successfully deleted, may be waiting on finalization' }
      : { type: 'NamespaceDeletionContentFailure', status: 'True', reason: 'ContentDeletionFailed',
        message: `Failed to delete all resource types, ${errors.length} remaining: ${errors.join(', ')}` },
    remaining.length === 0
      ? { type: 'NamespaceContentRemaining', status: 'False', reason: 'ContentRemoved', message: 'All content successfully removed' }
      : { type: 'NamespaceContentRemaining', status: 'True', reason: 'SomeResourcesRemain', message: `Some resources are remaining: ${remaining.toSorted().join(', ')}` },
    held.length === 0
      ? { type: 'NamespaceFinalizersRemaining', status: 'False', reason: 'ContentHasNoFinalizers', message: 'All content-preserving finalizers finished' }
      : { type: 'NamespaceFinalizersRemaining', status: 'True', reason: 'SomeFinalizersRemain',
        message: `Some content in the namespace has finalizers remaining: ${held.toSorted().join(', ')}` },
  ];
}
