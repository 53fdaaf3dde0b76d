/** The objects of a resource as they were: what is there now, with the changes since taken back. */
import type { KubeObject } from '../api/index.ts';
import type { StoreChange } from './types.ts';

/** @param changes of one resource, oldest first. In key order, like `now`. */
export function before(now: readonly (readonly [string, KubeObject])[], changes: readonly StoreChange[]): readonly (readonly [string, KubeObject])[] {
  const then = new Map<string, KubeObject | undefined>();
  for (const { key, old } of changes) if (!then.has(key)) then.set(key, old);
  const kept = now.filter(([key]) => !then.has(key));
  const changed = [...then].flatMap(([key, object]) => (object === undefined ? [] : [[key, object] as const]));
  return [...kept, ...changed].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
