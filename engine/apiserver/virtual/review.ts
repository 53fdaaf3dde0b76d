/** What the kinds that ask about a user have in common: a POST that is answered and forgotten. */
import { invalid, invalidStatus, methodNotAllowed, type FieldError, type KubeObject, type ObjectMeta } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import type { ApiResponse } from '../request.ts';
import { asJson, objectResponse, statusResponse } from '../respond.ts';

/** The review with its answer, or what is wrong with it. */
export type Answer<T> = (review: T, context: ServerContext, request: ResourceRequest) => ApiResponse | KubeObject;

const isResponse = (answer: ApiResponse | KubeObject): answer is ApiResponse => 'code' in answer && 'type' in answer;

export const answering = <T extends KubeObject>(answer: Answer<T>) => (context: ServerContext, request: ResourceRequest): ApiResponse => {
  if (request.method !== 'POST' || request.name !== undefined) return statusResponse(methodNotAllowed());
  const body = decodeBody(context, request);
  if (isFailure(body)) return statusResponse(body.failure);
  const answered = answer(body as T, context, request); // the path tells the type
  return isResponse(answered) ? answered : objectResponse(201, answered);
};

/** The kind is not named: Go's internal objects carry none. @k8s pkg/registry/authorization/subjectaccessreview/rest.go */
export const invalidReview = (errors: readonly FieldError[]): ApiResponse =>
  statusResponse(invalidStatus({ group: 'authorization.k8s.io', kind: '' }, '', errors));

/** @param allowed fields of metadata that may be set. */
export function checkMetadata(metadata: ObjectMeta | undefined, words: string, allowed: readonly string[] = []): FieldError[] {
  const given = asJson(metadata ?? {});
  const extra = Object.keys(given).filter((key) => key !== 'managedFields' && !allowed.includes(key) && given[key] !== undefined && given[key] !== null);
  return extra.length === 0 ? [] : [invalid('metadata', given as JsonObject, words)];
}
