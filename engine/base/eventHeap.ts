/**
 * Timers in order of due time; equal times come out in the order in which they went in.
 * A binary heap of (due, id) in which each timer knows its place, so that cancelling is O(log n) and leaves nothing behind.
 */
export type Timer<T> = { readonly due: number; readonly id: number; readonly value: T };
type Placed<T> = Timer<T> & { place: number };

/** Ids grow with time of insertion, so they are the tie-break. */
const isBefore = (a: Timer<unknown>, b: Timer<unknown>): boolean => a.due < b.due || (a.due === b.due && a.id < b.id);

export class EventHeap<T> {
  #heap: Placed<T>[] = [];
  #byId = new Map<number, Placed<T>>();
  #nextId = 1;

  get size(): number { return this.#heap.length; }

  /** Adds a timer and returns its id. `due` in milliseconds. */
  push(due: number, value: T): number {
    const timer: Placed<T> = { due, id: this.#nextId++, value, place: 0 };
    this.#byId.set(timer.id, timer);
    this.#heap.push(timer);
    this.#rise(timer, this.#heap.length - 1);
    return timer.id;
  }

  peek(): Timer<T> | undefined { return this.#heap[0]; }

  pop(): Timer<T> | undefined {
    const first = this.#heap[0];
    if (first !== undefined) this.#take(first);
    return first;
  }

  /** True if the timer was still waiting. */
  remove(id: number): boolean {
    const timer = this.#byId.get(id);
    if (timer !== undefined) this.#take(timer);
    return timer !== undefined;
  }

  #take(timer: Placed<T>): void {
    this.#byId.delete(timer.id);
    const last = this.#heap.pop() as Placed<T>; // the timer is in it
    if (last === timer) return;
    if (isBefore(last, timer)) this.#rise(last, timer.place); else this.#sink(last, timer.place);
  }

  /** Puts a timer at a free place or above it, those that it passes one step down. */
  #rise(timer: Placed<T>, free: number): void {
    const heap = this.#heap;
    let place = free;
    while (place > 0) {
      const above = heap[(place - 1) >> 1] as Placed<T>; // place < length
      if (!isBefore(timer, above)) break;
      heap[place] = above;
      above.place = place;
      place = (place - 1) >> 1;
    }
    heap[place] = timer;
    timer.place = place;
  }

  /** Puts a timer at a free place or below it, those that it passes one step up. */
  #sink(timer: Placed<T>, free: number): void {
    const heap = this.#heap;
    let place = free;
    for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
      const left = heap[child] as Placed<T>; // child < length
      const right = heap[child + 1];
      const first = right !== undefined && isBefore(right, left) ? right : left;
      if (!isBefore(first, timer)) break;
      const from = first.place;
      heap[place] = first;
      first.place = place;
      place = from;
    }
    heap[place] = timer;
    timer.place = place;
  }
}
