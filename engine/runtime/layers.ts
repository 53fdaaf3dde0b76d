/** The layers of an image: the base that it shares with others, and its own. */
import { digestOf } from './digestOf.ts';
import type { TagFacts } from './image.ts';

export type ImageLayer = { readonly digest: string; /** Compressed bytes. */ readonly size: number };

/** Compressed bytes of the usual bases, linux/amd64. */
const BASES: { readonly [name: string]: number } = {
  alpine: 3_802_452, 'alpine-3.17': 3_377_000, 'alpine-3.18': 3_420_000, 'alpine-3.19': 3_423_000, 'alpine-3.20': 3_626_000, 'alpine-3.21': 3_642_247,
  busybox: 2_211_000, 'debian-11': 31_380_000, 'debian-12': 28_230_000, 'debian-13': 29_780_000, 'debian-12-full': 48_490_000, 'debian-buildpack': 137_000_000,
  distroless: 800_000, 'oracle-9': 39_200_000, ubuntu: 29_720_000, 'ubuntu-22.04': 29_540_000,
};
/** How an image's own bytes lie in its layers: what is installed, what is copied, and small files. */
const OWN_PARTS = [0.86, 0.13] as const;
const SMALL = 1_000_000;

/** @param name of the image and its version: layers of others have other digests */
export function layersOf(name: string, { size, base = '' }: TagFacts): readonly ImageLayer[] {
  const under = Math.min(BASES[base] ?? 0, size);
  const layers: ImageLayer[] = under === 0 ? [] : [{ digest: `sha256:${digestOf(`layer ${base}`)}`, size: under }];
  let rest = size - under;
  const add = (bytes: number): void => {
    if (bytes <= 0) return;
    layers.push({ digest: `sha256:${digestOf(`layer ${name} ${layers.length}`)}`, size: bytes });
    rest -= bytes;
  };
  if (rest > SMALL) for (const part of OWN_PARTS) add(Math.round((size - under) * part));
  add(rest);
  return layers;
}
