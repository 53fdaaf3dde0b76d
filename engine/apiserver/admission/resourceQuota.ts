/** Quotas are charged before an object is stored. @k8s apiserver/pkg/admission/plugin/resourcequota/controller.go CheckRequest */
import {
  countsFor, KINDS, matchesScopes, quotaUsage, sumUsage, unsaidAmounts, type KindDefinition, type KubeObject, type Pod, type ResourceList, type ResourceQuota,
} from '../../api/index.ts';
import { compareQuantity, formatQuantity, quantityOf, subtractQuantity, zeroQuantity, type Quantity } from '../../base/index.ts';
import { isFailure, type Failure, type ServerContext } from '../context.ts';
import { EMPTY_QUERY } from '../query.ts';
import { updateObject } from '../write.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

/** Events come and go by themselves. @k8s pkg/quota/v1/install/registry.go DefaultIgnoredResources */
const UNCOUNTED: ReadonlySet<string> = new Set(['events', 'events.events.k8s.io']);

/** A deadline that comes or goes takes a pod from one scope to the other. @k8s pkg/quota/v1/evaluator/core/pods.go Handles */
const hasDeadline = ({ spec }: Pod): boolean => spec?.activeDeadlineSeconds !== undefined && spec.activeDeadlineSeconds >= 0;

/** Which requests can change what is used. */
function isCharged({ operation, resource, subresource, old }: Attributes, object: KubeObject): boolean {
  if (operation === 'DELETE') return false;
  if (resource === 'pods' && subresource === undefined) return operation === 'CREATE' || (old !== undefined && hasDeadline(old as Pod) !== hasDeadline(object as Pod)); // the resource tells the type
  if (resource === 'pods') return subresource === 'resize' && operation === 'UPDATE';
  if (subresource !== undefined) return false;
  return operation === 'CREATE' || resource === 'services' || resource === 'persistentvolumeclaims';
}

export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  idle: (operation, subresource) => operation === 'DELETE' || (subresource !== undefined && subresource !== 'resize'),
  validate(attributes, object, context) {
    const { namespace, resource, kind } = attributes;
    if (object === undefined || namespace === undefined || !kind.namespaced || !isCharged(attributes, object) || UNCOUNTED.has(resource)) return undefined;
    const quotas = context.store.list('resourcequotas', namespace) as readonly ResourceQuota[]; // the resource tells the type
    return quotas.length === 0 ? undefined : charge(attributes, object, context, quotas);
  },
};

type Bill = { readonly quota: ResourceQuota; readonly used: ResourceList };

function charge(attributes: Attributes, object: KubeObject, context: ServerContext, quotas: readonly ResourceQuota[]): Failure | undefined {
  const { resource, old } = attributes;
  const concerned = quotas.filter((quota) => amountsOf(quota, resource).length > 0 && matchesScopes(resource, object, quota.spec));
  for (const quota of concerned) {
    const refused = unready(attributes, object, quota);
    if (refused !== undefined) return refused;
  }
  if (concerned.length === 0) return undefined;
  const { now } = context.clock;
  const usage = quotaUsage(resource, object, now);
  const negative = Object.keys(usage).filter((name) => (usage[name]?.nano ?? 0n) < 0n).sort();
  if (negative.length > 0) return forbid(attributes, object, `quota usage is negative for resource(s): ${negative.join(',')}`);
  const bills: Bill[] = [];
  for (const quota of concerned) {
    const before = old !== undefined && matchesScopes(resource, old, quota.spec) ? quotaUsage(resource, old, now) : {};
    const bill = billFor(attributes, object, quota, growth(usage, before));
    if (isFailure(bill)) return bill;
    if (bill !== undefined) bills.push(bill);
  }
  if (!attributes.dryRun) for (const bill of bills) book(context, bill);
  return undefined;
}

const amountsOf = (quota: ResourceQuota, resource: string): string[] => Object.keys(quota.status?.hard ?? {}).filter((name) => countsFor(resource, name)).sort();

/** What must be said, and what must be known. */
function unready(attributes: Attributes, object: KubeObject, quota: ResourceQuota): Failure | undefined {
  const name = quota.metadata?.name ?? '';
  const amounts = amountsOf(quota, attributes.resource);
  const spec = attributes.resource === 'pods' ? (object as Pod).spec : undefined; // the resource tells the type
  const unsaid = spec === undefined ? undefined : unsaidAmounts(spec, amounts);
  if (unsaid !== undefined) return forbid(attributes, object, `failed quota: ${name}: ${unsaid}`);
  const unknown = amounts.some((amount) => quota.status?.used?.[amount] === undefined);
  return unknown ? forbid(attributes, object, `status unknown for quota: ${name}, resources: ${amounts.join(',')}`) : undefined;
}

/** Only what grows costs. */
function growth(usage: ResourceList, before: ResourceList): ResourceList {
  const more: { [name: string]: Quantity } = {};
  for (const name in usage) {
    const difference = subtractQuantity(usage[name] ?? zeroQuantity, before[name] ?? zeroQuantity);
    if (difference.nano > 0n) more[name] = difference;
  }
  return more;
}

const listed = (names: readonly string[], amount: (name: string) => Quantity): string => names.map((name) => `${name}=${formatQuantity(amount(name))}`).join(',');

function billFor(attributes: Attributes, object: KubeObject, quota: ResourceQuota, more: ResourceList): Bill | Failure | undefined {
  const { hard = {}, used = {} } = quota.status ?? {};
  const names = Object.keys(more).filter((name) => hard[name] !== undefined).sort();
  if (names.length === 0) return undefined;
  const usedBefore: ResourceList = Object.fromEntries(Object.keys(used).map((name) => [name, quantityOf(used[name])]));
  const after = sumUsage(usedBefore, Object.fromEntries(names.map((name) => [name, more[name] ?? zeroQuantity])));
  const over = names.filter((name) => compareQuantity(after[name] ?? zeroQuantity, quantityOf(hard[name])) > 0);
  if (over.length === 0) return { quota, used: after };
  return forbid(attributes, object, `exceeded quota: ${quota.metadata?.name ?? ''}, requested: ${listed(over, (name) => more[name] ?? zeroQuantity)}, `
    + `used: ${listed(over, (name) => usedBefore[name] ?? zeroQuantity)}, limited: ${listed(over, (name) => quantityOf(hard[name]))}`);
}

/** The API server writes the status itself, before the object. @k8s golden controllers/quota-pod-count */
function book(context: ServerContext, { quota, used }: Bill): void {
  const kind = KINDS.ResourceQuota as unknown as KindDefinition; // plain, as requests carry it
  const next = { ...quota, status: { ...quota.status, used: Object.fromEntries(Object.keys(used).sort().map((name) => [name, formatQuantity(used[name] ?? zeroQuantity)])) } };
  updateObject(context, {
    kind, asked: kind, resource: 'resourcequotas', namespace: quota.metadata?.namespace, name: quota.metadata?.name, subresource: 'status', rest: '',
    query: EMPTY_QUERY, method: 'PUT', headers: { 'user-agent': 'kube-apiserver' }, body: undefined, trusted: true, warn: () => undefined,
    user: { name: 'system:apiserver', groups: ['system:masters'] }, because: { by: 'ResourceQuota', rule: 'what is created is charged' },
  }, quota, { next, prepare: (same) => same, validated: false, checkRevision: false });
}
