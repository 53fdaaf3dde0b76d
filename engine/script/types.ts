/** What a program sees: its arguments, streams, files, and the machine that it runs on. */
import type { Clock, Random, Reader, Running, Task, Writer } from '../time/index.ts';

/** File content: text, or a run of zero bytes too long to keep (dd, truncate, images' binaries). */
export type Content = string | { readonly zeros: number };
export type FileStat = { readonly type: 'file' | 'directory' | 'symlink'; readonly mode: number; readonly uid: number; readonly gid: number; readonly size: number; readonly mtime: number; readonly target?: string; /** A directory that lies over one of the image: the overlay counts one link. */ readonly merged?: true };

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
  /** The path with every symbolic link followed; undefined if nothing is there. */
  realPath(path: string): string | undefined;
  /** What is mounted where, the root first: `mount`, `df`, /proc/mounts. */
  mounts(): readonly MountInfo[];
  /** What is mounted at this very path, to be a root directory of its own. */
  mountedAt?(path: string): FileSystem | undefined;
  /** Programs of the machine that it is the disk of: what runs after `chroot`. */
  programs?: ReadonlyMap<string, Command>;
  /** Told of every path that changes in the directory, and when the directory itself comes or goes, until the returned function is called: inotify. */
  watch?(directory: string, listener: (path: string) => void): () => void;
  /** Another file system at a directory: a volume. */
  mount(path: string, fileSystem: FileSystem, options?: { readonly readOnly?: boolean; readonly subPath?: string; /** The mount point is known to be there, at the end of no link. */ readonly present?: boolean }): void;
};

/** Sizes in bytes; `size` 0 where there is no limit of its own. */
export type MountInfo = { readonly path: string; readonly source: string; readonly type: string; readonly options: string; readonly size: number; readonly used: number };

export type Signal = 'HUP' | 'INT' | 'QUIT' | 'ILL' | 'TRAP' | 'ABRT' | 'BUS' | 'FPE' | 'KILL' | 'USR1' | 'SEGV' | 'USR2' | 'PIPE' | 'ALRM' | 'TERM' | 'STKFLT'
  | 'CHLD' | 'CONT' | 'STOP' | 'TSTP' | 'TTIN' | 'TTOU' | 'URG' | 'XCPU' | 'XFSZ' | 'VTALRM' | 'PROF' | 'WINCH' | 'IO' | 'PWR' | 'SYS';

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
  /** The process group: what Ctrl-C reaches. */
  readonly group: number;
  readonly uid: number; readonly gid: number; readonly groups: readonly number[];
  readonly streams: { readonly stdin: Reader; readonly stdout: Writer; readonly stderr: Writer };
  readonly environment: ReadonlyMap<string, string>;
  /** The terminal that it was started from, if any. */
  readonly terminal: TerminalPort | undefined;
  readonly state: 'running' | 'sleeping' | 'stopped';
  /** At once, unless it is stopped: then when it is continued. A server that is stopped takes connections, because the kernel does, and answers none. */
  resumed(): Task<void>;
  /** How often it has gone on. */
  readonly turns: number;
  /** What the program holds in memory now; the runtime compares the sum with the container's limit. */
  readonly memoryBytes: number;
  useMemory(bytes: number): void;
  /** The files as the program sees them: /proc/N/root. */
  readonly root: FileSystem;
  /** CPU time used so far, in ms: what was declared, and what it computed. */
  readonly cpuMs: number;
  /** The load from now on, in thousandths of a core. */
  useCpu(millicores: number): void;
  /** Work done at once: the answer to one request. */
  spendCpu(ms: number): void;
  /** execve: another program in the same process. Handlers go back to their defaults. */
  replace(command: readonly string[]): void;
  /** What a program does on a signal; without a handler the default action happens, except for PID 1, which ignores it. KILL cannot be handled. */
  onSignal(signal: Signal, handler: (() => void) | 'ignore' | 'default'): void;
};

