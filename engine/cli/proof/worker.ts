/** Runs in a thread: does one piece after the other, and forgets the clusters in between. */
import { parentPort } from 'node:worker_threads';
import { carryOut, type Order } from './orders.ts';

export type Answer = { readonly result?: ReturnType<typeof carryOut>; readonly error?: string; readonly ms: number };

export function answer(order: Order): Answer {
  const from = performance.now();
  try {
    return { result: carryOut(order), ms: performance.now() - from };
  } catch (error) {
    return { error: error instanceof Error ? error.stack ?? error.message : String(error), ms: performance.now() - from };
  }
}

export function work(): void {
  parentPort?.on('message', (order: Order) => { parentPort?.postMessage(answer(order)); });
}
