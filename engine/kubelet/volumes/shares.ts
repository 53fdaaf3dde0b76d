/** Storage outside of the nodes, as far as it is modelled: a server's directory is one file system, whoever mounts it. */
import type { PersistentVolumeSpec, Volume } from '../../api/index.ts';
import { createFiles, type FileSystem } from '../../script/index.ts';

export type Shares = Map<string, FileSystem>;
export const createShares = (): Shares => new Map();

const NETWORKED = [
  'nfs', 'iscsi', 'cephfs', 'rbd', 'glusterfs', 'fc', 'azureFile', 'azureDisk', 'awsElasticBlockStore', 'gcePersistentDisk', 'cinder', 'vsphereVolume', 'portworxVolume', 'quobyte',
  'scaleIO', 'storageos', 'flexVolume', 'flocker', 'photonPersistentDisk',
] as const;

/** The volume's plugin (`nfs`) and what tells its storage from others; undefined: it is not of this sort. */
export function shareOf(source: Volume | PersistentVolumeSpec): { readonly plugin: string; readonly key: string } | undefined {
  for (const plugin of NETWORKED) {
    const found = (source as Partial<Record<string, object>>)[plugin]; // each is an object or not there
    if (found !== undefined) return { plugin, key: `${plugin} ${JSON.stringify(found)}` };
  }
  return undefined;
}

export function sharedFiles(shares: Shares, clock: { readonly now: number }, key: string, source: string): FileSystem {
  const known = shares.get(key);
  if (known !== undefined) return known;
  const files = createFiles(clock, { mode: 0o777, source, options: 'rw,relatime' });
  shares.set(key, files);
  return files;
}
