/** What the controller remembers of an autoscaler between two looks: earlier recommendations and changes of size. Lost when it restarts. */
export type Recommendation = { readonly replicas: number; readonly at: number };
/** By how many pods, without a sign. */
export type ScaleEvent = { readonly change: number; readonly at: number };
export type Memory = { recommendations: readonly Recommendation[]; ups: readonly ScaleEvent[]; downs: readonly ScaleEvent[] };

export const createMemory = (): Memory => ({ recommendations: [], ups: [], downs: [] });

/** The last outdated one makes room; if there is none, the list grows. */
export function remember<T extends { readonly at: number }>(list: readonly T[], next: T, isOutdated: (one: T) => boolean): readonly T[] {
  const place = list.findLastIndex(isOutdated);
  return place < 0 ? [...list, next] : list.with(place, next);
}
