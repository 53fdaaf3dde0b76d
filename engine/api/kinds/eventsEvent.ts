import type { KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { EventsEvent } from '../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from './common.ts';

export const eventsEvent: KindDefinition<EventsEvent> = {
  group: 'events.k8s.io', version: 'v1', kind: 'Event', plural: 'events', singular: 'event', shortNames: ['ev'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'events.v1.Event',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
