/** Custom resources end to end, over the API server. @k8s golden kubectl/crd-validation-errors */
import type { Json, JsonObject } from '../../../base/index.ts';
import { PATCH, testServer, type TestServer } from '../../testServer.ts';

const GROUP = 'stable.example.com';
const SCHEMA: JsonObject = {
  type: 'object', required: ['spec'],
  properties: {
    spec: {
      type: 'object', required: ['color'], 'x-kubernetes-validations': [{ rule: 'self.minSize <= self.size', message: 'minSize should be smaller than or equal to size' }],
      properties: {
        color: { type: 'string', enum: ['blue', 'red', 'green'] },
        size: { type: 'integer', default: 3, minimum: 1, maximum: 9 }, minSize: { type: 'integer', default: 1 },
        serial: { type: 'string', default: 'X-1', pattern: '^X-[0-9]+$', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'serial is immutable' }] },
        tags: { type: 'array', maxItems: 2, 'x-kubernetes-list-type': 'set', items: { type: 'string', maxLength: 5 } },
        ports: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'], items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, port: { 'x-kubernetes-int-or-string': true } } } },
        extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, ip: { type: 'string', format: 'ipv4' },
        either: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, oneOf: [{ required: ['a'] }, { required: ['b'] }] },
        replicas: { type: 'integer' },
      },
    },
    status: { type: 'object', properties: { replicas: { type: 'integer', minimum: 0 }, selector: { type: 'string' }, phase: { type: 'string' } } },
  },
};
const version = (name: string, more: JsonObject = {}): JsonObject => ({ name, served: true, storage: true, schema: { openAPIV3Schema: SCHEMA }, ...more });
const crd = (more: JsonObject = {}, versions: readonly Json[] = [version('v1', { selectableFields: [{ jsonPath: '.spec.color' }] })]): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `shirts.${GROUP}` },
  spec: { group: GROUP, scope: 'Namespaced', names: { plural: 'shirts', singular: 'shirt', kind: 'Shirt', shortNames: ['sh'], categories: ['all'] }, versions, ...more },
});
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SHIRTS = `/apis/${GROUP}/v1/namespaces/default/shirts`;
const shirt = (name: string, spec: JsonObject): JsonObject => ({ apiVersion: `${GROUP}/v1`, kind: 'Shirt', metadata: { name }, spec });

function withCrd(definition: JsonObject = crd()): TestServer {
  const server = testServer();
  expect(server.send('POST', CRDS, definition).code).toBe(201);
  server.clock.advance(100);
  return server;
}
const at = (object: Json | undefined, ...path: readonly string[]): Json | undefined => path.reduce<Json | undefined>((value, step) => (value as JsonObject | undefined)?.[step], object);

