/** One container: created, running, exited; its main process, its memory, its log. */
import type { Exit, PidSpace, ProcessHandle, Signal, Spawned, Meter } from '../script/index.ts';
import { createPipe, emptyReader, type Clock, type Ids, type Pipe, type Random } from '../time/index.ts';
import { createContainerMachine, type ContainerMachine } from './containerMachine.ts';
import { createLog, type ContainerLog } from './logs.ts';
import type { Processors } from './processors.ts';
import type { ImageContent } from './registry.ts';
import { RUNC_THREADS, type SandboxState } from './sandbox.ts';
import { applyLimits, type Limits } from './cgroup.ts';
import type { ContainerConfig, ContainerLimits, ContainerState } from './types.ts';
import { startError, startProblem } from './words.ts';

export type Started = { readonly ok: true } | { readonly ok: false; readonly message: string };
export type Container = {
  readonly id: string;
  readonly sandbox: SandboxState;
  readonly inside: ContainerMachine;
  readonly log: ContainerLog;
  readonly input: Pipe | undefined;
  readonly stopSignal: Signal;
  readonly config: ContainerConfig;
  /** The image's own id: `sha256:…` of its configuration. */
  readonly imageKey: string;
  readonly state: () => ContainerState;
  readonly isRunning: () => boolean;
  readonly memoryBytes: () => number;
  readonly start: (done: (result: Started) => void) => void;
  readonly signal: (name: Signal) => void;
  readonly update: (limits: ContainerLimits) => void;
  /** Gone without a word: the machine's power. */
  readonly lose: () => void;
  /** At once if it has ended. */
  readonly onExit: (listener: () => void) => void;
};
export type ContainerSettings = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly processors: Processors;
  readonly image: { readonly name: string; readonly id: string; readonly key: string };
  readonly content: ImageContent;
  readonly sandbox: SandboxState;
  readonly config: ContainerConfig;
  readonly cgroups: 1 | 2;
  readonly meter: Meter;
  readonly hostPids: PidSpace;
  readonly joins: PidSpace | undefined;
  /** What the process runs: the image's entry point and command with what the spec puts in their place. */
  readonly command: readonly string[];
};

/** From the runtime's `Created` to `Started`. @k8s golden timings, observed-1.36.md §2.1 */
const START_MS = [30, 100] as const;
const START_WORK_MS = 40;

type Life = { state: ContainerState['state']; startedAt: number; finishedAt: number; exitCode: number; reason: string; message: string };
type Core = ContainerSettings & {
  readonly inside: ContainerMachine; readonly log: ContainerLog; readonly input: Pipe | undefined;
  readonly life: Life; readonly listeners: (() => void)[]; readonly memory: Memory; readonly limits: Limits;
  main: Spawned | undefined;
  /** What it says of itself, until that changes. */
  shown: ContainerState | undefined;
};
type Memory = { held: number; exceeded: boolean; kills: number };

/** `command` replaces the entry point, and then the image's arguments count no more. */
export function commandOf(config: ContainerConfig, content: ImageContent): readonly string[] {
  const { entrypoint, command } = content.config;
  if (config.command !== undefined && config.command.length > 0) return [...config.command, ...config.args ?? []];
  return [...entrypoint, ...(config.args !== undefined && config.args.length > 0 ? config.args : command)];
}

function end(core: Core, result: Pick<Life, 'exitCode' | 'reason'> & { readonly message?: string }): void {
  const { life, clock, log, listeners, meter } = core;
  if (life.state === 'exited') return;
  meter.changes++;
  Object.assign(life, { state: 'exited', finishedAt: clock.now, ...result } satisfies Partial<Life>);
  core.shown = undefined;
  log.end();
  for (const listener of listeners.splice(0)) listener();
}

function onProcessEnd(core: Core, exit: Exit): void {
  const { processes } = core.inside.machine;
  // In a namespace of others they do not die of their first one's death: the shim ends them. @k8s containerd cmd/containerd-shim-runc-v2/task/service.go (ShouldKillAllOnExit)
  for (const process of processes.own()) processes.kill(process.pid, 'KILL');
  end(core, { exitCode: exit.code, reason: core.memory.exceeded ? 'OOMKilled' : exit.code === 0 ? 'Completed' : 'Error' });
}

/**
 * The kernel kills the biggest process of the group, with cgroup v2 the whole group; the container is called OOMKilled whenever it ends.
 * @k8s pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (memory.oom.group), golden pods/pod-oom-always (v1)
 */
