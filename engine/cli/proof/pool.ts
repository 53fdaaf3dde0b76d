/** The attempts of a proof know nothing of each other, so they run in threads; the order of the results is that of the jobs. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runJob, type JobResult, type Lab, type ProofJob } from '../../grading/index.ts';
import type { Answer, Order } from './worker.ts';

export type Pool = {
  run(lab: Lab, folder: string, jobs: readonly ProofJob[], onDone: (done: number) => void): Promise<readonly JobResult[]>;
  close(): Promise<void>;
};

/** A thread takes about as long to begin as so many attempts take. */
const WORTH_A_THREAD = 8;

/** @param expected how many jobs there will be, about */
export function createPool(expected: number): Pool {
  const size = Math.min(availableParallelism(), Math.floor(expected / WORTH_A_THREAD));
  if (size < 2) return alone;
  const workers = Array.from({ length: size }, () => new Worker(new URL('./worker.mjs', import.meta.url)));
  return {
    run: (_, folder, jobs, onDone) => new Promise((resolve, reject) => {
      const results: JobResult[] = Array.from({ length: jobs.length });
      let [next, done] = [0, 0];
      const give = (worker: Worker): void => {
        const job = jobs[next];
        if (job === undefined) return;
        worker.postMessage({ index: next, folder, job } satisfies Order);
        next++;
      };
      for (const worker of workers) {
        worker.removeAllListeners('message').removeAllListeners('error');
        worker.on('error', reject);
        worker.on('message', ({ index, result, error }: Answer) => {
          if (result === undefined) { reject(new Error(error)); return; }
          results[index] = result;
          done++;
          onDone(done);
          if (done === jobs.length) resolve(results); else give(worker);
        });
        give(worker);
      }
      if (jobs.length === 0) resolve(results);
    }),
    async close() { await Promise.all(workers.map((worker) => worker.terminate())); },
  };
}

const alone: Pool = {
  run: (lab, _, jobs, onDone) => Promise.resolve(jobs.map((job, index) => {
    const result = runJob(lab, job);
    onDone(index + 1);
    return result;
  })),
  close: () => Promise.resolve(),
};
