/**
 * The loop that all controllers share: keys in a queue, at most one worker on a key, a few workers side by side,
 * and a rest that doubles after each failure. @k8s client-go/util/workqueue
 */
import type { ComponentContext } from '../client/index.ts';
import type { Clock, TimerId } from '../time/index.ts';
import type { Reconcile, Reply, Request } from './request.ts';

export type LoopOptions = {
  /** Source of the events, as upstream names it: `deployment-controller`. */
  readonly source: string;
  /** The work for a key; undefined when there is nothing to do. */
  readonly reconcile: (key: string) => Reconcile | undefined;
  readonly workers?: number;
  /** From a batch being decided to its answer. */
  readonly callMs?: number;
  /** So often a key is tried again after failures; then it waits for a change. Without it: for ever. */
  readonly maxRetries?: number;
  /** The rest after a first failure, and the longest. */
  readonly restMs?: { readonly first: number; readonly longest: number };
};

export type Loop = {
  /** Queues a key; `afterMs` lets changes gather. A key that waits already is not queued twice. */
  add(key: string, afterMs?: number): void;
  /** Forgets what waits and what is under way. */
  stop(): void;
};

const FIRST_REST_MS = 5;
const LONGEST_REST_MS = 1_000_000;
/** @k8s golden: a write follows the one before it after 5–10 ms */
const CALL_MS = 5;
/** Changes that are being gathered. */
const SOON_MS = 100;

export function createLoop(context: ComponentContext, options: LoopOptions): Loop {
  const { clock } = context;
  const { workers = 5, callMs = CALL_MS, restMs = { first: FIRST_REST_MS, longest: LONGEST_REST_MS } } = options;
  const recorder = context.recorder(options.source);
  recorder.forget();
  const waiting = new Set<string>();
  const working = new Set<string>();
  const again = new Set<string>();
  const denied = new Set<string>();
  const failures = new Map<string, number>();
  const overall = createBucket(clock);
  const delayed = new Map<string, { readonly due: number; readonly timer: TimerId }>();
  const timers = new Set<TimerId>();
  let stopped = false;

  const after = (ms: number, task: () => void): void => {
    const id = clock.after(ms, () => { timers.delete(id); if (!stopped) task(); });
    timers.add(id);
  };
  const enqueue = (key: string): void => {
    if (working.has(key)) { again.add(key); return; }
    waiting.add(key);
    pump();
  };
  const add = (key: string, afterMs = 0): void => {
    if (stopped) return;
    if (afterMs <= 0) { enqueue(key); return; }
    const due = clock.now + afterMs;
    const before = delayed.get(key);
    if (before !== undefined && before.due <= due) return;
    if (before !== undefined) clock.cancel(before.timer);
    delayed.set(key, { due, timer: clock.after(afterMs, () => { delayed.delete(key); enqueue(key); }) });
  };
  const pump = (): void => {
    if (waiting.size === 0) return;
    for (const key of waiting) {
      if (working.size >= workers) return;
      waiting.delete(key);
      working.add(key);
      // The first look is a step of its own, so that changes of this very moment are all seen.
      after(0, () => begin(key));
    }
  };
  const begin = (key: string): void => {
    const since = clock.now;
    const work = options.reconcile(key);
    if (work === undefined) done(key, false, since); else step(key, work, undefined, since);
  };
  const done = (key: string, failed: boolean, since: number): void => {
    working.delete(key);
    // Who is queued already has seen that there is more to do; who was refused something may ask for it again.
    const refused = denied.delete(key);
    const told = context.onReconciled;
    if (told !== undefined && !failed && !refused && !again.has(key) && (delayed.get(key)?.due ?? Infinity) > clock.now + SOON_MS) told({ source: options.source, key, since, again: () => wishes(options.reconcile(key)) });
    const count = failed ? failures.get(key) ?? 0 : 0;
    if (failed && count < (options.maxRetries ?? Infinity)) {
      failures.set(key, count + 1);
      add(key, Math.max(Math.min(restMs.first * 2 ** Math.min(count, 30), restMs.longest), overall()));
    } else {
      failures.delete(key);
    }
    if (again.delete(key)) waiting.add(key);
    pump();
  };
  const step = (key: string, work: Reconcile, replies: readonly Reply[] | undefined, since: number): void => {
    const next = replies === undefined ? work.next() : work.next(replies);
    if (next.done === true) { done(key, next.value !== undefined, since); return; }
    const requests = next.value;
    const answer: Reply[] = [];
    if (requests.length === 0) { step(key, work, answer, since); return; }
    const calls = requests.some(isCall);
    // Who has used up what its client may send waits for its turn; what follows comes after.
    let turn = 0;
    for (let i = 0; i < requests.length; i++) {
      const request = requests[i] as Request; // i < length
      if (isCall(request)) turn = Math.max(turn, context.throttle?.() ?? 0);
      after(request.verb === 'work' ? request.ms : calls ? Math.max(spread(callMs, i, requests.length), turn) : 0, () => {
        const reply = answer[i] = perform(key, request);
        if (reply?.ok === false) denied.add(key);
        if (i === requests.length - 1) step(key, work, answer, since);
      });
    }
  };
  const perform = (key: string, request: Request): Reply => {
    const { client } = context;
    switch (request.verb) {
      case 'create': return client.create(request.kind, request.object, request.because);
      case 'update': return client.update(request.kind, request.object, request.because, request.subresource);
      case 'patch': return client.patch(request.kind, request.namespace, request.name, request.patch, request.because,
        { ...(request.subresource === undefined ? {} : { subresource: request.subresource }), ...(request.type === undefined ? {} : { type: request.type }) });
      case 'delete': return client.delete(request.kind, request.namespace, request.name, request.because, request.options);
      case 'call': return client.call(request);
      case 'event': recorder.event(request.about, request.type, request.reason, request.message); return undefined;
      case 'work': return undefined;
      case 'again': add(key, request.afterMs); return undefined;
    }
  };
  return {
    add,
    stop() {
      stopped = true;
      for (const timer of timers) clock.cancel(timer);
      for (const { timer } of delayed.values()) clock.cancel(timer);
      timers.clear();
      delayed.clear();
    },
  };
}

