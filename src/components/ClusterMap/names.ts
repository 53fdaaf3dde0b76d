import type { PodRow } from '@site/src/worker/protocol.ts';

/** What the map selects: `node/node01`, `pod/default/web-0`. */
export type Selected = string;
export const nodeKey = (name: string): Selected => `node/${name}`;
export const podKey = (pod: PodRow): Selected => `pod/${pod.namespace}/${pod.name}`;

/** A long name has a head that may be cut and a tail that tells it from its siblings: `nginx-deployment`, `-4xk2p`. */
export function shortName(pod: PodRow): { readonly head: string; readonly tail: string } {
  const [kind, owner = ''] = pod.owner.split('/');
  if (kind !== 'ReplicaSet' || !pod.name.startsWith(`${owner}-`)) return { head: pod.name, tail: '' };
  return { head: owner.replace(/-[^-]+$/, ''), tail: pod.name.slice(owner.length) };
}

export const partKey = (name: string): Selected => `part/${name}`;
export const strayKey = (name: string): Selected => `stray/${name}`;
