import { qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, invalid, required } from '../../fieldError.ts';
import { internalValue } from '../../goDump/dump.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CSINode, CSINodeDriver } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from '../common.ts';
import { invalids, nonNegative } from '../pod/checks.ts';
import { driverNameErrors } from './shared.ts';

const MAX_NODE_ID = 192;
const driversOf = ({ spec }: CSINode): readonly CSINodeDriver[] => spec?.drivers ?? [];

/** @k8s pkg/apis/storage/validation/validation.go validateCSINodeDriver */
function driverErrors(path: string, { name = '', nodeID = '', allocatable, topologyKeys = [] }: Partial<CSINodeDriver>, twin: boolean): FieldError[] {
  return [
    ...driverNameErrors(`${path}.name`, name), ...(nodeID === '' ? [required(`${path}.nodeID`)] : []),
    ...(nodeID.length > MAX_NODE_ID ? [invalid(`${path}.nodeID`, nodeID, `must be ${MAX_NODE_ID} characters or less`)] : []),
    ...nonNegative(`${path}.allocatable.count`, allocatable?.count), ...(twin ? [duplicate(`${path}.name`, name)] : []),
    ...topologyKeys.flatMap((key, index) => [
      ...(key === '' ? [required(path)] : []), ...(topologyKeys.indexOf(key) < index ? [duplicate(path, key)] : []),
      ...invalids(path, key, qualifiedNameProblems(key)),
    ]),
  ];
}

function validate(object: CSINode): FieldError[] {
  const drivers = driversOf(object);
  const names = drivers.map(({ name }) => name);
  return [...validateMeta(object, subdomainName, false),
    ...drivers.flatMap((driver, index) => driverErrors(`spec.drivers[${index}]`, driver, names.indexOf(driver.name) < index))];
}

const fixed = ({ name, nodeID, topologyKeys }: CSINodeDriver): object => ({ name, nodeID, topologyKeys });

/** A driver that stays may change how many volumes fit, nothing else. */
const validateUpdate = (next: CSINode, old: CSINode): FieldError[] => [
  ...validateMetaUpdate(next, old), ...validate(next),
  ...driversOf(old).flatMap((before) => driversOf(next).filter(({ name }) => name === before.name).flatMap((now) =>
    (sameObject(fixed(now), fixed(before)) ? [] : [invalid('spec.drivers', internalValue('CSINodeDriver', fixed(now)), 'field is immutable')]))),
];

export const csiNode: KindDefinition<CSINode> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'CSINode', plural: 'csinodes', singular: 'csinode', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.CSINode',
  defaults: unchanged,
  prepareForCreate: unchanged,
  /** Go prints the list even when there is none. @k8s golden world/objects/csinodes */
  wire: (object) => (driversOf(object).length > 0 ? object : { ...object, spec: { drivers: null } } as unknown as CSINode), // null stands on the wire only
  validate,
  validateUpdate,
  updateIsWhole: true,
  columns: [nameColumn, column('Drivers', 'integer', (object: CSINode) => driversOf(object).length), ageColumn],
  selectableFields: {},
};
