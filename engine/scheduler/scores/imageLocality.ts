import type { NodeInfo } from '../cache/nodeInfo.ts';
import { MAX_SCORE, type Score } from '../plugin.ts';

const LEAST_BYTES = 23 * 1024 * 1024;
const MOST_BYTES_PER_CONTAINER = 1000 * 1024 * 1024;

type Wanted = { readonly name: string; /** How many nodes have it. */ readonly nodes: number };

/** Bytes that need not be pulled, less where few nodes have them. @k8s pkg/scheduler/framework/plugins/imagelocality/image_locality.go */
export const imageLocality: Score = {
  name: 'ImageLocality',
  prepare: ({ pod: { spec } }, _, { cache }) => {
    const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
    const references = [...containers.map(({ image = '' }) => image), ...(spec?.volumes ?? []).flatMap(({ image }) => (image === undefined ? [] : [image.reference ?? '']))];
    const wanted = references.map(normalized).map((name): Wanted => ({ name, nodes: cache.nodesWithImage(name) })).filter(({ nodes }) => nodes > 0);
    if (wanted.length === 0) return { constant: 0 };
    const total = cache.nodes().length;
    const most = MOST_BYTES_PER_CONTAINER * containers.length;
    const points = (bytes: number): number => (bytes <= LEAST_BYTES ? 0 : Math.trunc((MAX_SCORE * (Math.min(bytes, most) - LEAST_BYTES)) / (most - LEAST_BYTES)));
    return { score: (node) => points(bytesOn(node, wanted, total)) };
  },
};

function bytesOn({ images }: NodeInfo, wanted: readonly Wanted[], total: number): number {
  let sum = 0;
  for (const { name, nodes } of wanted) {
    const bytes = images.get(name);
    if (bytes !== undefined) sum += Math.trunc(bytes * (nodes / total));
  }
  return sum;
}

/** Only the tag is filled in: an image that nodes list as `docker.io/library/nginx:1.25` is not known by `nginx:1.25`. */
const normalized = (image: string): string => (image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image);
