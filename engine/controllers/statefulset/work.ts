/** Pieces of a sync that may be done one after the other or side by side. */
import type { Status } from '../../api/index.ts';
import type { Reply, Request } from '../request.ts';

export type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;

/** `stop`: what comes after must wait for another sync. A failure stops too, and has the sync tried again. */
export type Outcome = { readonly stop: boolean; readonly failure?: Status };
export const GO_ON: Outcome = { stop: false };
export const STOP: Outcome = { stop: true };
export const failed = (failure: Status): Outcome => ({ stop: true, failure });

const LARGEST_BATCH = 500;

/** Their requests go out in one batch; the results in order of the works. */
function* together<T>(works: readonly Work<T>[]): Work<readonly T[]> {
  const results: T[] = [];
  let waiting = works.map((work, at) => ({ work, at, step: work.next() }));
  for (;;) {
    for (const { step, at } of waiting) if (step.done === true) results[at] = step.value;
    waiting = waiting.filter(({ step }) => step.done !== true);
    if (waiting.length === 0) return results;
    const replies = yield waiting.flatMap(({ step }) => (step.done === true ? [] : step.value));
    let from = 0;
    waiting = waiting.map(({ work, at, step }) => {
      const count = step.done === true ? 0 : step.value.length;
      from += count;
      return { work, at, step: work.next(replies.slice(from - count, from)) };
    });
  }
}

/**
 * Does the work for 0 … count − 1: in order until one says stop, or all in growing batches (1, 2, 4 …) until a batch meets a failure.
 * @k8s pkg/controller/statefulset/stateful_set_control.go runForAll, slowStartBatch
 */
export function* forAll(count: number, inOrder: boolean, work: (index: number) => Work<Outcome>): Work<Outcome> {
  if (inOrder) {
    for (let i = 0; i < count; i++) {
      const outcome = yield* work(i);
      if (outcome.stop) return outcome;
    }
    return GO_ON;
  }
  for (let [at, size] = [0, 1]; at < count; at += size, size = Math.min(2 * size, LARGEST_BATCH)) {
    const outcomes = yield* together(Array.from({ length: Math.min(size, count - at) }, (_, i) => work(at + i)));
    const failure = outcomes.find((outcome) => outcome.failure !== undefined);
    if (failure !== undefined) return failure;
  }
  return GO_ON;
}
