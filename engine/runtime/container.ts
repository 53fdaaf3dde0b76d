/** One container: created, running, exited; its main process, its memory, its log. */
import type { Exit, FileSystem, PidSpace, ProcessHandle, Signal, Spawned, Meter } from '../script/index.ts';
import { createPipe, emptyReader, type Clock, type Ids, type Pipe, type Random } from '../time/index.ts';
import { slotOf } from './asleep/score.ts';
import { Sleeper, type Body } from './asleep/sleeper.ts';
import { createContainerMachine, untouchedFiles, untouchedGroups, membershipsIn, type ContainerMachine } from './containerMachine.ts';
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
  state(): ContainerState;
  isRunning(): boolean;
  memoryBytes(): number;
  /** What it has written to its layer and its log. */
  diskBytes(): number;
  logBytes(): number;
  cpuMs(): number;
  /** Its users and groups are listed in these; and the groups that they put a user into. */
  accounts(): FileSystem;
  memberships(uid: number): readonly number[];
  /** Somebody looks at it from outside. */
  rouse(): void;
  start(done: (result: Started) => void): void;
  signal(name: Signal): void;
  update(limits: ContainerLimits): void;
  /** Gone without a word: the machine's power. */
  lose(): void;
  /** At once if it has ended. */
  onExit(listener: () => void): void;
};
export type ContainerSettings = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly processors: Processors;
  readonly image: { readonly name: string; readonly id: string; readonly key: string };
  readonly content: ImageContent;
  readonly sandbox: SandboxState;
  readonly config: ContainerConfig;
  readonly cgroups: 1 | 2;
  readonly meter: Meter;
  readonly ran: Meter;
  readonly kernel?: string;
  readonly hostPids: PidSpace;
  readonly joins: PidSpace | undefined;
  /** What the process runs: the image's entry point and command with what the spec puts in their place. */
  readonly command: readonly string[];
};

/** From the runtime's `Created` to `Started`. @k8s golden timings, observed-1.36.md §2.1 */
const START_MS = [30, 100] as const;
const START_WORK_MS = 40;

type Life = { state: ContainerState['state']; startedAt: number; finishedAt: number; exitCode: number; reason: string; message: string };
type Memory = { held: number; exceeded: boolean; kills: number };

/** `command` replaces the entry point, and then the image's arguments count no more. */
export function commandOf(config: ContainerConfig, content: ImageContent): readonly string[] {
  const { entrypoint, command } = content.config;
  if (config.command !== undefined && config.command.length > 0) return [...config.command, ...config.args ?? []];
  return [...entrypoint, ...(config.args !== undefined && config.args.length > 0 ? config.args : command)];
}

/** What is made late if it sleeps. */
type Insides = { readonly machine: ContainerMachine; readonly log: ContainerLog };

/** A class: a node has a hundred. */
class OneContainer implements Container, Body {
  readonly settings: ContainerSettings;
  readonly id: string;
  readonly input: Pipe | undefined;
  readonly createdAt: number;
  private readonly life: Life = { state: 'created', startedAt: 0, finishedAt: 0, exitCode: 0, reason: '', message: '' };
  private listeners: (() => void)[] = [];
  private readonly memory: Memory = { held: 0, exceeded: false, kills: 0 };
  private readonly limits: Limits;
  private main: Spawned | undefined;
  private readonly sleeper: Sleeper | undefined;
  private insides: Insides | undefined;
  /** What it says of itself, until that changes. */
  private shown: ContainerState | undefined;

