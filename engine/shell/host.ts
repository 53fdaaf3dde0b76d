/** The learner's computer: `learner@peapod`, with GNU tools and whatever commands the caller adds. */
import { createFiles, createMachine, createPidSpace, HOST_COMMANDS, parentOf, programsIn, runScript, textOf, type Command, type Files, type Machine, type NetworkPort, type Spawned } from '../script/index.ts';
import type { Clock, Ids, Random, Reader, Writer } from '../time/index.ts';
import type { Completer } from './completion.ts';
import { sudo } from './sudo.ts';
import { createTerminal, type Terminal } from './terminal.ts';

export type HostOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids?: Ids;
  readonly network: NetworkPort;
  /** `kubectl`, `minikube`, `helm`: into /usr/local/bin. */
  readonly extraCommands?: { readonly [name: string]: Command };
  /** Files at the start, by absolute path or relative to the home. */
  readonly files?: { readonly [path: string]: string };
  readonly environment?: { readonly [name: string]: string };
  readonly hostname?: string;
};
export type HostScript = { readonly script: string; readonly directory?: string; readonly environment?: { readonly [name: string]: string }; readonly stdin?: Reader; readonly stdout: Writer; readonly stderr: Writer };
export type Host = {
  readonly machine: Machine;
  readonly files: Files;
  readonly home: string;
  readonly environment: ReadonlyMap<string, string>;
  openTerminal(onOutput: (text: string) => void, completers?: ReadonlyMap<string, Completer>): Terminal;
  /** `bash -c` as the learner, without a terminal: replays and `commands.sh`. */
  run(script: HostScript): Spawned;
  /** What the editor saves, as the learner's file. A relative path is one of the home. */
  saveFile(path: string, text: string): void;
  readFile(path: string): string | undefined;
};

const UID = 1000;
const HOME = '/home/learner';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const BINARY_BYTES = 35_000;

const SYSTEM_FILES = (hostname: string): { readonly [path: string]: string } => ({
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nlearner:x:${UID}:${UID}:Learner:${HOME}:/bin/bash\n`,
  '/etc/group': `root:x:0:\nnogroup:x:65534:\nlearner:x:${UID}:\n`, '/etc/hostname': `${hostname}\n`, '/etc/hosts': `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n`,
  '/etc/os-release': 'PRETTY_NAME="Ubuntu 24.04 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n',
});

function createSystem(options: HostOptions, hostname: string, programs: ReadonlyMap<string, Command>): Files {
  const files = createFiles(options.clock, { source: '/dev/vda1' });
  for (const path of ['/usr/bin', '/usr/local/bin', '/usr/local/sbin', '/usr/sbin', '/etc', '/home', '/root', '/var/log', '/var/lib', '/opt', '/mnt', '/run', '/srv']) files.makeDirectory(path, { parents: true, ...(path === '/root' ? { mode: 0o700 } : {}) });
  files.makeDirectory('/tmp', { mode: 0o1777 });
  files.symlink('usr/bin', '/bin');
  files.symlink('usr/sbin', '/sbin');
  for (const [path, text] of Object.entries(SYSTEM_FILES(hostname))) files.write(path, text);
  for (const path of programs.keys()) files.write(path, { zeros: BINARY_BYTES }, { mode: 0o755 });
  files.makeDirectory(HOME, { mode: 0o755 });
  files.chown(HOME, UID, UID);
  return files;
}

export function createHost(options: HostOptions): Host {
  const hostname = options.hostname ?? 'peapod';
  const programs = new Map([...programsIn('/usr/bin', { ...HOST_COMMANDS, sudo }), ...programsIn('/usr/local/bin', options.extraCommands ?? {})]);
  const files = createSystem(options, hostname, programs);
  const machine = createMachine({ clock: options.clock, random: options.random, hostname, files, programs, network: options.network, pids: createPidSpace({ firstPid: 1201 }) });
  const environment = new Map(Object.entries({
    HOME, HOSTNAME: hostname, LANG: 'C.UTF-8', LOGNAME: 'learner', PATH, PWD: HOME, SHELL: '/bin/bash', TERM: 'xterm-256color', USER: 'learner', ...options.environment,
  }));
  const place = (path: string): string => (path.startsWith('/') ? path : `${HOME}/${path.replace(/^~\//, '')}`);

  function saveFile(path: string, text: string): void {
    const at = place(path);
    const missing: string[] = [];
    for (let directory = parentOf(at); files.stat(directory) === undefined; directory = parentOf(directory)) missing.unshift(directory);
    if (missing.length > 0) files.makeDirectory(parentOf(at), { parents: true });
    files.write(at, text);
    for (const made of [...missing, at]) files.chown(made, UID, UID);
  }
  for (const [path, text] of Object.entries(options.files ?? {})) saveFile(path, text);

  return {
    machine, files, home: HOME, environment, saveFile,
    openTerminal: (onOutput, completers) => createTerminal({ machine, environment, directory: HOME, uid: UID, onOutput, startFile: `${HOME}/.bashrc`, ...(completers === undefined ? {} : { completers }) }),
    run: (script) => runScript({
      machine, script: script.script, directory: script.directory ?? HOME, uid: UID, stdout: script.stdout, stderr: script.stderr,
      environment: new Map([...environment, ...Object.entries(script.environment ?? {})]), ...(script.stdin === undefined ? {} : { stdin: script.stdin }),
    }),
    readFile(path) {
      const real = files.realPath(place(path));
      return real === undefined || files.stat(real)?.type !== 'file' ? undefined : textOf(files.read(real));
    },
  };
}
