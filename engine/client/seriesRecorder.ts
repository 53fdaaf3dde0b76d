/**
 * Writes Events of events.k8s.io: no host, times in microseconds, repeats told as a series. The scheduler's way.
 * @k8s client-go/tools/events/event_broadcaster.go, event_recorder.go; golden cluster/node-cordon-uncordon
 */
import { KINDS, type EventsEvent } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { Clock } from '../time/index.ts';
import type { EventNames } from './eventNames.ts';
import { EventBecause, referenceTo } from './recorder.ts';
import type { Client, SeriesRecorder } from './types.ts';

export type SeriesRecorderOptions = {
  readonly client: Client; readonly clock: Clock; readonly names: EventNames;
  /** `default-scheduler` and `default-scheduler-master01`. */
  readonly controller: string; readonly instance: string;
};

/** @k8s event_broadcaster.go finishTime, refreshTime */
const [FINISH_MS, REFRESH_MS] = [360_000, 1_800_000];

/** `count` 1: no series yet. */
type Entry = { readonly event: EventsEvent; readonly because: Because; count: number; last: number; told: number };

const micro = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;

export function createSeriesRecorder({ client, clock, names, controller, instance }: SeriesRecorderOptions): SeriesRecorder {
  const entries = new Map<string, Entry>();
  let timed = false;

  const tell = ({ event, because, count, last }: Entry): void => {
    const { namespace, name = '' } = event.metadata ?? {};
    const series = { count, lastObservedTime: micro(last) };
    const patched = client.patch(KINDS.EventsEvent, namespace, name, { series }, because);
    if (!patched.ok && patched.status.code === 404) client.create(KINDS.EventsEvent, { ...event, series }, because);
  };
  /** What has not come again for a while is over; what goes on is told again from time to time. */
  const tidy = (): void => {
    timed = false;
    for (const [key, entry] of entries) {
      if (entry.last + FINISH_MS < clock.now) {
        entries.delete(key);
        if (entry.count > 1) tell(entry);
      } else if (entry.count > 1 && entry.told + REFRESH_MS <= clock.now) { entry.told = clock.now; tell(entry); }
    }
    watch();
  };
  const watch = (): void => {
    if (timed || entries.size === 0) return;
    timed = true;
    clock.after(FINISH_MS, tidy);
  };
  return {
    event(about, type, reason, action, note) {
      const regarding = referenceTo(about, '');
      const key = [type, action, reason, ...Object.values(regarding)].join('\n');
      const known = entries.get(key);
      if (known !== undefined) {
        known.count++;
        known.last = clock.now;
        if (known.count === 2) { known.told = clock.now; tell(known); }
        return;
      }
      const because = new EventBecause(controller, reason, regarding);
      const event: EventsEvent = {
        kind: 'Event', apiVersion: 'events.k8s.io/v1', metadata: { name: names(about.metadata?.name ?? ''), namespace: about.metadata?.namespace ?? 'default' },
        eventTime: micro(clock.now), reportingController: controller, reportingInstance: instance, action, reason, regarding, note, type,
      };
      entries.set(key, { event, because, count: 1, last: clock.now, told: clock.now });
      client.create(KINDS.EventsEvent, event, because);
      watch();
    },
  };
}
