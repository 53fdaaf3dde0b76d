import {
  alreadyExists, badRequest, conflict, forbiddenStatus, internalError, invalid, invalidStatus, methodNotAllowed, noSuchResource,
  notFoundStatus, required, tooOldResourceVersion, type Status,
} from './index.ts';

const pods = { group: '', resource: 'pods' };
const deployments = { group: 'apps', resource: 'deployments' };

const CASES: readonly (readonly [Status, number, string, string])[] = [
  [notFoundStatus(pods, 'missing'), 404, 'NotFound', 'pods "missing" not found'],
  [notFoundStatus(deployments, 'missing'), 404, 'NotFound', 'deployments.apps "missing" not found'],
  [noSuchResource(), 404, 'NotFound', 'the server could not find the requested resource'],
  [alreadyExists({ group: '', resource: 'namespaces' }, 'default'), 409, 'AlreadyExists', 'namespaces "default" already exists'],
  [conflict(deployments, 'web'), 409, 'Conflict', 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again'],
  [forbiddenStatus({ group: '', resource: 'configmaps' }, '', 'no'), 403, 'Forbidden', 'configmaps is forbidden: no'],
  [forbiddenStatus({ group: '', resource: 'namespaces' }, 'kube-system', 'this namespace may not be deleted'), 403, 'Forbidden', 'namespaces "kube-system" is forbidden: this namespace may not be deleted'],
  [methodNotAllowed(), 405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  [tooOldResourceVersion(5, 10), 410, 'Expired', 'too old resource version: 5 (10)'],
  [badRequest('no'), 400, 'BadRequest', 'no'],
  [internalError('no'), 500, 'InternalError', 'Internal error occurred: no'],
];
test.each(CASES)('%# has code, reason and words', (status, code, reason, message) =>
  expect(status).toMatchObject({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, reason, message }));

test('a refusal names its causes', () => {
  const status = invalidStatus({ group: 'apps', kind: 'Deployment' }, 'd', [
    required('spec.selector'), invalid('spec.template.metadata.labels', undefined, '`selector` does not match template `labels`'),
    required('spec.template.spec.containers'),
  ]);
  expect(status).toEqual({
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure',
    message: 'Deployment.apps "d" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
    reason: 'Invalid',
    details: { name: 'd', group: 'apps', kind: 'Deployment', causes: [
      { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.selector' },
      { reason: 'FieldValueInvalid', message: 'Invalid value: null: `selector` does not match template `labels`', field: 'spec.template.metadata.labels' },
      { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.template.spec.containers' },
    ] },
    code: 422,
  });
});
