/** Answers that need not be asked for. */
import type { ContainerWork, Kit, PodWork, ProbeWork } from '../types.ts';

const CONTROL_PLANE = /^registry\.k8s\.io\/(etcd|kube-apiserver|kube-controller-manager|kube-scheduler):/;

/**
 * The control plane's own programs answer as long as they run. Four of them, once a second and for ever, would cost more than all else
 * that a cluster does by itself: once they are ready they are not asked again, unless there is doubt (their storage is gone).
 */
export const isKnown = (kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork): boolean =>
  !kit.state.doubt && work.staticPod !== undefined && (p.kind === 'liveness' || (p.kind === 'readiness' && c.ready)) && CONTROL_PLANE.test(c.spec.image ?? '');
