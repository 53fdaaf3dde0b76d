import { isDefaultClass, type CSINode, type StorageClass, type VolumeAttributesClass } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime } from './times.ts';
import { addAnnotations, addLabels, createLines, labelsLine } from './writer.ts';

const boolText = (value: boolean | undefined): string => (value === undefined ? '<unset>' : value ? 'True' : 'False');

/** @k8s kubectl/pkg/describe describeStorageClass; golden kubectl/pv-pvc-storageclass */
export const describeStorageClass: Describer = (object, context) => {
  const storageClass = object as unknown as StorageClass;
  const { metadata, mountOptions = [], allowedTopologies } = storageClass;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `IsDefaultClass:\t${isDefaultClass(storageClass) ? 'Yes' : 'No'}`);
  lines.add(0, `Annotations:\t${labelsLine(metadata?.annotations)}`);
  lines.add(0, `Provisioner:\t${storageClass.provisioner}`);
  lines.add(0, `Parameters:\t${labelsLine(storageClass.parameters)}`);
  lines.add(0, `AllowVolumeExpansion:\t${boolText(storageClass.allowVolumeExpansion)}`);
  if (mountOptions.length === 0) lines.add(0, 'MountOptions:\t<none>');
  else { lines.add(0, 'MountOptions:'); for (const option of mountOptions) lines.add(1, option); }
  if (storageClass.reclaimPolicy !== undefined) lines.add(0, `ReclaimPolicy:\t${storageClass.reclaimPolicy}`);
  if (storageClass.volumeBindingMode !== undefined) lines.add(0, `VolumeBindingMode:\t${storageClass.volumeBindingMode}`);
  if (allowedTopologies !== undefined) lines.add(0, `AllowedTopologies:\t${allowedTopologies.length === 0 ? '<none>' : ''}`);
  (allowedTopologies ?? []).forEach(({ matchLabelExpressions = [] }, index) => {
    const rows = matchLabelExpressions.map(({ key, values }) => `${key} in${values.length === 0 ? '' : ` [${values.join(', ')}]`}`);
    (rows.length === 0 ? ['<none>'] : rows).forEach((row, at) => lines.add(1, `${at === 0 ? `Term ${index}:` : ''}\t${row}`));
  });
  addEventsOf(lines, context, storageClass);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeVolumeAttributesClass */
export const describeVolumeAttributesClass: Describer = (object, context) => {
  const attributes = object as unknown as VolumeAttributesClass;
  const lines = createLines();
  lines.add(0, `Name:\t${attributes.metadata?.name}`);
  lines.add(0, `Annotations:\t${labelsLine(attributes.metadata?.annotations)}`);
  lines.add(0, `DriverName:\t${attributes.driverName}`);
  lines.add(0, `Parameters:\t${labelsLine(attributes.parameters)}`);
  addEventsOf(lines, context, attributes);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeCSINode */
export const describeCsiNode: Describer = (object, context) => {
  const node = object as unknown as CSINode;
  const lines = createLines();
  lines.add(0, `Name:\t${node.metadata?.name}`);
  addLabels(lines, 0, 'Labels', node.metadata?.labels);
  addAnnotations(lines, 0, node.metadata?.annotations);
  lines.add(0, `CreationTimestamp:\t${longTime(node.metadata?.creationTimestamp)}`);
  lines.add(0, 'Spec:');
  const drivers = node.spec?.drivers as CSINode['spec']['drivers'] | null; // Go prints null for none
  if (drivers !== null && drivers !== undefined) lines.add(1, 'Drivers:');
  for (const { name, nodeID, allocatable, topologyKeys } of drivers ?? []) {
    lines.add(2, `${name}:`);
    lines.add(3, `Node ID:\t${nodeID}`);
    if (allocatable?.count !== undefined) { lines.add(3, 'Allocatables:'); lines.add(4, `Count:\t${allocatable.count}`); }
    if (topologyKeys !== undefined) lines.add(3, `Topology Keys:\t[${topologyKeys.join(' ')}]`);
  }
  addEventsOf(lines, context, node);
  return lines.toString();
};
