/** Kinds with spec and status: what of a write counts. */
import type { KubeObject } from '../../kindDefinition.ts';

type Parts = KubeObject & { readonly spec?: unknown; readonly status?: unknown };

/** The status comes from the stored object; the API server counts the generation. */
export function keepStatus<T extends Parts>(next: T, old: T): T {
  const { status: _status, ...rest } = next;
  return { ...rest, ...(old.status === undefined ? {} : { status: old.status }) } as T; // Same kind, same fields.
}

/** A write to `/status` leaves spec and metadata's labels as they are. */
export function keepSpec<T extends Parts>(next: T, old: T): T {
  const { spec: _spec, ...rest } = next;
  const { labels: _labels, ...meta } = next.metadata ?? {};
  const metadata = { ...meta, ...(old.metadata?.labels === undefined ? {} : { labels: old.metadata.labels }) };
  return { ...rest, metadata, ...(old.spec === undefined ? {} : { spec: old.spec }) } as T; // Same kind, same fields.
}

export const withStatus = <T extends Parts>(object: T, status: T['status']): T =>
  ({ ...object, metadata: { ...object.metadata, generation: 1 }, status });
