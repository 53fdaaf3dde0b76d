/** `scale`: replicas of a workload as a Scale object. @k8s pkg/registry/apps/deployment/storage/storage.go ScaleREST */
import { badRequest, conflict, invalid, invalidStatus, schemaOf, type KubeObject } from '../../api/index.ts';
import { formatLabelSelector, isObject, type JsonObject, type LabelSelectorObject } from '../../base/index.ts';
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

function scaleOf(workload: Scalable): JsonObject {
  const { name = '', namespace = '', uid = '', resourceVersion = '', creationTimestamp = '' } = workload.metadata ?? {};
  const replicas = workload.spec?.replicas ?? 0;
  return {
    kind: 'Scale', apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: workload.status?.replicas ?? 0, selector: selectorText(workload) },
  };
}

export function scale(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const workload = found as Scalable; // only workloads have this subresource
  if (request.method === 'GET') return objectResponse(200, scaleOf(workload));
  const wanted = request.method === 'PATCH' ? patched(request, workload) : parseBody(request.body) ?? {};
  if (isFailure(wanted)) return statusResponse(wanted.failure);
  const result = store(context, request, workload, wanted);
  return isFailure(result) ? statusResponse(result.failure) : objectResponse(200, scaleOf(result as Scalable));
}

function patched(request: ResourceRequest, workload: Scalable): JsonObject | Failure {
  const patcher = patcherOf(request, schemaOf('autoscaling.v1.Scale'));
  return isFailure(patcher) ? patcher : patcher.apply(scaleOf(workload));
}

function store(context: ServerContext, request: ResourceRequest, workload: Scalable, wanted: JsonObject): KubeObject | Failure {
  const name = request.name ?? '';
  const metadata = isObject(wanted['metadata']) ? wanted['metadata'] : {};
  const replicas = isObject(wanted['spec']) ? wanted['spec']['replicas'] ?? 0 : 0;
  if (typeof replicas !== 'number') return fail(badRequest('Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32'));
  if (replicas < 0) {
    return fail(invalidStatus({ group: 'autoscaling', kind: 'Scale' }, name, [invalid('spec.replicas', replicas, 'must be greater than or equal to 0')]));
  }
  const revision = metadata['resourceVersion'];
  if (typeof revision === 'string' && revision !== '' && revision !== workload.metadata?.resourceVersion) {
    return fail(conflict({ group: request.kind.group, resource: request.kind.plural }, name));
  }
  const next = { ...workload, spec: { ...workload.spec, replicas } };
  return updateObject(context, request, workload, { ...changeOf({ ...request, subresource: undefined }, next), validated: false });
}

