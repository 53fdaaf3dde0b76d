/** Validation of a container's mounts and block devices. @k8s pkg/apis/core/validation/validation.go ValidateVolumeMounts, ValidateVolumeDevices */
import { forbidden, invalid, notFound, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { VolumeMount } from '../../schema/types.ts';
import { asGiven, localPathErrors } from './checks.ts';
import type { AnyContainer, PodContext } from './context.ts';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

/** Said of the list, without an index: upstream's paths leave it out here. */
function validateModes(path: string, mount: VolumeMount, privileged: boolean): FieldError[] {
  const { mountPropagation: propagation, recursiveReadOnly: recursive } = mount;
  const errors: FieldError[] = [];
  if (propagation !== undefined) {
    const here = `${path}.mountPropagation`;
    if (!PROPAGATIONS.includes(propagation)) errors.push(notSupported(here, propagation, PROPAGATIONS));
    if (propagation === 'Bidirectional' && !privileged) errors.push(forbidden(here, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  const here = `${path}.recursiveReadOnly`;
  if (recursive === 'Enabled' || recursive === 'IfPossible') {
    if (mount.readOnly !== true) errors.push(forbidden(here, 'may only be specified when readOnly is true'));
    if (propagation !== undefined && propagation !== 'None') {
      errors.push(forbidden(here, 'may only be specified when mountPropagation is None or not specified'));
    }
  } else if (recursive !== undefined && recursive !== 'Disabled') {
    errors.push(notSupported(here, recursive, RECURSIVE));
  }
  return errors;
}

function validateSubPaths(path: string, here: string, { subPath = '', subPathExpr = '' }: VolumeMount): FieldError[] {
  const errors = subPath === '' ? [] : localPathErrors(`${path}.subPath`, subPath);
  if (subPathExpr === '') return errors;
  if (subPath !== '') errors.push(invalid(`${here}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  return [...errors, ...localPathErrors(`${path}.subPathExpr`, subPathExpr)];
}

export function validateMounts(path: string, container: AnyContainer, { volumes }: PodContext): FieldError[] {
  const mounts = container.volumeMounts ?? [];
  const devices = container.volumeDevices ?? [];
  const seen = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const here = `${path}[${index}]`;
    const { name = '', mountPath = '' } = asGiven(mount);
    const errors = name === '' ? [required(`${here}.name`)] : [];
    if (!volumes.has(name)) errors.push(notFound(`${here}.name`, name));
    if (mountPath === '') errors.push(required(`${here}.mountPath`));
    if (seen.has(mountPath)) errors.push(invalid(`${here}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    if (devices.some((device) => device.name === name)) errors.push(invalid(`${here}.name`, name, 'must not already exist in volumeDevices'));
    if (devices.some((device) => device.devicePath === mountPath)) {
      errors.push(invalid(`${here}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    return [...errors, ...validateSubPaths(path, here, mount), ...validateModes(path, mount, container.securityContext?.privileged === true)];
  });
}

export function validateDevices(path: string, container: AnyContainer, { volumes }: PodContext): FieldError[] {
  const mounts = container.volumeMounts ?? [];
  const [names, paths] = [new Set<string>(), new Set<string>()];
  return (container.volumeDevices ?? []).flatMap((device, index) => {
    const here = `${path}[${index}]`;
    const { name = '', devicePath = '' } = asGiven(device);
    const volume = volumes.get(name);
    const errors = name === '' ? [required(`${here}.name`)] : [];
    if (names.has(name)) errors.push(invalid(`${here}.name`, name, 'must be unique'));
    if (volume === undefined) errors.push(notFound(`${here}.name`, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      errors.push(invalid(`${here}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'));
    }
    if (devicePath === '') errors.push(required(`${here}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalid(`${here}.devicePath`, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..')) errors.push(invalid(`${here}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name)) errors.push(invalid(`${here}.name`, name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => mount.mountPath === devicePath)) {
      errors.push(invalid(`${here}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}
