/** Whose machines a lesson names: `pod/nginx`, `pod/web-*`, `node/node01`. */
import type { LivesOf, PodRow } from '@site/src/worker/protocol.ts';
import { parseRef } from '../LiveValue/refs.ts';

/** @param of with a `*` at the end of the name it is the first of the pods that fit. */
export function livesOf(of: string, pods: readonly PodRow[]): LivesOf | undefined {
  const ref = parseRef(of);
  if (ref?.kind === 'node') return { kind: 'Node', namespace: '', name: ref.name };
  if (ref?.kind !== 'pod') return undefined;
  const found = ref.name.endsWith('*') ? pods.find(({ namespace, name }) => namespace === ref.namespace && name.startsWith(ref.name.slice(0, -1)))?.name : ref.name;
  return found === undefined ? undefined : { kind: 'Pod', namespace: ref.namespace, name: found };
}
