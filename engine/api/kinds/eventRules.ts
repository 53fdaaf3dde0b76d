/** What an Event must be: little through the core group, more through events.k8s.io. @k8s pkg/apis/core/validation/events.go */
import { dns1123SubdomainProblems, qualifiedNameProblems } from '../../base/index.ts';
import { invalid, required } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';
import { sameObject } from '../meta/equal.ts';
import { pathSegmentName, subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { Event } from '../schema/types.ts';

const LIMITS = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;
const tooLongFor = (path: keyof typeof LIMITS, text: string): FieldError[] =>
  (text.length > LIMITS[path] ? [invalid(path, '', `can have at most ${LIMITS[path]} characters`)] : []);
const needed = (path: string, text: string): FieldError[] => (text === '' ? [required(path)] : []);

/** Events of cluster-scoped objects live in `default`. */
function placeErrors(event: Event, places: readonly string[]): FieldError[] {
  const namespace = event.metadata.namespace ?? '';
  const involved = event.involvedObject.namespace ?? '';
  const strict = (event.eventTime ?? '') === '';
  const fits = involved === '' ? places.includes(namespace) : !strict || involved === namespace;
  return fits ? [] : [invalid('involvedObject.namespace', involved, 'does not match event.namespace')];
}

/** Events with an eventTime come from the newer recorders. */
function newerErrors(event: Event): FieldError[] {
  const { reportingComponent = '', reportingInstance = '', action = '', reason = '', message = '' } = event;
  return [
    ...placeErrors(event, ['default', 'kube-system']),
    ...needed('reportingController', reportingComponent),
    ...qualifiedNameProblems(reportingComponent).map((problem) => invalid('reportingController', reportingComponent, problem)),
    ...needed('reportingInstance', reportingInstance), ...tooLongFor('reportingInstance', reportingInstance),
    ...needed('action', action), ...tooLongFor('action', action),
    ...needed('reason', reason), ...tooLongFor('reason', reason),
    ...tooLongFor('message', message),
  ];
}

function legacyErrors(event: Event): FieldError[] {
  const namespace = event.metadata.namespace ?? '';
  return [
    ...((event.eventTime ?? '') === '' ? placeErrors(event, ['', 'default']) : newerErrors(event)),
    ...dns1123SubdomainProblems(namespace).map((problem) => invalid('namespace', namespace, problem)),
  ];
}

export const validateEvent = (event: Event): FieldError[] => {
  const own = isCommon(event) ? [] : legacyErrors(event);
  const meta = validateMeta(event, pathSegmentName, true);
  return own.length === 0 ? meta : [...own, ...meta];
};

/** What two fifths of all writes are: an Event of the older recorders, beside what it is about, in the namespace of the last one that was good. */
function isCommon({ metadata: { namespace = '' }, involvedObject, eventTime }: Event): boolean {
  if ((eventTime ?? '') !== '' || namespace === '' || involvedObject.namespace !== namespace) return false;
  if (namespace !== lastPlace && dns1123SubdomainProblems(namespace).length > 0) return false;
  lastPlace = namespace;
  return true;
}
let lastPlace = '';

function seriesErrors({ series }: Event): FieldError[] {
  if (series === undefined) return [];
  return [
    ...((series.count ?? 0) < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...needed('series.lastObservedTime', series.lastObservedTime ?? ''),
  ];
}

const UNSET = 'needs to be unset';
const unset = (path: string, given: boolean): FieldError[] => (given ? [invalid(path, '', UNSET)] : []);

/** A new Event through events.k8s.io. */
export function validateStrictEvent(event: Event): FieldError[] {
  const source = event.source ?? {};
  return [
    ...legacyErrors(event), ...validateMeta(event, subdomainName, true), ...seriesErrors(event),
    ...needed('eventTime', event.eventTime ?? ''),
    ...(event.type === 'Normal' || event.type === 'Warning' ? [] : [invalid('type', '', `has invalid value: ${event.type ?? ''}`)]),
    ...unset('firstTimestamp', (event.firstTimestamp ?? '') !== ''), ...unset('lastTimestamp', (event.lastTimestamp ?? '') !== ''),
    ...unset('count', (event.count ?? 0) !== 0), ...unset('source', (source.component ?? '') !== '' || (source.host ?? '') !== ''),
  ];
}

const FIXED = ['involvedObject', 'reason', 'message', 'source', 'firstTimestamp', 'lastTimestamp', 'count', 'type', 'eventTime', 'action',
  'related', 'reportingComponent', 'reportingInstance'] as const;
const fixed = (path: string, next: unknown, old: unknown): FieldError[] => validateImmutable(path, next ?? '', old ?? '');

/** Through events.k8s.io only an Event's series may change. */
export const validateStrictEventUpdate = (next: Event, old: Event): FieldError[] => [
  ...legacyErrors(next), ...validateMetaUpdate(next, old), ...(sameObject(next.series, old.series) ? [] : seriesErrors(next)),
  ...FIXED.flatMap((field) => fixed(field === 'reportingComponent' ? 'reportingController' : field, next[field], old[field])),
];
