import { MAX_SCORE, type Score } from '../plugin.ts';

const MIN_BYTES = 23 * 1024 * 1024;
const MAX_BYTES_PER_CONTAINER = 1000 * 1024 * 1024;

/** Bytes that need not be pulled, less where few nodes have them. @k8s framework/plugins/imagelocality/image_locality.go */
export const imageLocality: Score = {
  name: 'ImageLocality',
  weight: 1,
  scoreAll: ({ pod }, nodes, cache) => {
    const names = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(({ image = '' }) => fullName(image));
    const total = cache.nodes().length;
    const most = MAX_BYTES_PER_CONTAINER * names.length;
    return nodes.map((node) => {
      let sum = 0;
      for (const name of names) {
        const bytes = node.images.get(name);
        if (bytes !== undefined) sum += Math.floor((bytes * cache.nodesWithImage(name)) / total);
      }
      const bounded = Math.min(Math.max(sum, MIN_BYTES), most);
      return Math.floor((MAX_SCORE * (bounded - MIN_BYTES)) / (most - MIN_BYTES));
    });
  },
};

/** Nodes list full names with a tag: `docker.io/library/nginx:latest`. */
function fullName(image: string): string {
  const tagged = image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`;
  const first = tagged.split('/')[0] ?? '';
  if (!tagged.includes('/')) return `docker.io/library/${tagged}`;
  return first.includes('.') || first.includes(':') || first === 'localhost' ? tagged : `docker.io/${tagged}`;
}
