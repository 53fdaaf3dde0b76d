/** May somebody do something? @k8s pkg/apis/authorization/validation, pkg/registry/authorization */
import {
  badRequest, invalid, type FieldError, type LocalSubjectAccessReview, type SelfSubjectAccessReview, type SelfSubjectAccessReviewSpec, type SubjectAccessReview,
  type SubjectAccessReviewSpec, type SubjectAccessReviewStatus,
} from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { attributes, type Attributes } from '../authz/attributes.ts';
import type { ServerContext } from '../context.ts';
import type { User } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { answering, checkMetadata, invalidReview } from './review.ts';

const NONE_OF_BOTH = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
const EMPTY = 'must be empty';

function checkSpec({ resourceAttributes, nonResourceAttributes }: SelfSubjectAccessReviewSpec): FieldError[] {
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const shown: JsonObject = { Path: nonResourceAttributes.path ?? '', Verb: nonResourceAttributes.verb ?? '' };
    return [invalid('spec.nonResourceAttributes', shown, 'cannot be specified in combination with resourceAttributes')];
  }
  return resourceAttributes === undefined && nonResourceAttributes === undefined ? [invalid('spec.resourceAttributes', null, NONE_OF_BOTH)] : [];
}

const checkSubject = ({ user = '', groups = [] }: SubjectAccessReviewSpec): FieldError[] =>
  (user === '' && groups.length === 0 ? [invalid('spec.user', '', 'at least one of user or group must be specified')] : []);

function questionOf(user: User, { resourceAttributes: about, nonResourceAttributes: path }: SelfSubjectAccessReviewSpec): Attributes {
  if (about === undefined) return attributes({ user, verb: path?.verb ?? '', path: path?.path ?? '' });
  const { verb = '', group = '', resource = '', subresource = '', namespace = '', name = '', fieldSelector } = about;
  return attributes({ user, verb, group, resource, subresource, namespace, name, fieldSelector: fieldSelector?.rawSelector ?? '' });
}

function statusOf(context: ServerContext, about: Attributes): SubjectAccessReviewStatus {
  const { allowed, reason } = context.authorizer.decide(about);
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

const subjectOf = ({ user = '', groups = [], uid, extra }: SubjectAccessReviewSpec): User =>
  ({ name: user, groups, ...(uid === undefined ? {} : { uid }), ...(extra === undefined ? {} : { extra }) });

export const selfSubjectAccessReview = answering<SelfSubjectAccessReview>((review, context, request) => {
  const spec = (review.spec as SelfSubjectAccessReviewSpec | undefined) ?? {}; // a person may leave it out
  const errors = [...checkSpec(spec), ...checkMetadata(review.metadata, EMPTY)];
  return errors.length > 0 ? invalidReview(errors) : { ...review, spec, status: statusOf(context, questionOf(request.user, spec)) };
});

export const subjectAccessReview = answering<SubjectAccessReview>((review, context) => {
  const spec = (review.spec as SubjectAccessReviewSpec | undefined) ?? {}; // a person may leave it out
  const errors = [...checkSpec(spec), ...checkSubject(spec), ...checkMetadata(review.metadata, EMPTY)];
  return errors.length > 0 ? invalidReview(errors) : { ...review, spec, status: statusOf(context, questionOf(subjectOf(spec), spec)) };
});

export const localSubjectAccessReview = answering<LocalSubjectAccessReview>((review, context, request) => {
  const { namespace = '' } = request;
  if (namespace === '') return statusResponse(badRequest('namespace is required on this type: '));
  const spec = (review.spec as SubjectAccessReviewSpec | undefined) ?? {}; // a person may leave it out
  const { resourceAttributes: about, nonResourceAttributes: path } = spec;
  const errors = [...checkSpec(spec), ...checkSubject(spec), ...checkMetadata(review.metadata, 'must be empty except for namespace', ['namespace'])];
  if (about !== undefined && (about.namespace ?? '') !== namespace) errors.push(invalid('spec.resourceAttributes.namespace', about.namespace ?? '', 'must match metadata.namespace'));
  if (path !== undefined) errors.push(invalid('spec.nonResourceAttributes', { Path: path.path ?? '', Verb: path.verb ?? '' }, 'disallowed on this kind of request'));
  if (errors.length > 0) return invalidReview(errors);
  return { ...review, metadata: { ...review.metadata, namespace }, spec, status: statusOf(context, questionOf(subjectOf(spec), spec)) };
});
