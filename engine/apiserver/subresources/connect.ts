/** What pod, service and node requests share that reach a kubelet. @k8s pkg/registry/core/pod/strategy.go; golden pods/pod-exec, pods/pod-logs-variants */
import { badRequest, failure, internalError, type Pod } from '../../api/index.ts';
import { fail, type Failure, type ServerContext } from '../context.ts';
import type { ApiResponse, NodeConnection } from '../request.ts';
import { statusResponse } from '../respond.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';
const names = (list: readonly { readonly name: string }[] | undefined): string[] => (list ?? []).map(({ name }) => name);

/** The container that is meant, or why it is unclear. */
export function containerOf(pod: Pod, asked: string): { readonly container: string } | Failure {
  const { name = '', annotations } = pod.metadata ?? {};
  const [main, init, debug] = [names(pod.spec?.containers), names(pod.spec?.initContainers), names(pod.spec?.ephemeralContainers)];
  if (asked !== '') {
    return [...main, ...init, ...debug].includes(asked) ? { container: asked } : fail(badRequest(`container ${asked} is not valid for pod ${name}`));
  }
  const preferred = annotations?.[DEFAULT_CONTAINER];
  if (main.length === 1) return { container: main[0] ?? '' };
  if (preferred !== undefined && main.includes(preferred)) return { container: preferred };
  const also = [
    ...(init.length === 0 ? [] : [` or one of the init containers: [${init.join(' ')}]`]),
    ...(debug.length === 0 ? [] : [` or one of the debug containers: [${debug.join(' ')}]`]),
  ].join('');
  return fail(badRequest(`a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${also}`));
}

/** The kubelet of a node, or how dialling it fails. */
export function kubeletOf(context: ServerContext, node: string): NodeConnection | Failure {
  const connection = context.nodes.get(node);
  if (connection !== undefined) return connection;
  const addresses = (context.store.get('nodes', node) as { status?: { addresses?: readonly { type: string; address: string }[] } } | undefined)?.status?.addresses; // a Node
  const address = addresses?.find(({ type }) => type === 'InternalIP')?.address ?? node;
  return fail(failure(500, '', `error dialing backend: dial tcp ${address}:10250: ${context.dialErrors.get(node) ?? 'connect: connection refused'}`));
}

/** A kubelet's refusal, passed on. @k8s apiserver/pkg/registry/generic/rest/response_checker.go */
export function kubeletRefusal({ code, message }: { readonly code: number; readonly message: string }): ApiResponse {
  if (code === 400) return statusResponse(badRequest(message));
  if (code === 500) return statusResponse(internalError(message));
  return statusResponse(failure(code, code === 404 ? 'NotFound' : code === 403 ? 'Forbidden' : '', message, {}));
}
