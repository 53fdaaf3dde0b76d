import { qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { StorageClass, TopologySelectorLabelRequirement, TopologySelectorTerm } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { invalids } from '../pod/checks.ts';
import { fill } from '../workload/podTemplate.ts';
import { labelWarnings, parameterErrors, provisionerErrors } from './shared.ts';

const POLICIES = ['Delete', 'Retain'];
const BINDING = ['Immediate', 'WaitForFirstConsumer'];
const DEFAULT_CLASS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export const isDefaultClass = ({ metadata }: StorageClass): boolean => DEFAULT_CLASS.some((key) => metadata?.annotations?.[key] === 'true');

/** @k8s pkg/apis/core/validation/validation.go ValidateTopologySelectorTerm */
function termErrors(path: string, { matchLabelExpressions = [] }: TopologySelectorTerm): FieldError[] {
  return matchLabelExpressions.flatMap(({ key = '', values = [] }: Partial<TopologySelectorLabelRequirement>, index) => {
    const here = `${path}.matchLabelExpressions[${index}]`;
    const twin = matchLabelExpressions.findIndex((other) => other.key === key) < index;
    return [
      ...(values.length === 0 ? [required(`${here}.values`)] : []),
      ...values.flatMap((value, at) => (values.indexOf(value) < at ? [duplicate(`${here}.values[${at}]`, value)] : [])),
      ...invalids(`${here}.key`, key, qualifiedNameProblems(key)), ...(twin ? [duplicate(`${here}.key`, key)] : []),
    ];
  });
}

/** Terms are sets: the order of keys and values says nothing. */
const termKey = ({ matchLabelExpressions = [] }: TopologySelectorTerm): string =>
  JSON.stringify(matchLabelExpressions.map(({ key, values }) => JSON.stringify([key, [...new Set(values)].sort()])).sort());

/** @k8s pkg/apis/storage/validation/validation.go ValidateStorageClass */
function validate(object: Partial<StorageClass>): FieldError[] {
  const { provisioner = '', parameters = {}, reclaimPolicy = '', volumeBindingMode: mode, allowedTopologies: terms = [] } = object;
  const keys = terms.map(termKey);
  return [
    ...validateMeta(object, subdomainName, false), ...provisionerErrors('provisioner', provisioner), ...parameterErrors('parameters', parameters, true),
    ...(reclaimPolicy === '' || POLICIES.includes(reclaimPolicy) ? [] : [notSupported('reclaimPolicy', reclaimPolicy, POLICIES)]),
    ...(mode === undefined ? [required('volumeBindingMode')] : BINDING.includes(mode) ? [] : [notSupported('volumeBindingMode', mode, BINDING)]),
    ...terms.flatMap((term, index) => [
      ...termErrors(`allowedTopologies[${index}]`, term),
      ...(keys.indexOf(keys[index] ?? '') < index ? [duplicate(`allowedTopologies[${index}].matchLabelExpressions`, '')] : []),
    ]),
  ];
}

/** After the rules of a create. @k8s pkg/apis/storage/validation/validation.go ValidateStorageClassUpdate */
const validateUpdate = (next: StorageClass, old: StorageClass): FieldError[] => [
  ...validate(next), ...validateMetaUpdate(next, old),
  ...(['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const).flatMap((field) => validateImmutable(field, next[field], old[field])),
];

export const storageClass: KindDefinition<StorageClass> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'StorageClass', plural: 'storageclasses', singular: 'storageclass', shortNames: ['sc'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.StorageClass',
  defaults: (object) => fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate,
  validateUpdate,
  updateIsWhole: true,
  warnings: ({ allowedTopologies = [] }) => allowedTopologies.flatMap(({ matchLabelExpressions = [] }, index) =>
    labelWarnings(`allowedTopologies[${index}].matchLabelExpressions`, matchLabelExpressions.map(({ key }) => key))),
  columns: [
    { ...nameColumn, cell: (object: StorageClass) => `${object.metadata?.name ?? ''}${isDefaultClass(object) ? ' (default)' : ''}` },
    column('Provisioner', 'string', (object: StorageClass) => object.provisioner),
    column('ReclaimPolicy', 'string', (object: StorageClass) => object.reclaimPolicy ?? 'Delete'),
    column('VolumeBindingMode', 'string', (object: StorageClass) => object.volumeBindingMode ?? '<unset>'),
    column('AllowVolumeExpansion', 'string', (object: StorageClass) => object.allowVolumeExpansion === true),
    ageColumn,
  ],
  selectableFields: {},
};
