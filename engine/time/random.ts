/** Seeded chance, drawn by name: adding a new draw somewhere never reshuffles the others. */

export type Random = {
  /** The next number of this name's own sequence, 0 ≤ x < 1. */
  float(name: string): number;
  /** Whole number, `low` ≤ x ≤ `high`. */
  int(name: string, low: number, high: number): number;
  /** So many characters of an alphabet, one draw each. */
  text(name: string, alphabet: string, length: number): string;
  /** One entry of a list that must not be empty. */
  pick<T>(name: string, list: readonly T[]): T;
};

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

type Sequence = { state: number };

/** One step of mulberry32. */
function step(sequence: Sequence): number {
  const next = (sequence.state + 0x6d2b79f5) | 0;
  sequence.state = next;
  let t = Math.imul(next ^ (next >>> 15), 1 | next);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

export function createRandom(seed: string): Random {
  const sequences = new Map<string, Sequence>();
  const sequenceOf = (name: string): Sequence => {
    let sequence = sequences.get(name);
    if (sequence === undefined) { sequence = { state: hash(`${seed}/${name}`) }; sequences.set(name, sequence); }
    return sequence;
  };
  /** Of the last text: the next is mostly as long. */
  let drawn: number[] = [];
  const float = (name: string): number => step(sequenceOf(name));
  const int = (name: string, low: number, high: number): number => low + Math.floor(float(name) * (high - low + 1));
  return {
    float,
    int,
    text(name, alphabet, length) {
      const sequence = sequenceOf(name);
      const codes = drawn.length === length ? drawn : drawn = Array.from({ length }, () => 0);
      for (let i = 0; i < length; i++) codes[i] = alphabet.charCodeAt(Math.floor(step(sequence) * alphabet.length));
      return String.fromCharCode.apply(undefined, codes);
    },
    pick: <T>(name: string, list: readonly T[]): T => list[int(name, 0, list.length - 1)] as T,
  };
}
