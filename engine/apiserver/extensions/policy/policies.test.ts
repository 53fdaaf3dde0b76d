/** Admission by expressions and by webhooks. @k8s golden kubectl/validating-admission-policy */
import type { Json, JsonObject } from '../../../base/index.ts';
import { deployment, PATCH, pod, testServer, type TestServer } from '../../testServer.ts';

const API = '/apis/admissionregistration.k8s.io/v1';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const rules = (resource: string, operations: readonly string[] = ['CREATE', 'UPDATE'], group = 'apps'): JsonObject =>
  ({ resourceRules: [{ apiGroups: [group], apiVersions: ['v1'], operations, resources: [resource] }] });

function policy(server: TestServer, name: string, spec: JsonObject, binding: JsonObject = {}): JsonObject {
  const made = server.body('POST', `${API}/validatingadmissionpolicies`, { metadata: { name }, spec: { matchConstraints: rules('deployments'), ...spec } });
  server.send('POST', `${API}/validatingadmissionpolicybindings`, { metadata: { name: `${name}-binding` }, spec: { policyName: name, validationActions: ['Deny'], ...binding } });
  server.clock.advance(1000);
  return made;
}
const REPLICAS = { validations: [{ expression: 'object.spec.replicas <= 5', messageExpression: "'replicas must be no more than 5, got ' + string(object.spec.replicas)", reason: 'Invalid' }] };

test('a policy denies from the next second on', () => {
  const server = testServer();
  server.send('POST', `${API}/validatingadmissionpolicies`, { metadata: { name: 'few' }, spec: { matchConstraints: rules('deployments'), ...REPLICAS } });
  server.send('POST', `${API}/validatingadmissionpolicybindings`, { metadata: { name: 'here' }, spec: { policyName: 'few', validationActions: ['Deny'], matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } } } });
  expect(server.send('POST', DEPLOYMENTS, deployment('early', 6)).code).toBe(201);
  server.clock.advance(1000);
  const message = "ValidatingAdmissionPolicy 'few' with binding 'here' denied request: replicas must be no more than 5, got 6";
  expect(server.body('POST', DEPLOYMENTS, deployment('big', 6))).toMatchObject({
    code: 422, reason: 'Invalid', message: `deployments.apps "big" is forbidden: ${message}`, details: { name: 'big', group: 'apps', kind: 'deployments', causes: [{ message }] },
  });
  expect(server.send('POST', DEPLOYMENTS, deployment('small', 1)).code).toBe(201);
  expect(server.send('PATCH', `${DEPLOYMENTS}/small`, { spec: { replicas: 8 } }, PATCH.merge).code).toBe(422);
  expect(server.send('PUT', `${DEPLOYMENTS}/small/scale`, { metadata: { name: 'small' }, spec: { replicas: 7 } }).code).toBe(200);
  expect(server.body('GET', `${API}/validatingadmissionpolicies/few`)).toMatchObject({ status: { observedGeneration: 1, typeChecking: {} } });
});

test('warnings, variables, parameters, match conditions, request', () => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'limit' }, data: { most: '3' } });
  policy(server, 'params', {
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, variables: [{ name: 'most', expression: 'int(params.data.most)' }],
    matchConditions: [{ name: 'not-me', expression: "request.userInfo.username != 'nobody'" }],
    validations: [{ expression: 'object.spec.replicas <= variables.most', messageExpression: "'at most ' + string(variables.most)" }],
  }, { paramRef: { name: 'limit', parameterNotFoundAction: 'Deny' } });
  expect(server.body('POST', DEPLOYMENTS, deployment('a', 4))['message']).toBe('deployments.apps "a" is forbidden: ValidatingAdmissionPolicy \'params\' with binding \'params-binding\' denied request: at most 3');
  policy(server, 'owner', { validations: [{ expression: "has(object.metadata.labels) && 'owner' in object.metadata.labels", message: 'a deployment should have an owner label' }] }, { validationActions: ['Warn', 'Audit'] });
  expect(server.send('POST', DEPLOYMENTS, deployment('b', 1)).warnings)
    .toEqual(["Validation failed for ValidatingAdmissionPolicy 'owner' with binding 'owner-binding': a deployment should have an owner label"]);
  policy(server, 'broken', { validations: [{ expression: "object.metadata.labels.owner == 'me'" }] });
  expect(server.body('POST', DEPLOYMENTS, deployment('c', 1))['message'])
    .toBe('deployments.apps "c" is forbidden: ValidatingAdmissionPolicy \'broken\' with binding \'broken-binding\' denied request: expression \'object.metadata.labels.owner == \'me\'\' resulted in error: no such key: labels');
});

test('deletions, authorizer, ignored failures', () => {
  const server = testServer();
  policy(server, 'keep', {
    matchConstraints: rules('configmaps', ['DELETE'], ''),
    validations: [{ expression: "!has(oldObject.metadata.labels) || !('keep' in oldObject.metadata.labels) || !authorizer.group('').resource('configmaps').check('get').allowed()", message: 'it is to be kept', reason: 'Forbidden' }],
  });
  const maps = '/api/v1/namespaces/default/configmaps';
  server.send('POST', maps, { metadata: { name: 'kept', labels: { keep: 'yes' } } });
  server.send('POST', maps, { metadata: { name: 'free' } });
  expect(server.send('DELETE', `${maps}/free`).code).toBe(200);
  expect(server.body('DELETE', `${maps}/kept`)).toMatchObject({ code: 403, message: 'configmaps "kept" is forbidden: ValidatingAdmissionPolicy \'keep\' with binding \'keep-binding\' denied request: it is to be kept' });
  policy(server, 'loose', { failurePolicy: 'Ignore', validations: [{ expression: 'object.spec.nothing > 1' }] });
  expect(server.send('POST', DEPLOYMENTS, deployment('a')).code).toBe(201);
});

