import { KINDS, type Pod } from '../../api/index.ts';
import { nameOf, namespaceOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';

/** The object as the API has it now; undefined if it is gone or another one has its name. */
export function presentPod(kit: Kit, work: PodWork): Pod | undefined {
  const pod = kit.context.client.informer(KINDS.Pod).get(namespaceOf(work.pod), nameOf(work.pod));
  return pod?.metadata?.uid === work.uid ? pod : undefined;
}
