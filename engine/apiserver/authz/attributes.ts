/** What a decision is about. @k8s apiserver/pkg/authorization/authorizer/interfaces.go, pkg/endpoints/request/requestinfo.go */
import type { Query } from '../context.ts';
import { decodeSegment, EMPTY_QUERY, flag, parseQuery } from '../query.ts';
import type { User } from '../request.ts';

export type Attributes = {
  readonly user: User;
  readonly verb: string;
  /** Undefined: a path that is not about objects. */
  readonly resource?: string;
  readonly group: string;
  /** '' without one; so are namespace and name. */
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  /** `metadata.name=a,spec.nodeName=b` as it was asked for: nodes may list only what is theirs. */
  readonly fieldSelector: string;
};

const NOTHING = { group: '', subresource: '', namespace: '', name: '', path: '', fieldSelector: '' } as const;

/** A question that no request asked: reviews, `bind`, `impersonate`. */
export const attributes = (given: Partial<Attributes> & Pick<Attributes, 'user' | 'verb'>): Attributes => ({ ...NOTHING, ...given });

export const VERBS: { readonly [method: string]: string } = { POST: 'create', GET: 'get', HEAD: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
/** Second-level names under a namespace that belong to the namespace itself. */
const NAMESPACE_PARTS = new Set(['status', 'finalize']);

/** The value that a field selector asks of one field with `=` or `==`. */
export function selectedField(selector: string, field: string): string | undefined {
  for (const term of selector.split(',')) {
    const match = /^([^=!]+)==?([^=].*)$/.exec(term);
    if (match?.[1] === field) return match[2];
  }
  return undefined;
}

/** @param target path with its query */
export function attributesAt(user: User, method: string, target: string): Attributes {
  const mark = target.indexOf('?');
  return mark < 0 ? attributesOf(user, method, target, EMPTY_QUERY) : attributesOf(user, method, target.slice(0, mark), parseQuery(target.slice(mark + 1)));
}

/** @param path without its query. Paths of kinds that are not served have attributes too: who may not ask is not told that they are missing. */
export function attributesOf(user: User, method: string, path: string, query: Query): Attributes {
  const parts = path.split('/').filter((part) => part !== '').map(decodeSegment);
  const core = parts[0] === 'api';
  if ((!core && parts[0] !== 'apis') || parts.length < (core ? 3 : 4)) return { ...NOTHING, user, verb: method.toLowerCase(), path };
  const group = core ? '' : parts[1] ?? '';
  let rest = parts.slice(core ? 2 : 3);
  let verb = VERBS[method] ?? '';
  if (rest[0] === 'watch' && rest.length > 1) { verb = 'watch'; rest = rest.slice(1); }
  let namespace = '';
  if (rest[0] === 'namespaces') {
    namespace = rest[1] ?? '';
    if (rest.length > 2 && !NAMESPACE_PARTS.has(rest[2] ?? '')) rest = rest.slice(2);
  }
  const [resource = '', named = '', subresource = ''] = rest;
  const fieldSelector = query.get('fieldSelector') ?? '';
  let name = named;
  if (name === '' && verb === 'get') {
    verb = flag(query, 'watch') ? 'watch' : 'list';
    name = selectedField(fieldSelector, 'metadata.name') ?? '';
  }
  if (name === '' && verb === 'delete') verb = 'deletecollection';
  return { user, verb, group, resource, subresource, namespace, name, path, fieldSelector };
}
