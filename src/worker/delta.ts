/** Differences between two views of a cluster, and putting them together again on the page's side. */
import type { ClusterView } from '@site/engine/index.ts';
import type { Delta } from './protocol.ts';

type Row = { readonly name: string; readonly namespace?: string; readonly kind?: string; readonly uid?: string };
const keyOf = (row: Row): string => `${row.kind ?? ''}/${row.namespace ?? ''}/${row.name}/${row.uid ?? ''}`;
const lists = ['nodes', 'pods', 'services', 'workloads', 'parts', 'strays'] as const;

function rowsDelta<R extends Row>(before: readonly R[], after: readonly R[]): { changed: R[]; gone: string[] } | undefined {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const changed = after.filter((row) => {
    const previous = old.get(keyOf(row));
    old.delete(keyOf(row));
    return previous === undefined || JSON.stringify(previous) !== JSON.stringify(row);
  });
  return changed.length + old.size === 0 ? undefined : { changed, gone: [...old.keys()] };
}

export function deltaBetween(before: ClusterView, after: ClusterView): Delta {
  const delta: Record<string, unknown> = { at: after.at, time: after.time, revision: after.revision, loads: after.loads };
  for (const list of lists) {
    const rows = rowsDelta<Row>(before[list], after[list]);
    if (rows !== undefined) delta[list] = rows;
  }
  // Filled list by list above; the row types match because both views have them.
  return delta as Delta;
}

function withRows<R extends Row>(rows: readonly R[], delta: { readonly changed: readonly R[]; readonly gone: readonly string[] } | undefined): readonly R[] {
  if (delta === undefined) return rows;
  const all = new Map(rows.map((row) => [keyOf(row), row]));
  for (const key of delta.gone) all.delete(key);
  for (const row of delta.changed) all.set(keyOf(row), row);
  return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export function applyDelta(view: ClusterView, delta: Delta): ClusterView {
  return {
    at: delta.at, time: delta.time, revision: delta.revision,
    nodes: withRows(view.nodes, delta.nodes),
    pods: withRows(view.pods, delta.pods),
    services: withRows(view.services, delta.services),
    workloads: withRows(view.workloads, delta.workloads),
    parts: withRows(view.parts, delta.parts),
    strays: withRows(view.strays, delta.strays),
    loads: delta.loads,
  };
}