test('refused policies', () => {
  const server = testServer();
  const message = (spec: JsonObject): unknown => server.body('POST', `${API}/validatingadmissionpolicies`, { metadata: { name: 'x' }, spec: { matchConstraints: rules('deployments'), ...spec } })['message'];
  const start = 'ValidatingAdmissionPolicy.admissionregistration.k8s.io "x" is invalid: ';
  expect(message({ validations: [{ expression: 'object.spec.replicas <=' }] })).toBe(`${start}spec.validations[0].expression: Invalid value: "object.spec.replicas <=": compilation failed: ERROR: <input>:1:24: `
    + "Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | object.spec.replicas <=\n | .......................^");
  expect(message({ validations: [{ expression: 'object.spec.replicas' }] })).toBe(`${start}spec.validations[0].expression: Invalid value: "object.spec.replicas": must evaluate to bool but got dyn`);
  expect(message({ validations: [{ expression: 'params.x' }] }))
    .toBe(`${start}spec.validations[0].expression: Invalid value: "params.x": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^`);
  expect(message({})).toBe(`${start}[spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]`);
});

test('the types of the kinds that a policy matches', () => {
  const server = testServer();
  policy(server, 'typed', { validations: [{ expression: 'object.spec.replica <= 5' }, { expression: 'object.spec.replicas <= 5' }] });
  expect(server.body('GET', `${API}/validatingadmissionpolicies/typed`)['status']).toEqual({ observedGeneration: 1, typeChecking: { expressionWarnings: [
    { fieldRef: 'spec.validations[0].expression', warning: "apps/v1, Kind=Deployment: ERROR: <input>:1:12: undefined field 'replica'\n | object.spec.replica <= 5\n | ...........^\n" },
  ] } });
});

describe('mutating policies', () => {
  const server = testServer();
  const mutate = (name: string, mutation: Json): void => {
    expect(server.body('POST', `${API}/mutatingadmissionpolicies`, { metadata: { name }, spec: { matchConstraints: rules('pods', ['CREATE'], ''), reinvocationPolicy: 'Never', matchConditions: [{ name: 'mine', expression: `object.metadata.name.startsWith('${name}')` }], mutations: [mutation] } })['message']).toBeUndefined();
    server.send('POST', `${API}/mutatingadmissionpolicybindings`, { metadata: { name }, spec: { policyName: name } });
    server.clock.advance(1000);
  };
  const pods = '/api/v1/namespaces/default/pods';
  test('ApplyConfiguration', () => {
    mutate('applied', { patchType: 'ApplyConfiguration', applyConfiguration: { expression: "Object{metadata: Object.metadata{labels: {'team': 'a'}}, spec: Object.spec{initContainers: [Object.spec.initContainers{name: 'mesh', image: 'mesh:1'}]}}" } });
    expect(server.body('POST', pods, pod('applied-1'))).toMatchObject({ metadata: { labels: { team: 'a' } }, spec: { initContainers: [{ name: 'mesh', image: 'mesh:1', imagePullPolicy: 'IfNotPresent' }] } });
  });
  test('JSONPatch', () => {
    mutate('patched', { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/metadata/labels', value: {'a': 'b'}}, JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('example.com/x'), value: 'y'}]" } });
    expect(server.body('POST', pods, pod('patched-1'))).toMatchObject({ metadata: { labels: { a: 'b', 'example.com/x': 'y' } } });
  });
  test('a failure', () => {
    mutate('failing', { patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{spec: Object.spec{hostname: object.spec.nothing}}' } });
    expect(server.body('POST', pods, pod('failing-1'))).toMatchObject({ code: 403, message: "policy 'failing' with binding 'failing' denied request: expression 'Object{spec: Object.spec{hostname: object.spec.nothing}}' resulted in error: no such key: nothing" });
  });
});

test('webhooks cannot be reached', () => {
  const server = testServer();
  const hook = (name: string, more: JsonObject = {}): JsonObject => ({
    name, clientConfig: { service: { name: 'hook', namespace: 'default', path: '/validate' } }, rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] }],
    sideEffects: 'None', admissionReviewVersions: ['v1'], ...more,
  });
  const made = server.body('POST', `${API}/validatingwebhookconfigurations`, { metadata: { name: 'w' }, webhooks: [hook('a.example.com')] });
  expect(made).toMatchObject({ metadata: { generation: 1 }, webhooks: [{ failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10, namespaceSelector: {}, rules: [{ scope: '*' }], clientConfig: { service: { port: 443 } } }] });
  expect(server.body('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'a' } })).toMatchObject({
    code: 500, message: 'Internal error occurred: failed calling webhook "a.example.com": failed to call webhook: Post "https://hook.default.svc:443/validate?timeout=10s": service "hook" not found',
  });
  expect(server.send('PATCH', `${API}/validatingwebhookconfigurations/w`, [{ op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Ignore' }], PATCH.json).code).toBe(200);
  expect(server.send('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'a' } }).code).toBe(201);
  expect(server.body('POST', `${API}/mutatingwebhookconfigurations`, { metadata: { name: 'm' }, webhooks: [hook('short', { sideEffects: 'Some', clientConfig: { url: 'http://x' } })] })['message']).toBe(
    'MutatingWebhookConfiguration.admissionregistration.k8s.io "m" is invalid: [webhooks[0].name: Invalid value: "short": should be a domain with at least three segments separated by dots, '
    + 'webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun", webhooks[0].clientConfig.url: Invalid value: "http": \'https\' is the only allowed URL scheme; desired format: https://host[/path]]');
});
