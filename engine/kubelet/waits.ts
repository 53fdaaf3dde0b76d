/** Turns a callback into something that a task can wait for. */
import type { Task } from '../time/index.ts';

/** Starts `begin` and returns what it reports; nothing is cancelled if the task is. */
export function* finishedBy<T>(begin: (done: (value: T) => void) => void): Task<T> {
  let result: { readonly value: T } | undefined;
  let wake: (() => void) | undefined;
  begin((value) => { result = { value }; wake?.(); });
  while (result === undefined) yield (next) => { wake = next; return () => { wake = undefined; }; };
  return result.value;
}
