/** Volumes whose files are replaced all at once: a hidden directory per version and a `..data` link to the newest. @k8s pkg/volume/util/atomic_writer.go */
import { createFiles, type FileSystem } from '../../script/index.ts';
import type { Kit } from '../types.ts';

export type Payload = ReadonlyMap<string, { readonly content: string; readonly mode: number }>;
export type AtomicVolume = { readonly files: FileSystem; write(payload: Payload): void; /** Where a path of the volume really is: what a subPath mount keeps. */ resolve(path: string): string };

const two = (value: number): string => String(value).padStart(2, '0');
function stamp(ms: number, random: number): string {
  const d = new Date(ms);
  return `..${d.getUTCFullYear()}_${two(d.getUTCMonth() + 1)}_${two(d.getUTCDate())}_${two(d.getUTCHours())}_${two(d.getUTCMinutes())}_${two(d.getUTCSeconds())}.${random}`;
}
const parents = (path: string): string => path.split('/').slice(0, -1).join('/');

export function createAtomicVolume(kit: Kit, memory: boolean, group: number | undefined): AtomicVolume {
  const { clock, random } = kit.context;
  const files = createFiles(clock, memory ? { kind: 'tmpfs', source: 'tmpfs', options: 'rw,relatime,noswap', mode: 0o1777 } : { mode: 0o777 });
  let current = '';
  let tops: readonly string[] = [];
  return {
    files,
    resolve: (path) => `/${current}/${path}`,
    write(payload) {
      const next = stamp(clock.now, random.int('atomic writer', 100_000_000, 4_294_967_295));
      files.makeDirectory(`/${next}`, { mode: 0o755 });
      for (const [path, file] of payload) {
        if (path.includes('/')) files.makeDirectory(`/${next}/${parents(path)}`, { parents: true, mode: 0o755 });
        files.write(`/${next}/${path}`, file.content, { mode: file.mode });
        if (group !== undefined) files.chown(`/${next}/${path}`, 0, group);
      }
      if (current !== '') files.remove('/..data');
      files.symlink(next, '/..data');
      const wanted = [...new Set([...payload.keys()].map((path) => path.split('/')[0] ?? path))].sort();
      for (const name of tops) if (!wanted.includes(name)) files.remove(`/${name}`);
      for (const name of wanted) if (!tops.includes(name)) files.symlink(`..data/${name}`, `/${name}`);
      if (current !== '') files.remove(`/${current}`, { recursive: true });
      current = next;
      tops = wanted;
    },
  };
}