test('a definition is established and served', () => {
  const server = withCrd();
  const made = server.body('GET', `${CRDS}/shirts.${GROUP}`);
  expect(at(made, 'status', 'conditions')).toMatchObject([
    { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
    { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
  ]);
  expect(at(made, 'status', 'acceptedNames')).toEqual({ plural: 'shirts', singular: 'shirt', kind: 'Shirt', listKind: 'ShirtList', shortNames: ['sh'], categories: ['all'] });
  expect(at(made, 'status', 'storedVersions')).toEqual(['v1']);
  expect(at(server.body('GET', `/apis/${GROUP}/v1`), 'resources')).toMatchObject([{ name: 'shirts', kind: 'Shirt', shortNames: ['sh'], categories: ['all'] }]);
  expect(JSON.stringify(server.body('GET', `/openapi/v3/apis/${GROUP}/v1`))).toContain('com.example.stable.v1.Shirt');
  expect(server.body('GET', `/apis/apiregistration.k8s.io/v1/apiservices/v1.${GROUP}`)).toMatchObject({ spec: { groupPriorityMinimum: 1000, versionPriority: 100 }, status: { conditions: [{ reason: 'Local' }] } });
});

describe('what a custom resource may be', () => {
  const server = withCrd();
  const message = (name: string, spec: JsonObject): string => String(server.body('POST', SHIRTS, shirt(name, spec))['message'] ?? 'ok');
  const unchecked = '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
  test('defaults and generation', () => {
    expect(server.body('POST', SHIRTS, shirt('blue', { color: 'blue', tags: ['cool'] }))).toMatchObject({
      metadata: { name: 'blue', generation: 1 }, spec: { color: 'blue', minSize: 1, serial: 'X-1', size: 3, tags: ['cool'] },
    });
  });
  test.each<[string, JsonObject, string]>([
    ['wrong-type', { color: 5, size: 'large' }, `[spec.color: Invalid value: "integer": spec.color in body must be of type string: "integer", spec.color: Unsupported value: 5: supported values: "blue", "red", "green", spec.size: Invalid value: "string": spec.size in body must be of type integer: "string", ${unchecked}]`],
    ['wrong-enum', { color: 'purple' }, `[spec.color: Unsupported value: "purple": supported values: "blue", "red", "green", ${unchecked}]`],
    ['missing', { size: 4 }, `[spec.color: Required value, ${unchecked}]`],
    ['range', { color: 'red', size: 12, serial: 'abc', tags: ['one', 'one', 'far-too-long'] }, '[spec.serial: Invalid value: "abc": spec.serial in body should match \'^X-[0-9]+$\', '
      + 'spec.size: Invalid value: 12: spec.size in body should be less than or equal to 9, spec.tags[2]: Too long: may not be more than 5 bytes, spec.tags: Too many: 3: must have at most 2 items, '
      + `spec.tags[1]: Duplicate value: "one", ${unchecked}]`],
    ['low', { color: 'red', size: 0 }, '[spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1, spec: Invalid value: minSize should be smaller than or equal to size]'],
    ['rule', { color: 'red', size: 2, minSize: 5 }, 'spec: Invalid value: minSize should be smaller than or equal to size'],
    ['format', { color: 'red', ip: 'x' }, `[spec.ip: Invalid value: "x": spec.ip in body must be of type ipv4: "x", ${unchecked}]`],
    ['ports', { color: 'red', ports: [{ name: 'a', port: 1 }, { name: 'a', port: 'x' }] }, 'spec.ports[1]: Duplicate value: {"name":"a"}'],
    ['mixed', { color: 'red', ports: [{ name: 'a', port: true }] }, `[spec.ports[0].port: Invalid value: "boolean": spec.ports[0].port in body must be of type integer,string: "boolean", ${unchecked}]`],
    ['one-of', { color: 'red', either: {} }, `[<nil>: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found none valid, spec.either.a: Required value, ${unchecked}]`],
    ['Bad_Name', { color: 'red' }, "metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
      + "alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"],
  ])('%s', (name, spec, words) => { expect(message(name, spec)).toBe(`Shirt.${GROUP} "${name}" is invalid: ${words}`); });

  test('unknown fields', () => {
    const body = shirt('sleeves', { color: 'red', sleeve: 'long', extra: { any: { thing: 1 } } });
    expect(server.body('POST', `${SHIRTS}?fieldValidation=Strict`, body)['message']).toBe('Shirt in version "v1" cannot be handled as a Shirt: strict decoding error: unknown field "spec.sleeve"');
    const warned = server.send('POST', `${SHIRTS}?fieldValidation=Warn`, body);
    expect([warned.code, warned.warnings]).toEqual([201, ['unknown field "spec.sleeve"']]);
    expect(server.body('GET', `${SHIRTS}/sleeves`)['spec']).toEqual({ color: 'red', extra: { any: { thing: 1 } }, minSize: 1, serial: 'X-1', size: 3 });
  });
  test('updates', () => {
    const patch = (spec: JsonObject): JsonObject => server.body('PATCH', `${SHIRTS}/blue`, { spec }, PATCH.merge);
    expect(patch({ serial: 'X-2' })['message']).toBe(`Shirt.${GROUP} "blue" is invalid: spec.serial: Invalid value: "X-2": serial is immutable`);
    expect(patch({ size: 4 })).toMatchObject({ metadata: { generation: 2 }, spec: { size: 4 } });
    expect(patch({ size: null })).toMatchObject({ metadata: { generation: 3 }, spec: { size: 3 } });
    expect(server.send('PATCH', `${SHIRTS}/blue`, { spec: {} }, PATCH.strategic).code).toBe(415);
    expect(server.body('PATCH', `${SHIRTS}/blue`, [{ op: 'replace', path: '/spec/color', value: 'green' }], PATCH.json)).toMatchObject({ spec: { color: 'green' } });
  });
  test('field selectors', () => {
    const names = (selector: string): unknown => (server.body('GET', `${SHIRTS}?fieldSelector=${selector}`)['items'] as readonly JsonObject[] | undefined)?.map((item) => at(item, 'metadata', 'name'));
    expect(names('spec.color%3Dgreen')).toEqual(['blue']);
    expect(server.body('GET', `${SHIRTS}?fieldSelector=spec.size%3D3`)['message']).toBe('field label not supported: spec.size');
  });
  test('server-side apply', () => {
    const apply = (manager: string, spec: JsonObject): JsonObject => server.body('PATCH', `${SHIRTS}/applied?fieldManager=${manager}`, shirt('applied', spec), PATCH.apply);
    expect(apply('a', { color: 'red', ports: [{ name: 'x', port: 1 }] })).toMatchObject({ spec: { color: 'red' } });
    expect(apply('b', { color: 'red', ports: [{ name: 'y', port: 2 }] })).toMatchObject({ spec: { ports: [{ name: 'x', port: 1 }, { name: 'y', port: 2 }] } });
    expect(apply('b', { color: 'blue' })['message']).toBe('Apply failed with 1 conflict: conflict with "a": .spec.color');
  });
});

test('status and scale subresources, columns', () => {
  const server = withCrd(crd({}, [version('v1', {
    subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', labelSelectorPath: '.status.selector' } },
    additionalPrinterColumns: [
      { name: 'Color', type: 'string', jsonPath: '.spec.color' }, { name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase', priority: 1, description: 'How it goes' }, { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  })]));
  expect(server.body('POST', SHIRTS, { ...shirt('one', { color: 'red', replicas: 2 }), status: { phase: 'Up' } })).not.toHaveProperty('status');
  expect(server.body('PATCH', `${SHIRTS}/one/status`, { status: { phase: 'Up', replicas: 1, selector: 'a=b' }, spec: { color: 'blue' } }, PATCH.merge))
    .toMatchObject({ metadata: { generation: 1 }, spec: { color: 'red' }, status: { phase: 'Up' } });
  expect(server.body('PATCH', `${SHIRTS}/one/status`, { status: { replicas: -1 } }, PATCH.merge)['message'])
    .toBe(`Shirt.${GROUP} "one" is invalid: [status.replicas: Invalid value: -1: replicas in body should be greater than or equal to 0, .status.replicas: Invalid value: -1: should be a non-negative integer]`);
  expect(server.body('GET', `${SHIRTS}/one/scale`)).toMatchObject({ kind: 'Scale', spec: { replicas: 2 }, status: { replicas: 1, selector: 'a=b' } });
  expect(server.body('PATCH', `${SHIRTS}/one/scale`, { spec: { replicas: 5 } }, PATCH.merge)).toMatchObject({ spec: { replicas: 5 } });
  expect(server.body('GET', `${SHIRTS}/one`)).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 5 } });
  const table = server.body('GET', SHIRTS, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  expect(at(table, 'rows')).toMatchObject([{ cells: ['one', 'red', 5, 'Up', '0s'] }]);
  expect(at(table, 'columnDefinitions')).toMatchObject([{ name: 'Name' }, { name: 'Color', description: 'Custom resource definition column (in JSONPath format): .spec.color' }, {}, { priority: 1, description: 'How it goes' }, {}]);
});

test('several versions', () => {
  const v1 = version('v1', { storage: false, deprecated: true });
  const server = withCrd(crd({}, [v1, version('v2', { schema: { openAPIV3Schema: { ...SCHEMA, properties: { spec: { type: 'object', properties: { color: { type: 'string' }, collar: { type: 'string', default: 'flat' } } } } } } })]));
  const made = server.send('POST', SHIRTS, shirt('a', { color: 'red' }));
  expect(made.warnings).toEqual([`${GROUP}/v1 Shirt is deprecated; use ${GROUP}/v2 Shirt`]);
  expect(server.body('GET', `${SHIRTS}/a`)).toMatchObject({ apiVersion: `${GROUP}/v1`, spec: { color: 'red', size: 3 } });
  expect(server.body('GET', `/apis/${GROUP}/v2/namespaces/default/shirts/a`)).toMatchObject({ apiVersion: `${GROUP}/v2`, spec: { color: 'red' } });
  expect(at(server.body('GET', `/apis/${GROUP}`), 'preferredVersion', 'version')).toBe('v2');
});

test('the end of a definition is the end of its instances', () => {
  const server = withCrd();
  server.send('POST', SHIRTS, shirt('blue', { color: 'blue' }));
  server.send('POST', SHIRTS, { ...shirt('held', { color: 'blue' }), metadata: { name: 'held', finalizers: ['example.com/hold'] } });
  const gone = server.body('DELETE', `${CRDS}/shirts.${GROUP}`);
  expect(gone).toMatchObject({ metadata: { finalizers: ['customresourcecleanup.apiextensions.k8s.io'] }, status: { conditions: [{}, {}, { type: 'Terminating', reason: 'InstanceDeletionPending' }] } });
  expect(server.body('POST', SHIRTS, shirt('late', { color: 'red' }))['message']).toBe(`shirts.${GROUP} "late" is forbidden: create not allowed while custom resource definition is terminating`);
  expect(at(server.body('GET', `/apis/${GROUP}/v1`), 'resources', '0', 'verbs')).toEqual(['delete', 'deletecollection', 'get', 'list', 'watch']);
  server.clock.advance(1000);
  expect(server.send('GET', `${SHIRTS}/blue`).code).toBe(404);
  expect(at(server.body('GET', `${CRDS}/shirts.${GROUP}`), 'status', 'conditions')).toMatchObject([{}, {}, { reason: 'InstanceDeletionInProgress', message: 'CustomResource deletion is in progress' }]);
  server.send('PATCH', `${SHIRTS}/held`, { metadata: { finalizers: null } }, PATCH.merge);
  server.clock.advance(6000);
  expect(server.send('GET', `${CRDS}/shirts.${GROUP}`).code).toBe(404);
  expect(server.send('GET', SHIRTS).code).toBe(404);
  expect(server.send('GET', `/apis/apiregistration.k8s.io/v1/apiservices/v1.${GROUP}`).code).toBe(404);
});

test('names that are taken', () => {
  const server = withCrd();
  const other = { ...crd({ names: { plural: 'hats', kind: 'Hat', shortNames: ['sh'] } }), metadata: { name: `hats.${GROUP}` } };
  server.send('POST', CRDS, other);
  server.clock.advance(100);
  expect(at(server.body('GET', `${CRDS}/hats.${GROUP}`), 'status', 'conditions')).toMatchObject([
    { type: 'NamesAccepted', status: 'False', reason: 'ShortNamesConflict', message: '"sh" is already in use' }, { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
  ]);
});

test('defaults that come later are shown of what is older; lists have the name that the definition gives them', () => {
  const server = withCrd(crd({ names: { plural: 'shirts', kind: 'Shirt', listKind: 'Wardrobe' } }, [version('v1', { schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } } } })]));
  server.send('POST', SHIRTS, shirt('old', { a: 'x' }));
  const later = { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', default: 'new' } } } } };
  server.send('PATCH', `${CRDS}/shirts.${GROUP}`, [{ op: 'replace', path: '/spec/versions/0/schema/openAPIV3Schema', value: later }], PATCH.json);
  server.clock.advance(100);
  expect(server.body('GET', `${SHIRTS}/old`)).toMatchObject({ spec: { a: 'x', b: 'new' } });
  expect(server.body('GET', SHIRTS)).toMatchObject({ kind: 'Wardrobe', items: [{ spec: { a: 'x', b: 'new' } }] });
});
