/** Where merged items stand in a list. @k8s strategicpatch/patch.go normalizeElementOrder, mergeSortedSlice */
import type { Json } from '../json.ts';
import { isObject, jsonEqual } from './equal.ts';

/** What identifies an item: its merge key's value, or the item itself in lists of scalars. */
export const identityOf = (item: Json | undefined, mergeKey: string | undefined): Json | undefined =>
  (mergeKey === undefined ? item : isObject(item) ? item[mergeKey] : undefined);

export const indexOf = (list: readonly Json[], item: Json, mergeKey: string | undefined): number => {
  const identity = identityOf(item, mergeKey);
  return list.findIndex((other) => jsonEqual(identityOf(other, mergeKey), identity));
};

function sortedBy(items: readonly Json[], order: readonly Json[], mergeKey: string | undefined): Json[] {
  const place = (item: Json): number => { const at = indexOf(order, item, mergeKey); return at < 0 ? order.length : at; };
  return items.map((item) => ({ item, at: place(item) })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/**
 * Items named by the patch in the patch's order, the others in the order that they had; the others are
 * put before the first item of the patch that stood behind them.
 */
export function orderItems(merged: readonly Json[], patchOrder: readonly Json[], oldOrder: readonly Json[], mergeKey: string | undefined): Json[] {
  const named = sortedBy(merged.filter((item) => indexOf(patchOrder, item, mergeKey) >= 0), patchOrder, mergeKey);
  const others = sortedBy(merged.filter((item) => indexOf(patchOrder, item, mergeKey) < 0), oldOrder, mergeKey);
  const out: Json[] = [];
  let next = 0;
  for (const item of named) {
    const place = indexOf(oldOrder, item, mergeKey);
    for (let other = others[next]; other !== undefined; other = others[next]) {
      const otherPlace = indexOf(oldOrder, other, mergeKey);
      if (place < 0 || otherPlace < 0 || otherPlace > place) break;
      out.push(other);
      next++;
    }
    out.push(item);
  }
  return [...out, ...others.slice(next)];
}
