/** The small programs that an image has beside its own: busybox or Debian's. */
import { BUSYBOX_COMMANDS, DEBIAN_COMMANDS, HOST_COMMANDS, programsIn, type Command } from '../script/index.ts';
import type { FileEntry } from './image.ts';

export type Userland = { readonly files: { readonly [path: string]: FileEntry }; readonly programs: ReadonlyMap<string, Command> };

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nsync:x:4:100:sync:/bin:/bin/sync\nmail:x:8:8:mail:/var/spool/mail:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\noperator:x:37:37:Operator:/var:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n';
const GROUP = 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\nmail:x:8:\nwww-data:x:33:\nusers:x:100:\nnogroup:x:65534:\n';
const DIRECTORIES = ['/etc', '/home', '/root', '/tmp', '/usr', '/var', '/dev', '/proc', '/sys', '/run', '/mnt', '/opt', '/srv', '/var/run', '/var/log', '/var/lib', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/usr/share'];
const modeOf = (path: string): number => (path === '/tmp' ? 0o1777 : path === '/root' ? 0o700 : 0o755);

const binaries = (programs: ReadonlyMap<string, Command>, size: number): { readonly [path: string]: FileEntry } =>
  Object.fromEntries([...programs.keys()].map((path) => [path, { content: { zeros: size }, mode: 0o755 }]));
const directories = (): { readonly [path: string]: FileEntry } =>
  Object.fromEntries(DIRECTORIES.map((path) => [path, { directory: modeOf(path) }]));

export function busyboxUserland(extra: { readonly [path: string]: FileEntry } = {}): Userland {
  const programs = programsIn('/bin', BUSYBOX_COMMANDS);
  return { programs, files: { ...directories(), '/etc/passwd': PASSWD, '/etc/group': GROUP, '/etc/shadow': { content: 'root:*::0:::::\n', mode: 0o640 }, ...binaries(programs, 1_131_168), ...extra } };
}

export const alpineUserland = (version: string, extra: { readonly [path: string]: FileEntry } = {}): Userland => busyboxUserland({
  '/etc/alpine-release': `${version}\n`,
  '/etc/os-release': `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${version.split('.').slice(0, 2).join('.')}"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`,
  ...extra,
});

/** What Debian's slim base lacks and bigger images bring. */
export const BUILD_TOOLS = ['curl', 'free', 'kill', 'pgrep', 'pkill', 'ps', 'uptime', 'watch', 'wget', 'which'] as const;

/** @param tools names of the learner's computer's commands that are installed too */
export function debianUserland(extra: { readonly [path: string]: FileEntry } = {}, tools: readonly string[] = []): Userland {
  const more = Object.fromEntries(Object.entries(HOST_COMMANDS).filter(([name]) => tools.includes(name)));
  const programs = programsIn('/usr/bin', { ...DEBIAN_COMMANDS, ...more });
  const files: { readonly [path: string]: FileEntry } = {
    ...directories(), '/bin': { link: 'usr/bin' }, '/sbin': { link: 'usr/sbin' },
    '/etc/passwd': PASSWD.replace(/\/bin\/sh/, '/bin/bash'), '/etc/group': GROUP,
    '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\n',
    '/etc/debian_version': '12.5\n', ...binaries(programs, 100_000), ...extra,
  };
  return { programs, files };
}

/** An image without a shell: one static program. */
export const bareUserland = (): Userland => ({ files: { '/etc': { directory: 0o755 }, '/tmp': { directory: 0o1777 } }, programs: new Map() });
