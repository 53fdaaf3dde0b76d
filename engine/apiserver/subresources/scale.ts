/** `scale`: replicas of a workload as a Scale object. @k8s pkg/registry/apps/deployment/storage/storage.go ScaleREST */
import { badRequest, conflict, decode, decodeMessage, internalError, invalid, invalidStatus, schemaOf, type KindDefinition, type KubeObject } from '../../api/index.ts';
import { formatLabelSelector, isObject, type Json, type JsonObject, type LabelSelectorObject } from '../../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { parseBody } from '../parseBody.ts';
import { patcherOf } from '../patch.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { changeOf } from '../verbs/write.ts';
import { updateObject } from '../write.ts';

/** The part of a workload that scaling is about. */
type Scalable = KubeObject & {
  readonly spec?: { readonly replicas?: number; readonly selector?: LabelSelectorObject };
  readonly status?: { readonly replicas?: number };
};

/** ReplicationControllers select by a plain map. */
function selectorText({ kind, spec }: Scalable): string {
  if (kind !== 'ReplicationController') return formatLabelSelector(spec?.selector);
  return formatLabelSelector({ matchLabels: (spec?.selector ?? {}) as { readonly [key: string]: string } }); // a map of strings in this kind
}

function scaleOf(workload: Scalable, paths: Paths): JsonObject {
  const { name = '', namespace = '', uid = '', resourceVersion = '', creationTimestamp = '' } = workload.metadata ?? {};
  const replicas = paths === undefined ? workload.spec?.replicas ?? 0 : numberAt(workload, paths.specReplicasPath) ?? 0;
  const running = paths === undefined ? workload.status?.replicas ?? 0 : numberAt(workload, paths.statusReplicasPath) ?? 0;
  const selector = paths === undefined ? selectorText(workload) : textAt(workload, paths.labelSelectorPath);
  return {
    kind: 'Scale', apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: running, ...(selector === '' ? {} : { selector }) },
  };
}

/** Where a custom resource keeps its numbers. @k8s apiextensions-apiserver/pkg/registry/customresource/etcd.go ScaleREST */
type Paths = NonNullable<KindDefinition['custom']>['scale'] | undefined;
const stepsOf = (path: string): readonly string[] => path.replace(/^\./, '').split('.');
function valueAt(object: Scalable, path: string): Json | undefined {
  let value: Json | undefined = object as JsonObject; // objects are JSON
  for (const step of stepsOf(path)) value = isObject(value) ? value[step] : undefined;
  return value;
}
const numberAt = (object: Scalable, path: string): number | undefined => { const value = valueAt(object, path); return typeof value === 'number' ? value : undefined; };
const textAt = (object: Scalable, path: string | undefined): string => { const value = path === undefined ? '' : valueAt(object, path); return typeof value === 'string' ? value : ''; };
function withValue(object: JsonObject, [step = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = object[step];
  return { ...object, [step]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value) };
}

export function scale(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const workload = found as Scalable; // only workloads have this subresource
  const paths = request.asked.custom?.scale;
  if (paths !== undefined && request.method === 'GET' && numberAt(workload, paths.specReplicasPath) === undefined) {
    return statusResponse(internalError(`the spec replicas field ${JSON.stringify(paths.specReplicasPath)} does not exist`));
  }
  if (request.method === 'GET') return objectResponse(200, scaleOf(workload, paths));
  const wanted = request.method === 'PATCH' ? patched(request, workload) : given(request);
  if (isFailure(wanted)) return statusResponse(wanted.failure);
  const result = store(context, request, workload, wanted);
  return isFailure(result) ? statusResponse(result.failure) : objectResponse(200, scaleOf(result as Scalable, paths));
}

function patched(request: ResourceRequest, workload: Scalable): JsonObject | Failure {
  const patcher = patcherOf(request, schemaOf(SCALE));
  if (isFailure(patcher)) return patcher;
  const next = patcher.apply(scaleOf(workload, request.asked.custom?.scale));
  if (isFailure(next)) return next;
  const decoded = decode(SCALE, next, patcher.from);
  return decoded.ok ? decoded.object : fail(invalidStatus({ group: '', kind: '' }, '', [invalid('patch', patcher.shown(next), decoded.error)]));
}

const SCALE = 'autoscaling.v1.Scale';
function given(request: ResourceRequest): JsonObject | Failure {
  const body = parseBody(request.body) ?? {};
  if (isFailure(body)) return body;
  const decoded = decode(SCALE, body);
  return decoded.ok ? decoded.object : fail(badRequest(decodeMessage('v1', 'Scale', decoded.error)));
}

function store(context: ServerContext, request: ResourceRequest, workload: Scalable, wanted: JsonObject): KubeObject | Failure {
  const name = request.name ?? '';
  const metadata = isObject(wanted['metadata']) ? wanted['metadata'] : {};
  const replicas = isObject(wanted['spec']) ? Number(wanted['spec']['replicas'] ?? 0) : 0; // decoded
  if (replicas < 0) {
    return fail(invalidStatus({ group: 'autoscaling', kind: 'Scale' }, name, [invalid('spec.replicas', replicas, 'must be greater than or equal to 0')]));
  }
  const revision = metadata['resourceVersion'];
  if (typeof revision === 'string' && revision !== '' && revision !== workload.metadata?.resourceVersion) {
    return fail(conflict({ group: request.kind.group, resource: request.kind.plural }, name));
  }
  const paths = request.asked.custom?.scale;
  const next = paths === undefined ? { ...workload, spec: { ...workload.spec, replicas } }
    : withValue(workload as JsonObject, stepsOf(paths.specReplicasPath), replicas) as Scalable; // objects are JSON
  return updateObject(context, request, workload, { ...changeOf({ ...request, subresource: undefined }, next), validated: false });
}

