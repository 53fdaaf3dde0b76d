import type { JsonObject } from '../base/index.ts';
import { deployment, PATCH, testServer } from './testServer.ts';

const CM = '/api/v1/namespaces/default/configmaps/applied';
const WEB = '/apis/apps/v1/namespaces/default/deployments/web';
const config = (data: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied' }, data });
const managers = (object: JsonObject): unknown => ((object['metadata'] as JsonObject)['managedFields'] as unknown as { manager: string; operation: string }[])
  .map(({ manager, operation }) => [manager, operation]);

/** @k8s golden kubectl/rest-patch-types */
test('creates, owns, refuses others, gives way to force, takes back what is left out', () => {
  const { body, send } = testServer();
  const apply = (manager: string, data: JsonObject, more = ''): JsonObject => body('PATCH', `${CM}?fieldManager=${manager}${more}`, config(data), PATCH.apply);
  expect(send('PATCH', `${CM}?fieldManager=my-tool`, 'kind: ConfigMap\napiVersion: v1\ndata: {a: "1"}\n', PATCH.apply)).toMatchObject({
    code: 201, body: { metadata: { managedFields: [{ manager: 'my-tool', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: { 'f:data': { 'f:a': {} } } }] } },
  });
  expect(apply('other', { a: '2' })).toMatchObject({
    code: 409, message: 'Apply failed with 1 conflict: conflict with "my-tool": .data.a',
    details: { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "my-tool"', field: '.data.a' }] },
  });
  expect(managers(apply('other', { a: '1' }))).toEqual([['my-tool', 'Apply'], ['other', 'Apply']]);
  expect(managers(apply('other', { a: '2', b: '3' }, '&force=true'))).toEqual([['other', 'Apply']]);
  expect(apply('other', { a: '2' })['data']).toEqual({ a: '2' });
});

test('lists with keys are owned item by item', () => {
  const { body } = testServer();
  const apply = (manager: string, object: JsonObject): JsonObject => body('PATCH', `${WEB}?fieldManager=${manager}`, object, PATCH.apply);
  apply('one', deployment('web', 1, 'a'));
  expect(apply('two', deployment('web', 2, 'b'))['message']).toBe(
    'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.replicas\n- .spec.template.spec.containers[name="web"].image');
  const side = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: { spec: { containers: [{ name: 'side', image: 'x' }] } } } };
  const both = (apply('two', side)['spec'] as { template: { spec: { containers: JsonObject[] } } }).template.spec.containers;
  expect(both.map(({ name, image }) => [name, image])).toEqual([['web', 'a'], ['side', 'x']]);
  body('PATCH', `${WEB}/scale?fieldManager=kubectl`, { spec: { replicas: 7 } }, PATCH.merge);
  expect(apply('one', deployment('web', 1, 'a'))['message']).toBe('Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas');
});

test('updates are noted by field manager or user agent', () => {
  const { body, send } = testServer();
  send('POST', '/api/v1/namespaces/default/configmaps', config({ a: '1' }), { 'user-agent': 'curl/8.0' });
  send('PATCH', `${CM}?fieldManager=tool`, { data: { b: '2' } }, PATCH.merge);
  const object = body('GET', CM);
  expect(managers(object)).toEqual([['curl', 'Update'], ['tool', 'Update']]);
  expect((object['metadata'] as { managedFields: JsonObject[] }).managedFields.map(({ fieldsV1 }) => fieldsV1)).toEqual([{ 'f:data': { '.': {}, 'f:a': {} } }, { 'f:data': { 'f:b': {} } }]);
});