  constructor(settings: ContainerSettings) {
    const { clock, config } = settings;
    this.settings = settings;
    this.id = settings.ids.hex(64);
    this.createdAt = clock.now;
    this.limits = { memoryLimitBytes: config.memoryLimitBytes, cpuLimitCores: config.cpuLimitCores, cpuShares: config.cpuShares };
    this.input = config.stdin ? createPipe() : undefined;
    const slot = slotOf(settings);
    this.sleeper = slot === undefined ? undefined : new Sleeper(this, slot);
    if (this.sleeper === undefined) this.insides = this.madeBy(clock, settings.sandbox.port);
  }
  private madeBy(clock: Clock, port: ContainerSettings['sandbox']['port']): Insides {
    const { settings } = this;
    const log = createLog(clock, settings.meter);
    return { log, machine: createContainerMachine({ ...settings, clock, port }, {
      limits: this.limits, used: { memoryBytes: () => this.memory.held + settings.content.memoryBytes, killed: () => this.memory.kills },
      onMemory: (bytes) => this.onMemory(bytes), onBound: (text) => { log.writer('stderr').write(`peapod: ${text}\n`); },
    }) };
  }
  /** As they are now: a sleeper's are made without waking it. */
  private get present(): Insides {
    if (this.insides === undefined) this.make();
    return this.insides as Insides; // made just now
  }
  make(): void {
    const { sleeper } = this;
    if (this.insides === undefined && sleeper !== undefined) sleeper.asCreated(() => { this.insides = this.madeBy(sleeper, sleeper.port(this.sandbox.port)); });
  }
  rouse(): void { this.sleeper?.wake(); }
  get inside(): ContainerMachine { this.rouse(); return this.present.machine; }
  get log(): ContainerLog { this.rouse(); return this.present.log; }
  get sandbox(): SandboxState { return this.settings.sandbox; }
  get config(): ContainerConfig { return this.settings.config; }
  get stopSignal(): Signal { return this.settings.content.config.stopSignal; }
  get imageKey(): string { return this.settings.image.key; }

  state(): ContainerState {
    const { config, sandbox, image } = this.settings;
    return this.shown ??= { id: this.id, name: config.name, sandbox: sandbox.id, attempt: config.attempt, image: image.name, imageId: image.id, createdAt: this.createdAt, ...this.life };
  }
  isRunning(): boolean { return this.life.state === 'running'; }
  memoryBytes(): number { return this.isRunning() ? this.memory.held + this.settings.content.memoryBytes : 0; }
  diskBytes(): number { return (this.insides === undefined ? this.sleeper?.usedBytes : undefined) ?? this.present.machine.files.usedBytes(); }
  logBytes(): number { return this.insides === undefined ? this.sleeper?.logBytes ?? 0 : this.insides.log.bytes; }
  cpuMs(): number { return this.insides === undefined ? this.sleeper?.cpuMs ?? 0 : this.insides.machine.machine.processes.cpuMs(); }
  accounts(): FileSystem { return this.insides === undefined ? untouchedFiles(this.settings.content) : this.insides.machine.machine.files; }
  memberships(uid: number): readonly number[] {
    return this.insides === undefined ? untouchedGroups(this.settings.content, uid) : membershipsIn(this.insides.machine.machine.files, uid);
  }
  measure(): ReturnType<Body['measure']> {
    const { log, machine: { files, machine } } = this.present;
    return { held: this.memory.held, usedBytes: files.usedBytes(), logBytes: log.bytes, processes: machine.processes };
  }
  hold(bytes: number): void { this.memory.held = bytes; }
  start(done: (result: Started) => void): void {
    const { clock, random, processors } = this.settings;
    clock.after(random.int('runtime/start', ...START_MS), () => processors.use(START_WORK_MS, () => this.startNow(done)));
  }
  signal(name: Signal): void {
    this.rouse();
    if (this.main !== undefined && this.isRunning()) this.inside.machine.processes.kill(this.main.pid, name);
  }
  update(changed: ContainerLimits): void {
    applyLimits(this.limits, changed);
    this.inside.machine.cpu.limitCores = this.limits.cpuLimitCores;
    this.onMemory(this.memory.held);
  }
  onExit(listener: () => void): void { if (this.life.state === 'exited') listener(); else this.listeners.push(listener); }
  /** @k8s containerd internal/cri/server/restart.go: a container without its task has exited with 255, Unknown */
  lose(): void {
    const { processes } = this.inside.machine;
    const wasRunning = this.isRunning();
    this.listeners = [];
    this.end({ exitCode: 255, reason: 'Unknown' });
    if (wasRunning) for (const process of processes.own()) processes.kill(process.pid, 'KILL');
  }

