import { compareQuantity, canonicalQuantity, dns1123SubdomainProblems, quantityOf } from '../../../base/index.ts';
import { invalid } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CSIStorageCapacity } from '../../schema/types.ts';
import { ALL_VERBS, column, nameColumn } from '../common.ts';
import { invalids, NOT_NEGATIVE } from '../pod/checks.ts';
import { set } from '../workload/podTemplate.ts';

const amount = (value: string | number | undefined): string | undefined => (value === undefined ? undefined : canonicalQuantity(value));

/** @k8s pkg/apis/storage/validation/validation.go ValidateCSIStorageCapacity */
const validate = (object: CSIStorageCapacity): FieldError[] => [
  ...validateMeta(object, subdomainName, true), ...validateLabelSelector('nodeTopology', object.nodeTopology),
  ...invalids('storageClassName', object.storageClassName ?? '', dns1123SubdomainProblems(object.storageClassName ?? '')),
  ...(object.capacity !== undefined && compareQuantity(quantityOf(object.capacity), quantityOf(0)) < 0 ? [invalid('capacity', object.capacity, NOT_NEGATIVE)] : []),
];

export const csiStorageCapacity: KindDefinition<CSIStorageCapacity> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'CSIStorageCapacity', plural: 'csistoragecapacities', singular: 'csistoragecapacity', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.CSIStorageCapacity',
  defaults: (object) => set(object, { capacity: amount(object.capacity), maximumVolumeSize: amount(object.maximumVolumeSize) }),
  validate,
  validateUpdate: (next, old) => [
    ...validateMetaUpdate(next, old), ...validateImmutable('nodeTopology', next.nodeTopology, old.nodeTopology),
    ...validateImmutable('storageClassName', next.storageClassName, old.storageClassName),
  ],
  updateIsWhole: true,
  columns: [
    nameColumn,
    column('StorageClassName', 'string', (object: CSIStorageCapacity) => object.storageClassName),
    column('Capacity', 'string', (object: CSIStorageCapacity) => String(object.capacity ?? '<unset>')),
  ],
  selectableFields: {},
};
