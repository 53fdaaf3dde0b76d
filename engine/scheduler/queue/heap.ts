/** The smallest first. Who leaves early is only forgotten when its turn comes. */
export type Heap<T> = { push(item: T): void; pop(): T | undefined; peek(): T | undefined };

/** @param isCurrent whether an entry still stands for what was pushed */
export function createHeap<T>(order: (a: T, b: T) => number, isCurrent: (item: T) => boolean): Heap<T> {
  const items: T[] = [];
  const at = (i: number): T => items[i] as T; // callers stay below the length
  const less = (i: number, j: number): boolean => order(at(i), at(j)) < 0;
  const swap = (i: number, j: number): void => { const kept = at(i); items[i] = at(j); items[j] = kept; };
  const takeFirst = (): void => {
    const last = items.pop();
    if (last === undefined || items.length === 0) return;
    items[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < items.length && less(left, least)) least = left;
      if (right < items.length && less(right, least)) least = right;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  const peek = (): T | undefined => {
    while (items.length > 0 && !isCurrent(at(0))) takeFirst();
    return items[0];
  };
  return {
    push(item) {
      items.push(item);
      for (let i = items.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!less(i, parent)) return;
        swap(i, parent);
        i = parent;
      }
    },
    peek,
    pop() {
      const first = peek();
      if (first !== undefined) takeFirst();
      return first;
    },
  };
}
