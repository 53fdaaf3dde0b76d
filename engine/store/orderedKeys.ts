/**
 * What has a key, in byte order of keys, kept as sorted chunks: adding and removing move at most one chunk, reading a range is a walk.
 * A plain sorted array would move half of all keys with each new pod.
 */
const CHUNK = 256;

export type Keyed = { readonly key: string };

/** Index of the first entry of `list` that is not less than `key`. */
function lowerBound(list: readonly Keyed[], key: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Keyed).key < key) low = middle + 1; else high = middle; // index < length
  }
  return low;
}

export type OrderedKeys<T extends Keyed> = {
  /** Of a key that is not there. */
  add(item: T): void;
  remove(key: string): void;
  /** Calls `visit` for what has keys ≥ `start` in order until it returns false. */
  from(start: string, visit: (item: T) => boolean): void;
  /** How many keys are ≥ `start` and < `end`; without an end all that follow. */
  count(start: string, end: string | undefined): number;
};

export function createOrderedKeys<T extends Keyed>(): OrderedKeys<T> {
  const chunks: T[][] = [];
  /** Not yet put in their places: many keys come and nobody reads them in order. */
  let fresh: T[] = [];
  /** The chunk where `key` is or belongs: the last one that starts at or before it. */
  const chunkOf = (key: string): number => {
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (((chunks[middle] as T[])[0] as T).key <= key) low = middle + 1; else high = middle; // chunks are never empty
    }
    return Math.max(0, low - 1);
  };
  /** Number of keys before `key`. */
  const before = (key: string): number => {
    if (chunks.length === 0) return 0;
    const index = chunkOf(key);
    let sum = lowerBound(chunks[index] as T[], key); // index < length
    for (let at = 0; at < index; at++) sum += (chunks[at] as T[]).length;
    return sum;
  };
  const size = (): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const place = (item: T): void => {
    const { key } = item;
    const index = chunkOf(key);
    const chunk = chunks[index];
    if (chunk === undefined) { chunks.push([item]); return; }
    const at = lowerBound(chunk, key);
    if (chunk[at]?.key === key) return;
    chunk.splice(at, 0, item);
    if (chunk.length > CHUNK) chunks.splice(index + 1, 0, chunk.splice(CHUNK >> 1));
  };
  const settle = (): void => {
    if (fresh.length === 0) return;
    for (const item of fresh) place(item);
    fresh = [];
  };
  return {
    count(start, end) {
      settle();
      return (end === undefined ? size() : before(end)) - before(start);
    },
    add(item) { fresh.push(item); },
    remove(key) {
      settle();
      const index = chunkOf(key);
      const chunk = chunks[index];
      const at = chunk === undefined ? -1 : lowerBound(chunk, key);
      if (chunk === undefined || chunk[at]?.key !== key) return;
      chunk.splice(at, 1);
      if (chunk.length === 0) chunks.splice(index, 1);
    },
    from(start, visit) {
      settle();
      for (let index = chunkOf(start); index < chunks.length; index++) {
        const chunk = chunks[index] as T[]; // index < length
        for (let at = (chunk[0] as T).key < start ? lowerBound(chunk, start) : 0; at < chunk.length; at++) {
          if (!visit(chunk[at] as T)) return;
        }
      }
    },
  };
}
