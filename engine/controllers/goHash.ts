/** FNV-1a with 128 bits over Go's print of a value: an order that looks like chance and is always the same. @k8s pkg/util/hash DeepHashObject */

/** The prime is 2⁸⁸ + PRIME. */
const PRIME = 0x13b;
const WORD = 2 ** 32;

/** 32 hexadecimal digits; their order is the order of the numbers. */
export function fnv128a(text: string): string {
  let [a, b, c, d] = [0x6c62272e, 0x07bb0142, 0x62b82175, 0x6295c58d];
  for (const byte of new TextEncoder().encode(text)) {
    d = (d ^ byte) >>> 0;
    const [highA, highB] = [((c << 24) | (d >>> 8)) >>> 0, (d << 24) >>> 0];
    const low = d * PRIME;
    const second = c * PRIME + Math.floor(low / WORD);
    const third = b * PRIME + Math.floor(second / WORD) + highB;
    const fourth = a * PRIME + Math.floor(third / WORD) + highA;
    [a, b, c, d] = [fourth % WORD, third % WORD, second % WORD, low % WORD];
  }
  return [a, b, c, d].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** Sorted by the hash of their prints; the prints are made only where there is an order to find. */
export function byHash<T>(items: readonly T[], print: (item: T) => string): readonly T[] {
  if (items.length < 2) return items;
  return items.map((item) => ({ item, hash: fnv128a(print(item)) })).toSorted((x, y) => (x.hash < y.hash ? -1 : x.hash > y.hash ? 1 : 0)).map(({ item }) => item);
}
