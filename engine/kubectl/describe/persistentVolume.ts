import { accessModesText, storageClassOf, type PersistentVolume, type VolumeNodeAffinity } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { finalizersLine, statusText } from './persistentVolumeClaim.ts';
import { addSource, PERSISTENT_SOURCES } from './volumeSources.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

function addNodeAffinity(lines: Lines, affinity: VolumeNodeAffinity | undefined): void {
  if (affinity?.required === undefined) { lines.add(0, 'Node Affinity:\t<none>'); return; }
  const terms = affinity.required.nodeSelectorTerms;
  lines.add(0, 'Node Affinity:\t');
  lines.add(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
  terms.forEach(({ matchExpressions = [] }, index) => {
    const rows = matchExpressions.map(({ key, operator, values = [] }) => `${key} ${operator.toLowerCase()}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`);
    (rows.length === 0 ? ['<none>'] : rows).forEach((row, at) => lines.add(2, `${at === 0 ? `Term ${index}:` : ''}\t${row}`));
  });
}

/** @k8s kubectl/pkg/describe describePersistentVolume; golden kubectl/pv-pvc-storageclass, cluster/pv-reclaim-delete */
export const describePersistentVolume: Describer = (object, context) => {
  const volume = object as unknown as PersistentVolume;
  const { metadata, spec = {}, status } = volume;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, finalizersLine(volume));
  lines.add(0, `StorageClass:\t${storageClassOf(volume)}`);
  lines.add(0, `Status:\t${statusText(volume, context.now)}`);
  lines.add(0, `Claim:\t${spec.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`}`);
  lines.add(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`);
  lines.add(0, `Access Modes:\t${accessModesText(spec.accessModes)}`);
  if (spec.volumeMode !== undefined) lines.add(0, `VolumeMode:\t${spec.volumeMode}`);
  lines.add(0, `Capacity:\t${spec.capacity?.['storage'] ?? '0'}`);
  addNodeAffinity(lines, spec.nodeAffinity);
  lines.add(0, `Message:\t${status?.message ?? ''}`);
  lines.add(0, 'Source:');
  if (!addSource(lines, spec, PERSISTENT_SOURCES)) lines.add(1, '<unknown>');
  addEventsOf(lines, context, volume);
  return lines.toString();
};
