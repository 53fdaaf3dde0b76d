/**
 * Timers in order of due time; equal times come out in the order in which they went in.
 * A binary heap of (due, sequence) with a map from id to position, so that cancelling is O(log n) and leaves nothing behind.
 */
export type Timer<T> = { readonly due: number; readonly id: number; readonly value: T };

export class EventHeap<T> {
  #heap: Timer<T>[] = [];
  #position = new Map<number, number>();
  #nextId = 1;

  get size(): number { return this.#heap.length; }

  /** Adds a timer and returns its id. `due` in milliseconds. */
  push(due: number, value: T): number {
    const id = this.#nextId++;
    this.#heap.push({ due, id, value });
    this.#position.set(id, this.#heap.length - 1);
    this.#up(this.#heap.length - 1);
    return id;
  }

  peek(): Timer<T> | undefined { return this.#heap[0]; }

  pop(): Timer<T> | undefined {
    const first = this.#heap[0];
    if (first !== undefined) this.#removeAt(0);
    return first;
  }

  /** True if the timer was still waiting. */
  remove(id: number): boolean {
    const index = this.#position.get(id);
    if (index === undefined) return false;
    this.#removeAt(index);
    return true;
  }

  #removeAt(index: number): void {
    const gone = this.#heap[index];
    const last = this.#heap.pop();
    if (gone === undefined || last === undefined) return;
    this.#position.delete(gone.id);
    if (last === gone) return;
    this.#heap[index] = last;
    this.#position.set(last.id, index);
    this.#up(index);
    this.#down(this.#position.get(last.id) ?? index);
  }

  /** Ids grow with time of insertion, so they are the tie-break. */
  #before(a: Timer<T>, b: Timer<T>): boolean { return a.due < b.due || (a.due === b.due && a.id < b.id); }

  #up(from: number): void {
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfBefore(child, parent)) return;
      child = parent;
    }
  }

  #down(from: number): void {
    let parent = from;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const [l, r] = [this.#heap[left], this.#heap[right]];
      if (l === undefined) return;
      const child = r !== undefined && this.#before(r, l) ? right : left;
      if (!this.#swapIfBefore(child, parent)) return;
      parent = child;
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    const [c, p] = [this.#heap[child], this.#heap[parent]];
    if (c === undefined || p === undefined || !this.#before(c, p)) return false;
    this.#heap[parent] = c;
    this.#heap[child] = p;
    this.#position.set(c.id, parent);
    this.#position.set(p.id, child);
    return true;
  }
}
