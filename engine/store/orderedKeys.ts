/**
 * Strings in byte order, kept as sorted chunks: adding and removing move at most one chunk, reading a range is a walk.
 * A plain sorted array would move half of all keys with each new pod.
 */
const CHUNK = 256;

/** Index of the first entry of `list` that is not less than `key`. */
function lowerBound(list: readonly string[], key: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as string) < key) low = middle + 1; else high = middle; // index < length
  }
  return low;
}

export type OrderedKeys = {
  /** Of a key that is not there. */
  add(key: string): void;
  remove(key: string): void;
  /** Calls `visit` for the keys ≥ `start` in order until it returns false. */
  from(start: string, visit: (key: string) => boolean): void;
  /** How many keys are ≥ `start` and < `end`; without an end all that follow. */
  count(start: string, end: string | undefined): number;
};

export function createOrderedKeys(): OrderedKeys {
  const chunks: string[][] = [];
  /** Not yet put in their places: many keys come and nobody reads them in order. */
  const fresh = new Set<string>();
  /** The chunk where `key` is or belongs: the last one that starts at or before it. */
  const chunkOf = (key: string): number => {
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((chunks[middle]?.[0] as string) <= key) low = middle + 1; else high = middle; // chunks are never empty
    }
    return Math.max(0, low - 1);
  };
  /** Number of keys before `key`. */
  const before = (key: string): number => {
    if (chunks.length === 0) return 0;
    const index = chunkOf(key);
    let sum = lowerBound(chunks[index] as string[], key); // index < length
    for (let at = 0; at < index; at++) sum += (chunks[at] as string[]).length;
    return sum;
  };
  const size = (): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const place = (key: string): void => {
    const index = chunkOf(key);
    const chunk = chunks[index];
    if (chunk === undefined) { chunks.push([key]); return; }
    const at = lowerBound(chunk, key);
    if (chunk[at] === key) return;
    chunk.splice(at, 0, key);
    if (chunk.length > CHUNK) chunks.splice(index + 1, 0, chunk.splice(CHUNK >> 1));
  };
  const settle = (): void => {
    if (fresh.size === 0) return;
    for (const key of fresh) place(key);
    fresh.clear();
  };
  return {
    count(start, end) {
      settle();
      return (end === undefined ? size() : before(end)) - before(start);
    },
    add(key) { fresh.add(key); },
    remove(key) {
      if (fresh.delete(key)) return;
      const index = chunkOf(key);
      const chunk = chunks[index];
      const at = chunk === undefined ? -1 : lowerBound(chunk, key);
      if (chunk === undefined || chunk[at] !== key) return;
      chunk.splice(at, 1);
      if (chunk.length === 0) chunks.splice(index, 1);
    },
    from(start, visit) {
      settle();
      for (let index = chunkOf(start); index < chunks.length; index++) {
        const chunk = chunks[index] as string[]; // index < length
        for (let at = (chunk[0] as string) < start ? lowerBound(chunk, start) : 0; at < chunk.length; at++) {
          if (!visit(chunk[at] as string)) return;
        }
      }
    },
  };
}
