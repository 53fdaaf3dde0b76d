/** The older list of a Service's pods, one object each. @k8s pkg/controller/endpoint/endpoints_controller.go */
import { KINDS, type Endpoints, type Pod, type Service } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';
import { isHeadless } from '../servicePods.ts';
import { subsetsOf } from './subsets.ts';

export const BY = 'endpoint-controller';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

export function* reconcileEndpoints(service: Service, pods: readonly Pod[], present: Endpoints | undefined, triggerTime: string | undefined): Reconcile {
  const subsets = subsetsOf(service, pods);
  const labels = { ...service.metadata?.labels, 'endpoints.kubernetes.io/managed-by': BY, ...(isHeadless(service) ? { 'service.kubernetes.io/headless': '' } : {}) };
  if (present !== undefined && jsonEqual((present.subsets ?? []) as Json, subsets as Json) && jsonEqual((present.metadata?.labels ?? {}) as Json, labels)) return undefined;
  const { [TRIGGER_TIME]: _, ...others } = present?.metadata?.annotations ?? {};
  const annotations = triggerTime === undefined ? others : { ...others, [TRIGGER_TIME]: triggerTime };
  const { annotations: _annotations, ...metadata } = present?.metadata ?? { name: nameOf(service), namespace: namespaceOf(service) };
  const object: Endpoints = {
    apiVersion: 'v1', kind: 'Endpoints', metadata: { ...metadata, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
  const because = { by: BY, rule: 'list the pods of the service', cause: `services/${keyOf(service)}` };
  const result = yield* send<Endpoints>({ verb: present === undefined ? 'create' : 'update', kind: kindOf(KINDS.Endpoints), object, because });
  return result.ok || result.status.reason === 'NotFound' ? undefined : result.status;
}

/** Without its Service the list goes. */
export function* removeEndpoints(key: string, present: Endpoints): Reconcile {
  const because = { by: BY, rule: 'the service is gone', cause: `services/${key}` };
  yield [{ verb: 'delete', kind: kindOf(KINDS.Endpoints), namespace: namespaceOf(present), name: nameOf(present), because }];
  return undefined;
}
