/** Validation of volumes. @k8s pkg/apis/core/validation/validation.go ValidateVolumes */
import { dns1123LabelProblems, dns1123SubdomainProblems, quantityOf } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooLong } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type {
  CSIVolumeSource, EphemeralVolumeSource, HostPathVolumeSource, ImageVolumeSource, Volume,
} from '../../schema/types.ts';
import { validateAnnotations, validateLabels } from '../../meta/objectMeta.ts';
import { claimSpecErrors } from '../storage/claimRules.ts';
import { backstepErrors, invalids, oneOf } from './checks.ts';
import { validateFile, validateItems, validateMode } from './files.ts';
import { validateProjected } from './projected.ts';
import { validateVendorSource, VENDOR_SOURCES, type VendorSource } from './vendorVolumes.ts';

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
function validateHostPath(path: string, source: HostPathVolumeSource): FieldError[] {
  if ((source.path ?? '') === '') return [required(`${path}.path`)];
  const type = source.type ?? '';
  return [...backstepErrors(`${path}.path`, source.path),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, HOST_PATH_TYPES)])];
}

const MAX_DRIVER = 63;
function validateCsi(path: string, { driver = '', nodePublishSecretRef: secret }: Partial<CSIVolumeSource>): FieldError[] {
  const here = `${path}.driver`;
  const errors = driver === '' ? [required(here)] : [
    ...(driver.length > MAX_DRIVER ? [tooLong(here, MAX_DRIVER)] : []), ...invalids(here, driver, dns1123SubdomainProblems(driver.toLowerCase())),
  ];
  if (secret === undefined) return errors;
  const name = secret.name ?? '';
  return [...errors, ...(name === '' ? [required(`${path}.nodePublishSecretRef.name`)] : invalids(`${path}.name`, name, dns1123SubdomainProblems(name)))];
}

/** @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimTemplate */
function validateEphemeralSource(path: string, source: EphemeralVolumeSource): FieldError[] {
  const template = source.volumeClaimTemplate;
  if (template === undefined) return [required(`${path}.volumeClaimTemplate`)];
  const here = `${path}.volumeClaimTemplate`;
  const { annotations, labels, ...others } = template.metadata ?? {};
  return [
    ...validateAnnotations(annotations, `${here}.metadata.annotations`), ...validateLabels(labels, `${here}.metadata.labels`),
    ...Object.keys(others).map((field) => forbidden(`${here}.metadata.${field}`, 'cannot be set')),
    ...claimSpecErrors(`${here}.spec`, template.spec ?? {}),
  ];
}

const validateImage = (path: string, { reference = '', pullPolicy }: ImageVolumeSource, isPod: boolean): FieldError[] => [
  ...(isPod && reference === '' ? [required(`${path}.reference`)] : []),
  ...oneOf(`${path}.pullPolicy`, pullPolicy, ['Always', 'IfNotPresent', 'Never']),
];

