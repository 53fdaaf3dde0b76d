/**
 * May this user act as that one? The narrow ways first (a node, a ServiceAccount, another user; each with rights of its own), then the
 * old `impersonate`. Not modelled: a ServiceAccount that acts as the node its pod is on.
 * @k8s apiserver/pkg/endpoints/filters/impersonation/{constrained_impersonation,mode}.go
 */
import type { Status } from '../../api/index.ts';
import type { User } from '../request.ts';
import { attributes, type Attributes } from './attributes.ts';
import { forbiddenFor } from './forbidden.ts';
import type { Authorizer } from './types.ts';

/** As asked for in headers; nothing is filled in. */
export type WantedUser = {
  readonly name: string; readonly uid: string; readonly groups: readonly string[]; readonly extra: { readonly [key: string]: readonly string[] };
};

const AUTHENTICATION = 'authentication.k8s.io';
const NODE = 'system:node:';
const MASTERS = 'system:masters';
const [AUTHENTICATED, UNAUTHENTICATED] = ['system:authenticated', 'system:unauthenticated'];

/** `system:serviceaccount:NAMESPACE:NAME`. */
export function serviceAccountOf(name: string): { readonly namespace: string; readonly name: string } | undefined {
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  return match === null ? undefined : { namespace: match[1] ?? '', name: match[2] ?? '' };
}
const isNode = (name: string): boolean => name.startsWith(NODE) && name.length > NODE.length;

type Mode = 'arbitrary-node' | 'serviceaccount' | 'user-info' | undefined;

/** Which ways fit the wanted user. */
function modesFor({ name, uid, groups, extra }: WantedUser): readonly Mode[] {
  const nameOnly = uid === '' && groups.length === 0 && Object.keys(extra).length === 0;
  if (isNode(name)) return nameOnly ? ['arbitrary-node', undefined] : [undefined];
  if (serviceAccountOf(name) !== undefined) return nameOnly ? ['serviceaccount', undefined] : [undefined];
  return ['user-info', undefined];
}

/** What has to be allowed, in order. */
function questions(requestor: User, wanted: WantedUser, mode: Mode): Attributes[] {
  const verb = mode === undefined ? 'impersonate' : `impersonate:${mode}`;
  const group = mode === undefined ? '' : AUTHENTICATION;
  const ask = (more: Partial<Attributes>): Attributes => attributes({ user: requestor, verb, group, ...more });
  const account = serviceAccountOf(wanted.name);
  const who = account !== undefined ? ask({ resource: 'serviceaccounts', ...account })
    : mode === 'arbitrary-node' ? ask({ resource: 'nodes', name: wanted.name.slice(NODE.length) }) : ask({ resource: 'users', name: wanted.name });
  return [
    who,
    ...(wanted.uid === '' ? [] : [ask({ group: AUTHENTICATION, resource: 'uids', name: wanted.uid })]),
    ...wanted.groups.map((name) => ask({ resource: 'groups', name })),
    ...Object.keys(wanted.extra).sort().flatMap((key) =>
      (wanted.extra[key] ?? []).map((name) => ask({ group: AUTHENTICATION, resource: 'userextras', subresource: key, name }))),
  ];
}

function groupsOf(wanted: WantedUser, mode: Mode): string[] {
  const account = serviceAccountOf(wanted.name);
  const own = mode === 'arbitrary-node' ? ['system:nodes']
    : account !== undefined && wanted.groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : [...wanted.groups];
  const anonymous = wanted.name === 'system:anonymous';
  const missing = anonymous ? UNAUTHENTICATED : AUTHENTICATED;
  if (own.includes(missing ?? '') || (!anonymous && own.includes(UNAUTHENTICATED ?? ''))) return own;
  return [...own, missing ?? ''];
}

/** @param about the request itself, of the one who asks. */
export function impersonate(authorizer: Authorizer, about: Attributes, wanted: WantedUser): User | Status {
  let first: Status | undefined;
  for (const mode of modesFor(wanted)) {
    const refusal = refuse(authorizer, about, wanted, mode);
    if (refusal === undefined) return userOf(wanted, mode);
    first ??= refusal;
  }
  return first ?? forbiddenFor(about, '');
}

function refuse(authorizer: Authorizer, about: Attributes, wanted: WantedUser, mode: Mode): Status | undefined {
  const denied = (question: Attributes): Status | undefined => {
    const { allowed, reason } = authorizer.decide(question);
    return allowed ? undefined : forbiddenFor(question, reason);
  };
  const asked = questions(about.user, wanted, mode);
  if (mode === undefined) return firstOf(asked, denied);
  const on = denied({ ...about, verb: `impersonate-on:${mode}:${about.verb}` });
  if (on !== undefined) return on;
  const sane = (question: Attributes): Status | undefined => {
    if (question.resource !== 'groups' || question.name !== MASTERS) return denied(question);
    return forbiddenFor(question, 'impersonating the system:masters group is not allowed');
  };
  return firstOf(asked, sane);
}

function firstOf(asked: readonly Attributes[], refusal: (question: Attributes) => Status | undefined): Status | undefined {
  for (const question of asked) {
    const status = refusal(question);
    if (status !== undefined) return status;
  }
  return undefined;
}

function userOf(wanted: WantedUser, mode: Mode): User {
  const { name, uid, extra } = wanted;
  return { name, groups: groupsOf(wanted, mode), ...(uid === '' ? {} : { uid }), ...(Object.keys(extra).length === 0 ? {} : { extra }) };
}
