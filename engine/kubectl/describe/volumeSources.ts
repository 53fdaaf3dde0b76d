/** The sources that are plain fields, in volumes of pods and in PersistentVolumes. @k8s kubectl/pkg/describe print…VolumeSource */
import type { Lines } from './writer.ts';

/** The name shown, the field, and what stands there if it is absent. */
export type SourceRow = readonly [title: string, field: string, absent?: string];
export type SourceText = { readonly title: string; readonly rows: readonly SourceRow[] };
export type SourceTexts = { readonly [source: string]: SourceText };
type Fields = { readonly [field: string]: unknown };

const readOnly: SourceRow = ['ReadOnly', 'readOnly', 'false'];
const fsType: SourceRow = ['FSType', 'fsType'];
const secretRef: SourceRow = ['SecretRef', 'secretRef', 'nil'];
const disk: readonly SourceRow[] = [fsType, ['Partition', 'partition', '0'], readOnly];

/** The same in both. */
export const SOURCES: SourceTexts = {
  hostPath: { title: 'HostPath (bare host directory volume)', rows: [['Path', 'path'], ['HostPathType', 'type', '<none>']] },
  gcePersistentDisk: { title: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)', rows: [['PDName', 'pdName'], ...disk] },
  awsElasticBlockStore: { title: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)', rows: [['VolumeID', 'volumeID'], ...disk] },
  nfs: { title: 'NFS (an NFS mount that lasts the lifetime of a pod)', rows: [['Server', 'server'], ['Path', 'path'], readOnly] },
  iscsi: {
    title: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: [
      ['TargetPortal', 'targetPortal'], ['IQN', 'iqn'], ['Lun', 'lun', '0'], ['ISCSIInterface', 'iscsiInterface'], fsType, readOnly, ['Portals', 'portals', '[]'],
      ['DiscoveryCHAPAuth', 'chapAuthDiscovery', 'false'], ['SessionCHAPAuth', 'chapAuthSession', 'false'], secretRef, ['InitiatorName', 'initiatorName', '<none>'],
    ],
  },
  rbd: {
    title: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    rows: [
      ['CephMonitors', 'monitors', '[]'], ['RBDImage', 'image'], fsType, ['RBDPool', 'pool'], ['RadosUser', 'user'], ['Keyring', 'keyring'], secretRef, readOnly,
    ],
  },
  quobyte: { title: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)", rows: [['Registry', 'registry'], ['Volume', 'volume'], readOnly] },
  azureDisk: {
    title: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    rows: [['DiskName', 'diskName'], ['DiskURI', 'diskURI'], ['Kind', 'kind'], fsType, ['CachingMode', 'cachingMode'], readOnly],
  },
  vsphereVolume: {
    title: 'vSphereVolume (a Persistent Disk resource in vSphere)', rows: [['VolumePath', 'volumePath'], fsType, ['StoragePolicyName', 'storagePolicyName']],
  },
  cinder: { title: 'Cinder (a Persistent Disk resource in OpenStack)', rows: [['VolumeID', 'volumeID'], fsType, readOnly, secretRef] },
  photonPersistentDisk: { title: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)', rows: [['PdID', 'pdID'], fsType] },
  portworxVolume: { title: 'PortworxVolume (a Portworx Volume resource)', rows: [['VolumeID', 'volumeID']] },
  cephfs: {
    title: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: [['Monitors', 'monitors', '[]'], ['Path', 'path'], ['User', 'user'], ['SecretFile', 'secretFile'], secretRef, readOnly],
  },
  storageos: { title: 'StorageOS (a StorageOS Persistent Disk resource)', rows: [['VolumeName', 'volumeName'], ['VolumeNamespace', 'volumeNamespace'], fsType, readOnly] },
  fc: { title: 'FC (a Fibre Channel disk)', rows: [['TargetWWNs', 'targetWWNs'], ['LUN', 'lun', '<none>'], fsType, readOnly] },
  flexVolume: {
    title: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: [['Driver', 'driver'], fsType, secretRef, readOnly, ['Options', 'options', 'map[]']],
  },
  flocker: { title: 'Flocker (a Flocker volume mounted by the Flocker agent)', rows: [['DatasetName', 'datasetName'], ['DatasetUUID', 'datasetUUID']] },
};

const glusterfsTitle = "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)";
const azureFileTitle = 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)';
const csiTitle = 'CSI (a Container Storage Interface (CSI) volume source)';
const scaleIOTitle = 'ScaleIO (a persistent volume backed by a block device in ScaleIO)';
const scaleIO: readonly SourceRow[] = [
  ['Gateway', 'gateway'], ['System', 'system'], ['Protection Domain', 'protectionDomain'], ['Storage Pool', 'storagePool'], ['Storage Mode', 'storageMode'], ['VolumeName', 'volumeName'],
];

