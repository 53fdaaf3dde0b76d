/** The API server while its storage does not answer: it lives, knows what it serves, and can do nothing. @k8s apiserver/pkg/server/options/etcd.go, healthz/healthz.go */
import { failure } from '../api/index.ts';
import type { ApiRequest, ApiResponse, ApiServer } from '../apiserver/index.ts';
import { NO_STORAGE } from './links.ts';

const HEALTH = /^\/(livez|healthz|readyz)(?:\/([^?]*))?(?:\?(.*))?$/;
/** Nothing of it is stored. */
const WITHOUT_STORAGE = /^\/(version|api|apis|openapi|metrics|\.well-known)?($|[?]|\/openid|\/v[23]|\/[^/]+(\/v\d\w*)?($|[?]))/;

/** @param hasStorage whether etcd answers */
export function guardStorage(server: ApiServer, hasStorage: () => boolean): ApiServer {
  return { ...server, handle: (request) => (hasStorage() ? server.handle(request) : withoutStorage(server, request)) };
}

function withoutStorage(server: ApiServer, request: ApiRequest): ApiResponse {
  const [, endpoint = '', check = ''] = HEALTH.exec(request.path) ?? [];
  if (endpoint !== '') return health(server, request, endpoint, check);
  if (WITHOUT_STORAGE.test(request.path)) return server.handle(request);
  return { type: 'object', code: 500, body: failure(500, '', NO_STORAGE) };
}

/** What fails is listed whether one asks for it or not. */
function health(server: ApiServer, request: ApiRequest, endpoint: string, check: string): ApiResponse {
  if (check === 'etcd') return { type: 'text', code: 500, body: `internal server error: ${NO_STORAGE}\n` };
  if (check !== '') return server.handle(request);
  const all = server.handle({ ...request, path: `/${endpoint}?verbose` });
  if (all.type !== 'text' || !all.body.includes('[+]etcd ok') || /exclude=etcd\b/.test(request.path)) return server.handle(request);
  return { ...all, code: 500, body: all.body.replace('[+]etcd ok', '[-]etcd failed: reason withheld').replace(/ check passed\n$/, ' check failed\n') };
}
