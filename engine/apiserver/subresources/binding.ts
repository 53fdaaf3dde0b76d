/** `binding`: the scheduler's word where a pod goes. @k8s pkg/registry/core/pod/storage/storage.go BindingREST */
import { badRequest, conflict, created, failure, formatFieldErrors, notSupported, required, type Binding, type Pod, type PodCondition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { topologyLabels } from '../admission/podTopologyLabels.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { parseBody } from '../parseBody.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { nowStamp } from '../times.ts';
import { find } from '../verbs/find.ts';
import { updateObject } from '../write.ts';
import { admissionOfPart } from './connection.ts';

const RESOURCE = { group: '', resource: 'pods/binding' };
const FORM = { group: '', version: 'v1', kind: 'Binding' };

export function bind(context: ServerContext, request: ResourceRequest): ApiResponse {
  const body = request.trusted ? request.body as Binding : parseBody(request.body) ?? {};
  if (isFailure(body)) return statusResponse(body.failure);
  const binding = body as Binding; // its fields are checked as they are used
  const admission = admissionOfPart(context, request, 'CREATE', FORM, body as JsonObject); // a parsed object
  const forbidden = admission.check();
  if (forbidden !== undefined) return statusResponse(forbidden.failure);
  const name = binding.metadata?.name;
  if (!request.trusted && name !== request.name) return statusResponse(badRequest('name in URL does not match name in Binding object'));
  const wrong = request.trusted ? undefined : wrongTarget(binding);
  if (wrong !== undefined) return statusResponse(failure(500, '', wrong));
  const denied = admission.validate();
  if (denied !== undefined) return statusResponse(denied.failure);
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const result = assign(context, request, found as Pod, binding); // `find` looks among the pods
  return result === undefined ? objectResponse(201, created()) : statusResponse(result.failure);
}

/** @k8s pkg/apis/core/validation/validation.go ValidatePodBinding */
function wrongTarget({ target }: Binding): string | undefined {
  const { kind = '', name = '' } = target as Partial<Binding['target']> | undefined ?? {}; // not validated yet
  const errors = [
    ...(kind === '' || kind === 'Node' ? [] : [notSupported('target.kind', kind, ['Node', '<empty>'])]),
    ...(name === '' ? [required('target.name', '')] : []),
  ];
  return errors.length === 0 ? undefined : formatFieldErrors(errors);
}

function assign(context: ServerContext, request: ResourceRequest, pod: Pod, binding: Binding): Failure | undefined {
  const name = pod.metadata?.name ?? '';
  const node = pod.spec?.nodeName ?? '';
  if (pod.metadata?.deletionTimestamp !== undefined) return fail(conflict(RESOURCE, name, `pod ${name} is being deleted, cannot be assigned to a host`));
  if (node !== '') return fail(conflict(RESOURCE, name, `pod ${name} is already assigned to node "${node}"`));
  if ((pod.spec?.schedulingGates ?? []).length > 0) return fail(conflict(RESOURCE, name, `pod ${name} has non-empty .spec.schedulingGates`));
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: nowStamp(context.clock) } as unknown as PodCondition; // Go prints an unset time as null
  const annotations = binding.metadata?.annotations;
  const labels = topologyLabels(context.store, binding.target.name ?? '');
  const next: Pod = {
    ...pod,
    ...(annotations === undefined && labels === undefined ? {} : { metadata: {
      ...pod.metadata, ...(annotations === undefined ? {} : { annotations: { ...pod.metadata?.annotations, ...annotations } }),
      ...(labels === undefined ? {} : { labels: { ...pod.metadata?.labels, ...labels } }),
    } }),
    spec: { ...pod.spec, nodeName: binding.target.name ?? '' } as NonNullable<Pod['spec']>, // a stored pod has a spec
    status: { ...withoutNominee(pod.status), conditions: [...others, scheduled] },
  };
  const changed = updateObject(context, { ...request, subresource: 'binding' }, pod, {
    // Binding counts as no change of the desired state. @k8s golden pods/pod-exit0-never
    next, prepare: (bound) => bound, validated: false, checkRevision: false, keepGeneration: true, admitted: true,
  });
  return isFailure(changed) ? changed : undefined;
}

/** What was promised has come true. @k8s ClearingNominatedNodeNameAfterBinding; golden cluster/sched-preemption */
function withoutNominee(status: Pod['status']): Pod['status'] {
  const { nominatedNodeName: _, ...rest } = status ?? {};
  return rest;
}
