/** Runs in a thread: a job is a lab's folder and the inputs of one attempt; the answer says which checks passed. */
import { parentPort } from 'node:worker_threads';
import { loadLab, runJob, type JobResult, type Lab, type ProofJob } from '../../grading/index.ts';
import { readFolder } from '../exercises.ts';

export type Order = { readonly index: number; readonly folder: string; readonly job: ProofJob };
export type Answer = { readonly index: number; readonly result?: JobResult; readonly error?: string };

const labs = new Map<string, Lab>();
function labIn(folder: string): Lab {
  const known = labs.get(folder);
  if (known !== undefined) return known;
  const loaded = loadLab(readFolder(folder));
  if (!loaded.ok) throw new Error(`the lab in ${folder} changed while it was proved`);
  labs.set(folder, loaded.lab);
  return loaded.lab;
}

function answer({ index, folder, job }: Order): Answer {
  try {
    return { index, result: runJob(labIn(folder), job) };
  } catch (error) {
    return { index, error: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

export function work(): void {
  parentPort?.on('message', (order: Order) => { parentPort?.postMessage(answer(order)); });
}
