/** One request in, one response out, at once: path and method → verb. */
import { badRequest, methodNotAllowed, noSuchResource, type Verb } from '../api/index.ts';
import { isObject } from '../base/index.ts';
import { resourceOf } from '../store/index.ts';
import { openIdDocument } from './authn/index.ts';
import type { Query, ResourceRequest, ServerContext } from './context.ts';
import { nonResource } from './nonResource.ts';
import type { OpenApi } from './openapi/documents.ts';
import { EMPTY_QUERY, flag, parseQuery } from './query.ts';
import type { ApiRequest, ApiResponse, User } from './request.ts';
import { statusResponse } from './respond.ts';
import { groupVersion } from './registry.ts';
import { routeOf, routeTo, type Route } from './route.ts';
import { inYaml } from './accept.ts';
import { connectionDenied } from './subresources/connection.ts';
import { SUBRESOURCES } from './subresources/index.ts';
import { get } from './verbs/get.ts';
import { storedKind } from './view.ts';
import { answerVirtual } from './virtual/index.ts';
import { patch, post, put, remove, removeMany } from './verbs/write.ts';

/** Who asks when a request does not say: the administrator of kubeadm's kubeconfig. */
export const ADMIN: User = { name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] };

export function handle(context: ServerContext, openApi: OpenApi, request: ApiRequest): ApiResponse {
  const direct = request.target === undefined ? undefined : routeTo(context.registry, request.target);
  if (direct !== undefined) return serve(context, request, direct, EMPTY_QUERY);
  const mark = request.path.indexOf('?');
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const query = mark < 0 ? EMPTY_QUERY : parseQuery(request.path.slice(mark + 1));
  const route = routeOf(context.registry, path);
  if (route === undefined) return openIdDocument(context, request.method, path) ?? nonResource(context, openApi, request, path, query);
  if (route.kind.kind === 'Binding' && request.method === 'POST') return bindByName(context, openApi, request, path);
  return serve(context, request, route, query);
}

const NO_HEADERS = {};

/** Our own components ask for objects as they are stored, and nobody would read their warnings. */
const NOBODY_READS = (): void => undefined;

function serve(context: ServerContext, request: ApiRequest, route: Route, query: Query): ApiResponse {
  const trusted = request.trusted === true;
  const warnings: string[] | undefined = trusted ? undefined : [];
  const kind = storedKind(route.kind);
  const asked: ResourceRequest = {
    kind,
    asked: route.kind,
    namespace: route.namespace,
    name: route.name,
    subresource: route.subresource,
    rest: route.subresource === 'proxy' && request.path.includes('?') ? `${route.rest === '' ? '/' : route.rest}${request.path.slice(request.path.indexOf('?'))}` : route.rest,
    resource: resourceOf(kind),
    query,
    method: request.method,
    headers: request.headers ?? NO_HEADERS,
    body: request.body,
    user: request.user ?? ADMIN,
    because: request.because,
    trusted,
    warn: warnings === undefined ? NOBODY_READS : (text) => { if (!warnings.includes(text)) warnings.push(text); },
  };
  const forbidden = trusted ? context.authorizer.refuseComponent(asked) : undefined;
  const response = forbidden !== undefined ? statusResponse(forbidden) : trusted ? dispatch(context, asked) : inYaml(asked.headers['accept'], dispatch(context, asked));
  context.metrics.count(asked, response.code);
  // A method that has no route has no warnings either. @k8s golden kubectl/create-service-types, kubectl/rest-error-codes
  if (warnings === undefined) return response;
  if (route.kind.deprecated !== undefined && response.code !== 405) warnings.unshift(route.kind.custom?.warning ?? `${groupVersion(route.kind)} ${route.kind.kind} ${route.kind.deprecated}`);
  return warnings.length === 0 ? response : { ...response, warnings };
}

/** The old way to bind a pod: its name is in the body only. */
function bindByName(context: ServerContext, openApi: OpenApi, request: ApiRequest, path: string): ApiResponse {
  const metadata = isObject(request.body) ? request.body['metadata'] : undefined;
  const name = isObject(metadata) ? metadata['name'] : undefined;
  if (typeof name !== 'string' || name === '') return statusResponse(badRequest('name in URL does not match name in Binding object'));
  return handle(context, openApi, { ...request, path: path.replace(/bindings$/, `pods/${encodeURIComponent(name)}/binding`) });
}

function dispatch(context: ServerContext, request: ResourceRequest): ApiResponse {
  const { asked: kind, method, subresource } = request;
  if (kind.virtual) return answerVirtual(context, request);
  if (subresource !== undefined) {
    const known = kind.subresources.find(({ name }) => name === subresource);
    if (known === undefined) return statusResponse(noSuchResource());
    if (!known.verbs.includes(SUBRESOURCE_VERBS[method] ?? '') || (bodiless(request) && !known.kind.endsWith('Options'))) return statusResponse(methodNotAllowed());
    const own = SUBRESOURCES[subresource];
    const denied = known.kind.endsWith('Options') && !request.trusted ? connectionDenied(context, request, known.kind) : undefined;
    if (denied !== undefined) return statusResponse(denied.failure);
    if (own !== undefined) return own(context, request);
  }
  const verb = verbOf(request);
  if (verb === undefined || (subresource === undefined && !kind.verbs.includes(verb))) return statusResponse(methodNotAllowed());
  switch (verb) {
    case 'create': return post(context, request);
    case 'update': return put(context, request);
    case 'patch': return patch(context, request);
    case 'delete': return remove(context, request);
    case 'deletecollection': return removeMany(context, request);
    default: return get(context, request);
  }
}

const SUBRESOURCE_VERBS: { readonly [method: string]: string } = { GET: 'get', HEAD: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Built-in kinds have no routes for these; custom resources share one that takes a HEAD for a GET. */
const bodiless = ({ asked, method }: ResourceRequest): boolean => method === 'OPTIONS' || (method === 'HEAD' && asked.custom === undefined);

/** Undefined: the path does not allow the method. */
function verbOf(request: ResourceRequest): Verb | undefined {
  const { asked, method, name, namespace, query } = request;
  const named = name !== undefined;
  // All namespaces at once are only listed and watched.
  const somewhere = !asked.namespaced || namespace !== undefined;
  if (bodiless(request)) return undefined;
  switch (method) {
    case 'GET': case 'HEAD': return flag(query, 'watch') ? 'watch' : named ? 'get' : 'list';
    case 'POST': return named || !somewhere ? undefined : 'create';
    case 'PUT': return named ? 'update' : undefined;
    case 'PATCH': return named ? 'patch' : undefined;
    case 'DELETE': return named ? 'delete' : somewhere ? 'deletecollection' : undefined;
    default: return undefined;
  }
}
