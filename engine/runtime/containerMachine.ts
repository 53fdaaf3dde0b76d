/** A container as a machine: the image's files under its own, what the pod shares, and the volumes on top. */
import { createFiles, createMachine, createPidSpace, FileError, lazyFiles, type Files, type FileSystem, type Machine, type Meter, type PidSpace } from '../script/index.ts';
import type { MachinePort } from '../network/index.ts';
import type { Clock, Random } from '../time/index.ts';
import { cgroupFiles, type Limits, type Used } from './cgroup.ts';
import { ContainerEnvironment } from './environment.ts';
import type { ImageContent } from './registry.ts';
import type { SandboxState } from './sandbox.ts';
import type { ContainerConfig } from './types.ts';
import { mountVolumes } from './volumeMounts.ts';

export type ContainerMachine = { readonly machine: Machine; /** Why it cannot be started. */ readonly problem: string | undefined; readonly pids: PidSpace; readonly files: Files; readonly environment: Map<string, string>; readonly directory: string; readonly uid: number; readonly gid: number; readonly groups: readonly number[] };

type Settings = { readonly clock: Clock; /** The pod's network. */ readonly port: MachinePort; readonly random: Random; readonly content: ImageContent; readonly sandbox: SandboxState; readonly config: ContainerConfig; readonly cgroups: 1 | 2; readonly meter: Meter; readonly ran: Meter; readonly kernel?: string;
  /** The node's processes, and those that it joins: its pod's or another container's. */
  readonly hostPids: PidSpace; readonly joins: PidSpace | undefined };
/** What the container itself keeps and hears of. */
type Ties = { readonly onMemory: (bytes: number) => void; readonly limits: Limits; readonly used: Pick<Used, 'memoryBytes' | 'killed'>; readonly onBound: (text: string) => void };

const NO_DEVICES: readonly string[] = [];
const SHARED = ['hosts', 'hostname', 'resolv.conf'] as const;

const textOf = (files: FileSystem, path: string): string => {
  const content = files.realPath(path) === undefined ? '' : files.read(path);
  return typeof content === 'string' ? content : '';
};
const fieldsOf = (text: string): readonly (readonly string[])[] => text.split('\n').map((line) => line.split(':'));

/** Groups that the image puts a user into. @k8s containerd pkg/oci/spec_opts.go WithAdditionalGIDs */
export function membershipsIn(files: FileSystem, uid: number): number[] {
  const groups = textOf(files, '/etc/group');
  const name = uid === 0 ? 'root' : fieldsOf(textOf(files, '/etc/passwd')).find((fields) => fields[2] === String(uid))?.[0];
  if (name === undefined || !groups.includes(`:${name}`) && !groups.includes(`,${name}`)) return [];
  return fieldsOf(groups).flatMap((fields) => ((fields[3] ?? '').split(',').includes(name) ? [Number(fields[2])] : []));
}

/** The user of the spec, or the image's: by number or by name in /etc/passwd. */
function userOf(files: FileSystem, config: ContainerConfig, imageUser: string): { readonly uid: number; readonly gid: number; readonly home: string } {
  if (config.uid === undefined && imageUser === '') return { uid: 0, gid: config.gid ?? 0, home: files.realPath('/etc/passwd') === undefined ? '/' : '/root' };
  const [name = '', group = ''] = config.uid === undefined ? imageUser.split(':') : [String(config.uid), ''];
  const users = fieldsOf(textOf(files, '/etc/passwd'));
  const entry = users.find((fields) => fields[0] === name && name !== '') ?? users.find((fields) => fields[2] === (name === '' ? '0' : name));
  const uid = /^\d+$/.test(name) ? Number(name) : Number(entry?.[2] ?? 0);
  const groups = fieldsOf(textOf(files, '/etc/group'));
  const ownGroup = /^\d+$/.test(group) ? group : groups.find((fields) => fields[0] === group && group !== '')?.[2] ?? entry?.[3] ?? '0';
  return { uid, gid: config.gid ?? Number(ownGroup), home: entry?.[5] ?? '/' };
}

/** Who is in which groups, and who runs the image, as long as nothing is mounted over /etc: the same for all containers of the image. */
const known = new WeakMap<ImageContent, { readonly groups: Map<number, readonly number[]>; user?: ReturnType<typeof userOf> }>();
function knownOf(content: ImageContent): NonNullable<ReturnType<typeof known.get>> {
  let found = known.get(content);
  if (found === undefined) { found = { groups: new Map() }; known.set(content, found); }
  return found;
}
const coversEtc = ({ mounts, workingDir }: ContainerConfig): boolean => workingDir?.startsWith('/etc') === true || mounts.some(({ path }) => path === '/' || path.startsWith('/etc'));

