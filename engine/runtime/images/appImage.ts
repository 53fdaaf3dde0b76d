/** An image of one program on a small base. */
import type { Command } from '../../script/index.ts';
import { imageConfig, type FileEntry, type ImageConfig, type ImageModel } from '../image.ts';
import { alpineUserland, bareUserland, busyboxUserland, debianUserland } from '../userland.ts';

const USERLANDS = { bare: bareUserland, busybox: busyboxUserland, alpine: () => alpineUserland('3.20.8'), debian: debianUserland } as const;

export type App = {
  readonly repository: string;
  readonly tags: ImageModel['tags'];
  /** Of the program: also the entry point unless `config` says more. */
  readonly path: string;
  readonly program: (version: string) => Command;
  readonly on?: keyof typeof USERLANDS;
  readonly config?: Partial<ImageConfig>;
  readonly files?: { readonly [path: string]: FileEntry };
  /** Programs beside it. */
  readonly tools?: { readonly [path: string]: Command };
};

export const appImage = ({ repository, tags, path, program, on = 'bare', config = {}, files = {}, tools = {} }: App): ImageModel => ({
  repository, tags,
  build(version) {
    const userland = USERLANDS[on]();
    return {
      config: imageConfig({ ...(config.command === undefined || config.entrypoint !== undefined ? { entrypoint: [path] } : {}), ...config }), memoryBytes: 200_000,
      files: { ...userland.files, [path]: { content: { zeros: 10_000_000 }, mode: 0o755 }, ...files }, programs: new Map([...userland.programs, ...Object.entries(tools), [path, program(version)]]),
    };
  },
});
