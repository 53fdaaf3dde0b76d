/** Tells the changes of one resource to all who listen, some time after they were written: one timer for all that is written in the same millisecond. */
import type { KubeObject } from '../api/index.ts';
import type { Store, StoreChange } from '../store/index.ts';
import type { Clock } from '../time/index.ts';
import type { Change } from './types.ts';

type Handler = (change: Change<KubeObject>) => void;
/** `own`: the present objects, and what is written in the millisecond in which it came. */
type Listener = { readonly handler: Handler; readonly since: number; own: Change<KubeObject>[] | undefined; stopped: boolean };
type Batch = { readonly at: number; readonly changes: Change<KubeObject>[] };

export type DeliveryOptions = {
  readonly store: Store; readonly clock: Clock; readonly resource: string; readonly latencyMs: number;
  /** Shared by the deliveries of one resource: see `createChanges`. */
  readonly changeOf: (from: StoreChange) => Change<KubeObject>;
};

/** Begins with the present objects as ADDED. Returns how to stop. */
export type Delivery = (handler: Handler) => () => void;

export function createDelivery({ store, clock, resource, latencyMs, changeOf }: DeliveryOptions): Delivery {
  let listeners: readonly Listener[] = [];
  let current: Batch | undefined;

  const run = (batch: Batch): void => {
    if (current === batch) current = undefined;
    for (const listener of listeners) {
      if (listener.since >= batch.at) continue;
      for (const change of batch.changes) if (!listener.stopped) listener.handler(change);
    }
  };
  const tellAlone = (listener: Listener, change: Change<KubeObject>): void => {
    if (listener.own === undefined) {
      const own: Change<KubeObject>[] = [];
      listener.own = own;
      clock.after(latencyMs, () => {
        if (listener.own === own) listener.own = undefined;
        for (const each of own) if (!listener.stopped) listener.handler(each);
      });
    }
    listener.own.push(change);
  };
  const tell = (from: StoreChange): void => {
    const { now } = clock;
    // In the order in which they came: the first has listened for longest, the last not for long.
    const [first, last] = [listeners[0], listeners[listeners.length - 1]];
    if (first === undefined || last === undefined) return;
    const change = changeOf(from);
    if (first.since < now) {
      if (current?.at !== now) {
        const batch: Batch = { at: now, changes: [] };
        current = batch;
        clock.after(latencyMs, () => run(batch));
      }
      current.changes.push(change);
    }
    if (last.since === now) for (const listener of listeners) if (listener.since === now) tellAlone(listener, change);
  };
  store.subscribe(resource, tell);
  return (handler) => {
    const listener: Listener = { handler, since: clock.now, own: undefined, stopped: false };
    listeners = [...listeners, listener];
    for (const object of store.list(resource)) tellAlone(listener, { type: 'ADDED', object, old: undefined });
    return () => {
      listener.stopped = true;
      listeners = listeners.filter((each) => each !== listener);
    };
  };
}

/** A write as it is told, made once for all who are told of it, however late. */
export function createChanges(): DeliveryOptions['changeOf'] {
  let last: StoreChange | undefined;
  let made: Change<KubeObject> | undefined;
  return (from) => {
    if (made !== undefined && last === from) return made;
    last = from;
    const { type, object, old } = from;
    const change: Change<KubeObject> = type === 'ADDED' || old === undefined ? { type: 'ADDED', object, old: undefined } : { type, object, old };
    made = change;
    return change;
  };
}
