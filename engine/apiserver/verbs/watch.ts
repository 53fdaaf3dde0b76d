/** Streams of changes, from a resourceVersion on. @k8s apiserver/pkg/endpoints/handlers/watch.go, storage/cacher */
import { tooOldResourceVersion, type KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { StoreChange } from '../../store/index.ts';
import { isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { checkListOptions } from '../listOptions.ts';
import { flag, whole } from '../query.ts';
import { groupVersion } from '../registry.ts';
import type { WatchEvent } from '../request.ts';
import { asJson } from '../respond.ts';
import { selectionOf, type Selection } from '../selection.ts';

/** How objects of a watch are shown: whole, as a table row, as metadata only. */
export type Shown = (object: KubeObject) => JsonObject;
export type Listen = (onEvent: (event: WatchEvent) => void, onEnd: () => void) => () => void;

/** From the write to the client: one step of the watch cache. */
const LATENCY_MS = 1;
/** @k8s apiserver/pkg/storage/cacher: bookmarks about once a minute */
const BOOKMARK_MS = 60_000;
/** @k8s apiserver/pkg/endpoints/handlers/get.go: min-request-timeout × (1 + random) */
const TIMEOUT_S = 1800;

export function watchObjects(context: ServerContext, request: ResourceRequest, show: Shown): Listen | Failure {
  const wrong = checkListOptions(context, request);
  if (wrong !== undefined) return wrong;
  const selection = selectionOf(request);
  if (isFailure(selection)) return selection;
  return (onEvent, onEnd) => startWatch(context, request, selection, show, onEvent, onEnd);
}

function startWatch(context: ServerContext, request: ResourceRequest, selection: Selection, show: Shown,
  onEvent: (event: WatchEvent) => void, onEnd: () => void): () => void {
  const { clock, store } = context;
  const timers = new Set<number>();
  let queue: WatchEvent[] = [];
  let ended = false;

  const flush = (): void => {
    const events = queue;
    queue = [];
    for (const event of events) if (!ended) onEvent(event);
  };
  const send = (event: WatchEvent): void => {
    queue.push(event);
    if (queue.length > 1) return;
    const timer = clock.after(LATENCY_MS, () => { timers.delete(timer); flush(); });
    timers.add(timer);
  };
  const stop = (): void => {
    ended = true;
    unsubscribe();
    for (const timer of timers) clock.cancel(timer);
  };
  const first = firstEvents(context, request, selection, show);
  const unsubscribe = first.at(-1)?.type === 'ERROR' ? () => undefined : store.subscribe(request.resource, (change) => {
    const event = eventOf(change, request, selection, show);
    if (event !== undefined) send(event);
  });
  for (const event of first) send(event);
  const seconds = whole(request.query, 'timeoutSeconds') ?? TIMEOUT_S + context.random.int('watch timeout', 0, TIMEOUT_S);
  timers.add(clock.after(seconds * 1000, () => { flush(); stop(); onEnd(); }));
  if (flag(request.query, 'allowWatchBookmarks')) everyMinute(context, timers, () => send(bookmark(context, request, false)));
  return stop;
}

function everyMinute(context: ServerContext, timers: Set<number>, tick: () => void): void {
  const timer = context.clock.after(BOOKMARK_MS, () => {
    timers.delete(timer);
    tick();
    everyMinute(context, timers, tick);
  });
  timers.add(timer);
}

/** What a watch begins with: the present objects, or what happened since the revision, or that it is too old. */
function firstEvents(context: ServerContext, request: ResourceRequest, selection: Selection, show: Shown): WatchEvent[] {
  const { store } = context;
  const from = request.query.get('resourceVersion') ?? '';
  const initial = flag(request.query, 'sendInitialEvents');
  if (initial || from === '' || from === '0') {
    const present = store.list(request.resource, request.namespace).filter(selection.matches)
      .map((object): WatchEvent => ({ type: 'ADDED', object: show(object) }));
    return initial && flag(request.query, 'allowWatchBookmarks') ? [...present, bookmark(context, request, true)] : present;
  }
  const changes = store.changesSince(Number(from), request.resource);
  if (changes === undefined) return [{ type: 'ERROR', object: asJson(tooOldResourceVersion(from, store.compacted)) }];
  return changes.flatMap((change) => eventOf(change, request, selection, show) ?? []);
}

/** An object that begins to match is ADDED, one that ceases to is DELETED. @k8s storage/cacher/cache_watcher.go */
function eventOf(change: StoreChange, request: ResourceRequest, selection: Selection, show: Shown): WatchEvent | undefined {
  const { object, old, type } = change;
  if (request.namespace !== undefined && object.metadata?.namespace !== request.namespace) return undefined;
  const before = old !== undefined && selection.matches(old);
  const after = type !== 'DELETED' && selection.matches(object);
  if (after) return { type: before ? 'MODIFIED' : 'ADDED', object: show(object) };
  if (!before) return undefined;
  // What is shown of an object that left the selection is its last matching state, at the new revision.
  const last = { ...old, metadata: { ...old.metadata, ...(object.metadata?.resourceVersion === undefined ? {} : { resourceVersion: object.metadata.resourceVersion }) } };
  return { type: 'DELETED', object: show(last) };
}

function bookmark(context: ServerContext, request: ResourceRequest, initial: boolean): WatchEvent {
  const annotations = initial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  const metadata = { resourceVersion: String(context.store.revision), creationTimestamp: null, ...annotations };
  return { type: 'BOOKMARK', object: { kind: request.kind.kind, apiVersion: groupVersion(request.kind), metadata } };
}
