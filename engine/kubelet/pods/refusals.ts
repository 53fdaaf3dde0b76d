/** What speaks against taking a pod, beside its node and its amounts. @k8s pkg/kubelet/lifecycle/predicate.go, pkg/kubelet/sysctl, pkg/security/apparmor */
import { isSidecar, KINDS, untoleratedTaint, type Container, type Pod } from '../../api/index.ts';
import type { Kit, PodWork } from '../types.ts';
import type { Refusal } from './admission.ts';
import { isTerminated, specOf } from './work.ts';

/** Namespaced and isolated; all of them are known to the kernels of these machines. @k8s pkg/kubelet/sysctl/safe_sysctls.go */
const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
]);

/** `net/ipv4/x` is `net.ipv4.x`; what comes first decides which of the two separates. */
export function dottedSysctl(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  return first === '/' ? name.replace(/[./]/g, (each) => (each === '/' ? '.' : '/')) : name;
}

export function sysctlRefusal({ pod }: PodWork): Refusal | undefined {
  const spec = specOf(pod);
  for (const { name } of spec.securityContext?.sysctls ?? []) {
    const dotted = dottedSysctl(name);
    const shared = dotted.startsWith('net.') ? spec.hostNetwork === true : spec.hostIPC === true;
    const problem = !SAFE_SYSCTLS.has(dotted) ? `"${dotted}" not allowlisted`
      : shared ? `"${dotted}" not allowed with host ${dotted.startsWith('net.') ? 'net' : 'ipc'} enabled` : undefined;
    if (problem !== undefined) return { reason: 'SysctlForbidden', message: `forbidden sysctl: ${problem}` };
  }
  return undefined;
}

export function osRefusal({ pod }: PodWork): Refusal | undefined {
  // A label of the pod, not its selector: so it is written.
  const label = pod.metadata?.labels?.['kubernetes.io/os'];
  if (label !== undefined && label !== 'linux') return { reason: 'PodOSSelectorNodeLabelDoesNotMatch', message: "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label" };
  const os = specOf(pod).os?.name;
  return os === undefined || os === 'linux' ? undefined : { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
}

type HostPort = { readonly ip: string; readonly protocol: string; readonly port: number };
const ANY = '0.0.0.0';

const portsOf = (c: Container): HostPort[] => (c.ports ?? []).flatMap(({ hostIP, hostPort, protocol }) =>
  (hostPort === undefined || hostPort === 0 ? [] : [{ ip: hostIP === undefined || hostIP === '' ? ANY : hostIP, protocol: protocol ?? 'TCP', port: hostPort }]));
function hostPortsOf(pod: Pod): HostPort[] {
  const { containers, initContainers = [] } = specOf(pod);
  return [...initContainers.filter(isSidecar), ...containers].flatMap(portsOf);
}

export function portRefusal(kit: Kit, work: PodWork): Refusal | undefined {
  const wanted = hostPortsOf(work.pod);
  if (wanted.length === 0) return undefined;
  const taken = (port: HostPort): boolean => Array.from(kit.works.values()).some((other) => other !== work && !isTerminated(other) && hostPortsOf(other.pod).some((each) =>
    each.port === port.port && each.protocol === port.protocol && (each.ip === port.ip || each.ip === ANY || port.ip === ANY)));
  return wanted.some(taken) ? { reason: 'NodePorts', message: "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports" } : undefined;
}

/** Only taints that drive pods away count for a kubelet. */
export function taintRefusal(kit: Kit, { pod }: PodWork): Refusal | undefined {
  const taints = kit.context.client.informer(KINDS.Node).get(undefined, kit.nodeName)?.spec?.taints ?? [];
  if (untoleratedTaint(taints, specOf(pod).tolerations ?? [], ['NoExecute']) === undefined) return undefined;
  return { reason: 'TaintToleration', message: "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate" };
}

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** The kernels of these machines have no AppArmor. A pod that runs already is not asked again. */
export function appArmorRefusal({ pod }: PodWork): Refusal | undefined {
  if (pod.status?.phase !== undefined && pod.status.phase !== 'Pending') return undefined;
  const spec = specOf(pod);
  const enforced = (c: Container): boolean => {
    const type = (c.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile)?.type ?? pod.metadata?.annotations?.[`${ANNOTATION}${c.name}`];
    return type !== undefined && type !== 'Unconfined' && type !== 'unconfined';
  };
  if (![...spec.initContainers ?? [], ...spec.containers].some(enforced)) return undefined;
  return { reason: 'AppArmor', message: 'Cannot enforce AppArmor: AppArmor is not enabled on the host' };
}