function onMemory(core: Core, bytes: number): void {
  const { memory, limits, content, clock, life, cgroups } = core;
  memory.held = bytes;
  core.meter.changes++;
  const limit = limits.memoryLimitBytes;
  if (limit === undefined || bytes + content.memoryBytes <= limit || life.state === 'exited') return;
  const { processes } = core.inside.machine;
  const victim = processes.own().reduce<ProcessHandle | undefined>((most, entry) => (most === undefined || entry.memoryBytes > most.memoryBytes ? entry : most), undefined);
  memory.exceeded = true;
  memory.kills++;
  clock.after(0, () => {
    for (const { pid } of cgroups === 2 ? processes.own() : victim === undefined ? [] : [victim]) processes.kill(pid, 'KILL');
  });
}

function start(core: Core, done: (result: Started) => void): void {
  const { inside, command, config, log, life, clock, sandbox } = core;
  if (life.reason === 'Unknown') return;
  if (life.state !== 'created' || sandbox.state !== 'ready') { done({ ok: false, message: 'container is gone' }); return; }
  const problem = inside.problem ?? startProblem(inside.machine, command[0] ?? '', inside.environment, inside.directory);
  const spawned = problem !== undefined ? { error: problem } : inside.machine.processes.spawn({
    command, environment: inside.environment, directory: inside.directory, uid: inside.uid, gid: inside.gid, groups: inside.groups, tty: config.tty, group: 'new', threads: RUNC_THREADS,
    stdin: core.input ?? emptyReader(), stdout: log.writer('stdout'), stderr: log.writer(config.tty ? 'stdout' : 'stderr'),
  });
  if ('error' in spawned) {
    const message = startError(spawned.error);
    end(core, { exitCode: 128, reason: 'StartError', message });
    done({ ok: false, message });
    return;
  }
  core.main = spawned;
  core.meter.changes++;
  Object.assign(life, { state: 'running', startedAt: clock.now } satisfies Partial<Life>);
  core.shown = undefined;
  spawned.onExit((exit) => onProcessEnd(core, exit));
  done({ ok: true });
}

/** @k8s containerd internal/cri/server/restart.go: a container without its task has exited with 255, Unknown */
function lose(core: Core): void {
  const { processes } = core.inside.machine;
  const wasRunning = core.life.state === 'running';
  core.listeners.length = 0;
  end(core, { exitCode: 255, reason: 'Unknown' });
  if (wasRunning) for (const process of processes.own()) processes.kill(process.pid, 'KILL');
}

export function createContainer(settings: ContainerSettings): Container {
  const { clock, config, content, sandbox, image } = settings;
  const id = settings.ids.hex(64);
  const createdAt = clock.now;
  const life: Life = { state: 'created', startedAt: 0, finishedAt: 0, exitCode: 0, reason: '', message: '' };
  const log = createLog(clock, settings.meter);
  const memory: Memory = { held: 0, exceeded: false, kills: 0 };
  const limits: Limits = { memoryLimitBytes: config.memoryLimitBytes, cpuLimitCores: config.cpuLimitCores, cpuShares: config.cpuShares };
  const inside = createContainerMachine({
    ...settings, limits, used: { memoryBytes: () => memory.held + content.memoryBytes, killed: () => memory.kills },
    onMemory: (bytes) => onMemory(core, bytes), onBound: (text) => { log.writer('stderr').write(`peapod: ${text}\n`); },
  });
  const core: Core = {
    ...settings, inside, life, log, input: config.stdin ? createPipe() : undefined, listeners: [], memory, limits, main: undefined, shown: undefined,
  };
  const running = (): boolean => life.state === 'running';
  return {
    id, sandbox, inside, log: core.log, input: core.input, stopSignal: content.config.stopSignal, config, imageKey: image.key,
    state: () => core.shown ??= ({ id, name: config.name, sandbox: sandbox.id, attempt: config.attempt, image: image.name, imageId: image.id, createdAt, ...life }),
    isRunning: running,
    memoryBytes: () => (running() ? core.memory.held + content.memoryBytes : 0),
    start: (done) => { clock.after(settings.random.int('runtime/start', ...START_MS), () => settings.processors.use(START_WORK_MS, () => start(core, done))); },
    signal: (name) => { if (core.main !== undefined && running()) inside.machine.processes.kill(core.main.pid, name); },
    lose: () => lose(core),
    update(changed) {
      applyLimits(limits, changed);
      inside.machine.cpu.limitCores = limits.cpuLimitCores;
      onMemory(core, memory.held);
    },
    onExit: (listener) => { if (life.state === 'exited') listener(); else core.listeners.push(listener); },
  };
}
