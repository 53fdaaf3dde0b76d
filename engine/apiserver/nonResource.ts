/** Paths that are not about objects: discovery, OpenAPI, health, version. */
import { methodNotAllowed, noSuchResource } from '../api/index.ts';
import { aggregatedDiscovery, AGGREGATED_TYPE, wantsAggregated } from './discovery/aggregated.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery/groups.ts';
import { inYaml } from './accept.ts';
import { health, healthPaths, VERSION } from './health.ts';
import { metricsResponse } from './metrics.ts';
import type { OpenApi } from './openapi/documents.ts';
import type { Query, ServerContext } from './context.ts';
import type { Registry } from './registry.ts';
import type { ApiRequest, ApiResponse } from './request.ts';
import { objectResponse, statusResponse, textResponse } from './respond.ts';

const NOT_FOUND = '404 page not found\n';

export function nonResource(context: ServerContext, openApi: OpenApi, request: ApiRequest, path: string, query: Query): ApiResponse {
  const { registry } = context;
  const open = health(path, query) ?? (path === '/metrics' ? metricsResponse(context) : undefined);
  if (open !== undefined) return open;
  const answer = find(registry, openApi, request, path);
  if (answer === undefined) return missing(registry, path);
  if (request.method !== 'GET') return statusResponse(methodNotAllowed());
  return inYaml(request.headers?.['accept'], answer);
}

function find(registry: Registry, openApi: OpenApi, request: ApiRequest, path: string): ApiResponse | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const aggregated = wantsAggregated(request.headers?.['accept']);
  switch (parts[0]) {
    case undefined: return objectResponse(200, { paths: rootPaths(registry) });
    case 'version': return parts.length === 1 ? objectResponse(200, VERSION) : undefined;
    case 'api':
      if (parts.length === 1) return aggregated ? discovered(registry, true) : objectResponse(200, apiVersions());
      return parts.length === 2 && parts[1] === 'v1' ? objectResponse(200, apiResourceList(registry, 'v1')) : undefined;
    case 'apis': return groupPath(registry, parts, aggregated);
    case 'openapi': return openApiPath(openApi, parts);
    case 'index.html': return objectResponse(200, { paths: rootPaths(registry) });
    default: return undefined;
  }
}

function groupPath(registry: Registry, parts: readonly string[], aggregated: boolean): ApiResponse | undefined {
  const [, group = '', version = ''] = parts;
  if (parts.length === 1) return aggregated ? discovered(registry, false) : objectResponse(200, apiGroupList(registry));
  if (parts.length === 2) {
    const found = apiGroup(registry, group);
    return found === undefined ? undefined : objectResponse(200, found);
  }
  return parts.length === 3 && registry.hasVersion(group, version) ? objectResponse(200, apiResourceList(registry, `${group}/${version}`)) : undefined;
}

const discovered = (registry: Registry, core: boolean): ApiResponse =>
  ({ ...objectResponse(200, aggregatedDiscovery(registry, core)), headers: { 'content-type': AGGREGATED_TYPE, vary: 'Accept' } });

function openApiPath(openApi: OpenApi, parts: readonly string[]): ApiResponse | undefined {
  if (parts[1] === 'v2' && parts.length === 2) return objectResponse(200, openApi.v2());
  if (parts[1] !== 'v3') return undefined;
  const document = parts.length === 2 ? openApi.v3Index() : openApi.v3(parts.slice(2).join('/'));
  return document === undefined ? undefined : objectResponse(200, document);
}

/** Under a version that is served a wrong name is told as a Status; elsewhere Go's server answers. @k8s golden kubectl/rest-error-codes */
function missing(registry: Registry, path: string): ApiResponse {
  const parts = path.split('/').filter((part) => part !== '');
  const [root, group = '', version = ''] = parts;
  const known = (root === 'api' && group === 'v1') || (root === 'apis' && (registry.hasVersion(group, version) || (parts.length <= 3 && registry.groups.some(({ name }) => name === group))));
  if (known) return statusResponse(noSuchResource());
  return textResponse(404, NOT_FOUND);
}

/** Sorted, as the index of upstream is. @k8s golden cluster/adm-api-health */
function rootPaths(registry: Registry): readonly string[] {
  const groups = registry.groups.flatMap(({ name, versions }) => [`/apis/${name}`, ...versions.map((version) => `/apis/${name}/${version}`)]);
  return ['/.well-known/openid-configuration', '/api', '/api/v1', '/apis', '/apis/', ...groups, ...healthPaths(), '/metrics', '/metrics/slis',
    '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/openid/v1/jwks', '/version'].sort();
}
