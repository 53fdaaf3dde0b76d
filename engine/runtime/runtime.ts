/** The container runtime of one node (containerd's part). */
import type { ExecSession } from '../apiserver/index.ts';
import type { Network } from '../network/index.ts';
import { createFiles, type Meter } from '../script/index.ts';
import { createPidSpace, type PidSpace } from '../script/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import { commandOf, createContainer, type Container } from './container.ts';
import { createImageStore, type ImageStore } from './imageStore.ts';
import { createProcessors, type Processors } from './processors.ts';
import type { Registry } from './registry.ts';
import { createSandbox, RUNC_THREADS, type SandboxState } from './sandbox.ts';
import { attachTo, openSession } from './sessions.ts';
import type { ContainerConfig, ContainerRuntime, SandboxConfig } from './types.ts';
import { execError, startProblem } from './words.ts';

export type RuntimeSettings = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids;
  readonly node: string;
  readonly network: Network;
  readonly registry: Registry;
  /** Images that are there from the start; default: what the registry says every node has. */
  readonly presentImages?: readonly string[];
  /** The node's processes, which see those of all containers. */
  readonly hostPids?: PidSpace;
  /** Release of the node's kernel. */
  readonly kernel?: string;
  /** Shared by machines that are on the same computer. */
  readonly processors?: Processors;
};

/** Network and pause container; the rest of the way from binding to a ready sandbox is the kubelet's. @k8s observed-1.36.md §2.1 */
const SANDBOX_MS = [340, 520] as const;
const SANDBOX_WORK_MS = 40;
const SANDBOX_STOP_MS = [20, 70] as const;
const SANDBOX_STOP_WORK_MS = 25;
const EXEC_MS = [8, 25] as const;
/** Directories and mount points of a container's layer before its program has written anything. @k8s golden cluster/adm-crictl-tour (stats) */
const OWN_LAYER_BYTES = 28_672;

type Core = RuntimeSettings & {
  readonly processors: Processors;
  readonly store: ImageStore;
  readonly sandboxes: Map<string, SandboxState>;
  readonly containers: Map<string, Container>;
  readonly exitListeners: Set<(id: string) => void>;
  readonly hostPids: PidSpace;
  readonly meter: Meter;
  readonly ran: Meter;
  /** Counts power failures: what was begun before one never ends. */
  epoch: number;
};

function after(core: Core, ms: number, task: () => void): void {
  const begun = core.epoch;
  core.clock.after(ms, () => { if (core.epoch === begun) task(); });
}

function work(core: Core, ms: number, task: () => void): void {
  const begun = core.epoch;
  core.processors.use(ms, () => { if (core.epoch === begun) task(); });
}

/** @k8s containernetworking/plugins plugins/ipam/host-local/backend/allocator: the words of the bridge plug-in */
const noAddress = (network: Network, node: string, id: string): string =>
  `rpc error: code = Unknown desc = failed to setup network for sandbox "${id}": plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: ${network.podRange(node)}`;

function newSandbox(core: Core, config: SandboxConfig): SandboxState | { readonly error: string } {
  const { clock, random, network, node, ids, sandboxes, hostPids } = core;
  const id = ids.hex(64);
  const ip = config.hostNetwork ? network.nodeAddress(node) : network.attachPod({ namespace: config.namespace, name: config.pod, node });
  if (ip === undefined) return { error: noAddress(network, node, id) };
  const sandbox: SandboxState = createSandbox({ clock, random, network, node, id, ip, hostPids, onDeath: () => die(core, sandbox) }, config);
  sandboxes.set(id, sandbox);
  return sandbox;
}

/** Its pause process was killed: the namespaces are gone, and with its process namespace everybody in it. */
function die(core: Core, sandbox: SandboxState): void {
  if (sandbox.pids !== undefined && sandbox.config.hostPid !== true) for (const container of inSandbox(core, sandbox.id)) container.signal('KILL');
  close(sandbox);
  // Who looks at containers sees the sandbox as well. @k8s pkg/kubelet/pleg/generic.go Relist, podRecords
  for (const { id } of inSandbox(core, sandbox.id)) for (const listener of core.exitListeners) listener(id);
}

function close(sandbox: SandboxState | undefined): void {
  if (sandbox?.state !== 'ready') return;
  sandbox.state = 'notReady';
  sandbox.release();
}

