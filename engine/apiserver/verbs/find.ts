/** The stored object that a request names. */
import { notFoundStatus, type KubeObject } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';

export function find(context: ServerContext, request: ResourceRequest): KubeObject | Failure {
  const name = request.name ?? '';
  return context.store.get(request.resource, keyOf(request.namespace, name))
    ?? fail(notFoundStatus({ group: request.kind.group, resource: request.kind.plural }, name));
}
