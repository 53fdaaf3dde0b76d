import { accessModesText, storageClassOf, type PersistentVolume, type PersistentVolumeSpec, type VolumeNodeAffinity } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { finalizersLine, statusText } from './persistentVolumeClaim.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

/** Title of each source and its rows: the name shown, and the field (with what stands there if it is absent). */
type Row = readonly [title: string, field: string, absent?: string];
type SourceText = { readonly title: string; readonly rows: readonly Row[] };
const fsRows: readonly Row[] = [['FSType', 'fsType'], ['Partition', 'partition', '0'], ['ReadOnly', 'readOnly', 'false']];
const SOURCES: { readonly [source: string]: SourceText } = {
  hostPath: { title: 'HostPath (bare host directory volume)', rows: [['Path', 'path'], ['HostPathType', 'type', '<none>']] },
  gcePersistentDisk: { title: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)', rows: [['PDName', 'pdName'], ...fsRows] },
  awsElasticBlockStore: { title: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)', rows: [['VolumeID', 'volumeID'], ...fsRows] },
  nfs: { title: 'NFS (an NFS mount that lasts the lifetime of a pod)', rows: [['Server', 'server'], ['Path', 'path'], ['ReadOnly', 'readOnly', 'false']] },
  glusterfs: {
    title: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    rows: [['EndpointsName', 'endpoints'], ['EndpointsNamespace', 'endpointsNamespace', '<unset>'], ['Path', 'path'], ['ReadOnly', 'readOnly', 'false']],
  },
  local: { title: 'LocalVolume (a persistent volume backed by local storage on a node)', rows: [['Path', 'path']] },
  csi: {
    title: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: [['Driver', 'driver'], ['FSType', 'fsType'], ['VolumeHandle', 'volumeHandle'], ['ReadOnly', 'readOnly', 'false']],
  },
};
const MAX_ATTRIBUTE = 140;

/** What has gone from Kubernetes is not told in detail: the cluster refuses to run it. @k8s kubectl/pkg/describe describePersistentVolume */
function addSource(lines: Lines, spec: PersistentVolumeSpec): void {
  const fields = spec as unknown as { readonly [source: string]: { readonly [field: string]: unknown } | undefined }; // sources are objects of plain fields
  const found = Object.keys(SOURCES).find((source) => fields[source] !== undefined);
  const text = found === undefined ? undefined : SOURCES[found];
  if (found === undefined || text === undefined) { lines.add(1, '<unknown>'); return; }
  lines.add(2, `Type:\t${text.title}`);
  for (const [title, field, absent = ''] of text.rows) lines.add(2, `${title}:\t${String(fields[found]?.[field] ?? absent)}`);
  if (spec.csi === undefined) return;
  const attributes = Object.entries(spec.csi.volumeAttributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const shown = attributes.map((line) => (line.length > MAX_ATTRIBUTE ? `${line.slice(0, MAX_ATTRIBUTE)}...` : line));
  if (shown.length === 0) lines.add(2, 'VolumeAttributes:\t<none>');
  shown.forEach((line, index) => lines.add(index === 0 ? 2 : 4, index === 0 ? `VolumeAttributes:\t    ${line}` : `\t    ${line}`));
}

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
  addSource(lines, spec);
  addEventsOf(lines, context, volume);
  return lines.toString();
};
