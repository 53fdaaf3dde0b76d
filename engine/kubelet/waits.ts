/** Turns a callback into something that a task can wait for. */
import { signal, type Task } from '../time/index.ts';

/** Starts `begin` and returns what it reports; nothing is cancelled if the task is. */
export function* finishedBy<T>(begin: (done: (value: T) => void) => void): Task<T> {
  const changed = signal();
  let result: { readonly value: T } | undefined;
  begin((value) => { result = { value }; changed.fire(); });
  while (result === undefined) yield (wake) => changed.wait(wake);
  return result.value;
}
