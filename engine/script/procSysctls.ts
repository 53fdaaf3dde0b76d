/** /proc/sys: kernel parameters with Linux' own defaults; a pod may have others. @k8s pkg/kubelet/sysctl/safe_sysctls.go (which a pod may set) */
const SYSCTLS: { readonly [path: string]: string } = {
  '/sys/fs/file-max': '9223372036854775807\n', '/sys/kernel/msgmax': '8192\n', '/sys/kernel/osrelease': '', '/sys/kernel/ostype': 'Linux\n', '/sys/kernel/pid_max': '4194304\n',
  '/sys/kernel/shm_rmid_forced': '0\n', '/sys/net/core/somaxconn': '4096\n', '/sys/net/ipv4/ip_forward': '1\n', '/sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  '/sys/net/ipv4/ip_local_reserved_ports': '\n', '/sys/net/ipv4/ip_unprivileged_port_start': '0\n', '/sys/net/ipv4/ping_group_range': '0\t2147483647\n', '/sys/net/ipv4/tcp_fin_timeout': '60\n',
  '/sys/net/ipv4/tcp_keepalive_intvl': '75\n', '/sys/net/ipv4/tcp_keepalive_probes': '9\n', '/sys/net/ipv4/tcp_keepalive_time': '7200\n', '/sys/net/ipv4/tcp_rmem': '4096\t131072\t6291456\n',
  '/sys/net/ipv4/tcp_syncookies': '1\n', '/sys/net/ipv4/tcp_wmem': '4096\t16384\t4194304\n', '/sys/vm/max_map_count': '65530\n', '/sys/vm/overcommit_memory': '1\n', '/sys/vm/swappiness': '60\n',
};

const RELEASE = '/sys/kernel/osrelease';
/** What stands at a path below /proc: a parameter, or a directory of them. */
export function sysctlAt(path: string, kernel: string): { readonly text: string } | { readonly names: readonly string[] } | undefined {
  const text = path === RELEASE ? `${kernel}\n` : SYSCTLS[path];
  if (text !== undefined) return { text };
  if (path !== '/sys' && !path.startsWith('/sys/')) return undefined;
  const below = Object.keys(SYSCTLS).filter((known) => known.startsWith(`${path}/`));
  return below.length === 0 ? undefined : { names: [...new Set(below.map((known) => known.slice(path.length + 1).split('/')[0] ?? ''))] };
}
