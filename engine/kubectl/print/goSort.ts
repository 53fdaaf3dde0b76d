/**
 * Go's `sort.Sort`: pattern-defeating quicksort, not stable. Rows with equal keys come out in its order, which recordings show.
 * @k8s go sort/zsortinterface.go
 */
type Less<T> = (a: T, b: T) => boolean;
type Hint = 'unknown' | 'increasing' | 'decreasing';

export function goSort<T>(items: readonly T[], less: Less<T>): T[] {
  const sorter = new Sorter([...items], less);
  sorter.run();
  return sorter.list;
}

const bitLength = (n: number): number => (n === 0 ? 0 : 32 - Math.clz32(n));

class Sorter<T> {
  readonly list: T[];
  readonly #lessOf: Less<T>;
  constructor(list: T[], less: Less<T>) { this.list = list; this.#lessOf = less; }

  run(): void { this.#pdq(0, this.list.length, bitLength(this.list.length)); }

  #less(i: number, j: number): boolean { return this.#lessOf(this.list[i] as T, this.list[j] as T); }
  #swap(i: number, j: number): void {
    const kept = this.list[i] as T;
    this.list[i] = this.list[j] as T;
    this.list[j] = kept;
  }

  #insertion(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
  }

  #siftDown(low: number, high: number, first: number): void {
    for (let root = low; ;) {
      let child = 2 * root + 1;
      if (child >= high) return;
      if (child + 1 < high && this.#less(first + child, first + child + 1)) child++;
      if (!this.#less(first + root, first + child)) return;
      this.#swap(first + root, first + child);
      root = child;
    }
  }

  #heap(a: number, b: number): void {
    const length = b - a;
    for (let i = Math.trunc((length - 1) / 2); i >= 0; i--) this.#siftDown(i, length, a);
    for (let i = length - 1; i >= 0; i--) { this.#swap(a, a + i); this.#siftDown(0, i, a); }
  }

  #pdq(from: number, to: number, badLimit: number): void {
    let [a, b, limit] = [from, to, badLimit];
    let balanced = true;
    let partitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= 12) { this.#insertion(a, b); return; }
      if (limit === 0) { this.#heap(a, b); return; }
      if (!balanced) { this.#breakPatterns(a, b); limit--; }
      let [pivot, hint] = this.#choosePivot(a, b);
      if (hint === 'decreasing') {
        this.#reverse(a, b);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (balanced && partitioned && hint === 'increasing' && this.#partialInsertion(a, b)) return;
      if (a > 0 && !this.#less(a - 1, pivot)) { a = this.#partitionEqual(a, b, pivot); continue; }
      const [middle, already] = this.#partition(a, b, pivot);
      partitioned = already;
      const [leftLength, rightLength] = [middle - a, b - middle];
      const threshold = Math.trunc(length / 8);
      if (leftLength < rightLength) {
        balanced = leftLength >= threshold;
        this.#pdq(a, middle, limit);
        a = middle + 1;
      } else {
        balanced = rightLength >= threshold;
        this.#pdq(middle + 1, b, limit);
        b = middle;
      }
    }
  }

  #partition(a: number, b: number, pivot: number): [number, boolean] {
    this.#swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    const advance = (): void => {
      while (i <= j && this.#less(i, a)) i++;
      while (i <= j && !this.#less(j, a)) j--;
    };
    advance();
    if (i > j) { this.#swap(j, a); return [j, true]; }
    this.#swap(i++, j--);
    for (;;) {
      advance();
      if (i > j) break;
      this.#swap(i++, j--);
    }
    this.#swap(j, a);
    return [j, false];
  }

  #partitionEqual(a: number, b: number, pivot: number): number {
    this.#swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (;;) {
      while (i <= j && !this.#less(a, i)) i++;
      while (i <= j && this.#less(a, j)) j--;
      if (i > j) return i;
      this.#swap(i++, j--);
    }
  }

  #partialInsertion(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < 5; step++) {
      while (i < b && !this.#less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < 50) return false;
      this.#swap(i, i - 1);
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
      if (b - i >= 2) for (let j = i + 1; j < b && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
    }
    return false;
  }

  #breakPatterns(a: number, b: number): void {
    const length = b - a;
    if (length < 8) return;
    let random = BigInt(length);
    const modulus = 2 ** bitLength(length);
    const index = a + Math.trunc(length / 4) * 2 - 1;
    for (let i = 0; i < 3; i++) {
      random ^= (random << 13n) & 0xffffffffffffffffn;
      random ^= random >> 7n;
      random ^= (random << 17n) & 0xffffffffffffffffn;
      let other = Number(random & BigInt(modulus - 1));
      if (other >= length) other -= length;
      this.#swap(index + i, a + other);
    }
  }

  #choosePivot(a: number, b: number): [number, Hint] {
    const length = b - a;
    const quarter = Math.trunc(length / 4);
    let swaps = 0;
    let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
    const order = (x: number, y: number): [number, number] => {
      if (!this.#less(y, x)) return [x, y];
      swaps++;
      return [y, x];
    };
    const median = (x: number, y: number, z: number): number => {
      let [p, q, r] = [x, y, z];
      [p, q] = order(p, q);
      [q, r] = order(q, r);
      [p, q] = order(p, q);
      return q;
    };
    if (length >= 8) {
      if (length >= 50) { i = median(i - 1, i, i + 1); j = median(j - 1, j, j + 1); k = median(k - 1, k, k + 1); }
      j = median(i, j, k);
    }
    return [j, swaps === 0 ? 'increasing' : swaps === 12 ? 'decreasing' : 'unknown'];
  }

  #reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) this.#swap(i, j);
  }
}
