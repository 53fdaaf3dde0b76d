/** The older list of a Service's pods, one object each. @k8s pkg/controller/endpoint/endpoints_controller.go syncService */
import { KINDS, type Endpoints, type EndpointSubset, type Service } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import type { Result } from '../../client/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile } from '../request.ts';
import { isHeadless } from '../servicePods.ts';
import { isTerminatingNamespace, TRIGGER_TIME } from '../slices.ts';
import { repackSubsets } from '../subsets.ts';
import { isOverCapacity, truncated } from './addresses.ts';

export const BY = 'endpoint-controller';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** The list and the subsets with which there was last nothing to do. */
export type Rest = { present: Endpoints | undefined; subsets: readonly EndpointSubset[] | undefined };
export const createRest = (): Rest => ({ present: undefined, subsets: undefined });
/** Asked before the work: each write to a pod on its way out leads to a sync. */
export const isAtRest = (present: Endpoints | undefined, subsets: readonly EndpointSubset[], rest: Rest): boolean => present !== undefined && rest.present === present && rest.subsets === subsets;

export function* reconcileEndpoints(service: Service, subsets: readonly EndpointSubset[], present: Endpoints | undefined, triggerTime: string | undefined, rest: Rest): Reconcile {
  if (present !== undefined && isRight(service, present, subsets)) { [rest.present, rest.subsets] = [present, subsets]; return undefined; }
  const object = endpointsOf(service, subsets, present, triggerTime);
  const because = { by: BY, rule: 'list the pods of the service', cause: `services/${keyOf(service)}` };
  const result: Result<Endpoints> = yield* send<Endpoints>({ verb: present === undefined ? 'create' : 'update', kind: kindOf(KINDS.Endpoints), object, because });
  if (result.ok && result.value.subsets === subsets) packed.add(subsets);
  if (result.ok || (present === undefined && isTerminatingNamespace(result.status))) return undefined;
  const message = result.status.message ?? '';
  yield [present === undefined ? event(object, 'Warning', 'FailedToCreateEndpoint', `Failed to create endpoint for service ${keyOf(service)}: ${message}`)
    : event(object, 'Warning', 'FailedToUpdateEndpoint', `Failed to update endpoint ${keyOf(service)}: ${message}`)];
  return result.status;
}

/** Subsets as they were made and written here: packing them again changes nothing. */
const packed = new WeakSet<readonly EndpointSubset[]>();

function isRight(service: Service, present: Endpoints, subsets: readonly EndpointSubset[]): boolean {
  const own = present.subsets ?? [];
  const same = (a: readonly EndpointSubset[]): boolean => jsonEqual(a as Json, subsets as Json);
  return (same(own) || (!packed.has(own) && same(repackSubsets(own)))) && labelsFit(service, present) && present.metadata?.annotations?.[OVER_CAPACITY] === undefined && !isOverCapacity(own);
}

/** Apart from the label of headless Services. */
function labelsFit(service: Service, { metadata }: Endpoints): boolean {
  const { [MANAGED_BY]: by, [HEADLESS]: _, ...own } = metadata?.labels ?? {};
  const wanted = service.metadata?.labels ?? {};
  return by === BY && Object.keys(own).length === Object.keys(wanted).length && Object.entries(own).every(([key, value]) => wanted[key] === value);
}

function endpointsOf(service: Service, subsets: readonly EndpointSubset[], present: Endpoints | undefined, triggerTime: string | undefined): Endpoints {
  const { annotations: had = {}, ...metadata } = present?.metadata ?? { name: nameOf(service), namespace: namespaceOf(service) };
  const { [TRIGGER_TIME]: _time, [OVER_CAPACITY]: _capacity, ...others } = had;
  const { [HEADLESS]: _headless, ...plain } = service.metadata?.labels ?? {};
  const labels = { ...plain, ...(isHeadless(service) ? { [HEADLESS]: '' } : {}), [MANAGED_BY]: BY };
  const tooMany = isOverCapacity(subsets);
  const annotations = { ...others, ...(triggerTime === undefined ? {} : { [TRIGGER_TIME]: triggerTime }), ...(tooMany ? { [OVER_CAPACITY]: 'truncated' } : {}) };
  const kept = tooMany ? truncated(subsets) : subsets;
  return {
    apiVersion: 'v1', kind: 'Endpoints', metadata: { ...metadata, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    ...(kept.length === 0 ? {} : { subsets: kept }),
  };
}

/** Without its Service the list goes; it may be gone already. */
export function* removeEndpoints(key: string, namespace: string | undefined, name: string): Reconcile {
  const because = { by: BY, rule: 'the service is gone', cause: `services/${key}` };
  const [reply] = yield [{ verb: 'delete', kind: kindOf(KINDS.Endpoints), namespace, name, because }];
  return reply?.ok === false && reply.status.code !== 404 ? reply.status : undefined;
}
