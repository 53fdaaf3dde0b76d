import { KINDS, type Pod } from '../../api/index.ts';
import { nameOf, namespaceOf } from '../pods/work.ts';
import { isMirrorOf } from '../sources/mirror.ts';
import type { Kit, PodWork } from '../types.ts';

/** The object as the API has it now (a static pod's mirror); undefined if it is gone or another one has its name. */
export function presentPod(kit: Kit, work: PodWork): Pod | undefined {
  const pod = kit.context.client.informer(KINDS.Pod).get(namespaceOf(work.pod), nameOf(work.pod));
  if (pod === undefined) return undefined;
  if (work.staticPod !== undefined) return !work.staticPod.superseded && isMirrorOf(pod, work) ? pod : undefined;
  return pod.metadata?.uid === work.uid ? pod : undefined;
}
