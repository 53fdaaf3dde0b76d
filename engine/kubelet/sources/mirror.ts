/** Mirror pods: what the API server sees of a static pod. @k8s pkg/kubelet/pod/mirror_client.go, pkg/kubelet/kubelet.go tryReconcileMirrorPods */
import { KINDS, type Pod } from '../../api/index.ts';
import { nameOf, namespaceOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { ANNOTATIONS } from './manifest.ts';

const NO_NODE_MS = 500;
/** Where it could not be made (no namespace): with the pod's regular look. */
const AGAIN_MS = 60_000;

export const isMirror = (pod: Pod): boolean => pod.metadata?.annotations?.[ANNOTATIONS.mirror] !== undefined;
export const isMirrorOf = (pod: Pod, work: PodWork): boolean => pod.metadata?.annotations?.[ANNOTATIONS.mirror] === work.uid;

/** In each sync: a mirror that is missing is made, a wrong or a deleted one is replaced. */
export function reconcileMirror(kit: Kit, work: PodWork): void {
  if (work.staticPod === undefined || work.staticPod.removed) return;
  const { client } = kit.context;
  const present = client.informer(KINDS.Pod).get(namespaceOf(work.pod), nameOf(work.pod));
  if (present !== undefined) {
    if (isMirrorOf(present, work) && present.metadata?.deletionTimestamp === undefined) return;
    if (!isMirror(present) || !deleteMirror(kit, present)) return;
  }
  const node = client.informer(KINDS.Node).get(undefined, kit.nodeName)?.metadata?.uid;
  if (node === undefined) { kit.requestSync(work, NO_NODE_MS); return; }
  if (!createMirror(kit, work, node)) kit.requestSync(work, AGAIN_MS);
}

function createMirror(kit: Kit, work: PodWork, node: string): boolean {
  const { uid, ...metadata } = work.pod.metadata ?? {};
  const mirror: Pod = {
    ...work.pod,
    metadata: {
      ...metadata, annotations: { ...metadata.annotations, [ANNOTATIONS.mirror]: uid ?? '' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: kit.nodeName, uid: node, controller: true }],
    },
  };
  return kit.context.client.create(KINDS.Pod, mirror, { by: kit.by, rule: 'a static pod is shown in the API' }).ok;
}

/** False: it was another one already. */
export function deleteMirror(kit: Kit, mirror: Pod): boolean {
  const { name = '', namespace = '', uid } = mirror.metadata ?? {};
  return kit.context.client.delete(KINDS.Pod, namespace, name, { by: kit.by, rule: 'no static pod stands behind it', cause: `pods/${namespace}/${name}` },
    { gracePeriodSeconds: 0, ...(uid === undefined ? {} : { preconditions: { uid } }) }).ok;
}
