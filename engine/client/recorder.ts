/** Writes v1 Events and counts up repeats. @k8s client-go/tools/record/event.go */
import { KINDS, type Event, type KubeObject } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { JsonObject } from '../base/index.ts';
import { rfc3339, type Clock } from '../time/index.ts';
import { createCorrelator, type Verdict } from './eventCorrelator.ts';
import type { EventNames } from './eventNames.ts';
import { isUnreachable } from './link.ts';
import type { Client, Recorder, Result } from './types.ts';

export type RecorderOptions = {
  readonly client: Client;
  readonly clock: Clock;
  /** What the machine's clock shows, if it is another. */
  readonly wall?: Pick<Clock, 'now'>;
  readonly names: EventNames;
  readonly component: string;
  readonly host?: string | undefined;
  /** Books a request; Events are requests too. */
  readonly throttle?: (() => number) | undefined;
};

/** @k8s client-go/tools/record/event.go maxTriesPerEvent, defaultSleepDuration */
const [TRIES, RETRY_MS] = [12, 10_000];
const PREFIX = '(combined from similar events): ';

export function createRecorder({ client, clock, wall = clock, names, component, host, throttle }: RecorderOptions): Recorder {
  let correlator = createCorrelator(clock);
  const source = { component, ...(host === undefined ? {} : { host }) };

  /** Where the API server cannot be reached it is tried again. */
  const persist = <T>(result: Result<T>, again: () => Result<T>, tries = TRIES): void => {
    if (!result.ok && isUnreachable(result.status) && tries > 1) clock.after(RETRY_MS, () => { persist(again(), again, tries - 1); });
  };
  const create = (event: Event, because: Because): void => {
    const result = client.create(KINDS.Event, event, because);
    if (!result.ok) persist(result, () => client.create(KINDS.Event, event, because));
  };
  const write = (about: KubeObject, type: string, reason: string, message: string, { fieldPath = '', annotations }: NonNullable<Parameters<Recorder['event']>[4]>, verdict: Exclude<Verdict, { type: 'drop' }>): void => {
    const involvedObject = referenceTo(about, fieldPath);
    const namespace = about.metadata?.namespace ?? 'default';
    const text = verdict.combined ? PREFIX + message : message;
    const because = new EventBecause(component, reason, involvedObject);
    const now = rfc3339(wall.now);
    if (verdict.type === 'again' && verdict.seen.name !== '') {
      const { name, count } = verdict.seen;
      const patch: JsonObject = { count: count + 1, lastTimestamp: now, ...(verdict.combined ? { message: text } : {}) };
      const again = (): Result<Event> => client.patch(KINDS.Event, namespace, name, patch, because);
      const patched = again();
      persist(patched, again);
      if (patched.ok || patched.status.code !== 404) return;
    }
    const first = verdict.type === 'again' ? verdict.seen.first : wall.now;
    const name = verdict.type === 'again' && verdict.seen.name !== '' ? verdict.seen.name : names(about.metadata?.name ?? '');
    const count = verdict.type === 'again' ? verdict.seen.count + 1 : 1;
    // A combined event is made anew from its parts and loses who reported it.
    const reporter = verdict.combined ? { reportingComponent: '', reportingInstance: '' }
      : { reportingComponent: component, reportingInstance: host ?? '' };
    create({
      kind: 'Event', apiVersion: 'v1', metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations }) },
      involvedObject, reason, message: text, source, firstTimestamp: rfc3339(first), lastTimestamp: now, count, type,
      eventTime: null, ...reporter,
    } as unknown as Event, because); // Go prints an unset eventTime as null
    correlator.remember(verdict.key, { name, count, first });
  };
  return {
    forget() { correlator = createCorrelator(clock); },
    event(about, type, reason, message, options = {}) {
      const fieldPath = options.fieldPath ?? '';
      const verdict = correlator.judge({ object: objectKey(about), type, reason, fieldPath, message });
      if (verdict.type === 'drop') return;
      throttle?.();
      write(about, type, reason, message, options, verdict);
    },
  };
}

/** Its words are put together for those who read them: it keeps nothing that the Event itself does not keep. */
export class EventBecause implements Because {
  readonly by: string;
  private readonly reason: string;
  private readonly about: Event['involvedObject'];
  constructor(by: string, reason: string, about: Event['involvedObject']) {
    this.by = by;
    this.reason = reason;
    this.about = about;
  }
  get rule(): string { return `event ${this.reason}`; }
  get cause(): string { return causeText(this.about); }
}

const NO_METADATA = {};
/** A uid says it all. */
const objectKey = ({ apiVersion, kind, metadata = NO_METADATA }: KubeObject): string =>
  metadata.uid ?? [kind, metadata.namespace, metadata.name, apiVersion].join('\n');

const causeText = ({ kind = '', namespace, name = '' }: Event['involvedObject']): string => `${kind.toLowerCase()}s/${namespace === undefined ? '' : `${namespace}/`}${name}`;

export function referenceTo({ apiVersion, kind, metadata = NO_METADATA }: KubeObject, fieldPath: string): Event['involvedObject'] {
  const { namespace, name, uid, resourceVersion } = metadata;
  const reference: { -readonly [field in keyof Event['involvedObject']]: Event['involvedObject'][field] } = {};
  if (kind !== undefined) reference.kind = kind;
  if (namespace !== undefined) reference.namespace = namespace;
  if (name !== undefined) reference.name = name;
  if (uid !== undefined) reference.uid = uid;
  if (apiVersion !== undefined) reference.apiVersion = apiVersion;
  if (resourceVersion !== undefined) reference.resourceVersion = resourceVersion;
  if (fieldPath !== '') reference.fieldPath = fieldPath;
  return reference;
}
