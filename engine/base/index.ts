export { EventHeap, type Timer } from './eventHeap.ts';
export { invariant, InvariantError } from './invariant.ts';
export type { Json, JsonObject } from './json.ts';
