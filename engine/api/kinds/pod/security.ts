/** Validation of security contexts. @k8s pkg/apis/core/validation/validation.go ValidateSecurityContext, validatePodSpecSecurityContext */
import type { Json } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooLong } from '../../fieldError.ts';
import { internalValue } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { AppArmorProfile, PodSecurityContext, PodSpec, SeccompProfile, SecurityContext } from '../../schema/types.ts';
import { asGiven, backstepErrors } from './checks.ts';
import { visitContainers } from './context.ts';
import { validateWindowsOptions } from './windows.ts';

const MAX_ID = 2 ** 31 - 1;
const validateId = (path: string, id: number | undefined): FieldError[] =>
  (id !== undefined && (id < 0 || id > MAX_ID) ? [invalid(path, id, `must be between 0 and ${MAX_ID}, inclusive`)] : []);

const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccomp(path: string, profile: SeccompProfile | undefined): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = asGiven(profile);
  const errors = type === '' ? [required(`${path}.type`, 'type is required when seccompProfile is set')]
    : PROFILES.includes(type) ? [] : [notSupported(`${path}.type`, type, PROFILES)];
  const here = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    return localhostProfile === undefined ? errors
      : [...errors, invalid(here, internalValue('Profile', profile), 'can only be set when seccomp type is Localhost')];
  }
  if (localhostProfile === undefined) return [...errors, required(here, 'must be set when seccomp type is Localhost')];
  const absolute = localhostProfile.startsWith('/') ? [invalid(here, localhostProfile, 'must be a relative path')] : [];
  return [...errors, ...absolute, ...backstepErrors(here, localhostProfile)];
}

const MAX_PROFILE = 4095;
function validateAppArmor(path: string, profile: AppArmorProfile | undefined): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile: local } = asGiven(profile);
  const here = `${path}.localhostProfile`;
  if (type === '') return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!PROFILES.includes(type)) return [notSupported(`${path}.type`, type, PROFILES)];
  if (type !== 'Localhost') return local === undefined ? [] : [invalid(here, local, 'can only be set when AppArmor type is Localhost')];
  if (local === undefined) return [required(here, 'must be set when AppArmor type is Localhost')];
  const errors = local.trim() !== local ? [invalid(here, local, 'must not be padded with whitespace')]
    : local === '' ? [required(here, 'must be set when AppArmor type is Localhost')] : [];
  return local.length > MAX_PROFILE ? [...errors, tooLong(here, MAX_PROFILE)] : errors;
}

export function validateContainerSecurity(path: string, context: SecurityContext | undefined, hostUsers: boolean): FieldError[] {
  if (context === undefined) return [];
  const { procMount, capabilities } = context;
  const errors = [...validateId(`${path}.runAsUser`, context.runAsUser), ...validateId(`${path}.runAsGroup`, context.runAsGroup)];
  if (procMount !== undefined) {
    if (!['Default', 'Unmasked'].includes(procMount)) errors.push(notSupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
    if (hostUsers && procMount === 'Unmasked') errors.push(invalid(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
  }
  errors.push(...validateSeccomp(`${path}.seccompProfile`, context.seccompProfile));
  if (context.allowPrivilegeEscalation === false) {
    const shown = (): Json => internalValue('SecurityContext', context);
    if (context.privileged === true) errors.push(invalid(path, shown(), 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    for (const name of capabilities?.add ?? []) {
      if (name === 'CAP_SYS_ADMIN') {
        errors.push(invalid(path, shown(), 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'));
      }
    }
  }
  return [...errors, ...validateWindowsOptions(`${path}.windowsOptions`, context.windowsOptions),
    ...validateAppArmor(`${path}.appArmorProfile`, context.appArmorProfile)];
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_TEXT = 'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
/** Settings that belong to the pod's own network or to its own IPC namespace. @k8s component-helpers/node/util/sysctl/namespace.go */
const ofNetwork = (name: string): boolean => name.startsWith('net.');
const ofIpc = (name: string): boolean => /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(name) || name === 'kernel.sem';

function validateSysctls(path: string, spec: PodSpec): FieldError[] {
  const seen = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap((sysctl, index) => {
    const here = `${path}[${index}].name`;
    const name = sysctl.name ?? '';
    const errors = name === '' ? [required(here)] : name.length > 253 || !SYSCTL.test(name) ? [invalid(here, name, SYSCTL_TEXT)]
      : seen.has(name) ? [duplicate(here, name)] : [];
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork === true && ofNetwork(dotted)) errors.push(invalid(here, name, "may not be specified when 'hostNetwork' is true"));
    else if (spec.hostIPC === true && ofIpc(dotted)) errors.push(invalid(here, name, "may not be specified when 'hostIPC' is true"));
    seen.add(name);
    return errors;
  });
}

const choice = (path: string, value: string | undefined, allowed: readonly string[]): FieldError[] =>
  (value === undefined || allowed.includes(value) ? [] : [notSupported(path, value, allowed)]);

export function validatePodSecurity(path: string, spec: PodSpec): FieldError[] {
  const context: PodSecurityContext = spec.securityContext ?? {};
  const shared = spec.shareProcessNamespace === true && spec.hostPID === true;
  return [
    ...validateId(`${path}.fsGroup`, context.fsGroup),
    ...validateId(`${path}.runAsUser`, context.runAsUser), ...validateId(`${path}.runAsGroup`, context.runAsGroup),
    ...(context.supplementalGroups ?? []).flatMap((group, index) => validateId(`${path}.supplementalGroups[${index}]`, group)),
    ...(shared ? [invalid(`${path}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')] : []),
    ...validateSysctls(`${path}.sysctls`, spec),
    ...choice(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch']),
    ...validateSeccomp(`${path}.seccompProfile`, context.seccompProfile),
    ...validateWindowsOptions(`${path}.windowsOptions`, context.windowsOptions),
    ...validateAppArmor(`${path}.appArmorProfile`, context.appArmorProfile),
    ...choice(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict']),
    ...choice(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, ['MountOption', 'Recursive']),
  ];
}

/** A pod with users of its own shares no other namespace with the host. @k8s validateHostUsers */
export function validateHostUsers(path: string, spec: PodSpec): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const text = 'when `hostUsers` is false';
  const devices: FieldError[] = [];
  visitContainers(path, spec, (container, here) => {
    if ((container.volumeDevices ?? []).length > 0) devices.push(forbidden(`${here}.volumeDevices`, text));
  });
  return [
    ...(spec.hostNetwork === true ? [forbidden(`${path}.hostNetwork`, text)] : []),
    ...(spec.hostPID === true ? [forbidden(`${path}.HostPID`, text)] : []),
    ...(spec.hostIPC === true ? [forbidden(`${path}.HostIPC`, text)] : []),
    ...devices,
  ];
}