type Rule = (path: string, volume: Volume, isPod: boolean) => FieldError[];
const vendor = (field: VendorSource): Rule => (path, volume) => validateVendorSource(field, path, volume);
/** In upstream's order: the first source counts, every further one is refused. */
const SOURCES: readonly (readonly [keyof Volume, Rule])[] = [
  ['emptyDir', (path, { emptyDir }) => (emptyDir?.sizeLimit !== undefined && quantityOf(emptyDir.sizeLimit).nano < 0n
    ? [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : [])],
  ['hostPath', (path, { hostPath }) => (hostPath === undefined ? [] : validateHostPath(path, hostPath))],
  ...VENDOR_SOURCES.slice(0, 3).map((field) => [field, vendor(field)] as const),
  ['secret', (path, { secret }) => [...((secret?.secretName ?? '') === '' ? [required(`${path}.secretName`)] : []),
    ...validateMode(`${path}.defaultMode`, secret?.defaultMode), ...validateItems(`${path}.items`, secret?.items)]],
  ...VENDOR_SOURCES.slice(3, 7).map((field) => [field, vendor(field)] as const),
  ['persistentVolumeClaim', (path, { persistentVolumeClaim: claim }) => ((claim?.claimName ?? '') === '' ? [required(`${path}.claimName`)] : [])],
  ...VENDOR_SOURCES.slice(7, 11).map((field) => [field, vendor(field)] as const),
  ['downwardAPI', (path, { downwardAPI }) => [...validateMode(`${path}.defaultMode`, downwardAPI?.defaultMode),
    ...(downwardAPI?.items ?? []).flatMap((file) => validateFile(path, file))]],
  ...VENDOR_SOURCES.slice(11, 13).map((field) => [field, vendor(field)] as const),
  ['configMap', (path, { configMap }) => [...((configMap?.name ?? '') === '' ? [required(`${path}.name`)] : []),
    ...validateMode(`${path}.defaultMode`, configMap?.defaultMode), ...validateItems(`${path}.items`, configMap?.items)]],
  ...VENDOR_SOURCES.slice(13, 19).map((field) => [field, vendor(field)] as const),
  ['projected', (path, { projected }) => (projected === undefined ? [] : validateProjected(path, projected))],
  ...VENDOR_SOURCES.slice(19).map((field) => [field, vendor(field)] as const),
  ['csi', (path, { csi }) => (csi === undefined ? [] : validateCsi(path, csi))],
  ['ephemeral', (path, { ephemeral }) => (ephemeral === undefined ? [] : validateEphemeralSource(path, ephemeral))],
  ['image', (path, { image }, isPod) => (image === undefined ? [] : validateImage(path, image, isPod))],
];

/** Upstream's own slips, in the sentence about a second source only. */
const SLIPS: { readonly [field in keyof Volume]?: string } = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function validateSource(path: string, volume: Volume, isPod: boolean): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const [field, rule] of SOURCES) {
    if (volume[field] === undefined) continue;
    if (found) errors.push(forbidden(`${path}.${SLIPS[field] ?? field}`, 'may not specify more than 1 volume type'));
    else errors.push(...rule(`${path}.${field}`, volume, isPod));
    found = true;
  }
  return found ? errors : [required(path, 'must specify a volume type')];
}

export type CheckedVolumes = { readonly errors: FieldError[]; readonly good: ReadonlyMap<string, Volume> };

/** `podName` is what claims of ephemeral volumes will be called after; undefined in templates. */
export function validateVolumes(path: string, volumes: readonly Volume[], podName: string | undefined): CheckedVolumes {
  const good = new Map<string, Volume>();
  const claims = new Set(volumes.filter(({ ephemeral }) => ephemeral !== undefined && (podName ?? '') !== '').map(({ name }) => `${podName}-${name}`));
  const errors = volumes.flatMap((volume, index) => {
    const here = `${path}[${index}]`;
    const name = volume.name ?? '';
    const own = validateSource(here, volume, podName !== undefined);
    if (volume.ephemeral !== undefined && (podName ?? '') !== '' && name !== '') {
      const claim = `${podName}-${name}`;
      own.push(...dns1123SubdomainProblems(claim).map((text) => invalid(`${here}.name`, name, `PVC name ${JSON.stringify(claim)}: ${text}`)));
    }
    own.push(...(name === '' ? [required(`${here}.name`)] : invalids(`${here}.name`, name, dns1123LabelProblems(name))));
    if (good.has(name)) own.push(duplicate(`${here}.name`, name));
    if (own.length === 0) good.set(name, volume);
    const claim = volume.persistentVolumeClaim?.claimName ?? '';
    if (claims.has(claim)) {
      own.push(invalid(`${here}.persistentVolumeClaim.claimName`, claim, 'must not reference a PVC that gets created for an ephemeral volume'));
    }
    return own;
  });
  return { errors, good };
}
