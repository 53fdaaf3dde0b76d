/** Streams of changes, from a resourceVersion on. @k8s apiserver/pkg/endpoints/handlers/watch.go, storage/cacher */
import { tooOldResourceVersion, type KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { StoreChange } from '../../store/index.ts';
import { isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { tooLarge, watchOptions, type WatchOptions } from '../listOptions.ts';
import type { WatchEvent } from '../request.ts';
import { asJson } from '../respond.ts';
import { zeroObject } from '../zeroObject.ts';
import { selectionOf, type Selection } from '../selection.ts';
import { everyBookmark } from './bookmarks.ts';

/** How objects of a watch are shown: whole, as a table row, as metadata only. */
export type Shown = (object: KubeObject) => JsonObject;
export type Listen = (onEvent: (event: WatchEvent) => void, onEnd: () => void) => () => void;
/** One watch: what it is about and how it tells. */
type Watch = { readonly context: ServerContext; readonly request: ResourceRequest; readonly selection: Selection; readonly eventFor: EventMaker; readonly options: WatchOptions };
type EventMaker = (type: WatchEvent['type'], object: KubeObject) => WatchEvent;

/** From the write to the client: one step of the watch cache. */
const LATENCY_MS = 1;
/** @k8s apiserver/pkg/endpoints/handlers/get.go: min-request-timeout × (1 + random) */
const TIMEOUT_S = 1800;

/** @param shared where watches that show the same find each other's last event; undefined: this one shows in its own way. */
export function watchObjects(context: ServerContext, request: ResourceRequest, show: Shown, shared: string | undefined): Listen | Failure {
  const selection = selectionOf(request);
  if (isFailure(selection)) return selection;
  const options = watchOptions(request);
  if (isFailure(options)) return options;
  const timeoutSeconds = options.timeoutSeconds ?? TIMEOUT_S + context.random.int('watch timeout', 0, TIMEOUT_S);
  const eventFor = shared === undefined ? (type: WatchEvent['type'], object: KubeObject): WatchEvent => ({ type, object: show(object) }) : sharedEvents(context, shared, show);
  const watch: Watch = { context, request, selection, eventFor, options: { ...options, timeoutSeconds } };
  return (onEvent, onEnd) => startWatch(watch, onEvent, onEnd);
}

/** Watchers of one resource in one form get the very same event: it is made, and written out, once. */
function sharedEvents({ lastEvents }: ServerContext, place: string, show: Shown): EventMaker {
  return (type, object) => {
    const last = lastEvents.get(place);
    if (last !== undefined && last.object === object && last.event.type === type) return last.event;
    const event: WatchEvent = { type, object: show(object) };
    lastEvents.set(place, { object, event });
    return event;
  };
}

function startWatch(watch: Watch, onEvent: (event: WatchEvent) => void, onEnd: () => void): () => void {
  const { context: { clock, store }, request, options } = watch;
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
  const first = firstEvents(watch);
  const unsubscribe = first.at(-1)?.type === 'ERROR' ? () => undefined : store.subscribe(request.resource, (change) => {
    if (options.from !== undefined && change.revision <= options.from) return;
    const event = eventOf(change, watch);
    if (event !== undefined) send(event);
  });
  for (const event of first) send(event);
  const end = clock.now + options.timeoutSeconds * 1000;
  timers.add(clock.after(end - clock.now, () => { flush(); stop(); onEnd(); }));
  if (options.bookmarks) everyBookmark(clock, timers, end, () => send(bookmark(watch, false)));
  return stop;
}

/** What a watch begins with: the present objects, or what happened since the revision, or that it is too old or not there yet. */
function firstEvents(watch: Watch): WatchEvent[] {
  const { context: { store }, request, selection, options } = watch;
  if (options.initial) {
    if (options.from !== undefined && options.from > store.revision) return [{ type: 'ERROR', object: asJson(tooLarge(String(options.from), store.revision)) }];
    const present = store.list(request.resource, request.namespace).filter(selection.matches)
      .map((object) => watch.eventFor('ADDED', object));
    return options.bookmarks ? [...present, bookmark(watch, true)] : present;
  }
  if (options.from === undefined) return [];
  const changes = store.changesSince(options.from, request.resource);
  if (changes === undefined) return [{ type: 'ERROR', object: asJson(tooOldResourceVersion(options.from, store.compacted)) }];
  return changes.flatMap((change) => eventOf(change, watch) ?? []);
}

/** An object that begins to match is ADDED, one that ceases to is DELETED. @k8s storage/cacher/cache_watcher.go */
function eventOf(change: StoreChange, { request, selection, eventFor }: Watch): WatchEvent | undefined {
  const { object, old, type } = change;
  if (request.namespace !== undefined && object.metadata?.namespace !== request.namespace) return undefined;
  if (selection.all) return eventFor(type, object);
  const before = old !== undefined && selection.matches(old);
  const after = type !== 'DELETED' && selection.matches(object);
  if (after) return eventFor(before ? 'MODIFIED' : 'ADDED', object);
  if (!before) return undefined;
  if (type === 'DELETED') return eventFor('DELETED', object);
  // What is shown of an object that left the selection is its last matching state, at the new revision.
  const last = { ...old, metadata: { ...old.metadata, ...(object.metadata?.resourceVersion === undefined ? {} : { resourceVersion: object.metadata.resourceVersion }) } };
  return eventFor('DELETED', last);
}

/** An object of the kind without anything but its revision. */
function bookmark({ context, request, eventFor }: Watch, initial: boolean): WatchEvent {
  const { kind, group, version } = request.asked;
  const metadata = { resourceVersion: String(context.store.revision), ...(initial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}) };
  // Table rows and metadata are made of it like of any other object; it has no managers.
  return eventFor('BOOKMARK', { kind, apiVersion: group === '' ? version : `${group}/${version}`, metadata, ...zeroObject(request.asked) });
}
