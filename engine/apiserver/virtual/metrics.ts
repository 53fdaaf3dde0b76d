/** metrics.k8s.io as metrics-server answers it, from what the nodes say of their containers. @k8s metrics-server pkg/api; golden kubectl/top-metrics */
import { badRequest, isPodTerminal, methodNotAllowed, notFoundStatus, type KubeObject, type Node, type NodeMetrics, type Pod, type PodMetrics } from '../../api/index.ts';
import { formatQuantity } from '../../base/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag } from '../query.ts';
import { keyOf } from '../../store/index.ts';
import type { ContainerUsage } from '../request.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { selectionOf } from '../selection.ts';
import { formOf, tableOf } from '../tables.ts';
import { parseStamp, rfc3339 } from '../times.ts';
import { present } from '../verbs/get.ts';

/** Nodes are asked so often. @k8s metrics-server --metric-resolution of its manifest */
const RESOLUTION_MS = 15_000;
const WINDOW = `${RESOLUTION_MS / 1000}s`;
const VERSION = 'metrics.k8s.io/v1beta1';

/** When the nodes were asked last. */
const lastAsked = ({ clock }: ServerContext): number => Math.floor(clock.now / RESOLUTION_MS) * RESOLUTION_MS;

const amounts = ({ cpuNanoCores, memoryBytes }: Omit<ContainerUsage, 'name'>): { cpu: string; memory: string } => ({
  cpu: cpuNanoCores === 0 ? '0' : `${Math.round(cpuNanoCores)}n`,
  memory: formatQuantity({ nano: BigInt(Math.ceil(memoryBytes / 1024)) * 1024n * 1_000_000_000n, format: 'BinarySI' }),
});

/** The generated type takes a duration for an object; on the wire it is text. */
const sample = (at: number) => ({ timestamp: rfc3339(at), window: WINDOW as unknown as PodMetrics['window'] });

const head = (context: ServerContext, { metadata }: KubeObject) => ({
  name: metadata?.name ?? '', ...(metadata?.namespace === undefined ? {} : { namespace: metadata.namespace }), creationTimestamp: rfc3339(context.clock.now),
  ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
});

/** Two samples make a rate: a pod is known once all its containers were asked about twice. */
function ofPod(context: ServerContext, pod: Pod): PodMetrics | undefined {
  const node = context.nodes.get(pod.spec?.nodeName ?? '');
  if (isPodTerminal(pod) || node?.usage === undefined) return undefined;
  const at = lastAsked(context);
  const started = (pod.status?.containerStatuses ?? []).map(({ state }) => parseStamp(state?.running?.startedAt));
  if (started.length === 0 || started.some((time) => time === undefined || time > at - RESOLUTION_MS)) return undefined;
  const usage = node.usage(pod.metadata?.namespace ?? '', pod.metadata?.name ?? '');
  if (usage === undefined || usage.length === 0) return undefined;
  const containers = usage.map(({ name, ...used }) => ({ name, usage: amounts(used) }));
  return { kind: 'PodMetrics', apiVersion: VERSION, metadata: head(context, pod), ...sample(at), containers };
}

function ofNode(context: ServerContext, node: Node): NodeMetrics | undefined {
  const usage = context.nodes.get(node.metadata?.name ?? '')?.nodeUsage?.();
  if (usage === undefined) return undefined;
  return { kind: 'NodeMetrics', apiVersion: VERSION, metadata: head(context, node), ...sample(lastAsked(context)), usage: amounts(usage) };
}

type Answer = {
  readonly resource: 'nodes' | 'pods';
  readonly measure: (object: KubeObject) => KubeObject | undefined;
};

function answer(context: ServerContext, request: ResourceRequest, { resource, measure }: Answer): ApiResponse {
  const { method, name, namespace } = request;
  if ((method !== 'GET' && method !== 'HEAD') || flag(request.query, 'watch') || request.subresource !== undefined) return statusResponse(methodNotAllowed());
  const form = formOf(request);
  if (isFailure(form)) return statusResponse(form.failure);
  if (name !== undefined) {
    const found = context.store.get(resource, keyOf(namespace, name));
    // The server calls a node by its singular.
    if (found === undefined) return statusResponse(notFoundStatus({ group: '', resource: resource === 'nodes' ? 'node' : resource }, name));
    const metrics = measure(found);
    if (metrics !== undefined) return objectResponse(200, present(context, request, metrics, form));
    const missing = resource === 'nodes' ? 'nodemetrics' : 'podmetrics';
    return statusResponse(notFoundStatus({ group: 'metrics.k8s.io', resource: missing }, keyOf(namespace, name)));
  }
  const selection = selectionOf(request);
  if (isFailure(selection)) return statusResponse(selection.failure.code === 400 ? selection.failure : badRequest(selection.failure.message ?? ''));
  const items = context.store.list(resource, namespace).filter(selection.matches).flatMap((object) => measure(object) ?? []);
  if (form.as === 'table') return objectResponse(200, tableOf(context, request, items, {}, form));
  return objectResponse(200, { kind: `${request.kind.kind}List`, apiVersion: VERSION, metadata: {}, items: items.map(({ kind: _kind, apiVersion: _version, ...item }) => item) });
}

export const podMetrics = (context: ServerContext, request: ResourceRequest): ApiResponse =>
  answer(context, request, { resource: 'pods', measure: (object) => ofPod(context, object as Pod) }); // the resource tells the type
export const nodeMetrics = (context: ServerContext, request: ResourceRequest): ApiResponse =>
  answer(context, request, { resource: 'nodes', measure: (object) => ofNode(context, object as Node) }); // the resource tells the type
