import { canonicalQuantity, compareQuantity, quantityOf } from '../../../base/index.ts';
import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceQuota } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';
import { canonicalResources, set } from '../workload/podTemplate.ts';
import { validateQuota, validateQuotaStatus, validateScopesUnchanged } from './resourceQuotaRules.ts';

/** A status may have nothing in it, but is always there. */
const defaults = (quota: ResourceQuota): ResourceQuota => set(quota, {
  spec: set(quota.spec ?? {}, { hard: canonicalResources(quota.spec?.hard) }),
  status: quota.status ?? {},
});

/** `used/hard` of each resource; limits have a column of their own. @k8s pkg/printers/internalversion/printers.go printResourceQuota */
function usage({ status }: ResourceQuota, limits: boolean): string {
  const shown = (amount: string | number | undefined): string => canonicalQuantity(amount ?? '0');
  const names = Object.keys(status?.hard ?? {}).sort().filter((name) => name.startsWith('limits.') === limits);
  return names.map((name) => `${name}: ${shown(status?.used?.[name])}/${shown(status?.hard?.[name])}`).join(', ');
}

const COMPUTE = ['cpu', 'memory', 'storage', 'ephemeral-storage'];

/** @k8s pkg/registry/core/resourcequota/strategy.go WarningsOnCreate */
function warnings({ spec }: ResourceQuota, old: ResourceQuota | undefined): string[] {
  const hard = spec?.hard ?? {};
  if (old !== undefined) return [];
  return COMPUTE.flatMap((name) => {
    const short = hard[`requests.${name}`] === undefined && (name === 'cpu' || name === 'memory');
    const [asked, most] = [short ? name : `requests.${name}`, `limits.${name}`];
    const [request, limit] = [hard[asked], hard[most]];
    if (request === undefined || limit === undefined || compareQuantity(quantityOf(request), quantityOf(limit)) <= 0) return [];
    return [`ResourceQuota ${asked} (${canonicalQuantity(request)}) should be less than ${most} (${canonicalQuantity(limit)})`];
  });
}

export const resourceQuota: KindDefinition<ResourceQuota> = {
  group: '', version: 'v1', kind: 'ResourceQuota', plural: 'resourcequotas', singular: 'resourcequota', shortNames: ['quota'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('ResourceQuota')], definition: 'core.v1.ResourceQuota',
  defaults,
  prepareForCreate: (quota) => ({ ...quota, status: {} }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: validateQuota,
  validateStatusUpdate: validateQuotaStatus,
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateScopesUnchanged(next, old)],
  warnings,
  columns: [
    nameColumn,
    column('Request', 'string', (quota: ResourceQuota) => usage(quota, false)),
    column('Limit', 'string', (quota: ResourceQuota) => usage(quota, true)),
    ageColumn,
  ],
  selectableFields: {},
};
