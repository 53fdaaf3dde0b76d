/** Event of events.k8s.io: the core group's Event under other names. @k8s pkg/apis/events/v1/conversion.go */
import type { KindDefinition, KubeObject, View } from '../kindDefinition.ts';
import type { Event, EventsEvent } from '../schema/types.ts';
import { ALL_VERBS, unchanged } from './common.ts';
import { event } from './event.ts';
import { validateStrictEvent, validateStrictEventUpdate } from './eventRules.ts';

/** Fields by their name here and in the core group; the others have one name. */
const RENAMED = [
  ['regarding', 'involvedObject'], ['note', 'message'], ['reportingController', 'reportingComponent'], ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'], ['deprecatedLastTimestamp', 'lastTimestamp'], ['deprecatedCount', 'count'],
] as const;
const TO_CORE = new Map<string, string>(RENAMED);
const FROM_CORE = new Map<string, string>(RENAMED.map(([here, core]) => [core, here]));

const renamed = (object: object, names: ReadonlyMap<string, string>): KubeObject =>
  Object.fromEntries(Object.entries(object).map(([field, value]) => [names.get(field) ?? field, value]));

const toCore = (object: EventsEvent): Event => ({ involvedObject: {}, ...renamed(object, TO_CORE) } as Event); // the same fields, renamed

const view: View<EventsEvent> = {
  kind: event,
  toStored: toCore,
  fromStored: (object) => renamed(object, FROM_CORE) as EventsEvent, // likewise
  validate: (object, old) => (old === undefined ? validateStrictEvent(object as Event)
    : validateStrictEventUpdate(object as Event, old as Event)), // stored forms
};

/** Times and texts that Go's encoder never leaves out. */
const wire = (object: EventsEvent): EventsEvent => ({
  ...object, eventTime: object.eventTime ?? null, regarding: object.regarding ?? {}, deprecatedSource: object.deprecatedSource ?? {},
  deprecatedFirstTimestamp: object.deprecatedFirstTimestamp ?? null, deprecatedLastTimestamp: object.deprecatedLastTimestamp ?? null,
} as unknown as EventsEvent); // null stands on the wire only

export const eventsEvent: KindDefinition<EventsEvent> = {
  group: 'events.k8s.io', version: 'v1', kind: 'Event', plural: 'events', singular: 'event', shortNames: ['ev'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'events.v1.Event',
  view,
  defaults: unchanged,
  wire,
  validate: (object) => validateStrictEvent(toCore(object)),
  columns: event.columns.map((column) => ({ ...column, cell: (object, now) => column.cell(toCore(object), now) })),
  /** @k8s pkg/apis/core/v1/conversion.go AddFieldLabelConversionsForEvent, pkg/apis/events/v1/register.go */
  selectableFields: {
    'regarding.kind': ({ regarding }) => regarding?.kind ?? '',
    'regarding.namespace': ({ regarding }) => regarding?.namespace ?? '',
    'regarding.name': ({ regarding }) => regarding?.name ?? '',
    'regarding.uid': ({ regarding }) => regarding?.uid ?? '',
    'regarding.apiVersion': ({ regarding }) => regarding?.apiVersion ?? '',
    'regarding.resourceVersion': ({ regarding }) => regarding?.resourceVersion ?? '',
    'regarding.fieldPath': ({ regarding }) => regarding?.fieldPath ?? '',
    reason: (object) => object.reason ?? '',
    reportingController: (object) => object.reportingController ?? '',
    type: (object) => object.type ?? '',
  },
};
