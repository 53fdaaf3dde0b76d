/** What one object counts for in a quota. @k8s pkg/quota/v1/evaluator/core/{pods,services,persistent_volume_claims}.go, apiserver/pkg/quota/v1/generic */
import {
  addQuantity, compareQuantity, quantityFromValue, quantityOf, zeroQuantity, type Quantity,
} from '../../base/index.ts';
import type { KubeObject } from '../kindDefinition.ts';
import { timeOf } from '../kinds/common.ts';
import type { PersistentVolumeClaim, Pod, PodSpec, Service } from '../schema/types.ts';
import { isExtendedResource, isNativeResource } from './resourceNames.ts';
import { podLimits, podRequests, type ResourceList } from './resources.ts';

const ONE = quantityFromValue(1);
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'] as const;

/** Older names for the count of some resources. */
const ALIASES: { readonly [resource: string]: string } = {
  configmaps: 'configmaps', resourcequotas: 'resourcequotas', replicationcontrollers: 'replicationcontrollers', secrets: 'secrets',
};
const CLASS_SUFFIX = '.storageclass.storage.k8s.io/';

/** `pods`, `deployments.apps` → the name under which all objects of it are counted. */
const countName = (resource: string): string => `count/${resource}`;

const POD_NAMES: ReadonlySet<string> = new Set([
  'count/pods', 'pods', ...COMPUTE, ...COMPUTE.map((name) => `requests.${name}`), ...COMPUTE.map((name) => `limits.${name}`),
]);
const SERVICE_NAMES: ReadonlySet<string> = new Set(['count/services', 'services', 'services.nodeports', 'services.loadbalancers']);
const CLAIM_NAMES: ReadonlySet<string> = new Set(['count/persistentvolumeclaims', 'persistentvolumeclaims', 'requests.storage']);

/** Whether the amount `name` of a quota is about objects of a resource (`pods`, `deployments.apps`). */
export function countsFor(resource: string, name: string): boolean {
  switch (resource) {
    case 'pods': return POD_NAMES.has(name) || name.startsWith('hugepages-') || name.startsWith('requests.hugepages-')
      || (name.startsWith('requests.') && !isNativeResource(name));
    case 'services': return SERVICE_NAMES.has(name);
    case 'persistentvolumeclaims': return CLAIM_NAMES.has(name) || (name.includes(CLASS_SUFFIX) && /\/(?:requests\.storage|persistentvolumeclaims)$/.test(name));
    default: return name === countName(resource) || name === ALIASES[resource];
  }
}

/** The resource that a name of a quota is counted from; undefined for what nothing counts. */
export function countedResource(name: string): string | undefined {
  if (countsFor('pods', name)) return 'pods';
  if (countsFor('services', name)) return 'services';
  if (countsFor('persistentvolumeclaims', name)) return 'persistentvolumeclaims';
  return name.startsWith('count/') ? name.slice('count/'.length) : ALIASES[name];
}

/** @param now milliseconds: pods whose grace period is over no longer count. */
export function quotaUsage(resource: string, object: KubeObject, now: number): ResourceList {
  switch (resource) {
    case 'pods': return podUsage(object as Pod, now); // the resource tells the type
    case 'services': return serviceUsage(object as Service); // likewise
    case 'persistentvolumeclaims': return claimUsage(object as PersistentVolumeClaim); // likewise
    default: {
      const alias = ALIASES[resource];
      return { [countName(resource)]: ONE, ...(alias === undefined ? {} : { [alias]: ONE }) };
    }
  }
}

/** Finished pods count as objects only. */
export function isChargedPod(pod: Pod, now: number): boolean {
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata ?? {};
  const deleted = timeOf(deletionTimestamp);
  return deleted === undefined || deletionGracePeriodSeconds === undefined || now <= deleted + deletionGracePeriodSeconds * 1000;
}

