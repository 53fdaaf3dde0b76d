/** The container runtime of one node, as the kubelet sees it through CRI. All effects take virtual time. */
import type { ExecSession } from '../apiserver/index.ts';
import type { FileSystem, Machine, Meter, ProcessSecurity } from '../script/index.ts';

export type ImageStatus = { readonly id: string; readonly name: string; readonly repoDigest: string; readonly size: number;
  /** As the image has it: `101`, `nginx`, `1000:1000`; empty for root. */
  readonly user: string;
  /** All names with a tag, for the node's status. */
  readonly names?: readonly string[] };
export type PullResult = { readonly ok: true; readonly image: ImageStatus; /** Without waiting for other pulls. */ readonly pullMs?: number } | { readonly ok: false; readonly reason: 'ErrImagePull' | 'InvalidImageName'; readonly message: string };

export type PullProgress = { readonly image: string; readonly doneBytes: number; readonly totalBytes: number };

export type SandboxConfig = {
  readonly namespace: string; readonly pod: string; readonly uid: string; readonly hostname: string; readonly attempt: number;
  readonly hostNetwork: boolean; readonly shareProcessNamespace: boolean;
  /** The node's process namespace: its containers see every process of the node. */
  readonly hostPid?: boolean;
  readonly resolvConf: string;
  /** hostAliases; an entry with an empty `ip` names the pod itself (default: its hostname), first the fully qualified name. */
  readonly hosts: readonly { readonly ip: string; readonly names: readonly string[] }[];
  /** Containers' hostPorts. */
  readonly portMappings?: readonly { readonly hostPort: number; readonly containerPort: number; readonly protocol: string }[];
};
export type Sandbox = { readonly id: string; readonly ip: string; readonly createdAt: number; readonly state: 'ready' | 'notReady'; /** Of its pause process, as the machine counts. */ readonly pid: number };

export type ContainerConfig = {
  readonly name: string; readonly image: string; readonly attempt: number;
  readonly command: readonly string[] | undefined; readonly args: readonly string[] | undefined;
  readonly workingDir: string | undefined; readonly environment: readonly (readonly [string, string])[];
  readonly mounts: readonly { readonly path: string; readonly files: FileSystem; readonly readOnly: boolean; readonly subPath?: string;
    /** The path on the node, for errors. */
    readonly source?: string }[];
  readonly memoryLimitBytes: number | undefined; readonly readOnlyRootFilesystem: boolean;
  /** Processors that it may use; undefined: no limit. `cpuShares` as CRI counts them: 1024 for one. */
  readonly cpuLimitCores?: number | undefined; readonly cpuShares?: number | undefined;
  /** Id of a container whose process namespace it joins: `kubectl debug --target`. */
  readonly targetContainer?: string;
  readonly uid: number | undefined; readonly gid: number | undefined;
  readonly tty: boolean; readonly stdin: boolean; readonly terminationMessagePath: string;
  readonly groups?: readonly number[];
  /** No groups but these, whatever the image's /etc/group says of the user. */
  readonly strictGroups?: true;
  /** Lines of /proc/1 that depend on the pod: `{'/1/oom_score_adj': '1000\n'}`. */
  readonly proc?: { readonly [path: string]: string };
  readonly security?: ProcessSecurity;
};
/** What can be changed while a container runs; what is left out stays. */
export type ContainerLimits = { readonly memoryLimitBytes?: number | undefined; readonly cpuLimitCores?: number | undefined; readonly cpuShares?: number | undefined };
export type ContainerState = {
  readonly id: string; readonly name: string; readonly sandbox: string; readonly attempt: number;
  /** The name in the spec and the runtime's digest reference, for status.image and status.imageID. */
  readonly image: string; readonly imageId: string;
  readonly state: 'created' | 'running' | 'exited';
  readonly createdAt: number; readonly startedAt: number; readonly finishedAt: number;
  readonly exitCode: number;
  /** Completed, Error, OOMKilled, StartError. */
  readonly reason: string;
  readonly message: string;
};
export type LogLine = { readonly t: number; readonly stream: 'stdout' | 'stderr'; readonly text: string; readonly partial: boolean };

export type ContainerSizes = { readonly memoryBytes: number; readonly diskBytes: number; readonly logBytes: number };

