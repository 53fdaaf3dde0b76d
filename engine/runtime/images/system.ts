/** Images of the control plane and of the nodes' own pods: they run, and do nothing that the engine does elsewhere. */
import type { Command, CommandContext } from '../../script/index.ts';
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { idle, klog } from '../programs/run.ts';
import { bareUserland } from '../userland.ts';

const MiB = 1_048_576;
type System = { readonly repository: string; readonly tags: ImageModel['tags']; readonly path: string; readonly memoryBytes: number; readonly user?: string; readonly entrypoint?: readonly string[]; readonly start?: (context: CommandContext) => string; readonly ports?: readonly number[] };

function system({ repository, tags, path, memoryBytes, user = '', entrypoint = [path], start, ports }: System): ImageModel {
  const program: Command = idle({ memoryBytes, ...(start === undefined ? {} : { start }), ...(ports === undefined ? {} : { ports }) });
  return {
    repository, tags,
    build() {
      const { files, programs } = bareUserland();
      return {
        config: imageConfig({ entrypoint, user, command: entrypoint.length === 0 ? [path] : [] }), memoryBytes: 0,
        files: { ...files, [path]: { content: { zeros: 40 * MiB }, mode: 0o755 } }, programs: new Map([...programs, [path, program]]),
      };
    },
  };
}

/** Sizes as on the recorded cluster. @k8s golden world/objects/nodes.jsonl */
const KUBERNETES = 'v1.36.3';
const kubernetes = (component: string, size: number, memoryMiB: number, port: number): ImageModel => system({
  repository: `registry.k8s.io/${component}`, tags: tagged({ version: KUBERNETES, size }, KUBERNETES), path: `/usr/local/bin/${component}`,
  memoryBytes: memoryMiB * MiB, entrypoint: [], start: (context) => klog(context, 'server.go:200', `"Starting ${component}" version="${KUBERNETES}"`), ports: [port],
});

export const systemImages: readonly ImageModel[] = [
  // The API server's own port is served by the engine's, so this program listens nowhere.
  system({ repository: 'registry.k8s.io/kube-apiserver', tags: tagged({ version: KUBERNETES, size: 119_419_656 }, KUBERNETES), path: '/usr/local/bin/kube-apiserver', memoryBytes: 260 * MiB, entrypoint: [] }),
  kubernetes('kube-controller-manager', 106_670_856, 60, 10_257),
  kubernetes('kube-scheduler', 73_933_575, 28, 10_259),
  kubernetes('kube-proxy', 81_091_335, 18, 10_256),
  system({ repository: 'registry.k8s.io/etcd', tags: { ...tagged({ version: '3.6.8', size: 92_314_375 }, '3.6.8-0') }, path: '/usr/local/bin/etcd', memoryBytes: 60 * MiB, entrypoint: [], ports: [2381] }),
  system({
    repository: 'registry.k8s.io/coredns/coredns', tags: { ...tagged({ version: '1.14.2', size: 76_514_065 }, 'v1.14.2') }, path: '/coredns', memoryBytes: 14 * MiB,
    start: () => '.:53\nCoreDNS-1.14.2\nlinux/amd64\n', ports: [53, 8080, 8181, 9153],
  }),
  system({ repository: 'registry.k8s.io/metrics-server/metrics-server', tags: { ...tagged({ version: '0.8.1', size: 70_032_152 }, 'v0.8.1') }, path: '/metrics-server', memoryBytes: 20 * MiB, user: '65534', ports: [10_250] }),
  system({ repository: 'docker.io/kindest/kindnetd', tags: { ...tagged({ version: '20250512', size: 44_375_501 }, 'v20250512-df8de77b') }, path: '/bin/kindnetd', memoryBytes: 12 * MiB }),
  system({ repository: 'docker.io/flannel/flannel', tags: { ...tagged({ version: '0.27.4', size: 32_984_402 }, 'v0.27.4') }, path: '/opt/bin/flanneld', memoryBytes: 12 * MiB }),
  system({ repository: 'gcr.io/k8s-minikube/storage-provisioner', tags: { ...tagged({ version: '5', size: 9_058_936 }, 'v5') }, path: '/storage-provisioner', memoryBytes: 10 * MiB }),
  system({ repository: 'registry.k8s.io/pause', tags: { ...tagged({ version: '3.10', size: 320_368 }, '3.10', '3.9', '3.10.1'), ...tagged({ version: '3.10.2', size: 686_884 }, '3.10.2') }, path: '/pause', memoryBytes: 160_000, user: '65535:65535' }),
];
