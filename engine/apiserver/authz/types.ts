import type { PolicyRule, RoleRef, Status } from '../../api/index.ts';
import type { ResourceRequest } from '../context.ts';
import type { User } from '../request.ts';
import type { Attributes } from './attributes.ts';

export type Decision = {
  readonly allowed: boolean;
  /** `RBAC: allowed by …`, or why not; '' when there is nothing to say. */
  readonly reason: string;
};

/** All that a user may do in a namespace. @k8s authorizer.RuleResolver */
export type RuleList = {
  readonly rules: readonly PolicyRule[];
  readonly incomplete: boolean;
  /** What could not be resolved; '' if everything could. */
  readonly error: string;
};

export type Authorizer = {
  readonly decide: (about: Attributes) => Decision;
  /** Of a request's user; cheap for those who may do everything. @param target path with its query. Undefined: allowed. */
  readonly refuse: (user: User, method: string, target: string) => Status | undefined;
  /** Of a request by a part of the cluster that runs in this process. Cheap: what its role allows everywhere is remembered by kind. */
  readonly refuseComponent: (request: ResourceRequest) => Status | undefined;
  readonly rulesFor: (user: User, namespace: string) => RuleList;
  /** Rules behind a reference; a text where there is no such kind of role, a Status where the role is missing. */
  readonly rulesOf: (roleRef: RoleRef, namespace: string) => readonly PolicyRule[] | Status;
  /** False: everything is allowed and nothing is checked. */
  readonly checks: boolean;
};
