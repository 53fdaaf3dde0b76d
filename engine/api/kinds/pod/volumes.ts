/** Validation of volumes and mounts. @k8s pkg/apis/core/validation/validation.go ValidateVolumes */
import { dns1123LabelProblems, dns1123SubdomainProblems, quantityOf } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { DownwardAPIVolumeFile, HostPathVolumeSource, KeyToPath, ProjectedVolumeSource, Volume, VolumeMount } from '../../schema/types.ts';
import { backstepErrors, invalids, localPathErrors } from './checks.ts';
import { validateFieldRef, validateResourceRef, VOLUME_FIELDS } from './env.ts';

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const validateMode = (path: string, mode: number | undefined): FieldError[] =>
  (mode !== undefined && (mode < 0 || mode > 0o777) ? [invalid(path, mode, MODE)] : []);

const validateItems = (path: string, items: readonly KeyToPath[] = []): FieldError[] => items.flatMap((item, index) => [
  ...((item.key ?? '') === '' ? [required(`${path}[${index}].key`)] : []),
  ...((item.path ?? '') === '' ? [required(`${path}[${index}].path`)] : localPathErrors(`${path}[${index}].path`, item.path)),
  ...validateMode(`${path}[${index}].mode`, item.mode),
]);

function validateFiles(path: string, files: readonly DownwardAPIVolumeFile[] = []): FieldError[] {
  return files.flatMap((file, index) => {
    const here = `${path}[${index}]`;
    const errors = (file.path ?? '') === '' ? [required(`${here}.path`)] : localPathErrors(`${here}.path`, file.path);
    if (file.fieldRef !== undefined) {
      errors.push(...validateFieldRef(`${here}.fieldRef`, file.fieldRef, VOLUME_FIELDS));
      if (file.resourceFieldRef !== undefined) errors.push(invalid(here, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    } else if (file.resourceFieldRef !== undefined) {
      errors.push(...validateResourceRef(`${here}.resourceFieldRef`, file.resourceFieldRef, true));
    } else {
      errors.push(required(here, 'one of fieldRef and resourceFieldRef is required'));
    }
    return [...errors, ...validateMode(`${here}.mode`, file.mode)];
  });
}

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
function validateHostPath(path: string, source: HostPathVolumeSource): FieldError[] {
  if ((source.path ?? '') === '') return [required(`${path}.path`)];
  const type = source.type ?? '';
  return [...backstepErrors(`${path}.path`, source.path),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, HOST_PATH_TYPES)])];
}

function validateProjected(path: string, source: ProjectedVolumeSource): FieldError[] {
  const errors = validateMode(`${path}.defaultMode`, source.defaultMode);
  for (const [index, part] of (source.sources ?? []).entries()) {
    const here = `${path}.sources[${index}]`;
    for (const field of ['secret', 'configMap'] as const) {
      const from = part[field];
      if (from === undefined) continue;
      if ((from.name ?? '') === '') errors.push(required(`${here}.${field}.name`));
      errors.push(...validateItems(`${here}.${field}.items`, from.items));
    }
    if (part.downwardAPI !== undefined) errors.push(...validateFiles(`${here}.downwardAPI.items`, part.downwardAPI.items));
    const token = part.serviceAccountToken;
    if (token !== undefined) {
      const seconds = token.expirationSeconds ?? 0;
      if (seconds < 600) errors.push(invalid(`${here}.serviceAccountToken.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
      errors.push(...((token.path ?? '') === '' ? [required(`${here}.serviceAccountToken.path`)] : localPathErrors(`${here}.serviceAccountToken.path`, token.path)));
    }
  }
  return errors;
}

function validateSource(path: string, volume: Volume): FieldError[] {
  const given = Object.keys(volume).filter((key) => key !== 'name' && (volume as { readonly [key: string]: unknown })[key] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  const errors = given.slice(1).map((field) => forbidden(`${path}.${field}`, 'may not specify more than 1 volume type'));
  const { emptyDir, hostPath, secret, configMap, persistentVolumeClaim, projected, downwardAPI } = volume;
  if (emptyDir?.sizeLimit !== undefined && quantityOf(emptyDir.sizeLimit).nano < 0n) {
    errors.push(forbidden(`${path}.emptyDir.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
  }
  if (hostPath !== undefined) errors.push(...validateHostPath(`${path}.hostPath`, hostPath));
  if (secret !== undefined) {
    if ((secret.secretName ?? '') === '') errors.push(required(`${path}.secret.secretName`));
    errors.push(...validateMode(`${path}.secret.defaultMode`, secret.defaultMode), ...validateItems(`${path}.secret.items`, secret.items));
  }
  if (configMap !== undefined) {
    if ((configMap.name ?? '') === '') errors.push(required(`${path}.configMap.name`));
    errors.push(...validateMode(`${path}.configMap.defaultMode`, configMap.defaultMode), ...validateItems(`${path}.configMap.items`, configMap.items));
  }
  if (persistentVolumeClaim !== undefined) {
    const name = persistentVolumeClaim.claimName ?? '';
    errors.push(...(name === '' ? [required(`${path}.persistentVolumeClaim.claimName`)]
      : invalids(`${path}.persistentVolumeClaim.claimName`, name, dns1123SubdomainProblems(name))));
  }
  if (downwardAPI !== undefined) {
    errors.push(...validateMode(`${path}.downwardAPI.defaultMode`, downwardAPI.defaultMode), ...validateFiles(`${path}.downwardAPI.items`, downwardAPI.items));
  }
  if (projected !== undefined) errors.push(...validateProjected(`${path}.projected`, projected));
  return errors;
}

/** The names come back too: mounts refer to volumes that are right in themselves. */
export function validateVolumes(path: string, volumes: readonly Volume[]): { readonly errors: FieldError[]; readonly good: ReadonlySet<string> } {
  const seen = new Set<string>();
  const good = new Set<string>();
  const errors = volumes.flatMap((volume, index) => {
    const here = `${path}[${index}]`;
    const own = validateSource(here, volume);
    const name = volume.name ?? '';
    if (name === '') own.push(required(`${here}.name`));
    else own.push(...invalids(`${here}.name`, name, dns1123LabelProblems(name)));
    if (seen.has(name)) own.push(duplicate(`${here}.name`, name));
    if (own.length === 0) { seen.add(name); good.add(name); }
    return own;
  });
  return { errors, good };
}

/** @k8s pkg/apis/core/validation/validation.go ValidateVolumeMounts */
export function validateMounts(path: string, mounts: readonly VolumeMount[], volumes: ReadonlySet<string>): FieldError[] {
  const seen = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const here = `${path}[${index}]`;
    const errors = (mount.name ?? '') === '' ? [required(`${here}.name`)] : volumes.has(mount.name) ? [] : [notFound(`${here}.name`, mount.name)];
    if ((mount.mountPath ?? '') === '') errors.push(required(`${here}.mountPath`));
    if (seen.has(mount.mountPath)) errors.push(invalid(`${here}.mountPath`, mount.mountPath, 'must be unique'));
    seen.add(mount.mountPath);
    if ((mount.subPath ?? '') !== '') errors.push(...localPathErrors(`${here}.subPath`, mount.subPath ?? ''));
    if ((mount.subPathExpr ?? '') !== '') {
      if ((mount.subPath ?? '') !== '') errors.push(invalid(`${here}.subPathExpr`, mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      errors.push(...localPathErrors(`${here}.subPathExpr`, mount.subPathExpr ?? ''));
    }
    return errors;
  });
}
