/** Volumes whose files are replaced all at once: a hidden directory per version and a `..data` link to the newest. @k8s pkg/volume/util/atomic_writer.go */
import { createFiles, type FileSystem } from '../../script/index.ts';
import { keptFiles } from './keptFiles.ts';
import type { Kit } from '../types.ts';
import { lazyFiles } from './lazyFiles.ts';
import { inMemory, NODE_DISK } from './memory.ts';
import { giveToGroup } from './ownership.ts';

/** A token is made only when somebody reads it. */
export type Content = string | (() => string);
export type PayloadFile = { readonly content: Content; readonly mode: number; readonly owner?: number };
export type Payload = ReadonlyMap<string, PayloadFile>;
export type AtomicVolume = {
  readonly files: FileSystem;
  /** Nothing happens if the files are as they should be. */
  replace(payload: Payload): void;
  /** What a subPath mount keeps, whatever the volume's next version holds; undefined: there is no such path. */
  keep(path: string): { readonly files: FileSystem; readonly path: string } | undefined;
};
export type AtomicOptions = {
  readonly first: Payload;
  readonly memory: boolean;
  readonly group: number | undefined;
  /** Directories in it that other volumes are mounted on. */
  readonly nested: () => readonly string[];
  /** Asked when somebody looks: what it should hold now, if it may be out of date. */
  readonly renewed?: () => Payload | undefined;
};

const two = (value: number): string => String(value).padStart(2, '0');
function stamp(ms: number, random: number): string {
  const d = new Date(ms);
  return `..${d.getUTCFullYear()}_${two(d.getUTCMonth() + 1)}_${two(d.getUTCDate())}_${two(d.getUTCHours())}_${two(d.getUTCMinutes())}_${two(d.getUTCSeconds())}.${random}`;
}
const parents = (path: string): string => path.split('/').slice(0, -1).join('/');
const textOf = ({ content }: PayloadFile): string => (typeof content === 'string' ? content : content());

/** A class: nearly every pod has one, for its token, and mostly nobody looks into it. */
class Atomic implements AtomicVolume {
  readonly files: FileSystem;
  private readonly kit: Kit;
  private readonly options: AtomicOptions;
  private createdAt: number;
  private version: { readonly at: number; readonly random: number };
  private payload: Payload;
  /** What was written, once somebody has looked. */
  private written: ReadonlyMap<string, string> | undefined;
  private making = false;
  private tops: readonly string[] = [];

  constructor(kit: Kit, options: AtomicOptions) {
    const { memory, group, renewed } = options;
    const madeAt = kit.context.clock.now;
    const mode = memory ? 0o1777 : 0o777;
    this.kit = kit;
    this.options = options;
    this.createdAt = madeAt;
    this.version = this.newVersion();
    this.payload = options.first;
    this.files = lazyFiles(() => this.make(mode),
      () => ({ type: 'directory', mode: group === undefined ? mode : mode | 0o2770, uid: 0, gid: group ?? 0, size: memory ? 100 : 4096, mtime: madeAt }),
      renewed === undefined ? undefined : () => this.renew(renewed));
  }
  keep(path: string): { readonly files: FileSystem; readonly path: string } | undefined {
    const at = `/${this.current}/${path}`;
    const { kit, options: { memory }, files } = this;
    return files.stat(at) === undefined ? undefined : { files: keptFiles(files, at, memory ? inMemory(kit) : NODE_DISK, kit.context.clock), path: at };
  }
  replace(next: Payload): void {
    if (this.same(next)) return;
    const before = this.current;
    this.payload = next;
    this.version = this.newVersion();
    if (this.written === undefined) { this.createdAt = this.kit.context.clock.now; return; }
    this.files.remove('/..data');
    this.write(this.files);
    this.files.remove(`/${before}`, { recursive: true });
  }

  private newVersion(): Atomic['version'] {
    const { clock, random } = this.kit.context;
    return { at: clock.now, random: random.int('atomic writer', 100_000_000, 4_294_967_295) };
  }
  private get current(): string { return stamp(this.version.at, this.version.random); }
  private renew(renewed: () => Payload | undefined): void {
    if (this.written === undefined || this.making) return;
    const next = renewed();
    if (next !== undefined) this.replace(next);
  }
  private make(mode: number): FileSystem {
    const { kit, options: { memory, nested } } = this;
    const { clock } = kit.context;
    // Whenever it is made, its files are as old as the volume.
    const nowOf = (): number => (this.making ? this.createdAt : clock.now);
    this.making = true;
    const made = createFiles({ get now() { return nowOf(); } }, memory ? { ...inMemory(kit), mode } : { ...NODE_DISK, mode });
    for (const path of nested()) made.makeDirectory(`/${path}`, { parents: true, mode: 0o755 });
    this.write(made);
    this.making = false;
    return made;
  }
  private write(files: FileSystem): void {
    const { current, payload, tops, options: { group } } = this;
    const texts = new Map<string, string>();
    files.makeDirectory(`/${current}`, { mode: 0o755 });
    for (const [path, file] of payload) {
      const at = `/${current}/${path}`;
      if (path.includes('/')) files.makeDirectory(`/${current}/${parents(path)}`, { parents: true, mode: 0o755 });
      const text = textOf(file);
      texts.set(path, text);
      files.write(at, text, { mode: file.mode });
      if (file.owner !== undefined) files.chown(at, file.owner, 0);
    }
    this.written = texts;
    files.symlink(current, '/..data');
    const wanted = [...new Set([...payload.keys()].map((path) => path.split('/')[0] ?? path))].sort();
    for (const name of tops) if (!wanted.includes(name)) files.remove(`/${name}`);
    for (const name of wanted) if (!tops.includes(name) && files.stat(`/${name}`) === undefined) files.symlink(`..data/${name}`, `/${name}`);
    this.tops = wanted;
    if (group !== undefined) giveToGroup(files, '/', group, true);
  }
  private same(next: Payload): boolean {
    const { payload, written } = this;
    if (next.size !== payload.size) return false;
    for (const [path, file] of next) {
      const old = payload.get(path);
      if (old === undefined || old.mode !== file.mode) return false;
      if (written !== undefined ? written.get(path) !== textOf(file) : typeof file.content === 'string' && file.content !== old.content) return false;
    }
    return true;
  }
}

export const createAtomicVolume = (kit: Kit, options: AtomicOptions): AtomicVolume => new Atomic(kit, options);
