/** What an image is to us: configuration, files, and models of its programs. */
import type { Command, Content, Signal } from '../script/index.ts';

export type ImageConfig = {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly workingDirectory: string;
  /** As in USER: `101`, `nginx`, `1000:1000`; empty for root. */
  readonly user: string;
  readonly stopSignal: Signal;
  /** As in EXPOSE. */
  readonly ports: readonly number[];
};
export type FileEntry = Content | { readonly content: Content; readonly mode: number } | { readonly link: string } | { readonly directory: number };
export type ImageBuild = {
  readonly config: ImageConfig;
  /** By absolute path; parents are made. */
  readonly files: { readonly [path: string]: FileEntry };
  readonly programs: ReadonlyMap<string, Command>;
  /** What a running container of it holds beside what its programs tell. */
  readonly memoryBytes: number;
};
export type TagFacts = {
  /** Compressed bytes, as containerd reports them. */
  readonly size: number;
  /** The program's version behind a moving tag. */
  readonly version: string;
  /** The image that it was built on: its layer is shared on a node. */
  readonly base?: string;
};
export type TagTable = { readonly [tag: string]: TagFacts };
/** What a registry wants to hear before it gives a private image. */
export type Account = { readonly username: string; readonly password: string };
/** One repository: an image is one file in `images/` and one line in `images/index.ts`. */
export type ImageModel = {
  /** `docker.io/library/nginx`. */
  readonly repository: string;
  /** A table, or lines of `version size base tag tag …` with `-` for no base: read when first asked for. */
  readonly tags: TagTable | string;
  readonly build: (version: string, tag: string) => ImageBuild;
  /** Private: only for this account. */
  readonly account?: Account;
};

export const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** PATH comes first unless the environment brings its own. */
export const imageConfig = (config: Partial<ImageConfig>): ImageConfig => ({
  entrypoint: [], command: [], workingDirectory: '/', user: '', stopSignal: 'TERM', ports: [], ...config,
  environment: [['PATH', STANDARD_PATH], ...(config.environment ?? [])],
});

/** Tags that share their facts: `tagged(facts, 'latest', '1.37')`. */
export const tagged = (facts: TagFacts, ...tags: readonly string[]): TagTable => Object.fromEntries(tags.map((tag) => [tag, facts]));

export function tagTable(tags: ImageModel['tags']): TagTable {
  if (typeof tags !== 'string') return tags;
  return Object.fromEntries(tags.trim().split('\n').flatMap((line) => {
    const [version = '', size = '0', base = '-', ...names] = line.trim().split(/\s+/);
    const facts: TagFacts = { version, size: Number(size), ...(base === '-' ? {} : { base }) };
    return names.map((name) => [name, facts] as const);
  }));
}
