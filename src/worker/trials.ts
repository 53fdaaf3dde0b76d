/**
 * Answers that are tried out on a copy of a question's cluster. In a worker of their own, so that a run that takes long
 * keeps nobody waiting, and can be stopped by ending it.
 */
import { connectWorker } from './client.ts';
import type { FromHost, Trial, TrialResult } from './protocol.ts';

type Waiter = { readonly resolve: (result: TrialResult) => void; readonly reject: (error: Error) => void };
let worker: Worker | undefined;
const waiting = new Map<number, Waiter>();
let nextRequest = 1;

function finish(error: Error): void {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}
function receive(message: FromHost): void {
  if (message.type !== 'answer' && message.type !== 'failed') return;
  const waiter = waiting.get(message.request);
  waiting.delete(message.request);
  if (message.type === 'failed') waiter?.reject(new Error(message.message));
  // Nothing else is asked of this worker.
  else waiter?.resolve(message.value as TrialResult);
}

export function runTrial(trial: Trial): Promise<TrialResult> {
  worker ??= connectWorker(receive, (message) => finish(new Error(message)));
  const request = nextRequest++;
  const result = new Promise<TrialResult>((resolve, reject) => { waiting.set(request, { resolve, reject }); });
  worker.postMessage({ request, session: '', call: { name: 'trial', trial } });
  return result;
}
/** What runs is given up. */
export const stopTrials = (): void => finish(new Error('stopped'));
