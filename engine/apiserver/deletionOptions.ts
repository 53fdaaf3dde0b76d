/** DeleteOptions from the body, or from the query where there is none. @k8s apiserver/pkg/endpoints/handlers/delete.go */
import { badRequest, decode, invalid, invalidStatus, notSupported, type DeleteOptions, type FieldError } from '../api/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest } from './context.ts';
import type { DeletionOptions } from './deletion.ts';
import { flag } from './query.ts';
import { parseBody } from './parseBody.ts';
import { dryRunErrors } from './writeOptions.ts';

const POLICIES = ['Foreground', 'Background', 'Orphan'];

export function deletionOptions(request: ResourceRequest): DeletionOptions | Failure {
  const given = optionsOf(request);
  if (isFailure(given)) return given;
  const { propagationPolicy, orphanDependents, gracePeriodSeconds, preconditions, dryRun = [] } = given;
  const errors = errorsOf(given);
  if (errors.length > 0) return fail(invalidStatus({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', errors));
  return {
    gracePeriodSeconds, orphanDependents,
    propagationPolicy: propagationPolicy ?? (orphanDependents === undefined ? undefined : orphanDependents ? 'Orphan' : 'Background'),
    uid: preconditions?.uid, resourceVersion: preconditions?.resourceVersion, dryRun: dryRun.includes('All'),
  };
}

function optionsOf(request: ResourceRequest): DeleteOptions | Failure {
  const body = parseBody(request.body, request.headers['content-type']);
  if (isFailure(body)) return body;
  if (body === undefined) return queryOptions(request);
  const decoded = decode('meta.v1.DeleteOptions', body);
  return decoded.ok ? decoded.object as DeleteOptions : fail(badRequest(decoded.error)); // decoded by that definition
}

function queryOptions({ query }: ResourceRequest): DeleteOptions | Failure {
  const [grace, policy, orphan] = [query.get('gracePeriodSeconds') ?? '', query.get('propagationPolicy'), query.get('orphanDependents')];
  if (grace !== '' && !/^[+-]?\d+$/.test(grace)) return fail(badRequest(`strconv.ParseInt: parsing ${JSON.stringify(grace)}: invalid syntax`));
  return {
    ...(grace === '' ? {} : { gracePeriodSeconds: Number(grace) }), ...(policy === undefined ? {} : { propagationPolicy: policy }),
    ...(orphan === undefined ? {} : { orphanDependents: flag(query, 'orphanDependents') }), dryRun: query.all('dryRun'),
  };
}

/** @k8s apimachinery/pkg/apis/meta/v1/validation ValidateDeleteOptions */
function errorsOf({ propagationPolicy, orphanDependents, dryRun = [] }: DeleteOptions): readonly FieldError[] {
  const path = 'propagationPolicy';
  return [
    ...(orphanDependents !== undefined && propagationPolicy !== undefined ? [invalid(path, propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set')] : []),
    ...(propagationPolicy === undefined || POLICIES.includes(propagationPolicy) ? [] : [notSupported(path, propagationPolicy, [...POLICIES, 'nil'])]),
    ...dryRunErrors(dryRun),
  ];
}
