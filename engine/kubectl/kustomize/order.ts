/** In which order objects are written: what others need first. @k8s kustomize/api/internal/builtins/SortOrderTransformer.go */
import { compareText } from '../objects.ts';
import { groupVersion, idOf, kindOf, type Item } from './item.ts';

const FIRST = [
  'Namespace', 'ResourceQuota', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount', 'PodSecurityPolicy', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ConfigMap', 'Secret',
  'Endpoints', 'Service', 'LimitRange', 'PriorityClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Deployment', 'StatefulSet', 'CronJob', 'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
export type SortOrder = { readonly first: readonly string[]; readonly last: readonly string[] };
export const LEGACY: SortOrder = { first: FIRST, last: LAST };

function rankOf(kind: string, { first, last }: SortOrder): number {
  const early = first.indexOf(kind);
  if (early >= 0) return early - first.length;
  return last.indexOf(kind) + 1;
}

function sortText(item: Item): string {
  const { group, version } = groupVersion(item.object);
  const { name, namespace } = idOf(item);
  return `${group || '~G'}_${version || '~V'}_${kindOf(item.object)}|${namespace || '~X'}|${name || '~N'}`;
}

export const sorted = (items: readonly Item[], order: SortOrder): Item[] =>
  [...items].sort((a, b) => rankOf(kindOf(a.object), order) - rankOf(kindOf(b.object), order) || compareText(sortText(a), sortText(b)));
