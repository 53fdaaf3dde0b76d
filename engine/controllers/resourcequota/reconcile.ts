/** What a quota's objects use, all told. @k8s pkg/controller/resourcequota/resource_quota_controller.go syncResourceQuota */
import { countedResource, countsFor, KINDS, matchesScopes, quotaUsage, sameObject, sumUsage, type KubeObject, type ResourceList, type ResourceQuota } from '../../api/index.ts';
import { compareQuantity, formatQuantity, quantityOf, zeroQuantity } from '../../base/index.ts';
import { keyOf } from '../owners.ts';
import { kindOf, type Reconcile } from '../request.ts';

export const BY = 'resourcequota-controller';

/** Objects of a resource (`pods`, `deployments.apps`) in a namespace; undefined for a resource that is not served. */
export type ObjectsOf = (resource: string, namespace: string) => readonly KubeObject[] | undefined;

type Amounts = { readonly [name: string]: string };

function usedBy(quota: ResourceQuota, objectsOf: ObjectsOf, now: number): Amounts {
  const hard = Object.keys(quota.spec?.hard ?? {}).sort();
  const namespace = quota.metadata?.namespace ?? '';
  const used: { [name: string]: string } = {};
  for (const resource of new Set(hard.map(countedResource))) {
    const objects = resource === undefined ? undefined : objectsOf(resource, namespace);
    if (resource === undefined || objects === undefined) continue;
    const names = hard.filter((name) => countsFor(resource, name));
    const sum = objects.filter((object) => matchesScopes(resource, object, quota.spec))
      .reduce<ResourceList>((total, object) => sumUsage(total, quotaUsage(resource, object, now)), {});
    for (const name of names) used[name] = formatQuantity(sum[name] ?? zeroQuantity);
  }
  return used;
}

const sameAmounts = (a: ResourceQuota['status'], b: Amounts): boolean => {
  const names = Object.keys(b);
  const before = a?.used ?? {};
  return Object.keys(before).length === names.length
    && names.every((name) => before[name] !== undefined && compareQuantity(quantityOf(before[name]), quantityOf(b[name])) === 0);
};

export function* reconcileQuota(quota: ResourceQuota, objectsOf: ObjectsOf, now: number): Reconcile {
  const hard = quota.spec?.hard ?? {};
  const counted = usedBy(quota, objectsOf, now);
  // What nobody can count keeps the number it has.
  const kept = Object.entries(quota.status?.used ?? {}).filter(([name]) => hard[name] !== undefined && counted[name] === undefined);
  const used = Object.fromEntries([...kept.map(([name, amount]) => [name, String(amount)] as const), ...Object.entries(counted)].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (sameObject(quota.status?.hard ?? {}, hard) && sameAmounts(quota.status, used)) return undefined;
  const status = { ...(Object.keys(hard).length === 0 ? {} : { hard }), ...(Object.keys(used).length === 0 ? {} : { used }) };
  const because = { by: BY, rule: 'the status of a quota says what is used', cause: `resourcequotas/${keyOf(quota)}` };
  const [reply] = yield [{ verb: 'update', kind: kindOf(KINDS.ResourceQuota), object: { ...quota, status } as ResourceQuota, subresource: 'status', because }];
  return reply?.ok === false && reply.status.code !== 404 ? reply.status : undefined;
}
