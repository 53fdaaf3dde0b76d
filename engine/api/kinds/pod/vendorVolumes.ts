/** Volumes of particular storage systems: accepted and validated, never mounted. @k8s pkg/apis/core/validation/validation.go validateVolumeSource */
import { dns1123LabelProblems } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { Volume } from '../../schema/types.ts';
import { invalids, localPathErrors } from './checks.ts';

/** In the order in which upstream looks at them. */
export const VENDOR_SOURCES = [
  'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'rbd', 'cinder', 'cephfs', 'quobyte', 'fc',
  'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'scaleIO',
] as const;
export type VendorSource = (typeof VENDOR_SOURCES)[number];

/** Fields that may not be empty, where that is all there is to say. */
const NEEDED: { readonly [source in VendorSource]?: readonly string[] } = {
  glusterfs: ['endpoints', 'path'], rbd: ['monitors', 'image'], cephfs: ['monitors'], azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'], photonPersistentDisk: ['pdID'], portworxVolume: ['volumeID'], scaleIO: ['gateway', 'system', 'volumeName'],
};

const PARTITION = 'must be between 1 and 255, inclusive';
const LUN = 'must be between 0 and 255, inclusive';
const inByte = (value: number | undefined): boolean => value === undefined || (value >= 0 && value <= 255);

/** The disk's rules carry a path of their own: `persistentDisk`. */
function validateDisk(path: string, name: string, { [name]: id = '', partition }: { readonly [field: string]: unknown }): FieldError[] {
  const number = typeof partition === 'number' ? partition : undefined;
  return [...(id === '' ? [required(`${path}.${name}`)] : []), ...(inByte(number) ? [] : [invalid(`${path}.partition`, number, PARTITION)])];
}

const QUALIFIERS: { readonly [prefix: string]: RegExp } = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$/, eui: /^eui.[a-zA-Z0-9]{16}$/, naa: /^naa.[a-zA-Z0-9]{32}$/,
};
function iqnProblem(name: string): string | undefined {
  const pattern = QUALIFIERS[name.slice(0, 3)];
  if (pattern === undefined) return 'must be valid format starting with iqn, eui, or naa';
  return pattern.test(name) ? undefined : 'must be valid format';
}

const TOO_LONG = 'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
function validateIscsi(path: string, volume: Volume): FieldError[] {
  const { targetPortal = '', iqn = '', lun, initiatorName } = volume.iscsi ?? {};
  const errors = targetPortal === '' ? [required(`${path}.targetPortal`)] : [];
  const problem = iqn === '' ? undefined : iqnProblem(iqn);
  if (iqn === '') errors.push(required(`${path}.iqn`));
  else if (problem !== undefined) errors.push(invalid(`${path}.iqn`, iqn, problem));
  if (!inByte(lun)) errors.push(invalid(`${path}.lun`, lun, LUN));
  if ((volume.iscsi?.chapAuthDiscovery === true || volume.iscsi?.chapAuthSession === true) && volume.iscsi.secretRef === undefined) {
    errors.push(required(`${path}.secretRef`));
  }
  const wrong = initiatorName === undefined ? undefined : iqnProblem(initiatorName);
  if (wrong !== undefined) errors.push(invalid(`${path}.initiatorname`, initiatorName, wrong));
  if (initiatorName !== undefined && `${volume.name}:${targetPortal}`.length > 64) {
    errors.push(invalid(path.replace(/iscsi$/, 'name'), volume.name, TOO_LONG));
  }
  return errors;
}