const inSandbox = ({ containers }: Core, id: string): readonly Container[] => [...containers.values()].filter((container) => container.sandbox.id === id);

/** The recorded machines do not let a container's score go below their own. @k8s golden pods/pod-qos-oom-score, containerd restrict_oom_score_adj */
const withoutProtection = (config: ContainerConfig): ContainerConfig => {
  const { '/1/oom_score_adj': score, ...proc } = config.proc ?? {};
  return score?.startsWith('-') === true ? { ...config, proc: { ...proc, '/1/oom_score_adj': '0\n' } } : config;
};

function newContainer(core: Core, sandboxId: string, config: ContainerConfig): ReturnType<ContainerRuntime['createContainer']> {
  const { clock, random, ids, registry, sandboxes, containers, exitListeners, processors, kernel } = core;
  const sandbox = sandboxes.get(sandboxId);
  if (sandbox === undefined) return { ok: false, message: `failed to find sandbox id "${sandboxId}": not found` };
  const found = core.store.find(config.image);
  if (found === undefined) return { ok: false, message: `failed to get image from containerd "${config.image}": image "${config.image}": not found` };
  const content = found.image.content();
  const command = commandOf(config, content);
  if (command.length === 0) return { ok: false, message: `failed to generate container "${ids.hex(64)}" spec: failed to generate spec: no command specified` };
  const { name, id, repoDigest } = found.status;
  const recorded = registry.world === 'recorded';
  const target = config.targetContainer === undefined ? undefined : containers.get(config.targetContainer);
  const container = createContainer({
    clock, random, ids, processors, content, sandbox, hostPids: core.hostPids, meter: core.meter, ran: core.ran, ...(kernel === undefined ? {} : { kernel }), joins: target?.inside.pids ?? sandbox.pids, config: recorded ? withoutProtection(config) : config, command, cgroups: recorded ? 1 : 2, image: { name, id: repoDigest === '' ? id : repoDigest, key: id },
  });
  containers.set(container.id, container);
  core.meter.changes++;
  container.onExit(() => { for (const listener of exitListeners) listener(container.id); });
  return { ok: true, id: container.id };
}

function stop({ clock, containers }: Core, id: string, graceMs: number, done: () => void): void {
  const container = containers.get(id);
  if (container === undefined || !container.isRunning()) { clock.after(0, done); return; }
  const timer = clock.after(graceMs, () => container.signal('KILL'));
  container.onExit(() => {
    clock.cancel(timer);
    clock.after(0, done);
  });
  if (graceMs > 0) container.signal(container.stopSignal);
}

function exec({ clock, random, ids, containers }: Core, id: string, command: readonly string[], options: { readonly stdin: boolean; readonly tty: boolean }): ExecSession | { readonly error: string } {
  const container = containers.get(id);
  if (container === undefined || !container.isRunning()) return { error: `failed to exec in container: container is in ${container === undefined ? 'CONTAINER_UNKNOWN' : 'CONTAINER_EXITED'} state` };
  const { machine, directory, uid, gid, groups } = container.inside;
  const environment = new Map(container.inside.environment);
  if (options.tty && !environment.has('TERM')) environment.set('TERM', 'xterm');
  const problem = startProblem(machine, command[0] ?? '', environment, directory);
  if (problem !== undefined) return { error: execError(ids.hex(64), problem) };
  const session = openSession(
    { clock, ...options, delayMs: random.int('runtime/exec', ...EXEC_MS) },
    ({ terminal, ...streams }) => (!container.isRunning() ? { error: 'container not running' } : machine.processes.spawn({
      command, environment, directory, uid, gid, groups, tty: options.tty, group: 'new', threads: RUNC_THREADS, ...streams, ...(terminal === undefined ? {} : { terminal }),
    })),
    (group) => machine.processes.killGroup(group, 'INT'),
    (pid) => { machine.processes.kill(pid, 'KILL'); });
  container.onExit(() => { clock.after(0, () => session.kill()); });
  return session;
}

