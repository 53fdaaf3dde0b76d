/** Where a volume's data is: one of many sources. @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { CSIPersistentVolumeSource, HostPathVolumeSource, ISCSIPersistentVolumeSource, NFSVolumeSource, PersistentVolumeSpec } from '../../schema/types.ts';
import { backstepErrors, invalids } from '../pod/checks.ts';
import { fill, set } from '../workload/podTemplate.ts';
import { driverNameErrors } from './shared.ts';

/** In the order in which upstream looks at them. */
const SOURCES = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte', 'cephfs', 'iscsi', 'cinder', 'fc',
  'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi',
] as const;
type Source = typeof SOURCES[number];
/** What upstream calls two of them in errors. */
const PATHS: { readonly [source: string]: string } = { gcePersistentDisk: 'persistentDisk' };

/** Fields that must be there, of the sources that have no other rule. */
const NEEDED: { readonly [source in Source]?: readonly string[] } = {
  gcePersistentDisk: ['pdName'], awsElasticBlockStore: ['volumeID'], glusterfs: ['endpoints', 'path'], rbd: ['monitors', 'image'], quobyte: ['registry', 'volume'],
  cephfs: ['monitors'], cinder: ['volumeID'], flexVolume: ['driver'], azureFile: ['secretName', 'shareName'], vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'], portworxVolume: ['volumeID'], azureDisk: ['diskName', 'diskURI'], scaleIO: ['gateway', 'system', 'volumeName'],
  storageos: ['volumeName'], local: ['path'], hostPath: ['path'], nfs: ['server', 'path'],
};

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const hostPathErrors = (path: string, { path: where = '', type = '' }: Partial<HostPathVolumeSource>): FieldError[] => (where === '' ? [] : [
  ...backstepErrors(`${path}.path`, where), ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, HOST_PATH_TYPES)]),
]);
const nfsErrors = (path: string, { path: where = '' }: Partial<NFSVolumeSource>): FieldError[] =>
  (where === '' || where.startsWith('/') ? [] : [invalid(`${path}.path`, where, 'must be an absolute path')]);

type SecretRef = { readonly name?: string; readonly namespace?: string };
const secretErrors = (path: string, { name = '', namespace = '' }: SecretRef): FieldError[] => [
  ...(name === '' ? [required(`${path}.name`)] : invalids(`${path}.name`, name, dns1123SubdomainProblems(name))),
  ...(namespace === '' ? [required(`${path}.namespace`)] : invalids(`${path}.namespace`, namespace, dns1123LabelProblems(namespace))),
];
const SECRETS = ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef'] as const;
const csiErrors = (path: string, csi: CSIPersistentVolumeSource): FieldError[] => [
  ...driverNameErrors(`${path}.driver`, csi.driver ?? ''), ...((csi.volumeHandle ?? '') === '' ? [required(`${path}.volumeHandle`)] : []),
  ...SECRETS.flatMap((field) => (csi[field] === undefined ? [] : secretErrors(`${path}.${field}`, csi[field]))),
];

function iscsiErrors(path: string, { targetPortal = '', iqn = '', lun = 0 }: Partial<ISCSIPersistentVolumeSource>): FieldError[] {
  const errors = targetPortal === '' ? [required(`${path}.targetPortal`)] : [];
  if (iqn === '') errors.push(required(`${path}.iqn`));
  else if (!/^(iqn|eui|naa)/.test(iqn)) errors.push(invalid(`${path}.iqn`, iqn, 'must be valid format starting with iqn, eui, or naa'));
  return lun < 0 || lun > 255 ? [...errors, invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive')] : errors;
}

function ownErrors(path: string, source: Source, spec: PersistentVolumeSpec): FieldError[] {
  const given = spec[source] as unknown as { readonly [field: string]: unknown }; // a source is an object
  const empty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const errors = (NEEDED[source] ?? []).filter((field) => empty(given[field])).map((field) => required(`${path}.${field}`));
  if (source === 'hostPath' && spec.hostPath !== undefined) errors.push(...hostPathErrors(path, spec.hostPath));
  if (source === 'nfs' && spec.nfs !== undefined) errors.push(...nfsErrors(path, spec.nfs));
  if (source === 'csi' && spec.csi !== undefined) errors.push(...csiErrors(path, spec.csi));
  if (source === 'iscsi' && spec.iscsi !== undefined) errors.push(...iscsiErrors(path, spec.iscsi));
  if (source === 'local' && (spec.local?.path ?? '') !== '') errors.push(...backstepErrors(`${path}.path`, spec.local?.path ?? ''));
  return errors;
}

/** `placed`: node affinity is given. */
export function sourceErrors(path: string, spec: PersistentVolumeSpec, placed: boolean): FieldError[] {
  const given = SOURCES.filter((source) => spec[source] !== undefined);
  const [first] = given;
  if (first === undefined) return [required(path, 'must specify a volume type')];
  const errors = given.flatMap((source) => {
    if (source !== first && source !== 'flexVolume') return [forbidden(`${path}.${source}`, 'may not specify more than 1 volume type')];
    const own = ownErrors(`${path}.${PATHS[source] ?? source}`, source, spec);
    return source === 'local' && !placed ? [...own, required(`${path}.nodeAffinity`, 'Local volume requires node affinity')] : own;
  });
  return errors;
}

/** @k8s pkg/apis/core/v1/defaults.go */
export function sourceDefaults(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  const { hostPath, iscsi, rbd, azureDisk, scaleIO } = spec;
  return set(spec, {
    ...(hostPath === undefined ? {} : { hostPath: fill(hostPath, { type: '' }) }),
    ...(iscsi === undefined ? {} : { iscsi: fill(iscsi, { iscsiInterface: 'default' }) }),
    ...(rbd === undefined ? {} : { rbd: fill(rbd, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }) }),
    ...(azureDisk === undefined ? {} : { azureDisk: fill(azureDisk, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }) }),
    ...(scaleIO === undefined ? {} : { scaleIO: fill(scaleIO, { storageMode: 'ThinProvisioned', fsType: 'xfs' }) }),
  });
}

/** Only the fields that say where the data is. */
export const sourceOf = (spec: PersistentVolumeSpec | undefined): PersistentVolumeSpec =>
  Object.fromEntries(SOURCES.flatMap((source) => (spec?.[source] === undefined ? [] : [[source, spec[source]]])));

const GONE: { readonly [source in Source]?: string } = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+', scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+', glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+', cephfs: 'deprecated in v1.28, non-functional in v1.31+',
};
export const sourceWarnings = (spec: PersistentVolumeSpec): string[] => SOURCES.flatMap((source) =>
  (spec[source] === undefined || GONE[source] === undefined ? [] : [`spec.${source === 'storageos' ? 'storageOS' : source}: ${GONE[source]}`]));
