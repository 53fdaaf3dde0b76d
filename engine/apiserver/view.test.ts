import { PATCH, testServer } from './testServer.ts';

const CORE = '/api/v1/namespaces/default/events';
const NEWER = '/apis/events.k8s.io/v1/namespaces/default/events';
const event = {
  metadata: { name: 'web.1' }, regarding: { kind: 'Pod', name: 'web', namespace: 'default' }, note: 'hello', type: 'Normal', reason: 'Hi', action: 'Greet',
  eventTime: '2026-11-21T12:00:00.000000Z', reportingController: 'example.com/greeter', reportingInstance: 'greeter-1',
};

test('an event of one group is one of the other', () => {
  const { body, watch, clock } = testServer();
  expect(body('POST', NEWER, event)).toMatchObject({ apiVersion: 'events.k8s.io/v1', kind: 'Event', note: 'hello', deprecatedSource: {}, deprecatedFirstTimestamp: null });
  expect(body('GET', `${CORE}/web.1`)).toMatchObject({ apiVersion: 'v1', message: 'hello', involvedObject: { name: 'web' }, reportingComponent: 'example.com/greeter' });
  const watched = watch(`${NEWER}?watch=1&fieldSelector=regarding.name%3Dweb`);
  clock.advance(10);
  expect(watched.events).toMatchObject([{ type: 'ADDED', object: { apiVersion: 'events.k8s.io/v1', note: 'hello' } }]);
  expect(body('GET', NEWER)).toMatchObject({ kind: 'EventList', apiVersion: 'events.k8s.io/v1', items: [{ note: 'hello' }] });
  expect(body('GET', `${NEWER}?fieldSelector=involvedObject.name%3Dweb`)).toMatchObject({ message: 'field label not supported: involvedObject.name' });
  const table = body('GET', NEWER, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  expect(table).toMatchObject({ rows: [{ cells: ['0s', 'Normal', 'Hi', 'pod/web', '', 'example.com/greeter, greeter-1', 'hello', '0s', 1, 'web.1'] }] });
});

test.each([
  [{ note: 'other' }, 422, 'Event "web.1" is invalid: message: Invalid value: "other": field is immutable'],
  [{ series: { count: 1, lastObservedTime: '2026-11-21T12:00:01.000000Z' } }, 422, 'Event "web.1" is invalid: series.count: Invalid value: "": should be at least 2'],
  [{ series: { count: 2, lastObservedTime: '2026-11-21T12:00:01.000000Z' } }, 200, undefined],
])('only the series of an event changes through events.k8s.io %#', (patch, code, message) => {
  const { body, send } = testServer();
  body('POST', NEWER, event);
  const response = send('PATCH', `${NEWER}/web.1`, patch, PATCH.merge);
  expect([response.code, response.type === 'object' ? response.body['message'] : '']).toEqual([code, message]);
});

test('the rules of events.k8s.io are stricter than those of the core group', () => {
  const { body } = testServer();
  const { eventTime: _, ...old } = event;
  expect(body('POST', NEWER, { ...old, deprecatedCount: 3 }).message).toBe('Event "web.1" is invalid: [eventTime: Required value, count: Invalid value: "": needs to be unset]');
  expect(body('POST', CORE, { metadata: { name: 'Web' }, involvedObject: { kind: 'Pod', name: 'web', namespace: 'other' } }).message)
    .toBe('Event "Web" is invalid: involvedObject.namespace: Invalid value: "other": does not match event.namespace');
});
