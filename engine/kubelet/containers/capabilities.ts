/** Capabilities of a container's first process. @k8s containerd pkg/cap, internal/cri (defaults); golden cluster/sec-context-ids-capabilities */
import type { SecurityContext } from '../../api/index.ts';

/** In the order of their bits. */
const ALL = ('CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK '
  + 'IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE '
  + 'AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE').split(' ');
const DEFAULT = 'CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD AUDIT_WRITE SETFCAP'.split(' ');

const named = (names: readonly string[] | undefined): readonly string[] => (names ?? []).map((name) => name.toUpperCase().replace(/^CAP_/, ''));

/** Dropped first, then added: `drop: [ALL], add: [CHOWN]` leaves one. */
export function capabilitiesOf(context: SecurityContext | undefined): ReadonlySet<string> {
  if (context?.privileged !== true && context?.capabilities === undefined) return usual ??= new Set(DEFAULT);
  if (context?.privileged === true) return new Set(ALL);
  const [added, dropped] = [named(context?.capabilities?.add), named(context?.capabilities?.drop)];
  const kept = dropped.includes('ALL') ? [] : DEFAULT.filter((name) => !dropped.includes(name));
  return new Set([...kept, ...(added.includes('ALL') ? ALL : added)]);
}

/** Of nearly all containers. */
let usual: ReadonlySet<string> | undefined;
let usualMask: string | undefined;

/** As /proc shows them: sixteen hexadecimal digits. */
export const capabilityMask = (capabilities: ReadonlySet<string>): string => (capabilities === usual ? usualMask ??= maskOf(capabilities) : maskOf(capabilities));

function maskOf(capabilities: ReadonlySet<string>): string {
  let mask = 0n;
  ALL.forEach((name, bit) => { if (capabilities.has(name)) mask |= 1n << BigInt(bit); });
  return mask.toString(16).padStart(16, '0');
}
