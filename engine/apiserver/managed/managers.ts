/** Lists of managers: their order, and how many there may be. @k8s apimachinery/pkg/util/managedfields/internal/managedfields.go, capmanagers.go */
import type { Manager } from './afterUpdate.ts';
import { union } from './fieldTree.ts';

/** @k8s managedfields/internal/managedfields.go sortEncodedManagedFields */
export function sorted(list: readonly Manager[]): readonly Manager[] {
  const key = ({ operation, time, manager, apiVersion, subresource }: Manager): string => [operation, time, manager, apiVersion, subresource].join('\n');
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** @k8s managedfields/fieldmanager.go DefaultMaxUpdateManagers */
const MOST_UPDATERS = 10;
const ANCIENT = 'ancient-changes';

/** The oldest updaters of one version become one. */
export function capped(list: readonly Manager[]): readonly Manager[] {
  const updaters = sorted(list.filter(({ operation }) => operation === 'Update'));
  if (updaters.length <= MOST_UPDATERS) return list;
  const kept = new Set(list);
  const buckets = new Map<string, Manager>();
  let count = updaters.length;
  for (const updater of updaters) {
    if (count <= MOST_UPDATERS) break;
    const known = buckets.get(updater.apiVersion);
    kept.delete(updater);
    if (known === undefined) buckets.set(updater.apiVersion, updater);
    else {
      buckets.set(updater.apiVersion, { ...updater, manager: ANCIENT, subresource: '', fields: union(known.fields, updater.fields) });
      count--;
    }
  }
  return [...kept, ...buckets.values()];
}
