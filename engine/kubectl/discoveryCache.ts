/**
 * What earlier commands learnt of the server: ~/.kube/cache. Ours is asked only where the server refuses to tell, so that it is never stale.
 * @k8s client-go/discovery/cached/disk; golden kubectl/unreachable-bad-credentials
 */
import type { ApiRequest, ApiResponse } from '../apiserver/index.ts';

export type DiscoveryCache = (server: string, request: ApiRequest, send: (request: ApiRequest) => ApiResponse) => ApiResponse;

const DISCOVERY = /^\/api(?:\/v1|s(?:\/[^/?]+\/[^/?]+)?)?$/;
export const isDiscovery = (path: string): boolean => DISCOVERY.test(path);

/** @param earlier what commands saw before anybody watched; undefined: the folder is empty at first */
export function createDiscoveryCache(earlier?: (request: ApiRequest) => ApiResponse): DiscoveryCache {
  const known = new Map<string, ApiResponse>();
  return (server, request, send) => {
    const response = send(request);
    if (request.method !== 'GET' || !isDiscovery(request.path)) return response;
    const key = `${server} ${request.path}`;
    if (response.code < 300) known.set(key, response);
    if (response.code !== 401 && response.code !== 403) return response;
    const { credentials: _, headers: __, ...bare } = request;
    return known.get(key) ?? earlier?.(bare) ?? response;
  };
}