  private become(change: Partial<Life>): void {
    this.settings.meter.changes++;
    Object.assign(this.life, change);
    this.shown = undefined;
  }
  private end(result: Pick<Life, 'exitCode' | 'reason'> & { readonly message?: string }): void {
    if (this.life.state === 'exited') return;
    this.become({ state: 'exited', finishedAt: this.settings.clock.now, ...result });
    this.log.end(); // and nobody sleeps any more
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
  private onProcessEnd(exit: Exit): void {
    const { processes } = this.inside.machine;
    // In a namespace of others they do not die of their first one's death: the shim ends them. @k8s containerd cmd/containerd-shim-runc-v2/task/service.go (ShouldKillAllOnExit)
    for (const process of processes.own()) processes.kill(process.pid, 'KILL');
    this.end({ exitCode: exit.code, reason: this.memory.exceeded ? 'OOMKilled' : exit.code === 0 ? 'Completed' : 'Error' });
  }
  /**
   * The kernel kills the biggest process of the group, with cgroup v2 the whole group; the container is called OOMKilled whenever it ends.
   * @k8s pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (memory.oom.group), golden pods/pod-oom-always (v1)
   */
  private onMemory(bytes: number): void {
    const { memory, limits, life } = this;
    const { content, clock, cgroups, meter } = this.settings;
    memory.held = bytes;
    meter.changes++;
    const limit = limits.memoryLimitBytes;
    if (limit === undefined || bytes + content.memoryBytes <= limit || life.state === 'exited') return;
    const { processes } = this.inside.machine;
    const victim = processes.own().reduce<ProcessHandle | undefined>((most, entry) => (most === undefined || entry.memoryBytes > most.memoryBytes ? entry : most), undefined);
    memory.exceeded = true;
    memory.kills++;
    clock.after(0, () => {
      for (const { pid } of cgroups === 2 ? processes.own() : victim === undefined ? [] : [victim]) processes.kill(pid, 'KILL');
    });
  }
  private startNow(done: (result: Started) => void): void {
    const { life, sleeper } = this;
    const { clock, sandbox } = this.settings;
    if (life.reason === 'Unknown') return;
    if (life.state !== 'created' || sandbox.state !== 'ready') { done({ ok: false, message: 'container is gone' }); return; }
    if (this.insides === undefined && sleeper?.fallAsleep() === true) {
      this.become({ state: 'running', startedAt: clock.now });
      done({ ok: true });
      return;
    }
    let problem: string | undefined;
    const begin = (): void => { problem = this.spawn(); };
    // Whoever has looked into it before may have changed something: that start is nobody's model.
    const untouched = this.insides === undefined;
    this.make();
    if (sleeper !== undefined && untouched) sleeper.start(begin); else begin();
    if (problem !== undefined) {
      const message = startError(problem);
      this.end({ exitCode: 128, reason: 'StartError', message });
      done({ ok: false, message });
      return;
    }
    this.become({ state: 'running', startedAt: clock.now });
    this.main?.onExit((exit) => this.onProcessEnd(exit));
    done({ ok: true });
  }
  begin(): void {
    this.spawn();
    this.main?.onExit((exit) => this.onProcessEnd(exit));
  }
  /** Why there is no process. */
  private spawn(): string | undefined {
    const { machine: inside, log } = this.present;
    const { command, config } = this.settings;
    const problem = inside.problem ?? startProblem(inside.machine, command[0] ?? '', inside.environment, inside.directory);
    const spawned = problem !== undefined ? { error: problem } : inside.machine.processes.spawn({
      command, environment: inside.environment, directory: inside.directory, uid: inside.uid, gid: inside.gid, groups: inside.groups, tty: config.tty, group: 'new', threads: RUNC_THREADS,
      stdin: this.input ?? emptyReader(), stdout: log.writer('stdout'), stderr: log.writer(config.tty ? 'stdout' : 'stderr'),
    });
    if ('error' in spawned) return spawned.error;
    this.main = spawned;
    return undefined;
  }
}

export const createContainer = (settings: ContainerSettings): Container => new OneContainer(settings);