function podUsage(pod: Pod, now: number): ResourceList {
  const counted = { 'count/pods': ONE };
  return isChargedPod(pod, now) ? { ...counted, ...computeUsage(podRequests(pod), podLimits(pod)) } : counted;
}

/** Requests and limits under the names that quotas use. */
export function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage: { [name: string]: Quantity } = { pods: ONE };
  for (const name of COMPUTE) {
    const [request, limit] = [requests[name], limits[name]];
    if (request !== undefined) { usage[name] = request; usage[`requests.${name}`] = request; }
    if (limit !== undefined) usage[`limits.${name}`] = limit;
  }
  for (const [name, request] of Object.entries(requests)) {
    if (name.startsWith('hugepages-')) usage[name] = request;
    if (name.startsWith('hugepages-') || isExtendedResource(name)) usage[`requests.${name}`] = request;
  }
  return usage;
}

/** Load balancers have ports on the nodes, too, unless they say otherwise. */
function serviceUsage({ spec }: Service): ResourceList {
  const ports = spec?.ports ?? [];
  const balancer = spec?.type === 'LoadBalancer';
  const taken = balancer && spec.allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort = 0 }) => nodePort !== 0).length
    : balancer || spec?.type === 'NodePort' ? ports.length : 0;
  return {
    'count/services': ONE, services: ONE,
    'services.nodeports': quantityFromValue(taken), 'services.loadbalancers': balancer ? ONE : zeroQuantity,
  };
}

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
function claimUsage({ metadata, spec, status }: PersistentVolumeClaim): ResourceList {
  const storageClass = metadata?.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';
  const asked = spec?.resources?.requests?.['storage'];
  const given = status?.allocatedResources?.['storage'];
  const storage = asked === undefined ? undefined : given !== undefined && compareQuantity(quantityOf(given), quantityOf(asked)) > 0 ? quantityOf(given) : quantityOf(asked);
  const ofClass = (name: string): string => `${storageClass}${CLASS_SUFFIX}${name}`;
  return {
    'count/persistentvolumeclaims': ONE, persistentvolumeclaims: ONE,
    ...(storageClass === '' ? {} : { [ofClass('persistentvolumeclaims')]: ONE }),
    ...(storage === undefined ? {} : { 'requests.storage': storage }),
    ...(storage === undefined || storageClass === '' ? {} : { [ofClass('requests.storage')]: storage }),
  };
}

/** Containers must say how much they want of what a quota limits. */
const MUST_SAY: ReadonlySet<string> = new Set(['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']);

/** `must specify …`, or undefined. Pods that say it for all their containers are asked no more. */
export function unsaidAmounts(spec: PodSpec, names: readonly string[]): string | undefined {
  if (Object.keys(spec.resources?.requests ?? {}).length + Object.keys(spec.resources?.limits ?? {}).length > 0) return undefined;
  const wanted = names.filter((name) => MUST_SAY.has(name)).sort();
  if (wanted.length === 0) return undefined;
  const missing = new Map<string, Set<string>>(wanted.map((name) => [name, new Set()]));
  for (const { name: container, resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const said = (name: string): boolean => {
      const [field, resource] = name.includes('.') ? name.split('.') : ['requests', name];
      return resources?.[field as 'requests' | 'limits']?.[resource ?? ''] !== undefined; // one of the names above
    };
    for (const name of wanted) if (!said(name)) missing.get(name)?.add(container);
  }
  const parts = wanted.filter((name) => (missing.get(name)?.size ?? 0) > 0).map((name) => `${name} for: ${[...missing.get(name) ?? []].sort().join(',')}`);
  return parts.length === 0 ? undefined : `must specify ${parts.join('; ')}`;
}

export const sumUsage = (a: ResourceList, b: ResourceList): ResourceList => {
  const sum: { [name: string]: Quantity } = { ...a };
  for (const name in b) {
    const [mine, more] = [sum[name], b[name]];
    if (more !== undefined) sum[name] = mine === undefined ? more : addQuantity(mine, more);
  }
  return sum;
};
