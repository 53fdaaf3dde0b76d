/** Seeded chance, drawn by name: adding a new draw somewhere never reshuffles the others. */

export type Random = {
  /** The next number of this name's own sequence, 0 ≤ x < 1. */
  float(name: string): number;
  /** Whole number, `low` ≤ x ≤ `high`. */
  int(name: string, low: number, high: number): number;
  /** One entry of a list that must not be empty. */
  pick<T>(name: string, list: readonly T[]): T;
};

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** One step of mulberry32: state in, [next state, number] out. */
function step(state: number): [number, number] {
  const next = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(next ^ (next >>> 15), 1 | next);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return [next, ((t ^ (t >>> 14)) >>> 0) / 4294967296];
}

export function createRandom(seed: string): Random {
  const states = new Map<string, number>();
  const float = (name: string): number => {
    const [next, value] = step(states.get(name) ?? hash(`${seed}/${name}`));
    states.set(name, next);
    return value;
  };
  const int = (name: string, low: number, high: number): number => low + Math.floor(float(name) * (high - low + 1));
  return {
    float,
    int,
    pick: <T>(name: string, list: readonly T[]): T => list[int(name, 0, list.length - 1)] as T,
  };
}