export function createRuntime(settings: RuntimeSettings): ContainerRuntime {
  const { clock, random, node, registry } = settings;
  const store = createImageStore({ clock, random, node, registry, present: settings.presentImages ?? registry.preloaded() });
  const core: Core = { ...settings, processors: settings.processors ?? createProcessors(clock), store, sandboxes: new Map(), containers: new Map(), exitListeners: new Set(), epoch: 0, hostPids: settings.hostPids ?? createPidSpace(), meter: { changes: 0 }, ran: { changes: 0 } };
  const { sandboxes, containers } = core;
  const { rouse } = core.hostPids;
  core.hostPids.rouse = () => { rouse?.(); for (const container of containers.values()) container.rouse(); };
  return {
    imageStatus: store.status, images: store.list, pullImage: store.pull,
    imageFiles(image) {
      const found = store.find(image);
      return found === undefined ? undefined : createFiles(clock, { lower: found.image.content().layer });
    },
    runSandbox: (config, done) => after(core, random.int('runtime/sandbox', ...SANDBOX_MS), () => work(core, SANDBOX_WORK_MS, () => done(newSandbox(core, config)))),
    stopSandbox(id, done) {
      for (const container of inSandbox(core, id)) container.signal('KILL');
      after(core, random.int('runtime/sandboxStop', ...SANDBOX_STOP_MS), () => work(core, SANDBOX_STOP_WORK_MS, () => { close(sandboxes.get(id)); done(); }));
    },
    removeSandbox(id) {
      for (const container of inSandbox(core, id)) { container.signal('KILL'); containers.delete(container.id); }
      core.meter.changes++;
      close(sandboxes.get(id));
      sandboxes.delete(id);
    },
    sandbox: (id) => sandboxes.get(id),
    createContainer: (sandboxId, config) => newContainer(core, sandboxId, config),
    startContainer(id, done) {
      const container = containers.get(id);
      if (container === undefined) done({ ok: false, message: `container "${id}" not found` }); else container.start(done);
    },
    stopContainer: (id, graceMs, done) => stop(core, id, graceMs, done),
    removeContainer(id) {
      containers.get(id)?.signal('KILL');
      containers.delete(id);
      core.meter.changes++;
    },
    container: (id) => containers.get(id)?.state(),
    onExit(listener) { core.exitListeners.add(listener); },
    exec: (id, command, options) => exec(core, id, command, options),
    attach(id) {
      const container = containers.get(id);
      return container === undefined || !container.isRunning() ? undefined : attachTo(container, clock);
    },
    logs: (id) => containers.get(id)?.log.lines ?? [],
    say: (id, text) => { containers.get(id)?.log.writer('stderr').write(text); },
    followLogs(id, onLine, onEnd) {
      const container = containers.get(id);
      if (container !== undefined) return container.log.follow(onLine, onEnd);
      const timer = clock.after(0, onEnd);
      return () => clock.cancel(timer);
    },
    machine: (id) => containers.get(id)?.inside.machine,
    memoryBytes: (id) => containers.get(id)?.memoryBytes() ?? 0,
    updateContainer: (id, limits) => containers.get(id)?.update(limits),
    logBytes: (id) => containers.get(id)?.logBytes() ?? 0,
    cpuMs: (id) => containers.get(id)?.cpuMs() ?? 0,
    cpu: (id) => containers.get(id),
    accounts: (id) => containers.get(id)?.accounts(), memberships: (id, uid) => containers.get(id)?.memberships(uid) ?? [],
    pullProgress: store.progress, imageFsBytes: store.bytes,
    imagesInUse: () => new Set([...containers.values()].map(({ imageKey }) => imageKey)),
    containers: () => [...containers.values()].map((container) => ({ ...container.state(), config: container.config, imageKey: container.imageKey })),
    sandboxes: () => [...sandboxes.values()],
    removeImage: store.remove,
    meter: core.meter, ran: core.ran,
    usage(id) {
      const container = containers.get(id);
      return container === undefined ? undefined : { memoryBytes: container.memoryBytes(), diskBytes: OWN_LAYER_BYTES + container.diskBytes(), logBytes: container.logBytes() };
    },
    diskBytes: (id) => { const container = containers.get(id); return container === undefined ? 0 : OWN_LAYER_BYTES + container.diskBytes(); },
    powerOff() {
      core.epoch++;
      for (const container of containers.values()) container.lose();
      for (const sandbox of sandboxes.values()) close(sandbox);
    },
  };
}
