/** The five conditions of a namespace that goes away. @k8s pkg/controller/namespace/deletion/status_condition_utils.go; golden controllers/ns-delete-with-content */
import type { KindDefinition, Namespace, NamespaceCondition } from '../../api/index.ts';
import type { Removal } from './content.ts';

type Told = { readonly kind: KindDefinition; readonly removal: Removal };
type Words = { readonly type: string; readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };

const countText = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${name} in ${count} resource instances`).toSorted().join(', ');

export function conditionsOf(namespace: Namespace, told: readonly Told[], at: string): readonly NamespaceCondition[] | undefined {
  const old = namespace.status?.conditions ?? [];
  let changed = false;
  const next = [...old];
  for (const words of wordsOf(told)) {
    const index = next.findIndex(({ type }) => type === words.type);
    const before = next[index];
    if (before?.status === words.status && before.reason === words.reason && before.message === words.message) continue;
    changed = true;
    const { type, status, reason, message } = words;
    const since = before?.status === status ? before.lastTransitionTime : at;
    const condition: NamespaceCondition = { type, status, ...(since === undefined ? {} : { lastTransitionTime: since }), reason, message };
    if (index < 0) next.push(condition); else next[index] = condition;
  }
  return changed ? next : undefined;
}

function wordsOf(told: readonly Told[]): readonly Words[] {
  const errors = told.flatMap(({ removal }) => (removal.error === undefined ? [] : [removal.error])).toSorted();
  const remaining = told.filter(({ removal }) => removal.remaining > 0)
    .map(({ kind, removal }) => `${kind.plural}.${kind.group} has ${removal.remaining} resource instances`).toSorted();
  const finalizers = new Map<string, number>();
  for (const { removal } of told) for (const [name, count] of removal.finalizers) finalizers.set(name, (finalizers.get(name) ?? 0) + count);
  const failure = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
  return [
    { type: 'NamespaceDeletionDiscoveryFailure', status: 'False', reason: 'ResourcesDiscovered', message: 'All resources successfully discovered' },
    { type: 'NamespaceDeletionGroupVersionParsingFailure', status: 'False', reason: 'ParsedGroupVersions', message: 'All legacy kube types successfully parsed' },
    errors.length === 0
      ? { type: 'NamespaceDeletionContentFailure', status: 'False', reason: 'ContentDeleted', message: 'All content successfully deleted, may be waiting on finalization' }
      : { type: 'NamespaceDeletionContentFailure', status: 'True', reason: 'ContentDeletionFailed', message: `Failed to delete all resource types, ${errors.length} remaining: ${failure}` },
    remaining.length === 0
      ? { type: 'NamespaceContentRemaining', status: 'False', reason: 'ContentRemoved', message: 'All content successfully removed' }
      : { type: 'NamespaceContentRemaining', status: 'True', reason: 'SomeResourcesRemain', message: `Some resources are remaining: ${remaining.join(', ')}` },
    finalizers.size === 0
      ? { type: 'NamespaceFinalizersRemaining', status: 'False', reason: 'ContentHasNoFinalizers', message: 'All content-preserving finalizers finished' }
      : { type: 'NamespaceFinalizersRemaining', status: 'True', reason: 'SomeFinalizersRemain', message: `Some content in the namespace has finalizers remaining: ${countText(finalizers)}` },
  ];
}
