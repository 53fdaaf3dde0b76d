/** The page's side of `authoring.ts`: a worker of its own, which is ended and made anew when it has said nothing for too long. */
import type { AuthorAnswer, AuthorAsk } from './authoring.ts';
import { connectWorker } from './client.ts';
import type { FromHost, GradeProgress, ToHost } from './protocol.ts';

export class TooLong extends Error {}
export class GivenUp extends Error {}
type Port = { postMessage(message: ToHost): void; terminate(): void };
type Connect = (receive: (message: FromHost) => void, broken: (message: string) => void) => Port;
type Waiter = { readonly resolve: (answer: AuthorAnswer) => void; readonly reject: (error: Error) => void; readonly onProgress: (progress: GradeProgress) => void; timer: ReturnType<typeof setTimeout> };

/** Longer than the slowest single run on a slow machine; what never ends is told within it. */
const PATIENCE_MS = 30_000;
/** Until the engine is there: that is the network's time, and nobody's mistake. */
const LOADING_MS = 120_000;

export function createAuthor(connect: Connect = connectWorker, patienceMs = PATIENCE_MS) {
  let port: Port | undefined;
  let next = 1;
  /** The worker has said something: it is loaded. */
  let heard = false;
  const waiting = new Map<string, Waiter>();

  function end(error: Error): void {
    port?.terminate();
    port = undefined;
    heard = false;
    for (const { reject, timer } of waiting.values()) { clearTimeout(timer); reject(error); }
    waiting.clear();
  }
  function receive(message: FromHost): void {
    heard = true;
    if (message.type === 'grading') {
      const waiter = waiting.get(message.session);
      if (waiter === undefined) return;
      clearTimeout(waiter.timer);
      waiter.timer = patience();
      waiter.onProgress(message.progress);
    }
    if (message.type !== 'answer' && message.type !== 'failed') return;
    const id = String(message.request);
    const waiter = waiting.get(id);
    if (waiter === undefined) return;
    clearTimeout(waiter.timer);
    waiting.delete(id);
    if (message.type === 'failed') waiter.reject(new Error(message.message));
    // Nothing else is asked of this worker.
    else waiter.resolve(message.value as AuthorAnswer);
  }
  const patience = (): Waiter['timer'] => (heard ? setTimeout(() => end(new TooLong('too long')), patienceMs) : setTimeout(() => end(new Error('the engine did not come')), LOADING_MS));

  return {
    ask(ask: AuthorAsk, onProgress: (progress: GradeProgress) => void = () => undefined): Promise<AuthorAnswer> {
      port ??= connect(receive, (message) => end(new Error(message)));
      const request = next++;
      return new Promise((resolve, reject) => {
        waiting.set(String(request), { resolve, reject, onProgress, timer: patience() });
        port?.postMessage({ request, session: String(request), call: { name: 'author', ask } });
      });
    },
    /** What runs is given up. */
    stop: (): void => end(new GivenUp('given up')),
  };
}
export type Author = ReturnType<typeof createAuthor>;
