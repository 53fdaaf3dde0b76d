/** `eviction`: a deletion that asks first. @k8s pkg/registry/core/pod/storage/eviction.go; golden cluster/node-drain-bare-pod */
import { badRequest, created, type Eviction, type Pod, type PodCondition } from '../../api/index.ts';
import { isObject } from '../../base/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { deleteObject } from '../deletion.ts';
import { parseBody } from '../parseBody.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { nowStamp } from '../times.ts';
import { find } from '../verbs/find.ts';
import { needsNoBudget, refusedByBudget } from './disruptionBudget.ts';
import { isDryRun, updateObject } from '../write.ts';
import { admissionOfPart } from './connection.ts';

const FORM = { group: 'policy', version: 'v1', kind: 'Eviction' };

export function evict(context: ServerContext, request: ResourceRequest): ApiResponse {
  const body = parseBody(request.body) ?? {};
  if (isFailure(body)) return statusResponse(body.failure);
  const eviction = body as Eviction; // its fields are checked as they are used
  const admission = admissionOfPart(context, request, 'CREATE', FORM, body);
  const forbidden = admission.check();
  if (forbidden !== undefined) return statusResponse(forbidden.failure);
  if (eviction.metadata?.name !== request.name) return statusResponse(badRequest('name in URL does not match name in Eviction object'));
  const denied = admission.validate();
  if (denied !== undefined) return statusResponse(denied.failure);
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const pod = found as Pod; // `find` looks among the pods
  const dryRun = isDryRun(request) || (eviction.deleteOptions?.dryRun ?? []).includes('All');
  const refused = needsNoBudget(pod) ? undefined : refusedByBudget(context, request, pod, dryRun);
  if (refused !== undefined) return statusResponse(refused);
  const marked = dryRun ? pod : markDisrupted(context, request, pod);
  const options = isObject(eviction.deleteOptions) ? eviction.deleteOptions : {};
  const deleted = deleteObject(context, { ...request, subresource: undefined }, marked, {
    dryRun, gracePeriodSeconds: options.gracePeriodSeconds, propagationPolicy: options.propagationPolicy, uid: options.preconditions?.uid,
  });
  return isFailure(deleted) ? statusResponse(deleted.failure) : objectResponse(201, created());
}

function markDisrupted(context: ServerContext, request: ResourceRequest, pod: Pod): Pod {
  const condition = {
    type: 'DisruptionTarget', status: 'True', lastProbeTime: null, lastTransitionTime: nowStamp(context.clock),
    reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting',
  } as unknown as PodCondition; // Go prints an unset time as null
  const old = pod.status?.conditions ?? [];
  const before = old.find(({ type }) => type === condition.type);
  // Evicted already: nothing new. Else in its old place.
  if (before?.status === 'True' && before.reason === condition.reason && before.message === condition.message) return pod;
  const told = before?.status !== 'True' || before.lastTransitionTime === undefined ? condition : { ...condition, lastTransitionTime: before.lastTransitionTime };
  const conditions = before === undefined ? [...old, told] : old.map((other) => (other === before ? told : other));
  const next = { ...pod, status: { ...pod.status, conditions } };
  const stored = updateObject(context, { ...request, subresource: 'status' }, pod, { next, prepare: (same) => same, validated: false, checkRevision: false, admitted: true });
  return isFailure(stored) ? pod : stored as Pod; // a pod in, a pod out
}