export type SpawnOptions = {
  readonly command: readonly string[];
  readonly environment: Map<string, string>;
  readonly directory: string;
  readonly stdin: Reader; readonly stdout: Writer; readonly stderr: Writer;
  readonly tty?: boolean; readonly uid?: number; readonly gid?: number; readonly parent?: number;
  readonly groups?: readonly number[];
  /** `new` starts a process group of its own (job control); else the parent's. */
  readonly group?: 'new' | number;
  readonly terminal?: TerminalPort;
  /** Numbers taken by threads of whatever started it: runc's init has become the program. */
  readonly threads?: number;
};
/** The terminal as a program sees it. While `raw`, Ctrl-C comes as the character \x03 on stdin (`kubectl exec -ti`). */
export type TerminalPort = { raw: boolean; readonly columns: number; readonly rows: number; /** The group that Ctrl-C reaches; 0 for none. */ foreground: number };
export type Exit = { readonly code: number; readonly signal?: Signal };
export type Spawned = { readonly pid: number; readonly running: Running<Exit>; onExit(listener: (exit: Exit) => void): void };

export type ProcessTable = {
  list(): readonly ProcessHandle[];
  /** Starts a program of the machine: `{error}` in the words of execve's caller if there is none ("not found", "permission denied"); "no room" when too many run. */
  spawn(options: SpawnOptions): Spawned | { readonly error: 'not found' | 'permission denied' | 'no room' };
  get(pid: number): ProcessHandle | undefined;
  /** Starts a copy of the caller that goes on as `run`: a subshell. `options.command` is what `ps` shows. */
  fork(options: SpawnOptions, run: Command): Spawned;
  /** False if there is no such process. With a `sender` inside the namespace, PID 1 is protected from KILL too. */
  kill(pid: number, signal: Signal, sender?: number): boolean;
  killGroup(group: number, signal: Signal): void;
  /** CPU time of all that were started here, those that have ended too. */
  cpuMs(): number;
  /** Of those that run: CPU time up to `since`, and thousandths of a processor that each uses from then on. */
  cpuShares(): readonly { readonly spent: number; readonly millicores: number; readonly since: number }[];
  /** Those of this machine, which may see others: a container in a namespace that it shares. */
  own(): readonly ProcessHandle[];
  /** No other can be started: the machine's limit of processes. */
  readonly full: boolean;
};

/** See cpu.ts. */
export type Cpu = {
  /** Processors that the machine's programs may use together; undefined: as many as they like. */
  limitCores: number | undefined;
  /** Played in slow motion at the moment. */
  readonly slow: boolean;
  /** Work of `ms` milliseconds: what it counts, and how long the program has to wait until it is done. */
  spend(ms: number): { readonly cost: number; readonly wait: number };
};

/** What the kernel lets a machine's programs do, where that is less than all. */
export type ProcessSecurity = {
  /** Of root's programs, as /proc shows them: sixteen hexadecimal digits. */
  readonly capabilities: string;
  /** CAP_CHOWN is among them. */
  readonly mayChown: boolean;
  readonly noNewPrivileges: boolean;
  /** A seccomp profile is in force. */
  readonly seccomp: boolean;
};

/** A container, a node, or the learner's computer. */
export type Machine = {
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  /** Its release. */
  readonly kernel: string;
  readonly files: FileSystem;
  readonly processes: ProcessTable;
  readonly cpu: Cpu;
  /** What may be used of memory; undefined: all that the computer has. For /proc and /sys. */
  readonly memoryLimit?: () => number | undefined;
  /** The same processes, network and limits with another root directory: chroot, nsenter. */
  inRoot(files: FileSystem): Machine;
  /** A program by name (looked up in PATH) or by path. */
  program(nameOrPath: string, environment: ReadonlyMap<string, string>): Command | undefined;
  readonly programNames: () => readonly string[];
  /** The file that `program` would run, by PATH: `which`. */
  which(name: string, environment: ReadonlyMap<string, string>): string | undefined;
  /** Where a user's name and home are looked up: uid → name. */
  userName(uid: number): string | undefined;
  readonly network: NetworkPort;
};

