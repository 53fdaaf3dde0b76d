/** The baseline level: known privilege escalations are refused. @k8s pod-security-admission/policy/check_*.go */
import type { LifecycleHandler, Probe, SELinuxOptions } from '../../../api/index.ts';
import {
  containersOf, containersText, contextOf, hasOwnUsers, namesWhere, plural, quoted, settersText, sortedSet, unless, type Check, type CheckPod,
} from './checks.ts';
import { SAFE_CAPABILITIES, SAFE_SYSCTLS, SELINUX_TYPES } from './lists.data.ts';
import { seccompAnnotations, seccompBaseline } from './seccomp.ts';

const PROFILE_TYPES = ['RuntimeDefault', 'Localhost'];
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const appArmor: CheckPod = (subject) => {
  const isBad = (type: string | undefined): boolean => type !== undefined && !PROFILE_TYPES.includes(type);
  const podType = subject.spec.securityContext?.appArmorProfile?.type;
  const typeOf = (container: Parameters<typeof contextOf>[0]): string | undefined => contextOf(container)?.appArmorProfile?.type;
  const names = namesWhere(subject, (container) => isBad(typeOf(container)));
  const values = sortedSet([...(isBad(podType) ? [podType ?? ''] : []), ...containersOf(subject).map(typeOf).filter(isBad).map((type) => type ?? '')]);
  const annotations = Object.entries(subject.metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APPARMOR) && value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/'))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`).sort();
  const setters = [settersText(isBad(podType), names), annotations.length === 0 ? '' : plural('annotation', 'annotations', annotations.length)].filter((text) => text !== '');
  if (setters.length === 0) return undefined;
  const all = [...values, ...annotations];
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', all.length),
    detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
  };
};

const capabilities: CheckPod = (subject) => {
  const added = (container: Parameters<typeof contextOf>[0]): string[] => (contextOf(container)?.capabilities?.add ?? []).filter((each) => !SAFE_CAPABILITIES.has(each));
  const names = namesWhere(subject, (container) => added(container).length > 0);
  const detail = `${containersText(names)} must not include ${quoted(sortedSet(containersOf(subject).flatMap(added)))} in securityContext.capabilities.add`;
  return names.length === 0 ? undefined : { reason: 'non-default capabilities', detail };
};

const hostNamespaces: CheckPod = ({ spec }) => {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field] === true).map((field) => `${field}=true`);
  return shared.length === 0 ? undefined : { reason: 'host namespaces', detail: shared.join(', ') };
};

const hostPath: CheckPod = ({ spec }) => {
  const names = (spec.volumes ?? []).filter((volume) => volume.hostPath !== undefined).map(({ name }) => name);
  return names.length === 0 ? undefined : { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}` };
};

const hostPorts: CheckPod = (subject) => {
  const taken = (container: Parameters<typeof contextOf>[0]): string[] => (container.ports ?? []).filter(({ hostPort = 0 }) => hostPort !== 0).map(({ hostPort }) => String(hostPort));
  const names = namesWhere(subject, (container) => taken(container).length > 0);
  if (names.length === 0) return undefined;
  const ports = sortedSet(containersOf(subject).flatMap(taken));
  return { reason: 'hostPort', detail: `${containersText(names)} ${plural('uses', 'use', names.length)} ${plural('hostPort', 'hostPorts', ports.length)} ${ports.join(', ')}` };
};

const hostOf = (action: Probe | LifecycleHandler | undefined): string[] => [action?.httpGet?.host, action?.tcpSocket?.host].filter((host): host is string => host !== undefined && host !== '');
const probeHosts: CheckPod = (subject) => {
  const hosts = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Parameters<typeof contextOf>[0]): string[] =>
    [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop].flatMap(hostOf);
  const names = sortedSet(namesWhere(subject, (container) => hosts(container).length > 0));
  if (names.length === 0) return undefined;
  const all = sortedSet(containersOf(subject).flatMap(hosts));
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(names)} ${plural('uses', 'use', names.length)} ${plural('probe or lifecycle host', 'probe or lifecycle hosts', all.length)} ${quoted(all)}`,
  };
};

