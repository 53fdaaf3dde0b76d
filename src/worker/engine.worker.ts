/** The worker's entry: the only script of the site that contains the engine. */
import { createSession, ENGINE_VERSION } from './engine.ts';
import { createHost, tickMs } from './host.ts';
import { createSessionStore, forgetfulStore } from './store.ts';
import type { SessionSpec, ToHost } from './protocol.ts';

const scope = globalThis as unknown as { postMessage(message: unknown): void; onmessage: ((event: MessageEvent<ToHost>) => void) | null };

const host = createHost({
  createSession: ({ id, preset, files, start, settleMs, exercise }: SessionSpec) => createSession({
    seed: id, preset, files,
    ...(start === undefined ? {} : { start }),
    ...(settleMs === undefined ? {} : { settleMs }),
    ...(exercise === undefined ? {} : { exercise }),
  }),
  engineVersion: ENGINE_VERSION,
  post: (message) => scope.postMessage(message),
  store: typeof indexedDB === 'undefined' ? forgetfulStore : createSessionStore(),
  now: () => performance.now(),
});
scope.onmessage = (event) => { void host.receive(event.data); };
setInterval(host.tick, tickMs);
