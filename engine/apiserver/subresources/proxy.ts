/** `proxy` of pods, services and nodes: one HTTP request passed on. @k8s pkg/registry/core/service/proxy.go, pod/strategy.go ResourceLocation */
import { badRequest, failure, notFoundStatus, serviceUnavailable, type EndpointSlice, type Pod, type Service } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import type { ApiResponse, ProxyRequest } from '../request.ts';
import { statusResponse, textResponse } from '../respond.ts';
import { kubeletOf } from './connect.ts';

/** `https:web:http` → its parts; scheme and port may be left out. */
function splitName(text: string): { readonly name: string; readonly port: string } {
  const parts = text.split(':');
  if (parts.length === 3) return { name: parts[1] ?? '', port: parts[2] ?? '' };
  return { name: parts[0] ?? '', port: parts[1] ?? '' };
}

type Target = { readonly namespace: string; readonly pod: string; readonly node: string; readonly port: number };

export function proxy(context: ServerContext, request: ResourceRequest): ApiResponse {
  const { name, port } = splitName(request.name ?? '');
  if (request.resource === 'nodes') return nodeProxy(context, request, name);
  const target = request.resource === 'services' ? serviceTarget(context, request, name, port) : podTarget(context, request, name, port);
  if (isFailure(target)) return statusResponse(target.failure);
  const kubelet = kubeletOf(context, target.node);
  if (isFailure(kubelet)) return statusResponse(kubelet.failure);
  return {
    type: 'later', code: 0,
    whenReady: (listener) => kubelet.proxy(target.namespace, target.pod, target.port, passedOn(request), (response) => {
      listener(response.ok ? { type: 'text', code: response.code, headers: response.headers, body: response.body }
        : statusResponse(serviceUnavailable(`error trying to reach service: ${response.error}`)));
    }),
  };
}

const passedOn = (request: ResourceRequest): ProxyRequest => ({
  method: request.method, path: request.rest === '' ? '/' : request.rest, headers: request.headers,
  body: typeof request.body === 'string' ? request.body : request.body === undefined ? '' : JSON.stringify(request.body),
});

function podTarget(context: ServerContext, request: ResourceRequest, name: string, port: string): Target | Failure {
  const namespace = request.namespace ?? '';
  const pod = context.store.get('pods', keyOf(namespace, name)) as Pod | undefined; // the resource tells the type
  if (pod === undefined) return fail(notFoundStatus({ group: '', resource: 'pods' }, name));
  const ports = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  const named = ports.find((candidate) => candidate.name === port)?.containerPort;
  const number = port === '' ? ports[0]?.containerPort ?? 80 : named ?? Number(port);
  if ((pod.status?.podIP ?? '') === '') return fail(badRequest('address not allowed'));
  return { namespace, pod: name, node: pod.spec?.nodeName ?? '', port: number };
}

function serviceTarget(context: ServerContext, request: ResourceRequest, name: string, port: string): Target | Failure {
  const namespace = request.namespace ?? '';
  const service = context.store.get('services', keyOf(namespace, name)) as Service | undefined; // the resource tells the type
  if (service === undefined) return fail(notFoundStatus({ group: '', resource: 'services' }, name));
  const ports = service.spec?.ports ?? [];
  const wanted = port === '' ? ports[0] : ports.find((candidate) => candidate.name === port || String(candidate.port) === port);
  if (wanted === undefined) return fail(serviceUnavailable(`no service port "${port}" found for service "${name}"`));
  const slices = (context.store.list('endpointslices.discovery.k8s.io', namespace) as readonly EndpointSlice[]) // the resource tells the type
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === name);
  const choices = slices.flatMap((slice) => targetsIn(slice, wanted.name ?? '', namespace));
  if (choices.length === 0) return fail(serviceUnavailable(`no endpoints available for service "${request.name ?? ''}"`));
  return context.random.pick('service proxy', choices);
}

function targetsIn(slice: EndpointSlice, portName: string, namespace: string): Target[] {
  const port = (slice.ports ?? []).find(({ name = '' }) => name === portName)?.port;
  if (port === undefined) return [];
  return (slice.endpoints ?? []).flatMap(({ conditions, targetRef, nodeName = '' }) =>
    (conditions?.ready === false || targetRef?.kind !== 'Pod' ? [] : [{ namespace, pod: targetRef.name ?? '', node: nodeName, port }]));
}

/** What a kubelet itself offers over HTTP; parts that are not modelled answer as an unknown path does. */
function nodeProxy(context: ServerContext, request: ResourceRequest, name: string): ApiResponse {
  if (context.store.get('nodes', name) === undefined) return statusResponse(notFoundStatus({ group: '', resource: 'nodes' }, name));
  const kubelet = kubeletOf(context, name);
  if (isFailure(kubelet)) return statusResponse(kubelet.failure);
  if (kubelet.http !== undefined) {
    return {
      type: 'later', code: 0,
      whenReady: (listener) => kubelet.http?.(passedOn(request), (response) => {
        listener(response.ok ? { type: 'text', code: response.code, headers: response.headers, body: response.body }
          : statusResponse(failure(503, 'ServiceUnavailable', `error trying to reach service: ${response.error}`)));
      }),
    };
  }
  return request.rest === '/healthz' ? textResponse(200, 'ok') : textResponse(404, '404 page not found\n');
}
