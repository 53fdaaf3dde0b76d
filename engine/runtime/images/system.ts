/** Images of the control plane and of the nodes' own pods: they run, and do nothing that the engine does elsewhere. */
import type { Command, CommandContext } from '../../script/index.ts';
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { sleep, type Task } from '../../time/index.ts';
import { flagOf, idle, klog, textAnswer, type Lameduck } from '../programs/run.ts';
import { bareUserland } from '../userland.ts';

const MiB = 1_048_576;
type System = { readonly repository: string; readonly tags: ImageModel['tags']; readonly path: string; readonly memoryBytes: number; readonly user?: string; readonly entrypoint?: readonly string[]; readonly start?: (context: CommandContext) => string; readonly ports?: readonly number[]; readonly lameduck?: Lameduck; readonly fails?: boolean };

function system({ repository, tags, path, memoryBytes, user = '', entrypoint = [path], start, ports, lameduck, fails }: System): ImageModel {
  const program: Command = idle({ memoryBytes, ...(start === undefined ? {} : { start }), ...(ports === undefined ? {} : { ports }), ...(lameduck === undefined ? {} : { lameduck }), ...(fails === undefined ? {} : { fails }) });
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

/** As in kubeadm's Corefile. @k8s coredns plugin/health, golden world/describe, cluster/node-drain-bare-pod (how long the eviction takes) */
const LAMEDUCK: Lameduck = { ms: 5000, words: '[INFO] SIGTERM: Shutting down servers then terminating\n[INFO] plugin/health: Going into lameduck mode for 5s\n' };

/** Sizes as on the recorded cluster, memory where it was measured. @k8s golden world/objects/nodes.jsonl, world/node01-stats-summary.json */
const KUBERNETES = 'v1.36.3';
const kubernetes = (component: string, size: number, memoryBytes: number, port: number): ImageModel => system({
  repository: `registry.k8s.io/${component}`, tags: tagged({ version: KUBERNETES, size }, KUBERNETES), path: `/usr/local/bin/${component}`,
  memoryBytes, entrypoint: [], start: (context) => klog(context, 'server.go:200', `"Starting ${component}" version="${KUBERNETES}"`), ports: [port], fails: true,
});

/** Its health service for gRPC probes, where clients are served without TLS. @k8s docs tasks/configure-pod-container/configure-liveness-readiness-startup-probes */
const etcd: Command = function* etcdProgram(context): Task<number> {
  const urls = flagOf(context.args, '--listen-client-urls') ?? 'http://localhost:2379';
  const clear = urls.split(',').filter((url) => url.startsWith('http://')).map((url) => Number(/:(\d+)$/.exec(url)?.[1] ?? 2379));
  const closers = [...new Set(clear)].map((port) => context.machine.network.listen(port, function* client(request) {
    yield sleep(context.machine.clock, 1);
    const path = request.path.split('?')[0];
    if (request.headers['content-type'] === 'application/grpc') return { code: 200, headers: {}, body: 'SERVING' };
    if (path === '/health') return textAnswer('{"health":"true","reason":""}');
    return path === '/version' ? textAnswer('{"etcdserver":"3.5.0","etcdcluster":"3.5.0"}') : textAnswer('404 page not found\n', 404);
  }));
  try { return yield* idle({ memoryBytes: 60 * MiB, ports: [2381] })(context); } finally { for (const close of closers) close?.(); }
};
const etcdImage = (repository: string, tags: string): ImageModel => ({ repository, tags, build: () => ({ config: imageConfig({ command: ['/usr/local/bin/etcd'], ports: [2379, 2380] }), memoryBytes: 0, files: { ...bareUserland().files, '/usr/local/bin/etcd': { content: { zeros: 24 * MiB }, mode: 0o755 } }, programs: new Map([['/usr/local/bin/etcd', etcd]]) }) });

export const systemImages: readonly ImageModel[] = [
  etcdImage('registry.k8s.io/etcd', '3.6.8 92314375 - 3.6.8-0\n3.5.1 98888614 - 3.5.1-0\n3.5.16 57680541 - 3.5.16-0 3.5.15-0'),
  // The API server's own port is served by the engine's, so this program listens nowhere.
  system({ repository: 'registry.k8s.io/kube-apiserver', tags: tagged({ version: KUBERNETES, size: 119_419_656 }, KUBERNETES), path: '/usr/local/bin/kube-apiserver', memoryBytes: 260 * MiB, entrypoint: [], fails: true }),
  kubernetes('kube-controller-manager', 106_670_856, 60 * MiB, 10_257),
  kubernetes('kube-scheduler', 73_933_575, 28 * MiB, 10_259),
  kubernetes('kube-proxy', 81_091_335, 24_862_720, 10_256),
  system({
    repository: 'registry.k8s.io/coredns/coredns', tags: { ...tagged({ version: '1.14.2', size: 76_514_065 }, 'v1.14.2') }, path: '/coredns', memoryBytes: 40_247_296,
    start: () => '.:53\nCoreDNS-1.14.2\nlinux/amd64\n', ports: [53, 8080, 8181, 9153], lameduck: LAMEDUCK,
  }),
  system({ repository: 'registry.k8s.io/metrics-server/metrics-server', tags: { ...tagged({ version: '0.8.1', size: 70_032_152 }, 'v0.8.1'), ...tagged({ version: '0.7.2', size: 19_494_617 }, 'v0.7.2', 'v0.7.1', 'v0.8.0') }, path: '/metrics-server', memoryBytes: 43_237_376, user: '65534', ports: [10_250] }),
  system({ repository: 'docker.io/kindest/kindnetd', tags: { ...tagged({ version: '20250512', size: 44_375_501 }, 'v20250512-df8de77b') }, path: '/bin/kindnetd', memoryBytes: 12 * MiB }),
  system({ repository: 'docker.io/flannel/flannel', tags: { ...tagged({ version: '0.27.4', size: 32_984_402 }, 'v0.27.4') }, path: '/opt/bin/flanneld', memoryBytes: 12 * MiB }),
  system({ repository: 'gcr.io/k8s-minikube/storage-provisioner', tags: { ...tagged({ version: '5', size: 9_058_936 }, 'v5') }, path: '/storage-provisioner', memoryBytes: 10 * MiB }),
  system({ repository: 'registry.k8s.io/pause', tags: { ...tagged({ version: '3.1', size: 317_000 }, '2.0', '3.0', '3.1', '3.2', '3.3', '3.4'), ...tagged({ version: '3.9', size: 311_000 }, '3.5', '3.6', '3.7', '3.8', '3.9'), ...tagged({ version: '3.10', size: 320_368 }, '3.10', '3.10.1', 'latest'), ...tagged({ version: '3.10.2', size: 686_884 }, '3.10.2') }, path: '/pause', memoryBytes: 225_280, user: '65535:65535' }),
];
