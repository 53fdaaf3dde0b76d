/** Volumes whose files are replaced all at once: a hidden directory per version and a `..data` link to the newest. @k8s pkg/volume/util/atomic_writer.go */
import { createFiles, type FileSystem } from '../../script/index.ts';
import type { Kit } from '../types.ts';
import { lazyFiles } from './lazyFiles.ts';
import { inMemory, NODE_DISK } from './memory.ts';

/** A token is made only when somebody reads it. */
export type Content = string | (() => string);
export type Payload = ReadonlyMap<string, { readonly content: Content; readonly mode: number }>;
export type AtomicVolume = {
  readonly files: FileSystem;
  replace(payload: Payload): void;
  /** Where a path of the volume really is: what a subPath mount keeps. */
  resolve(path: string): string;
};

const two = (value: number): string => String(value).padStart(2, '0');
function stamp(ms: number, random: number): string {
  const d = new Date(ms);
  return `..${d.getUTCFullYear()}_${two(d.getUTCMonth() + 1)}_${two(d.getUTCDate())}_${two(d.getUTCHours())}_${two(d.getUTCMinutes())}_${two(d.getUTCSeconds())}.${random}`;
}
const parents = (path: string): string => path.split('/').slice(0, -1).join('/');

export function createAtomicVolume(kit: Kit, first: Payload, memory: boolean, group: number | undefined): AtomicVolume {
  const { clock, random } = kit.context;
  const createdAt = clock.now;
  const mode = memory ? 0o1777 : 0o777;
  const newStamp = (): string => stamp(clock.now, random.int('atomic writer', 100_000_000, 4_294_967_295));
  let current = newStamp();
  let tops: readonly string[] = [];
  let making = false;

  function write(files: FileSystem, payload: Payload): void {
    files.makeDirectory(`/${current}`, { mode: 0o755 });
    for (const [path, file] of payload) {
      if (path.includes('/')) files.makeDirectory(`/${current}/${parents(path)}`, { parents: true, mode: 0o755 });
      files.write(`/${current}/${path}`, typeof file.content === 'string' ? file.content : file.content(), { mode: file.mode });
      if (group !== undefined) files.chown(`/${current}/${path}`, 0, group);
    }
    files.symlink(current, '/..data');
    const wanted = [...new Set([...payload.keys()].map((path) => path.split('/')[0] ?? path))].sort();
    for (const name of tops) if (!wanted.includes(name)) files.remove(`/${name}`);
    for (const name of wanted) if (!tops.includes(name)) files.symlink(`..data/${name}`, `/${name}`);
    tops = wanted;
  }
  const files = lazyFiles(() => {
    // Whenever it is made, its files are as old as the volume.
    const time = { get now() { return making ? createdAt : clock.now; } };
    making = true;
    const made = createFiles(time, memory ? { ...inMemory(kit), mode } : { ...NODE_DISK, mode });
    write(made, first);
    making = false;
    return made;
  }, { type: 'directory', mode, uid: 0, gid: 0, size: memory ? 100 : 4096, mtime: createdAt });
  return {
    files,
    resolve: (path) => `/${current}/${path}`,
    replace(payload) {
      const before = current;
      files.list('/');
      current = newStamp();
      files.remove('/..data');
      write(files, payload);
      files.remove(`/${before}`, { recursive: true });
    },
  };
}
