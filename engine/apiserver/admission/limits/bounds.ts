/** Minimum, maximum and ratio of a LimitRange. @k8s limitranger/admission.go minConstraint, maxConstraint, limitRequestRatioConstraint */
import { podLimits, podRequests, type Container, type LimitRangeItem, type PersistentVolumeClaim, type Pod, type ResourceList } from '../../../api/index.ts';
import { compareQuantity, formatQuantity, quantityOf, type Quantity } from '../../../base/index.ts';

type Amounts = { readonly [name: string]: string | number } | undefined;
type Use = { readonly requests: ResourceList; readonly limits: ResourceList };

const listOf = (amounts: Amounts): ResourceList => Object.fromEntries(Object.entries(amounts ?? {}).map(([name, amount]) => [name, quantityOf(amount)]));
const useOf = ({ resources }: Container): Use => ({ requests: listOf(resources?.requests), limits: listOf(resources?.limits) });

const exceeds = (a: Quantity, b: Quantity): boolean => compareQuantity(a, b) > 0;
const told = formatQuantity;

/** Each bound of the item by name, in order. */
const each = (bounds: Amounts, check: (name: string, bound: Quantity) => string | undefined): string[] =>
  Object.keys(bounds ?? {}).sort().flatMap((name) => check(name, quantityOf(bounds?.[name])) ?? []);

function belowMinimum(type: string, name: string, least: Quantity, { requests, limits }: Use): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const head = `minimum ${name} usage per ${type} is ${told(least)}`;
  if (request === undefined) return `${head}.  No request is specified`;
  if (exceeds(least, request)) return `${head}, but request is ${told(request)}`;
  return limit !== undefined && exceeds(least, limit) ? `${head}, but limit is ${told(limit)}` : undefined;
}

function aboveMaximum(type: string, name: string, most: Quantity, { requests, limits }: Use): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const head = `maximum ${name} usage per ${type} is ${told(most)}`;
  if (limit === undefined) return `${head}.  No limit is specified`;
  if (exceeds(limit, most)) return `${head}, but limit is ${told(limit)}`;
  return request !== undefined && exceeds(request, most) ? `${head}, but request is ${told(request)}` : undefined;
}

/** Claims have no limits. */
function requestAboveMaximum(type: string, name: string, most: Quantity, requests: ResourceList): string | undefined {
  const request = requests[name];
  const head = `maximum ${name} usage per ${type} is ${told(most)}`;
  if (request === undefined) return `${head}.  No request is specified`;
  return exceeds(request, most) ? `${head}, but request is ${told(request)}` : undefined;
}

function aboveRatio(type: string, name: string, most: Quantity, { requests, limits }: Use): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const head = `${name} max limit to request ratio per ${type} is ${told(most)}`;
  if (request === undefined || request.nano === 0n) return `${head}, but no request is specified or request is 0`;
  if (limit === undefined || limit.nano === 0n) return `${head}, but no limit is specified or limit is 0`;
  const ratio = Number(limit.nano) / Number(request.nano);
  return ratio > Number(most.nano) / 1e9 ? `${head}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

const useProblems = (type: string, { min, max, maxLimitRequestRatio }: LimitRangeItem, use: Use): string[] => [
  ...each(min, (name, bound) => belowMinimum(type, name, bound, use)),
  ...each(max, (name, bound) => aboveMaximum(type, name, bound, use)),
  ...each(maxLimitRequestRatio, (name, bound) => aboveRatio(type, name, bound, use)),
];

export function podProblems(pod: Pod, item: LimitRangeItem): string[] {
  if (pod.spec === undefined) return [];
  const { overhead: _overhead, ...spec } = pod.spec; // what the runtime adds is not the pod's
  if (item.type === 'Container') return [...spec.containers, ...(spec.initContainers ?? [])].flatMap((container) => useProblems(item.type, item, useOf(container)));
  return item.type === 'Pod' ? useProblems(item.type, item, { requests: podRequests({ spec }), limits: podLimits({ spec }) }) : [];
}

export function claimProblems({ spec }: PersistentVolumeClaim, { type, min, max }: LimitRangeItem): string[] {
  if (type !== 'PersistentVolumeClaim') return [];
  const requests = listOf(spec?.resources?.requests);
  return [
    ...each(min, (name, bound) => belowMinimum(type, name, bound, { requests, limits: {} })),
    ...each(max, (name, bound) => requestAboveMaximum(type, name, bound, requests)),
  ];
}
