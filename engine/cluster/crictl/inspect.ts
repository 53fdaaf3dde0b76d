/** `crictl inspect`, `inspectp`, `info`. @k8s golden cluster/adm-crictl-tour, containerd internal/cri/server/container_status.go */
import type { CommandContext } from '../../script/index.ts';
import { sortedJson, stamp } from './format.ts';
import { readOptions } from './options.ts';
import { containerLabels, fatal, findContainer, findSandbox, logError, noContainer, podLabels, sandboxOf, type Container, type CrictlWorld, type Sandbox } from './world.ts';

const ZERO = '0001-01-01T00:00:00Z';
const never = (ms: number): string => (ms === 0 ? ZERO : stamp(ms));
export const logPath = (world: CrictlWorld, container: Container): string => {
  const pod = sandboxOf(world, container)?.config;
  return `/var/log/pods/${pod?.namespace ?? ''}_${pod?.pod ?? ''}_${pod?.uid ?? ''}/${container.name}/${container.attempt}.log`;
};

function statusOf(world: CrictlWorld, container: Container): object {
  const { config } = container;
  return {
    annotations: {}, createdAt: stamp(container.createdAt), exitCode: container.exitCode, finishedAt: never(container.finishedAt), id: container.id,
    image: { annotations: {}, image: container.image, imageRef: '', runtimeHandler: '', userSpecifiedImage: '' }, imageId: container.imageKey, imageRef: container.imageId,
    labels: containerLabels(world, container), logPath: logPath(world, container), message: container.message, metadata: { attempt: container.attempt, name: container.name },
    mounts: config.mounts.map(({ path, readOnly }) => ({ containerPath: path, gidMappings: [], hostPath: '', image: null, imageSubPath: '', propagation: 'PROPAGATION_PRIVATE', readonly: readOnly, recursiveReadOnly: false, selinuxRelabel: false, uidMappings: [] })),
    reason: container.reason, resources: { linux: { memoryLimitInBytes: String(config.memoryLimitBytes ?? 0) }, windows: null },
    startedAt: never(container.startedAt), state: `CONTAINER_${container.state.toUpperCase()}`, stopSignal: 'SIGTERM',
    user: { linux: { gid: String(config.gid ?? 0), supplementalGroups: (config.groups ?? []).map(String), uid: String(config.uid ?? 0) } },
  };
}

const infoOf = (container: Container): object => ({
  config: { image: { image: container.imageKey }, metadata: { attempt: container.attempt, name: container.name }, command: container.config.command, args: container.config.args, envs: container.config.environment.map(([key, value]) => ({ key, value })) },
  pid: 0, removing: false, runtimeOptions: { systemd_cgroup: false }, runtimeSpec: { ociVersion: '1.3.0', process: { cwd: container.config.workingDir ?? '/' } },
  runtimeType: 'io.containerd.runc.v2', sandboxID: container.sandbox, snapshotKey: container.id, snapshotter: 'overlayfs',
});

const OPTIONS = { name: 'value', output: 'value', quiet: 'flag', template: 'value' } as const;

export function inspect(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const { rest, flags, error } = readOptions(args, OPTIONS, { o: 'output', q: 'quiet' });
  if (error !== undefined) return fatal(context, error);
  const ids = rest.length > 0 ? rest : world.runtime.containers().map(({ id }) => id);
  if (ids.length === 0) return fatal(context, 'ID cannot be empty');
  const found: object[] = [];
  for (const id of ids) {
    const container = findContainer(world, id);
    if (container === undefined) return noContainer(context, id);
    found.push({ ...(flags.has('quiet') ? {} : { info: infoOf(container) }), status: statusOf(world, container) });
  }
  context.stdout.write(sortedJson(found.length === 1 ? found[0] : found));
  return 0;
}

const sandboxStatus = (sandbox: Sandbox): object => {
  const { id, ip, createdAt, state, config } = sandbox;
  const mode = config.hostNetwork ? 'NODE' : 'POD';
  return {
    annotations: {}, createdAt: stamp(createdAt), id, labels: podLabels(sandbox),
    linux: { namespaces: { options: { ipc: 'POD', network: mode, pid: config.shareProcessNamespace ? 'POD' : 'CONTAINER', targetId: '', usernsOptions: { gids: [], mode: 'NODE', uids: [] } } } },
    metadata: { attempt: config.attempt, name: config.pod, namespace: config.namespace, uid: config.uid },
    network: { additionalIps: [], ip: config.hostNetwork ? '' : ip }, runtimeHandler: '', state: `SANDBOX_${state.toUpperCase()}`,
  };
};

export function inspectPod(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const { rest, error } = readOptions(args, OPTIONS, { o: 'output', q: 'quiet' });
  if (error !== undefined) return fatal(context, error);
  const ids = rest.length > 0 ? rest : world.runtime.sandboxes().map(({ id }) => id);
  if (ids.length === 0) return fatal(context, 'ID cannot be empty');
  const found: object[] = [];
  for (const id of ids) {
    const sandbox = findSandbox(world, id);
    if (sandbox === undefined) {
      const problem = `rpc error: code = NotFound desc = an error occurred when try to find sandbox ${JSON.stringify(id)}: not found`;
      logError(context, 'remote_runtime.go:269', 'PodSandboxStatus from runtime service failed', [['err', problem], ['podSandboxID', id]]);
      return fatal(context, `getting the status of the pod sandbox ${JSON.stringify(id)}: ${problem}`);
    }
    found.push({ info: { pid: sandbox.state === 'ready' ? sandbox.pid : 0, processStatus: sandbox.state === 'ready' ? 'running' : 'deleted', runtimeHandler: '', runtimeType: 'io.containerd.runc.v2', snapshotKey: id, snapshotter: 'overlayfs' }, status: sandboxStatus(sandbox) });
  }
  context.stdout.write(sortedJson(found.length === 1 ? found[0] : found));
  return 0;
}

export function info(context: CommandContext): number {
  const fine = (type: string) => ({ message: '', reason: '', status: true, type });
  context.stdout.write(sortedJson({
    config: { containerd: { defaultRuntimeName: 'runc', snapshotter: 'overlayfs' }, containerdEndpoint: '/run/containerd/containerd.sock', containerdRootDir: '/var/lib/containerd' },
    features: { supplemental_groups_policy: true }, golang: 'go1.26', lastCNILoadStatus: 'OK', lastCNILoadStatus_default: 'OK',
    runtimeHandlers: [{ features: { recursive_read_only_mounts: true }, name: '' }, { features: { recursive_read_only_mounts: true }, name: 'runc' }],
    status: { conditions: [fine('RuntimeReady'), fine('NetworkReady'), fine('ContainerdHasNoDeprecationWarnings')] },
  }));
  return 0;
}