function validateQuobyte(path: string, { registry = '', tenant = '', volume = '' }: Partial<NonNullable<Volume['quobyte']>>): FieldError[] {
  const text = 'must be a host:port pair or multiple pairs separated by commas';
  const errors = registry === '' ? [required(`${path}.registry`, text)]
    : tenant.length >= 65 ? [required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters')]
      : registry.split(',').filter((pair) => !/^[^:]*:[^:]*$/.test(pair)).map(() => invalid(`${path}.registry`, registry, text));
  return volume === '' ? [...errors, required(`${path}.volume`)] : errors;
}

function validateFc(path: string, { targetWWNs = [], wwids = [], lun }: NonNullable<Volume['fc']>): FieldError[] {
  const here = `${path}.targetWWNs`;
  const errors = targetWWNs.length === 0 && wwids.length === 0 ? [required(here, 'must specify either targetWWNs or wwids, but not both')] : [];
  if (targetWWNs.length > 0 && wwids.length > 0) errors.push(invalid(here, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  if (targetWWNs.length > 0 && lun === undefined) errors.push(required(`${path}.lun`, 'lun is required if targetWWNs is specified'));
  return targetWWNs.length === 0 || inByte(lun) ? errors : [...errors, invalid(`${path}.lun`, lun, LUN)];
}

function validateFlex(path: string, { driver = '', options = {} }: Partial<NonNullable<Volume['flexVolume']>>): FieldError[] {
  return [...(driver === '' ? [required(`${path}.driver`)] : []), ...Object.keys(options)
    .filter((key) => /\.(kubernetes|k8s)\.io$/.test(`.${(key.split('/')[0] ?? '').toLowerCase()}`))
    .map((key) => invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'))];
}

const MANAGED = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
function validateAzureDisk(path: string, disk: Partial<NonNullable<Volume['azureDisk']>>): FieldError[] {
  const { diskName = '', diskURI = '', cachingMode, kind } = disk;
  const among = (field: string, value: string | undefined, allowed: readonly string[]): FieldError[] =>
    (value === undefined || allowed.includes(value) ? [] : [notSupported(`${path}.${field}`, value, allowed)]);
  const wrong = (example: string): FieldError[] => [notSupported(`${path}.diskURI`, diskURI, [example])];
  return [
    ...(diskName === '' ? [required(`${path}.diskName`)] : []), ...(diskURI === '' ? [required(`${path}.diskURI`)] : []),
    ...among('cachingMode', cachingMode, ['None', 'ReadOnly', 'ReadWrite']), ...among('kind', kind, ['Dedicated', 'Managed', 'Shared']),
    ...(kind === 'Managed' && !diskURI.startsWith('/subscriptions/') ? wrong(MANAGED) : []),
    ...(kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://') ? wrong(BLOB) : []),
  ];
}

function validateStorageOs(path: string, { volumeName = '', volumeNamespace = '', secretRef }: NonNullable<Volume['storageos']>): FieldError[] {
  return [
    ...(volumeName === '' ? [required(`${path}.volumeName`)] : invalids(`${path}.volumeName`, volumeName, dns1123LabelProblems(volumeName))),
    ...(volumeNamespace === '' ? [] : invalids(`${path}.volumeNamespace`, volumeNamespace, dns1123LabelProblems(volumeNamespace))),
    ...(secretRef !== undefined && (secretRef.name ?? '') === '' ? [required(`${path}.secretRef.name`)] : []),
  ];
}

function validateFlocker(path: string, { datasetName = '', datasetUUID = '' }: NonNullable<Volume['flocker']>): FieldError[] {
  const errors = datasetName === '' && datasetUUID === '' ? [required(path, 'one of datasetName and datasetUUID is required')] : [];
  if (datasetName !== '' && datasetUUID !== '') errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  return datasetName.includes('/') ? [...errors, invalid(`${path}.datasetName`, datasetName, "must not contain '/'")] : errors;
}

function validateNfs(path: string, { server = '', path: file = '' }: Partial<NonNullable<Volume['nfs']>>): FieldError[] {
  return [...(server === '' ? [required(`${path}.server`)] : []), ...(file === '' ? [required(`${path}.path`)] : []),
    ...(file.startsWith('/') ? [] : [invalid(`${path}.path`, file, 'must be an absolute path')])];
}

export function validateVendorSource(source: VendorSource, path: string, volume: Volume): FieldError[] {
  const { gitRepo, nfs, quobyte, flocker, fc, flexVolume, azureDisk, storageos, cinder } = volume;
  const needed = NEEDED[source];
  // Looked up by the names in the table above.
  const given = (volume[source] ?? {}) as unknown as { readonly [field: string]: unknown };
  if (needed !== undefined) {
    const empty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    return needed.filter((field) => empty(given[field])).map((field) => required(`${path}.${field}`));
  }
  if (source === 'gcePersistentDisk') return validateDisk(path.replace(/gcePersistentDisk$/, 'persistentDisk'), 'pdName', given);
  if (source === 'awsElasticBlockStore') return validateDisk(path, 'volumeID', given);
  if (source === 'iscsi') return validateIscsi(path, volume);
  if (gitRepo !== undefined && source === 'gitRepo') {
    return [...((gitRepo.repository ?? '') === '' ? [required(`${path}.repository`)] : []), ...localPathErrors(`${path}.directory`, gitRepo.directory ?? '')];
  }
  if (cinder !== undefined && source === 'cinder') {
    return [...((cinder.volumeID ?? '') === '' ? [required(`${path}.volumeID`)] : []),
      ...(cinder.secretRef !== undefined && (cinder.secretRef.name ?? '') === '' ? [required(`${path}.secretRef.name`)] : [])];
  }
  if (nfs !== undefined && source === 'nfs') return validateNfs(path, nfs);
  if (quobyte !== undefined && source === 'quobyte') return validateQuobyte(path, quobyte);
  if (flocker !== undefined && source === 'flocker') return validateFlocker(path, flocker);
  if (fc !== undefined && source === 'fc') return validateFc(path, fc);
  if (flexVolume !== undefined && source === 'flexVolume') return validateFlex(path, flexVolume);
  if (azureDisk !== undefined && source === 'azureDisk') return validateAzureDisk(path, azureDisk);
  return storageos === undefined ? [] : validateStorageOs(path, storageos);
}
