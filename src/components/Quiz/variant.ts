/** An index that looks like chance and is the same each time: FNV-1a. */
export function pickIndex(seed: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193) >>> 0;
  return count <= 1 ? 0 : hash % count;
}
