/** How much of an answer is right. Guessing earns little. */

/** Ticks: what was rightly chosen less what was wrongly chosen, of all that is right. */
export function creditOfTicks(right: ReadonlySet<string>, chosen: ReadonlySet<string>): number {
  let hits = 0;
  for (const id of chosen) hits += right.has(id) ? 1 : -1;
  return right.size === 0 ? 0 : Math.max(0, hits) / right.size;
}

/**
 * An order: Kendall's tau of the pairs whose order is not open, never below 0. A random order earns about a seventh;
 * the share of right pairs would give it half.
 */
export function creditOfOrder(ranks: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  ranks.forEach((first, index) => {
    for (const second of ranks.slice(index + 1)) {
      if (first === second) continue;
      pairs++;
      sum += first < second ? 1 : -1;
    }
  });
  return pairs === 0 ? 1 : Math.max(0, sum) / pairs;
}

export const share = (parts: { readonly [id: string]: boolean }): number => {
  const all = Object.values(parts);
  return all.length === 0 ? 0 : all.filter(Boolean).length / all.length;
};
