/** The disks of machines: what all of one kind have on theirs lies in one tree that they share until they write. */
import type { ClusterIdentity } from '../pki/index.ts';
import { createFiles, type Files } from '../script/index.ts';
import type { Clock } from '../time/index.ts';
import { writeKubeletConfig } from './kubeletConfig.ts';
import { MANIFESTS, writeSharedFiles } from './nodeFiles.ts';
import type { MachineSettings } from './presets.ts';

const DIRECTORIES = [
  '/dev', '/etc/kubernetes', '/home', '/lib/modules', '/media', '/mnt', '/opt', '/proc', '/root', '/run', '/srv', '/tmp',
  '/var/lib/kubelet/pods', '/var/log/containers', '/var/log/pods', '/var/tmp',
];

/** @returns the disk of a new machine */
export function createDisks({ clock, identity }: { readonly clock: Clock; readonly identity: ClusterIdentity }, nameServer: string): (settings: MachineSettings) => Files {
  const shared = new Map<string, Files>();
  const make = ({ noManifests, controlPlane }: MachineSettings): Files => {
    const files = createFiles(clock);
    for (const path of DIRECTORIES) files.makeDirectory(path, { parents: true });
    if (noManifests !== true) files.makeDirectory(MANIFESTS, { parents: true });
    files.write('/etc/resolv.conf', `nameserver ${nameServer}\n`);
    writeKubeletConfig(files);
    writeSharedFiles(files, identity, controlPlane);
    return files;
  };
  return (settings) => {
    const kind = `${clock.now} ${settings.controlPlane} ${settings.noManifests === true}`;
    let common = shared.get(kind);
    if (common === undefined) shared.set(kind, common = make(settings));
    return createFiles(clock, { copyOf: common });
  };
}
