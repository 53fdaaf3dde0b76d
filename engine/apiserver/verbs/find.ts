/** The stored object that a request names. */
import { notFoundStatus, type KubeObject } from '../../api/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';

export function find(context: ServerContext, request: ResourceRequest): KubeObject | Failure {
  const name = request.name ?? '';
  return context.store.find(request.resource, request.namespace, name)?.object
    ?? fail(notFoundStatus({ group: request.kind.group, resource: request.kind.plural }, name));
}
