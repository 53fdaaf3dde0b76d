/** Cluster IPs and node ports: given out when a Service is stored. */
import type { KubeObject } from '../api/index.ts';
import type { Failure, ResourceRequest, ServerContext } from './context.ts';

export function allocate(_context: ServerContext, _request: ResourceRequest, object: KubeObject, _old: KubeObject | undefined): KubeObject | Failure {
  return object;
}
export function release(_context: ServerContext, _resource: string, _object: KubeObject): void { /* nothing is reserved yet */ }
