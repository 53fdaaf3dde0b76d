/**
 * What a reconcile asks for. A reconcile is a pure generator: objects come in, batches of requests go out, results come back.
 * Who runs it sends them to the API server, with time passing between the batches as on a real network.
 */
import type { KindDefinition, KubeObject, Status } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { DeleteOptions, Result, UpdatedPart } from '../client/index.ts';

export type Request =
  | { readonly verb: 'create'; readonly kind: KindDefinition; readonly object: KubeObject; readonly because: Because }
  | { readonly verb: 'update'; readonly kind: KindDefinition; readonly object: KubeObject; readonly because: Because; readonly subresource?: UpdatedPart }
  | { readonly verb: 'patch'; readonly kind: KindDefinition; readonly namespace: string | undefined; readonly name: string; readonly patch: JsonObject;
    readonly because: Because; readonly subresource?: 'status'; readonly type?: 'strategic' }
  | { readonly verb: 'delete'; readonly kind: KindDefinition; readonly namespace: string | undefined; readonly name: string; readonly because: Because;
    readonly options?: DeleteOptions }
  /** A path that no kind stands for: another API, the scale of any kind. `what`: as client-go names it when the answer is no object: `get pods.metrics.k8s.io`. */
  | { readonly verb: 'call'; readonly method: 'GET' | 'PUT'; readonly path: string; readonly what: string; readonly body?: JsonObject; readonly because: Because }
  | { readonly verb: 'event'; readonly about: KubeObject; readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string }
  /** What was decided took so long; nothing is sent. */
  | { readonly verb: 'work'; readonly ms: number }
  /** Look at the object again later. */
  | { readonly verb: 'again'; readonly afterMs: number };

/** `undefined` for events, `work` and `again`. */
export type Reply = Result<JsonObject | KubeObject> | undefined;

/** Yields a batch whose requests are sent side by side; returns why it has to be tried again, if it has. */
export type Reconcile = Generator<readonly Request[], Status | undefined, readonly Reply[]>;

/** Sends one request; its result. */
export function* send<T extends KubeObject>(request: Exclude<Request, { verb: 'event' | 'work' | 'again' }>): Generator<readonly Request[], Result<T>, readonly Reply[]> {
  const [reply] = yield [request];
  // The runner answers each request in its place with an object of the kind that was asked for.
  return reply as Result<T>;
}

type Event = Omit<Extract<Request, { verb: 'event' }>, 'verb'>;
export const event = (about: KubeObject, type: Event['type'], reason: string, message: string): Request => ({ verb: 'event', about, type, reason, message });

/** A kind with a type of its own as the plain kind that requests carry. */
export const kindOf = <T extends KubeObject>(kind: KindDefinition<T>): KindDefinition => kind as unknown as KindDefinition;