const privileged: CheckPod = (subject) => {
  const names = namesWhere(subject, (container) => contextOf(container)?.privileged === true);
  return names.length === 0 ? undefined : { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` };
};

export const procMount: CheckPod = (subject) => {
  const isBad = (type: string | undefined): boolean => type !== undefined && type !== 'Default';
  const names = namesWhere(subject, (container) => isBad(contextOf(container)?.procMount));
  const types = sortedSet(containersOf(subject).map((container) => contextOf(container)?.procMount ?? 'Default').filter(isBad));
  return names.length === 0 ? undefined : { reason: 'procMount', detail: `${containersText(names)} must not set securityContext.procMount to ${quoted(types)}` };
};

const seLinux = (types: ReadonlySet<string>): CheckPod => (subject) => {
  const isBad = (options: SELinuxOptions | undefined): boolean =>
    options !== undefined && (!types.has(options.type ?? '') || (options.user ?? '') !== '' || (options.role ?? '') !== '');
  const pod = subject.spec.securityContext?.seLinuxOptions;
  const names = namesWhere(subject, (container) => isBad(contextOf(container)?.seLinuxOptions));
  const setters = settersText(isBad(pod), names);
  if (setters === '') return undefined;
  const all = [pod, ...containersOf(subject).map((container) => contextOf(container)?.seLinuxOptions)].filter((options) => options !== undefined);
  const badTypes = sortedSet(all.map(({ type = '' }) => type).filter((type) => !types.has(type)));
  const data = [
    ...(badTypes.length === 0 ? [] : [`${plural('type', 'types', badTypes.length)} ${quoted(badTypes)}`]),
    ...(all.some(({ user = '' }) => user !== '') ? ['user may not be set'] : []),
    ...(all.some(({ role = '' }) => role !== '') ? ['role may not be set'] : []),
  ];
  return { reason: 'seLinuxOptions', detail: `${setters} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}` };
};

const sysctls = (minor: number): CheckPod => ({ spec }) => {
  const safe = new Set(SAFE_SYSCTLS.filter(([since]) => since <= minor).flatMap(([, names]) => names));
  const names = (spec.securityContext?.sysctls ?? []).map(({ name }) => name).filter((name) => !safe.has(name));
  return names.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: names.join(', ') };
};

const hostProcess: CheckPod = (subject) => {
  const names = namesWhere(subject, (container) => contextOf(container)?.windowsOptions?.hostProcess === true);
  const setters = settersText(subject.spec.securityContext?.windowsOptions?.hostProcess === true, names);
  return setters === '' ? undefined : { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` };
};

/** By id, in the order in which they are told. */
export const BASELINE: readonly Check[] = [
  { id: 'appArmorProfile', versions: [[0, appArmor]] },
  { id: 'capabilities_baseline', versions: [[0, capabilities]] },
  { id: 'hostNamespaces', versions: [[0, hostNamespaces]] },
  { id: 'hostPathVolumes', versions: [[0, hostPath]] },
  { id: 'hostPorts', versions: [[0, hostPorts]] },
  { id: 'hostProbesAndHostLifecycle', versions: [[34, probeHosts]] },
  { id: 'privileged', versions: [[0, privileged]] },
  { id: 'procMount', versions: [[0, procMount], [35, unless(hasOwnUsers, procMount)]] },
  { id: 'seLinuxOptions', versions: [[0, seLinux(SELINUX_TYPES[0])], [31, seLinux(SELINUX_TYPES[1])]] },
  { id: 'seccompProfile_baseline', versions: [[0, seccompAnnotations], [19, seccompBaseline]] },
  { id: 'sysctls', versions: SAFE_SYSCTLS.map(([since]) => [since, sysctls(since)] as const) },
  { id: 'windowsHostProcess', versions: [[0, hostProcess]] },
];