function imageUser(files: FileSystem, config: ContainerConfig, content: ImageContent): ReturnType<typeof userOf> {
  if (config.uid !== undefined || config.gid !== undefined || coversEtc(config)) return userOf(files, config, content.config.user);
  return knownOf(content).user ??= userOf(files, config, content.config.user);
}

function imageGroups(files: FileSystem, config: ContainerConfig, content: ImageContent, uid: number): readonly number[] {
  if (coversEtc(config)) return membershipsIn(files, uid);
  const { groups } = knownOf(content);
  let found = groups.get(uid);
  if (found === undefined) { found = membershipsIn(files, uid); groups.set(uid, found); }
  return found;
}

/** What a container finds in its files as long as it has changed nothing and nothing is mounted over /etc. */
export function untouchedGroups(content: ImageContent, uid: number): readonly number[] {
  const { groups } = knownOf(content);
  let found = groups.get(uid);
  if (found === undefined) { found = membershipsIn(untouchedFiles(content), uid); groups.set(uid, found); }
  return found;
}
export const untouchedFiles = (content: ImageContent): FileSystem => createFiles({ now: 0 }, { lower: content.layer });

function groupsOf(files: FileSystem, config: ContainerConfig, content: ImageContent, uid: number): readonly number[] {
  const own = config.groups ?? [];
  const more = config.strictGroups === true ? [] : imageGroups(files, config, content, uid);
  return more.length === 0 ? own : [...new Set([...own, ...more])].sort((a, b) => a - b);
}

const environmentOf = ({ content, sandbox, config }: Settings, home: string): Map<string, string> => new ContainerEnvironment({
  image: content.config.environment, hostname: sandbox.config.hostname, given: config.environment, home, terminal: config.tty ? 'xterm' : undefined,
});

function prepareDirectory(files: FileSystem, directory: string): void {
  if (files.realPath(directory) !== undefined) return;
  try { files.makeDirectory(directory, { parents: true }); } catch (error) { if (!(error instanceof FileError)) throw error; }
}

/** `termination-log` of /dev/termination-log, which is nearly all of them. */
const deviceOf = (path: string): string | undefined => (path.startsWith('/dev/') && path.length > 5 && !path.includes('/', 5) ? path.slice(5) : undefined);

export function createContainerMachine(settings: Settings, { limits, used, onMemory, onBound }: Ties): ContainerMachine {
  const { clock, random, content, sandbox, config } = settings;
  const pids = settings.joins ?? createPidSpace({ outer: settings.hostPids });
  const files = createFiles(clock, { lower: content.layer, meter: settings.meter });
  const directory = config.workingDir ?? content.config.workingDirectory;
  prepareDirectory(files, directory);
  const user = imageUser(files, config, content);
  const proc = config.proc;
  const device = deviceOf(config.terminationMessagePath);
  const machine = createMachine({
    devices: device === undefined ? NO_DEVICES : [device],
    clock, random, hostname: sandbox.config.hostname, files, programs: content.programs, network: settings.port, onMemory,
    ran: settings.ran, pids, onBound, ...(settings.kernel === undefined ? {} : { kernel: settings.kernel }), memoryLimit: () => limits.memoryLimitBytes,
    ...(proc === undefined ? {} : { proc: (path: string) => proc[path] }),
    ...(config.security === undefined ? {} : { security: config.security }),
  });
  for (const name of SHARED) files.mount(`/etc/${name}`, sandbox.files, { subPath: `/${name}`, present: true });
  machine.cpu.limitCores = limits.cpuLimitCores;
  files.mount('/sys/fs/cgroup', lazyFiles(() => cgroupFiles(clock, settings.cgroups, limits, { ...used, machine: () => machine })), { readOnly: true, present: true });
  if (config.terminationMessagePath !== '') {
    const message = `/termination-${config.name}-${config.attempt}`;
    sandbox.writeAt(clock.now, message, '', 0o666);
    files.mount(config.terminationMessagePath, sandbox.files, { subPath: message, present: device !== undefined });
  }
  const problem = mountVolumes(files, config.mounts);
  if (config.readOnlyRootFilesystem) files.setReadOnly(true);
  return { machine, problem, pids, files, directory, uid: user.uid, gid: user.gid, groups: groupsOf(files, config, content, user.uid), environment: environmentOf(settings, user.home) };
}