/** The network as one machine sees it. */
export type NetworkPort = {
  readonly addresses: readonly string[];
  /** A records by the rules of this machine's resolv.conf. */
  resolve(name: string): Task<{ readonly ok: true; readonly addresses: readonly string[]; readonly name: string } | { readonly ok: false; readonly reason: 'NXDOMAIN' | 'SERVFAIL' | 'timeout' }>;
  /** One DNS question to the first name server (or `server`), without the search list: nslookup, dig. */
  query?(question: { readonly name: string; readonly type: DnsType; readonly server?: string }): Task<DnsAnswer>;
  http(request: HttpRequest): Task<HttpResult>;
  /** Opens and closes a TCP connection: `nc -z`, tcpSocket probes. */
  connect(host: string, port: number, timeoutMs: number): Task<ConnectResult>;
  /** One ICMP echo: the round trip in ms, or why there is none. */
  ping?(host: string, timeoutMs: number): Task<{ readonly ok: true; readonly address: string; readonly ms: number } | ConnectFailure>;
  /** Serves a TCP port on all addresses (or one) of the machine until the returned function is called. Undefined: the port is taken. */
  listen(port: number, handler: HttpHandler, address?: string, bytes?: ByteHandler): (() => void) | undefined;
  /** Whether `listen` would succeed now. */
  isFree?(port: number, address?: string): boolean;
  /** A connection to a program that speaks a protocol of its own; `stream` is undefined where only HTTP is spoken. */
  open?(host: string, port: number, timeoutMs: number): Task<(ConnectResult & { readonly ok: true; readonly stream: ByteStream | undefined }) | ConnectFailure>;
  /** The same to a port of this very machine, at once. */
  openLocal?(port: number): ByteStream | undefined;
};
/** One end of a TCP connection; each character stands for a byte. To close `output` ends one's own part. */
export type ByteStream = { readonly input: Reader; readonly output: Writer };
/** Serves one connection, which ends with the task. */
export type ByteHandler = (stream: ByteStream & { readonly from: string }) => Task<void>;
export type DnsType = 'A' | 'AAAA' | 'SRV' | 'TXT' | 'PTR' | 'CNAME';
/** `data` as dig prints it: an address, `0 100 80 web.default.svc.cluster.local.`, `"1.1.0"`, a name. */
export type DnsAnswer = { readonly code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'timeout'; readonly records: readonly { readonly name: string; readonly type: DnsType; readonly ttl: number; readonly data: string }[] };
export type HttpRequest = { readonly method: string; readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number; readonly path: string; readonly headers: { readonly [name: string]: string }; readonly body: string; readonly timeoutMs: number; readonly tls?: ClientTls;
  /** Patience counts from the search for the name: curl. Without it names have all the time they need: wget. */
  readonly limitsNames?: true;
  /** The client can take a body that goes on: see `HttpResponse.more`. */
  readonly streams?: true };
/** What a client of HTTPS shows, and what it wants to see: `verify` is given the server's certificate before anything else is said. */
export type ClientTls = { readonly certificate?: string; readonly verify?: (certificate: string) => string | undefined };
/** `tlsError`: what `verify` said; there is no answer then. */
export type HttpResponse = { readonly code: number; readonly headers: { readonly [name: string]: string }; readonly body: string; readonly tlsError?: string;
  /** It came over TLS: servers that do not say so speak plain HTTP, whatever they were asked. */
  readonly secure?: true;
  /** What comes after `body`, as it comes; only for clients that said `streams`. `cancel` closes the connection. */
  readonly more?: Reader };
/** May take virtual time. `from` is the client's address as the server sees it. */
export type HttpHandler = (request: HttpRequest & { readonly from: string }) => Task<HttpResponse>;
export type ConnectFailure = { readonly ok: false; readonly reason: 'refused' | 'timeout' | 'reset' | 'unresolved' | 'unreachable'; readonly address?: string };
export type ConnectResult = { readonly ok: true; readonly address: string } | ConnectFailure;
export type HttpResult = { readonly ok: true; readonly address: string; readonly response: HttpResponse } | ConnectFailure;