/** What pods say. */
export const POD_SOURCES: SourceTexts = {
  ...SOURCES,
  gitRepo: { title: 'GitRepo (a volume that is pulled from git when the pod is created)', rows: [['Repository', 'repository'], ['Revision', 'revision']] },
  glusterfs: { title: glusterfsTitle, rows: [['EndpointsName', 'endpoints'], ['Path', 'path'], readOnly] },
  persistentVolumeClaim: {
    title: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', rows: [['ClaimName', 'claimName'], readOnly],
  },
  secret: { title: 'Secret (a volume populated by a Secret)', rows: [['SecretName', 'secretName'], ['Optional', 'optional', 'false']] },
  configMap: { title: 'ConfigMap (a volume populated by a ConfigMap)', rows: [['Name', 'name'], ['Optional', 'optional', 'false']] },
  scaleIO: { title: scaleIOTitle, rows: [...scaleIO, fsType, readOnly] },
  azureFile: { title: azureFileTitle, rows: [['SecretName', 'secretName'], ['ShareName', 'shareName'], readOnly] },
  csi: { title: csiTitle, rows: [['Driver', 'driver'], fsType, readOnly] },
  image: { title: 'Image (a container image or OCI artifact)', rows: [['Reference', 'reference'], ['PullPolicy', 'pullPolicy']] },
};

/** What PersistentVolumes say. */
export const PERSISTENT_SOURCES: SourceTexts = {
  ...SOURCES,
  glusterfs: { title: glusterfsTitle, rows: [['EndpointsName', 'endpoints'], ['EndpointsNamespace', 'endpointsNamespace', '<unset>'], ['Path', 'path'], readOnly] },
  local: { title: 'LocalVolume (a persistent volume backed by local storage on a node)', rows: [['Path', 'path']] },
  scaleIO: { title: scaleIOTitle, rows: [...scaleIO, ['SecretName', 'secretRef.name'], ['SecretNamespace', 'secretRef.namespace'], fsType, readOnly] },
  azureFile: { title: azureFileTitle, rows: [['SecretName', 'secretName'], ['SecretNamespace', 'secretNamespace'], ['ShareName', 'shareName'], readOnly] },
  csi: { title: csiTitle, rows: [['Driver', 'driver'], fsType, ['VolumeHandle', 'volumeHandle'], readOnly] },
};

/** As Go prints what the field holds: lists, maps and references too. */
function goText(value: unknown, field: string): string {
  if (Array.isArray(value)) return field === 'targetWWNs' ? value.join(', ') : `[${value.join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value as Fields);
  if (field === 'options') return `map[${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => `${key}:${String(text)}`).join(' ')}]`;
  const { name = '', namespace } = value as { readonly name?: string; readonly namespace?: string }; // a reference to a secret
  return namespace === undefined ? `&LocalObjectReference{Name:${name},}` : `&SecretReference{Name:${name},Namespace:${namespace},}`;
}

const fieldAt = (source: Fields, path: string): unknown => path.split('.').reduce<unknown>((at, key) => (at as Fields | undefined)?.[key], source);

/** The title upstream writes without a colon, and the one with a blank more. */
const HEADS: { readonly [title: string]: string } = { ISCSIInterface: 'ISCSIInterface', Kind: 'Kind: ' };
const MAX_ATTRIBUTE = 140;

/** Writes the first source of `texts` that the volume has; false if it has none of them. */
export function addSource(lines: Lines, volume: object, texts: SourceTexts): boolean {
  const sources = volume as { readonly [source: string]: Fields | undefined }; // sources are objects of plain fields
  const found = Object.keys(texts).find((each) => sources[each] !== undefined);
  const text = found === undefined ? undefined : texts[found];
  const source = found === undefined ? undefined : sources[found];
  if (text === undefined || source === undefined) return false;
  lines.add(2, `Type:\t${text.title}`);
  for (const [title, field, absent = ''] of text.rows) {
    const value = fieldAt(source, field);
    lines.add(2, `${HEADS[title] ?? `${title}:`}\t${value === undefined ? absent : goText(value, field)}`);
  }
  if (found === 'csi') addAttributes(lines, source['volumeAttributes'] as { readonly [key: string]: string } | undefined); // a map of texts
  return true;
}

/** @k8s kubectl/pkg/describe printCSIPersistentVolumeAttributesMultiline */
function addAttributes(lines: Lines, attributes: { readonly [key: string]: string } = {}): void {
  const rows = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const shown = rows.map((line) => (line.length > MAX_ATTRIBUTE ? `${line.slice(0, MAX_ATTRIBUTE)}...` : line));
  if (shown.length === 0) lines.add(2, 'VolumeAttributes:\t<none>');
  shown.forEach((line, index) => lines.add(index === 0 ? 2 : 4, index === 0 ? `VolumeAttributes:\t    ${line}` : `\t    ${line}`));
}
