import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceSlice } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, unchanged } from '../common.ts';
import { invalid, required } from '../../fieldError.ts';
import { dns1123SubdomainProblems } from '../../../base/index.ts';

/** @k8s pkg/apis/resource/validation/validation.go validateResourceSliceSpec */
function validateSpec({ spec }: ResourceSlice): FieldError[] {
  const { driver = '', pool, nodeName, nodeSelector, allNodes, perDeviceNodeSelection } = (spec ?? {}) as Partial<ResourceSlice['spec']>; // what a client leaves out is told
  const problems = driver === '' ? [] : dns1123SubdomainProblems(driver);
  const choices = [nodeName, nodeSelector, allNodes, perDeviceNodeSelection].filter((choice) => choice !== undefined && choice !== '' && choice !== false).length;
  const words = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
  return [
    ...(driver === '' ? [required('spec.driver')] : problems.map((text) => invalid('spec.driver', driver, text))),
    ...((pool?.name ?? '') === '' ? [required('spec.pool.name')] : []),
    ...((pool?.resourceSliceCount ?? 0) <= 0 ? [invalid('spec.pool.resourceSliceCount', pool?.resourceSliceCount ?? 0, 'must be greater than zero')] : []),
    ...((pool?.generation ?? 0) < 0 ? [invalid('spec.pool.generation', pool?.generation ?? 0, 'must be greater than or equal to zero')] : []),
    ...(choices === 0 ? [required('spec', words)] : choices > 1 ? [invalid('spec', null, `${words}, but multiple fields are set`)] : []),
  ];
}

export const resourceSlice: KindDefinition<ResourceSlice> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'ResourceSlice', plural: 'resourceslices', singular: 'resourceslice', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'resource.v1.ResourceSlice',
  defaults: unchanged,
  prepareForCreate: (slice) => ({ ...slice, metadata: { ...slice.metadata, generation: 1 } }),
  validate: (slice) => [...validateMeta(slice, subdomainName, false), ...validateSpec(slice)],
  validateUpdate: (next, old) => [
    ...validateMetaUpdate(next, old), ...validateImmutable('spec.driver', next.spec?.driver, old.spec?.driver),
    ...validateImmutable('spec.pool.name', next.spec?.pool?.name, old.spec?.pool?.name), ...validateImmutable('spec.nodeName', next.spec?.nodeName, old.spec?.nodeName),
  ],
  // @k8s pkg/printers/internalversion/printers.go printResourceSlice
  columns: [
    nameColumn, column('Node', 'string', ({ spec }: ResourceSlice) => spec?.nodeName ?? ''), column('Driver', 'string', ({ spec }: ResourceSlice) => spec?.driver ?? ''),
    column('Pool', 'string', ({ spec }: ResourceSlice) => spec?.pool?.name ?? ''), ageColumn,
  ],
  selectableFields: { 'spec.nodeName': (slice: ResourceSlice) => slice.spec?.nodeName ?? '', 'spec.driver': (slice: ResourceSlice) => slice.spec?.driver ?? '' },
};
