/** What the containers of a pod share: address, name, /etc/hosts and /etc/resolv.conf, and perhaps processes. */
import type { MachinePort, Network } from '../network/index.ts';
import { createFiles, createMachine, createPidSpace, type FileSystem, type PidSpace } from '../script/index.ts';
import { emptyReader, type Clock, type Random } from '../time/index.ts';
import { idle } from './programs/run.ts';
import type { Sandbox, SandboxConfig } from './types.ts';

export type SandboxState = {
  readonly config: SandboxConfig;
  readonly id: string;
  readonly ip: string;
  readonly createdAt: number;
  state: Sandbox['state'];
  /** `/hosts`, `/hostname`, `/resolv.conf`. */
  readonly files: FileSystem;
  readonly port: MachinePort;
  readonly pids: PidSpace | undefined;
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

type Settings = { readonly clock: Clock; readonly random: Random; readonly network: Network; readonly node: string; readonly id: string; readonly ip: string };

/** A pod's own process namespace: its first process is the pause container's. @k8s golden pods/pod-share-process-namespace */
function sharedProcesses({ clock, random }: Settings, network: MachinePort): PidSpace {
  const pids = createPidSpace();
  const machine = createMachine({ clock, random, hostname: '', files: createFiles(clock), programs: new Map([['/pause', idle({ memoryBytes: 0 })]]), network, pids });
  const nowhere = { write: () => true, close: () => undefined };
  machine.processes.spawn({ command: ['/pause'], environment: new Map(), directory: '/', uid: PAUSE_USER, gid: PAUSE_USER, threads: RUNC_THREADS + 1, stdin: emptyReader(), stdout: nowhere, stderr: nowhere });
  return pids;
}
const PAUSE_USER = 65_535;
/** Threads of runc's init, whose numbers no other process gets. @k8s golden pods/pod-share-process-namespace, cluster/sec-context-ids-capabilities */
export const RUNC_THREADS = 5;

export function createSandbox(settings: Settings, config: SandboxConfig): SandboxState {
  const { clock, network, node, id, ip } = settings;
  const files = createFiles(clock, { source: '/dev/vda', options: 'rw,relatime' });
  files.write('/hosts', hostsFile(config, ip));
  files.write('/hostname', `${config.hostname}\n`);
  files.write('/resolv.conf', config.resolvConf);
  const readText = (path: string): string | undefined => {
    const inner = path.slice('/etc'.length);
    if (!path.startsWith('/etc/') || files.stat(inner) === undefined) return undefined;
    const content = files.read(inner);
    return typeof content === 'string' ? content : undefined;
  };
  const port = network.portFor({ party: { kind: 'pod', namespace: config.namespace, name: config.pod, node }, node, address: ip, readText });
  const forwards = (config.portMappings ?? []).filter((entry) => entry.protocol === 'TCP')
    .map((entry) => network.forwardHostPort(node, entry.hostPort, ip, entry.containerPort));
  return {
    config, id, ip, createdAt: clock.now, state: 'ready', files, port,
    pids: config.shareProcessNamespace ? sharedProcesses(settings, port) : undefined,
    release() {
      for (const stop of forwards) stop();
      if (!config.hostNetwork) network.detachPod(ip);
    },
  };
}
