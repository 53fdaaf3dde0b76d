import type { KindDefinition } from '../kindDefinition.ts';
import { validateMetaUpdate } from '../meta/objectMeta.ts';
import type { Event } from '../schema/types.ts';
import { ALL_VERBS, ageOf, column, unchanged } from './common.ts';
import { validateEvent } from './eventRules.ts';

const first = (event: Event): string | undefined => event.firstTimestamp ?? event.eventTime;
const last = (event: Event): string | undefined =>
  (event.series === undefined ? event.lastTimestamp ?? first(event) : event.series.lastObservedTime);

/** `pod/web-0`: the kind in small letters. */
function objectOf({ involvedObject: { kind = '', name = '' } }: Event): string {
  return name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
}

function sourceOf(event: Event): string {
  const component = event.source?.component ?? event.reportingComponent ?? '';
  const host = event.source?.component === undefined ? event.reportingInstance ?? '' : event.source.host ?? '';
  return host === '' ? component : `${component}, ${host}`;
}

/** Times that are not there are null, and two texts are always there. @k8s golden kubectl/events-for */
const wire = (object: Event): Event => ({
  ...object, source: object.source ?? {}, firstTimestamp: object.firstTimestamp ?? null, lastTimestamp: object.lastTimestamp ?? null,
  eventTime: object.eventTime ?? null, reportingComponent: object.reportingComponent ?? '', reportingInstance: object.reportingInstance ?? '',
} as unknown as Event); // null stands on the wire only.

/** @k8s pkg/printers/internalversion/printers.go printEvent */
export const event: KindDefinition<Event> = {
  group: '', version: 'v1', kind: 'Event', plural: 'events', singular: 'event', shortNames: ['ev'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.Event',
  defaults: unchanged,
  wire,
  validate: validateEvent,
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [
    column('Last Seen', 'string', (object, now) => ageOf(last(object), now)),
    column('Type', 'string', (object) => object.type ?? ''),
    column('Reason', 'string', (object) => object.reason ?? ''),
    column('Object', 'string', objectOf),
    column('Subobject', 'string', (object) => object.involvedObject.fieldPath ?? '', 1),
    column('Source', 'string', sourceOf, 1),
    column('Message', 'string', (object) => (object.message ?? '').trim()),
    column('First Seen', 'string', (object, now) => ageOf(first(object), now), 1),
    column('Count', 'string', (object) => object.series?.count ?? (object.count || 1), 1),
    { ...column('Name', 'string', (object: Event) => object.metadata.name ?? '', 1), format: 'name' },
  ],
  selectableFields: {
    'involvedObject.kind': (object) => object.involvedObject.kind ?? '',
    'involvedObject.namespace': (object) => object.involvedObject.namespace ?? '',
    'involvedObject.name': (object) => object.involvedObject.name ?? '',
    'involvedObject.uid': (object) => object.involvedObject.uid ?? '',
    'involvedObject.apiVersion': (object) => object.involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': (object) => object.involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': (object) => object.involvedObject.fieldPath ?? '',
    reason: (object) => object.reason ?? '',
    reportingComponent: (object) => object.reportingComponent ?? '',
    source: (object) => object.source?.component ?? object.reportingComponent ?? '',
    type: (object) => object.type ?? '',
  },
};