/** The first requests of a reconcile that nobody answers; what it only asks for is no wish, and an Event is told at each sync as upstream tells it. */
function wishes(work: Reconcile | undefined): readonly string[] {
  for (let next = work?.next(); next !== undefined && next.done !== true; next = work?.next([])) {
    if (next.value.some(({ verb }) => verb === 'call')) return [];
    const wanted = next.value.filter(({ verb }) => verb !== 'again' && verb !== 'event' && verb !== 'work').map((request) => `${request.verb} ${'kind' in request ? request.kind.kind : ''} ${'object' in request ? request.object.metadata?.name ?? '' : 'name' in request ? request.name : ''}`);
    if (wanted.length > 0) return wanted;
  }
  return [];
}

/** All retries of a controller together: 100 at once, then ten a second. @k8s client-go/util/workqueue/default_rate_limiters.go DefaultTypedControllerRateLimiter */
function createBucket(clock: Clock): () => number {
  const [burst, perMs] = [100, 0.01];
  let [tokens, since] = [burst, clock.now];
  return () => {
    tokens = Math.min(burst, tokens + (clock.now - since) * perMs) - 1;
    since = clock.now;
    return tokens < 0 ? Math.ceil(-tokens / perMs) : 0;
  };
}

const isCall = ({ verb }: Request): boolean => verb !== 'event' && verb !== 'again' && verb !== 'work';

/** Requests sent side by side arrive one after the other, up to five in a millisecond. */
const spread = (callMs: number, index: number, size: number): number => callMs + (size <= 8 ? index : Math.trunc(index / 5));
