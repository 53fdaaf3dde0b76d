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
};
/** One repository: an image is one file in `images/` and one line in `images/index.ts`. */
export type ImageModel = {
  /** `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tags: { readonly [tag: string]: TagFacts };
  readonly build: (version: string, tag: string) => ImageBuild;
};

export const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const imageConfig = (config: Partial<ImageConfig>): ImageConfig => ({
  entrypoint: [], command: [], workingDirectory: '/', user: '', stopSignal: 'TERM', ...config,
  environment: [['PATH', STANDARD_PATH], ...(config.environment ?? [])],
});

/** Tags that share their facts: `tagged(facts, 'latest', '1.37')`. */
export const tagged = (facts: TagFacts, ...tags: readonly string[]): { readonly [tag: string]: TagFacts } =>
  Object.fromEntries(tags.map((tag) => [tag, facts]));
