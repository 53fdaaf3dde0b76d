/** What a program sees: its arguments, streams, files, and the machine that it runs on. */
import type { Clock, Random, Reader, Running, Task, Writer } from '../time/index.ts';

/** File content: text, or a run of zero bytes too long to keep (dd, truncate, images' binaries). */
export type Content = string | { readonly zeros: number };
export type FileStat = { readonly type: 'file' | 'directory' | 'symlink'; readonly mode: number; readonly uid: number; readonly gid: number; readonly size: number; readonly mtime: number; readonly target?: string };

/** Absolute, normalised paths. Errors are thrown as FileError and printed by the command as `name: path: message`. */
export type FileSystem = {
  stat(path: string): FileStat | undefined;
  read(path: string): Content;
  write(path: string, content: Content, options?: { readonly append?: boolean; readonly mode?: number }): void;
  list(path: string): readonly string[];
  makeDirectory(path: string, options?: { readonly parents?: boolean; readonly mode?: number }): void;
  remove(path: string, options?: { readonly recursive?: boolean }): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number): void;
  touch(path: string, mtime: number): void;
  /** Another file system at a directory: a volume. */
  mount(path: string, fileSystem: FileSystem, options?: { readonly readOnly?: boolean; readonly subPath?: string }): void;
};

export type Signal = 'HUP' | 'INT' | 'QUIT' | 'KILL' | 'TERM' | 'USR1' | 'USR2' | 'CHLD' | 'STOP' | 'CONT';

export type CommandContext = {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: Map<string, string>;
  directory: string;
  readonly stdin: Reader;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly tty: boolean;
  readonly machine: Machine;
  readonly process: ProcessHandle;
};
/** Runs to its exit code. Being killed is a cancelled task (exit 128 + signal is the process table's business). */
export type Command = (context: CommandContext) => Task<number>;

export type ProcessHandle = {
  readonly pid: number;
  readonly parent: number;
  readonly command: readonly string[];
  readonly startedAt: number;
  /** What a program does on a signal; without a handler the default action happens, except for PID 1, which ignores it. KILL cannot be handled. */
  onSignal(signal: Signal, handler: (() => void) | 'ignore' | 'default'): void;
};

export type SpawnOptions = {
  readonly command: readonly string[];
  readonly environment: Map<string, string>;
  readonly directory: string;
  readonly stdin: Reader; readonly stdout: Writer; readonly stderr: Writer;
  readonly tty?: boolean; readonly uid?: number; readonly gid?: number; readonly parent?: number;
};
export type Exit = { readonly code: number; readonly signal?: Signal };
export type Spawned = { readonly pid: number; readonly running: Running<Exit>; onExit(listener: (exit: Exit) => void): void };

export type ProcessTable = {
  list(): readonly ProcessHandle[];
  /** Starts a program of the machine: `{error}` in the words of execve's caller if there is none ("not found", "permission denied"). */
  spawn(options: SpawnOptions): Spawned | { readonly error: 'not found' | 'permission denied' };
  /** False if there is no such process. */
  kill(pid: number, signal: Signal): boolean;
};

/** A container, a node, or the learner's computer. */
export type Machine = {
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  readonly files: FileSystem;
  readonly processes: ProcessTable;
  /** A program by name (looked up in PATH) or by path. */
  program(nameOrPath: string, environment: Map<string, string>): Command | undefined;
  readonly programNames: () => readonly string[];
  readonly network: NetworkPort;
};

/** The network as one machine sees it. */
export type NetworkPort = {
  readonly addresses: readonly string[];
  /** A records by the rules of this machine's resolv.conf. */
  resolve(name: string): Task<{ readonly ok: true; readonly addresses: readonly string[]; readonly name: string } | { readonly ok: false; readonly reason: 'NXDOMAIN' | 'SERVFAIL' | 'timeout' }>;
  http(request: HttpRequest): Task<HttpResult>;
  /** Opens and closes a TCP connection: `nc -z`, tcpSocket probes. */
  connect(host: string, port: number, timeoutMs: number): Task<ConnectResult>;
  /** Serves a TCP port on all addresses (or one) of the machine until the returned function is called. Undefined: the port is taken. */
  listen(port: number, handler: HttpHandler, address?: string): (() => void) | undefined;
};
export type HttpRequest = { readonly method: string; readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number; readonly path: string; readonly headers: { readonly [name: string]: string }; readonly body: string; readonly timeoutMs: number };
export type HttpResponse = { readonly code: number; readonly headers: { readonly [name: string]: string }; readonly body: string };
/** May take virtual time. `from` is the client's address as the server sees it. */
export type HttpHandler = (request: HttpRequest & { readonly from: string }) => Task<HttpResponse>;
export type ConnectFailure = { readonly ok: false; readonly reason: 'refused' | 'timeout' | 'reset' | 'unresolved' | 'unreachable'; readonly address?: string };
export type ConnectResult = { readonly ok: true; readonly address: string } | ConnectFailure;
export type HttpResult = { readonly ok: true; readonly address: string; readonly response: HttpResponse } | ConnectFailure;
