/** Kinds that are answered and never stored. One file each, and one line here. */
import { methodNotAllowed } from '../../api/index.ts';
import type { ResourceRequest, ServerContext } from '../context.ts';
import type { ApiResponse } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { localSubjectAccessReview, selfSubjectAccessReview, subjectAccessReview } from './accessReview.ts';
import { componentStatus } from './componentStatus.ts';
import { nodeMetrics, podMetrics } from './metrics.ts';
import { selfSubjectReview, selfSubjectRulesReview } from './selfReview.ts';
import { tokenReview } from './tokenReview.ts';

/** One request about a virtual kind, GET and POST alike. */
export type VirtualHandler = (context: ServerContext, request: ResourceRequest) => ApiResponse;

export const VIRTUAL: { readonly [kind: string]: VirtualHandler } = {
  ComponentStatus: componentStatus,
  LocalSubjectAccessReview: localSubjectAccessReview,
  NodeMetrics: nodeMetrics,
  PodMetrics: podMetrics,
  SelfSubjectAccessReview: selfSubjectAccessReview,
  SelfSubjectReview: selfSubjectReview,
  SelfSubjectRulesReview: selfSubjectRulesReview,
  SubjectAccessReview: subjectAccessReview,
  TokenReview: tokenReview,
};

export function answerVirtual(context: ServerContext, request: ResourceRequest): ApiResponse {
  const handler = Object.hasOwn(VIRTUAL, request.kind.kind) ? VIRTUAL[request.kind.kind] : undefined;
  return handler === undefined ? statusResponse(methodNotAllowed()) : handler(context, request);
}
