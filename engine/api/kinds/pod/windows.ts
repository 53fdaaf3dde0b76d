/** Rules about Windows, and about what a pod's operating system allows. @k8s pkg/apis/core/validation/validation.go validateWindows, validateLinux */
import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { PodSpec, WindowsSecurityContextOptions } from '../../schema/types.ts';
import { invalids } from './checks.ts';
import { visitContainers } from './context.ts';

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const [MAX_DOMAIN, MAX_USER, MAX_SPEC] = [256, 104, 64 * 1024];

function userNameProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x1f\x7f]/.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const [domain, user] = parts.length === 2 ? [parts[0], parts[1] ?? ''] : [undefined, name];
  const problems: string[] = [];
  if ((domain ?? '').length >= MAX_DOMAIN) problems.push(`runAsUserName's Domain length must be under ${MAX_DOMAIN} characters`);
  if (domain !== undefined && !NETBIOS.test(domain) && !DOMAIN.test(domain)) problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (user.length > MAX_USER) problems.push(`runAsUserName's User length must not be longer than ${MAX_USER} characters`);
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) problems.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  return problems;
}

export function validateWindowsOptions(path: string, options: WindowsSecurityContextOptions | undefined): FieldError[] {
  if (options === undefined) return [];
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const size = spec === undefined ? [] : spec === '' ? ['gmsaCredentialSpec cannot be an empty string']
    : spec.length > MAX_SPEC ? ['gmsaCredentialSpec size must be under 64 KiB'] : [];
  return [
    ...(name === undefined ? [] : invalids(`${path}.gmsaCredentialSpecName`, name, dns1123SubdomainProblems(name))),
    ...invalids(`${path}.gmsaCredentialSpec`, spec, size),
    ...(user === undefined ? [] : invalids(`${path}.runAsUserName`, user, userNameProblems(user))),
  ];
}

/** @k8s validateWindowsHostProcessPod */
export function validateHostProcess(path: string, spec: PodSpec): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const errors: FieldError[] = [];
  let [all, hosts] = [0, 0];
  visitContainers(path, spec, (container, here) => {
    all++;
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && own !== ofPod) {
      errors.push(invalid(`${here}.securityContext.windowsOptions.hostProcess`, own, `pod hostProcess value must be identical if both are specified, was ${ofPod}`));
    }
    if (own ?? ofPod ?? false) hosts++;
  });
  if (hosts === 0) return errors;
  if (hosts !== all) errors.push(invalid(path, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers'));
  if (spec.hostNetwork !== true) errors.push(invalid(`${path}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers'));
  return errors;
}

const ON_WINDOWS = 'cannot be set for a windows pod';
const OF_POD = [
  'securityContext.appArmorProfile', 'securityContext.seLinuxOptions', 'hostUsers', 'hostPID', 'hostIPC', 'securityContext.seccompProfile',
  'securityContext.fsGroup', 'securityContext.fsGroupChangePolicy', 'securityContext.sysctls', 'shareProcessNamespace',
  'securityContext.runAsUser', 'securityContext.runAsGroup', 'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy', 'securityContext.seLinuxChangePolicy',
];
const OF_CONTAINER = ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged',
  'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'];

type Fields = { readonly [field: string]: unknown };
function isGiven(spec: PodSpec, path: string): boolean {
  const [first = '', second] = path.split('.');
  const value = (spec as unknown as Fields)[first]; // looked up by name
  const found = second === undefined ? value : (value as Fields | undefined)?.[second];
  return found !== undefined && !((first === 'hostPID' || first === 'hostIPC') && found === false)
    && !(second === 'sysctls' && Array.isArray(found) && found.length === 0);
}

function validateOnWindows(path: string, spec: PodSpec): FieldError[] {
  const errors = OF_POD.filter((field) => isGiven(spec, field)).map((field) => forbidden(`${path}.${field}`, ON_WINDOWS));
  visitContainers(path, spec, (container, here) => {
    const security = container.securityContext as Fields | undefined;
    for (const field of OF_CONTAINER) if (security?.[field] !== undefined) errors.push(forbidden(`${here}.securityContext.${field}`, ON_WINDOWS));
  });
  return errors;
}

const ON_LINUX = 'windows options cannot be set for a linux pod';
function validateOnLinux(path: string, spec: PodSpec): FieldError[] {
  const errors = spec.securityContext?.windowsOptions === undefined ? [] : [forbidden(`${path}.securityContext.windowsOptions`, ON_LINUX)];
  visitContainers(path, spec, (container, here) => {
    if (container.securityContext?.windowsOptions !== undefined) errors.push(forbidden(`${here}.securityContext.windowsOptions`, ON_LINUX));
  });
  return errors;
}

export function validateOs(path: string, spec: PodSpec): FieldError[] {
  if (spec.os === undefined) return [];
  const name = spec.os.name ?? '';
  if (name === '') return [required(`${path}.os.name`)];
  if (name === 'linux') return validateOnLinux(path, spec);
  return name === 'windows' ? validateOnWindows(path, spec) : [notSupported(`${path}.os`, name, ['linux', 'windows'])];
}
