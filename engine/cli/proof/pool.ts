/** Pieces of work know nothing of each other, so they are done in threads: each takes the next one when it is free. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Order, ResultOf } from './orders.ts';
import { answer, type Answer } from './worker.ts';

export type Done<O extends Order> = { readonly result: ResultOf<O>; /** Real time that it took. */ readonly ms: number };
export type Pool = {
  run<O extends Order>(order: O): Promise<Done<O>>;
  close(): Promise<void>;
};

/** A thread takes about as long to begin as so many pieces take. */
const WORTH_A_THREAD = 8;

/** @param expected how many pieces there will be, about */
export function createPool(expected: number): Pool {
  const size = Math.min(availableParallelism(), Math.floor(expected / WORTH_A_THREAD));
  return size < 2 ? alone : threads(size);
}

/** A piece that breaks is our mistake: it ends everything. */
function taken<O extends Order>({ result, error, ms }: Answer): Done<O> {
  if (result === undefined) throw new Error(error);
  return { result: result as ResultOf<O>, ms }; // an order of a kind has a result of that kind
}

const alone: Pool = {
  run: (order) => new Promise((resolve) => { setImmediate(resolve); }).then(() => taken(answer(order))),
  close: () => Promise.resolve(),
};

type Waiting = { readonly order: Order; readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

function threads(size: number): Pool {
  const queue: Waiting[] = [];
  const busy = new Map<Worker, Waiting>();
  const idle: Worker[] = [];
  const next = (): void => {
    while (queue.length > 0) {
      const worker = idle.pop();
      const waiting = worker === undefined ? undefined : queue.shift();
      if (worker === undefined || waiting === undefined) return;
      busy.set(worker, waiting);
      worker.postMessage(waiting.order);
    }
  };
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.on('message', (told: Answer) => {
      busy.get(worker)?.resolve(told);
      busy.delete(worker);
      idle.push(worker);
      next();
    });
    worker.on('error', (error: Error) => { for (const { reject } of [...busy.values(), ...queue.splice(0)]) reject(error); });
    idle.push(worker);
    return worker;
  });
  return {
    async run(order) { return taken(await new Promise<Answer>((resolve, reject) => { queue.push({ order, resolve, reject }); next(); })); },
    async close() { await Promise.all(workers.map((worker) => worker.terminate())); },
  };
}
