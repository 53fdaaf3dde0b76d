import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { LimitRange, LimitRangeItem } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';
import { canonicalResources, fill, mapSame, set } from '../workload/podTemplate.ts';
import { validateLimits } from './limitRangeRules.ts';

const isEmpty = (map: object): boolean => Object.keys(map).length === 0;

/** A limit comes from the maximum; a request from the limit, or from the minimum. @k8s pkg/apis/core/v1/defaults.go SetDefaults_LimitRangeItem */
function defaultItem(item: LimitRangeItem): LimitRangeItem {
  const { max, min, maxLimitRequestRatio } = item;
  const shared = set(item, { max: canonicalResources(max), min: canonicalResources(min), maxLimitRequestRatio: canonicalResources(maxLimitRequestRatio) });
  const [given, requested] = [canonicalResources(item.default), canonicalResources(item.defaultRequest)];
  if (item.type !== 'Container') return set(shared, { default: given, defaultRequest: requested });
  const limits = fill(given ?? {}, shared.max ?? {});
  const requests = fill(fill(requested ?? {}, limits), shared.min ?? {});
  return set(shared, { default: isEmpty(limits) ? undefined : limits, defaultRequest: isEmpty(requests) ? undefined : requests });
}

function defaults(object: LimitRange): LimitRange {
  const { spec } = object;
  return spec === undefined ? object : set(object, { spec: set(spec, { limits: mapSame(spec.limits, defaultItem) }) });
}

export const limitRange: KindDefinition<LimitRange> = {
  group: '', version: 'v1', kind: 'LimitRange', plural: 'limitranges', singular: 'limitrange', shortNames: ['limits'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.LimitRange',
  defaults,
  prepareForCreate: unchanged,
  validate: (object) => [...validateMeta(object, subdomainName, true), ...validateLimits('spec.limits', object.spec?.limits ?? [])],
  validateUpdate: validateMetaUpdate,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
