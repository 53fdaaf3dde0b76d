/** Where a volume's data is: one of many sources. @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { CSIPersistentVolumeSource, HostPathVolumeSource, ISCSIPersistentVolumeSource, PersistentVolumeSpec, Volume } from '../../schema/types.ts';
import { backstepErrors, invalids } from '../pod/checks.ts';
import { validateVendorSource, type VendorSource } from '../pod/vendorVolumes.ts';
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
  glusterfs: ['endpoints', 'path'], rbd: ['monitors', 'image'], cephfs: ['monitors'], cinder: ['volumeID'], azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'], photonPersistentDisk: ['pdID'], portworxVolume: ['volumeID'], scaleIO: ['gateway', 'system', 'volumeName'],
  local: ['path'], hostPath: ['path'],
};
/** Those that a pod's own volume may have in the same words. */
const SHARED: readonly VendorSource[] = ['gcePersistentDisk', 'awsElasticBlockStore', 'flocker', 'nfs', 'quobyte', 'fc', 'flexVolume', 'azureDisk', 'storageos'];

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const hostPathErrors = (path: string, { path: where = '', type = '' }: Partial<HostPathVolumeSource>): FieldError[] => (where === '' ? [] : [
  ...backstepErrors(`${path}.path`, where), ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, HOST_PATH_TYPES)]),
]);

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

const QUALIFIED = /^(iqn.*iqn\.|iqn\.)\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$|^eui.[a-zA-Z0-9]{16}$|^naa.[a-zA-Z0-9]{32}$/;

function iscsiErrors(path: string, { targetPortal = '', iqn = '', lun = 0, ...rest }: Partial<ISCSIPersistentVolumeSource>): FieldError[] {
  const { initiatorName, secretRef } = rest;
  const errors = targetPortal === '' ? [required(`${path}.targetPortal`)] : [];
  const malformed = (field: string, name: string): FieldError[] => (QUALIFIED.test(name) ? [] : [invalid(`${path}.${field}`, name, 'must be valid format')]);
  errors.push(...(iqn === '' ? [required(`${path}.iqn`)] : malformed('iqn', iqn)));
  if (lun < 0 || lun > 255) errors.push(invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive'));
  if ((rest.chapAuthDiscovery === true || rest.chapAuthSession === true) && secretRef === undefined) errors.push(required(`${path}.secretRef`));
  if (secretRef !== undefined && (secretRef.name ?? '') === '') errors.push(required(`${path}.secretRef.name`));
  return initiatorName === undefined ? errors : [...errors, ...malformed('initiatorname', initiatorName)];
}

function ownErrors(path: string, source: Source, spec: PersistentVolumeSpec): FieldError[] {
  const vendor = SHARED.find((name) => name === source);
  if (vendor !== undefined) return validateVendorSource(vendor, path, { ...spec, name: '' } as Volume); // these sources have the same fields in both
  const given = spec[source] as unknown as { readonly [field: string]: unknown }; // a source is an object
  const empty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const errors = (NEEDED[source] ?? []).filter((field) => empty(given[field])).map((field) => required(`${path}.${field}`));
  if (source === 'hostPath' && spec.hostPath !== undefined) errors.push(...hostPathErrors(path, spec.hostPath));
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
    if (source !== first && source !== 'flexVolume') return [forbidden(`${path}.${source === 'cephfs' ? 'cephFS' : source}`, 'may not specify more than 1 volume type')];
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
