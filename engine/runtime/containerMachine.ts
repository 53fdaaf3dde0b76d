/** A container as a machine: the image's files under its own, what the pod shares, and the volumes on top. */
import { createFiles, createGeneratedFiles, createMachine, FileError, type Files, type FileSystem, type Machine } from '../script/index.ts';
import type { Clock, Random } from '../time/index.ts';
import type { ImageContent } from './registry.ts';
import type { SandboxState } from './sandbox.ts';
import type { ContainerConfig } from './types.ts';

export type ContainerMachine = { readonly machine: Machine; readonly files: Files; readonly environment: Map<string, string>; readonly directory: string; readonly uid: number; readonly gid: number; readonly groups: readonly number[] };

type Settings = { readonly clock: Clock; readonly random: Random; readonly content: ImageContent; readonly sandbox: SandboxState; readonly config: ContainerConfig; readonly cgroups: 1 | 2; readonly onMemory: (bytes: number) => void };

const SHARED = ['hosts', 'hostname', 'resolv.conf'] as const;

const textOf = (files: FileSystem, path: string): string => {
  const content = files.realPath(path) === undefined ? '' : files.read(path);
  return typeof content === 'string' ? content : '';
};
const fieldsOf = (text: string): readonly (readonly string[])[] => text.split('\n').map((line) => line.split(':'));

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

function environmentOf({ content, sandbox, config }: Settings, home: string): Map<string, string> {
  const all = new Map<string, string>([...content.config.environment, ['HOSTNAME', sandbox.config.hostname], ...config.environment]);
  if (!all.has('HOME')) all.set('HOME', home);
  if (config.tty && !all.has('TERM')) all.set('TERM', 'xterm');
  return all;
}

function prepareDirectory(files: FileSystem, directory: string): void {
  if (files.realPath(directory) !== undefined) return;
  try { files.makeDirectory(directory, { parents: true }); } catch (error) { if (!(error instanceof FileError)) throw error; }
}

/** What a program reads to learn its limit. @k8s golden pods/pod-level-resources (the recorded nodes have version 1, without these) */
function cgroupFiles(clock: Clock, config: ContainerConfig): FileSystem {
  const texts: { readonly [path: string]: string } = {
    '/memory.max': `${config.memoryLimitBytes ?? 'max'}\n`, '/cgroup.controllers': 'cpuset cpu io memory hugetlb pids rdma misc\n',
  };
  return createGeneratedFiles(clock, {
    look(path) {
      if (path === '/') return { names: Object.keys(texts).map((entry) => entry.slice(1)) };
      const text = texts[path];
      return text === undefined ? undefined : { text };
    },
  }, 'cgroup2');
}

export function createContainerMachine(settings: Settings): ContainerMachine {
  const { clock, random, content, sandbox, config } = settings;
  const files = createFiles(clock, { lower: content.layer });
  const directory = config.workingDir ?? content.config.workingDirectory;
  prepareDirectory(files, directory);
  const user = userOf(files, config, content.config.user);
  const proc = config.proc;
  const machine = createMachine({
    clock, random, hostname: sandbox.config.hostname, files, programs: content.programs, network: sandbox.port, onMemory: settings.onMemory,
    ...(sandbox.pids === undefined ? {} : { pids: sandbox.pids }),
    ...(proc === undefined ? {} : { proc: (path: string) => proc[path] }),
    ...(config.security === undefined ? {} : { security: config.security }),
  });
  for (const name of SHARED) files.mount(`/etc/${name}`, sandbox.files, { subPath: `/${name}` });
  if (settings.cgroups === 2) files.mount('/sys/fs/cgroup', cgroupFiles(clock, config), { readOnly: true });
  if (config.terminationMessagePath !== '') {
    const message = `/termination-${config.name}-${config.attempt}`;
    sandbox.files.write(message, '', { mode: 0o666 });
    files.mount(config.terminationMessagePath, sandbox.files, { subPath: message });
  }
  for (const { path, files: volume, readOnly, subPath } of config.mounts) {
    files.mount(path, volume, { readOnly, ...(subPath === undefined ? {} : { subPath }) });
  }
  if (config.readOnlyRootFilesystem) files.setReadOnly(true);
  return { machine, files, directory, uid: user.uid, gid: user.gid, groups: config.groups ?? [], environment: environmentOf(settings, user.home) };
}
