/** What the containers of a pod share: address, name, /etc/hosts and /etc/resolv.conf, and perhaps processes. */
import type { MachinePort, Network } from '../network/index.ts';
import { addResident, createFiles, createPidSpace, lazyFiles, type FileSystem, type PidSpace } from '../script/index.ts';
import type { Clock, Random } from '../time/index.ts';
import type { Sandbox, SandboxConfig } from './types.ts';

export type SandboxState = {
  readonly config: SandboxConfig;
  readonly id: string;
  readonly ip: string;
  readonly createdAt: number;
  state: Sandbox['state'];
  /** `/hosts`, `/hostname`, `/resolv.conf`. */
  readonly files: FileSystem;
  /** Writes to them as if it were then: for what is made late. */
  readonly writeAt: (moment: number, path: string, text: string, mode: number) => void;
  readonly port: MachinePort;
  readonly pids: PidSpace | undefined;
  /** Of its pause process, as the machine counts. */
  readonly pid: number;
  readonly release: () => void;
};

const LOCAL_NAMES = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n';

/** An entry without address is about the pod itself. @k8s golden cluster/dns-policies, pkg/kubelet/kubelet_pods.go managedHostsFileContent */
export function hostsFile(config: Pick<SandboxConfig, 'hosts' | 'hostname' | 'hostNetwork'>, ip: string): string {
  const own = config.hosts.filter((entry) => entry.ip === '');
  const aliases = config.hosts.filter((entry) => entry.ip !== '');
  const names = own.length === 0 ? [config.hostname] : own.flatMap((entry) => entry.names);
  const head = config.hostNetwork ? '# Kubernetes-managed hosts file (host network).\n' : '# Kubernetes-managed hosts file.\n';
  const tail = aliases.length === 0 ? '' : `\n# Entries added by HostAliases.\n${aliases.map((entry) => `${entry.ip}\t${entry.names.join('\t')}\n`).join('')}`;
  return `${head}${LOCAL_NAMES}${config.hostNetwork ? '' : `${ip}\t${names.join('\t')}\n`}${tail}`;
}

type Settings = { readonly clock: Clock; readonly random: Random; readonly network: Network; readonly node: string; readonly id: string; readonly ip: string; readonly hostPids: PidSpace; readonly onDeath: () => void };

type Pause = { readonly pids: PidSpace | undefined; readonly pid: number; readonly remove: () => void };

/** The pause container, which holds the namespaces: first process of the pod's own, where there is one. @k8s golden pods/pod-share-process-namespace */
function pauseProcess({ clock, hostPids }: Settings, config: SandboxConfig, files: FileSystem, onDeath: () => void): Pause {
  const shim = addResident(hostPids, clock, { command: ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'k8s.io', '-address', '/run/containerd/containerd.sock'], root: files });
  const shared = config.hostPid !== true && config.shareProcessNamespace;
  const pids = shared ? createPidSpace({ outer: hostPids }) : hostPids;
  const pause = addResident(pids, clock, { command: ['/pause'], uid: PAUSE_USER, root: files, onSignal: onDeath, ...(shared ? {} : { parent: shim.pid }) });
  if (shared) { pids.next += RUNC_THREADS + 1; pids.shim = shim.pid; }
  return { pids: shared || config.hostPid === true ? pids : undefined, pid: pause.outerPid, remove() { pause.remove(); shim.remove(); } };
}
const PAUSE_USER = 65_535;
/** Threads of runc's init, whose numbers no other process gets. @k8s golden pods/pod-share-process-namespace, cluster/sec-context-ids-capabilities */
export const RUNC_THREADS = 5;

/** What is made late is as old as if it had been made in time. */
class FileTime {
  private readonly clock: Clock;
  private moment: number | undefined;
  constructor(clock: Clock) { this.clock = clock; }
  get now(): number { return this.moment ?? this.clock.now; }
  at<T>(moment: number, make: () => T): T {
    const before = this.moment;
    this.moment = moment;
    const made = make();
    this.moment = before;
    return made;
  }
}

export function createSandbox(settings: Settings, config: SandboxConfig): SandboxState {
  const { clock, network, node, id, ip } = settings;
  const createdAt = clock.now;
  const file = (name: string, text: string): { name: string; text: string; mode: number } => ({ name, text, mode: 0o644 });
  const time = new FileTime(clock);
  // Most are never read.
  const files = lazyFiles(() => time.at(createdAt, () => createFiles(time, {
    source: '/dev/vda', options: 'rw,relatime', content: [file('hosts', hostsFile(config, ip)), file('hostname', `${config.hostname}\n`), file('resolv.conf', config.resolvConf)],
  })));
  const readText = (path: string): string | undefined => {
    const inner = path.slice('/etc'.length);
    if (!path.startsWith('/etc/') || files.stat(inner) === undefined) return undefined;
    const content = files.read(inner);
    return typeof content === 'string' ? content : undefined;
  };
  const port = network.portFor({ party: { kind: 'pod', namespace: config.namespace, name: config.pod, node }, node, address: ip, readText });
  const forwards = (config.portMappings ?? []).filter((entry) => entry.protocol === 'TCP')
    .map((entry) => network.forwardHostPort(node, entry.hostPort, ip, entry.containerPort));
  const pause = pauseProcess(settings, config, files, settings.onDeath);
  return {
    config, id, ip, createdAt, state: 'ready', files, port,
    writeAt: (moment, path, text, mode) => time.at(moment, () => files.write(path, text, { mode })),
    pids: pause.pids, pid: pause.pid,
    release() {
      pause.remove();
      for (const stop of forwards) stop();
      if (!config.hostNetwork) network.detachPod(ip, node);
    },
  };
}