export type ContainerRuntime = {
  /** Parses and looks up; undefined if absent; `invalid` with the parser's words. */
  imageStatus(image: string): ImageStatus | undefined | { readonly invalid: string };
  images(): readonly ImageStatus[];
  /** What an image holds, to be mounted as a volume; undefined if it is not on the node. */
  imageFiles(image: string): FileSystem | undefined;
  /** Takes as long as size and bandwidth say; one image at a time per node (serial pulls). `accounts`: what the pod's secrets hold for
   *  this image, tried in order; none: as a stranger. */
  pullImage(image: string, done: (result: PullResult) => void, accounts?: readonly { readonly username: string; readonly password: string }[]): void;
  /** What is being pulled now. */
  pullProgress(): PullProgress | undefined;
  /** What the unpacked layers of all images take; layers that images share count once. */
  imageFsBytes(): number;
  runSandbox(config: SandboxConfig, done: (sandbox: Sandbox | { readonly error: string }) => void): void;
  /** Kills what still runs in it, gives the address back. */
  stopSandbox(id: string, done: () => void): void;
  removeSandbox(id: string): void;
  sandbox(id: string): Sandbox | undefined;
  createContainer(sandbox: string, config: ContainerConfig): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly message: string };
  /** On failure the container is `exited`, reason StartError, exit code 128, and `message` has the runtime's words. */
  startContainer(id: string, done: (result: { readonly ok: true } | { readonly ok: false; readonly message: string }) => void): void;
  /** SIGTERM (or the image's stop signal), then SIGKILL after the grace period; `done` when the process is gone. */
  stopContainer(id: string, graceMs: number, done: () => void): void;
  removeContainer(id: string): void;
  container(id: string): ContainerState | undefined;
  /** Told at once; the kubelet's PLEG looks once a second. */
  onExit(listener: (id: string) => void): void;
  exec(id: string, command: readonly string[], options: { readonly stdin: boolean; readonly tty: boolean }): ExecSession | { readonly error: string };
  attach(id: string): ExecSession | undefined;
  logs(id: string): readonly LogLine[];
  /** Into its log, as if its program had written it to stderr. */
  say(id: string, text: string): void;
  /** Called for each new line until the returned function is called. */
  followLogs(id: string, onLine: (line: LogLine) => void, onEnd: () => void): () => void;
  /** The container as a machine: probes and tests look into it. */
  machine(id: string): Machine | undefined;
  memoryBytes(id: string): number;
  /** A resize in place. A limit below what is used makes the kernel kill. */
  updateContainer(id: string, limits: ContainerLimits): void;
  /** Of its log files on the node's disk, rotated ones included. */
  logBytes(id: string): number;
  /** CPU time of the container's processes since its start, in ms, without regard to a limit. */
  cpuMs(id: string): number;
  /** The same, to be asked again and again, also when the container has been removed. */
  cpu(id: string): { cpuMs(): number } | undefined;
  /** Where its users and groups are listed, and those that they put a user into. */
  accounts(id: string): FileSystem | undefined;
  memberships(id: string, uid: number): readonly number[];
  /** All containers, oldest first, with what they were made from: `crictl ps -a`. */
  containers(): readonly (ContainerState & { readonly config: ContainerConfig; readonly imageKey: string })[];
  /** Keys of the images that containers, running or not, are made from. */
  imagesInUse(): ReadonlySet<string>;
  sandboxes(): readonly (Sandbox & { readonly config: SandboxConfig })[];
  /** By its id; also while a container uses it, as containerd does. */
  removeImage(id: string): void;
  /** Of a container's writable layer, in whole blocks. */
  diskBytes(id: string): number;
  /** Goes up with the memory, the layers and the logs of its containers, and of files that were made with it. */
  readonly meter: Meter;
  /** Goes up whenever a program of a container takes processor time, or begins or ends to use some all the time. */
  readonly ran: Meter;
  /** Memory, writable layer and logs at once. */
  usage(id: string): ContainerSizes | undefined;
  /** The machine lost its power: every process is gone at once and nobody is told. Containers show as exited, code 255, reason Unknown; images stay. */
  powerOff(): void;
};
