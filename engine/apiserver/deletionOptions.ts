/** DeleteOptions from the body or the query. @k8s apiserver/pkg/endpoints/handlers/delete.go */
import { failure } from '../api/index.ts';
import { isObject, type JsonObject } from '../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest } from './context.ts';
import type { DeletionOptions } from './deletion.ts';
import { whole } from './query.ts';
import { parseBody } from './parseBody.ts';

const POLICIES = ['Orphan', 'Background', 'Foreground'];

export function deletionOptions(request: ResourceRequest): DeletionOptions | Failure {
  const body = parseBody(request.body);
  if (isFailure(body)) return body;
  const given: JsonObject = body ?? {};
  const preconditions = isObject(given['preconditions']) ? given['preconditions'] : {};
  const policy = text(given['propagationPolicy']) ?? request.query.get('propagationPolicy') ?? orphaning(given['orphanDependents'] ?? request.query.get('orphanDependents'));
  if (policy !== undefined && !POLICIES.includes(policy)) return fail(badPolicy(policy));
  const grace = given['gracePeriodSeconds'];
  return {
    gracePeriodSeconds: typeof grace === 'number' ? grace : whole(request.query, 'gracePeriodSeconds'),
    propagationPolicy: policy,
    uid: text(preconditions['uid']),
    resourceVersion: text(preconditions['resourceVersion']),
    dryRun: request.query.all('dryRun').includes('All') || (Array.isArray(given['dryRun']) && given['dryRun'].includes('All')),
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const orphaning = (value: unknown): string | undefined =>
  (value === undefined || value === null ? undefined : value === true || value === 'true' ? 'Orphan' : 'Background');

/** @k8s apimachinery/pkg/apis/meta/v1/validation ValidateDeleteOptions */
function badPolicy(policy: string): ReturnType<typeof failure> {
  const message = `Invalid value: "${policy}": must be one of Foreground, Background, Orphan`;
  return failure(422, 'Invalid', `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: ${message}`, {
    group: 'meta.k8s.io', kind: 'DeleteOptions', causes: [{ reason: 'FieldValueInvalid', message, field: 'propagationPolicy' }],
  });
}
