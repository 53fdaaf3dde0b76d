/** What NoExecute taints mean for a pod on the node. @k8s pkg/controller/tainteviction/taint_eviction.go */
import { KINDS, podCondition, toleratesTaint, type Node, type Pod, type Taint, type Toleration } from '../../api/index.ts';
import { keyOf, nameOf, namespaceOf, splitKey } from '../owners.ts';
import { event, kindOf, type Reconcile, type Request } from '../request.ts';
import { withPodCondition } from '../podConditions.ts';

export const BY = 'taint-eviction-controller';

export const noExecuteTaints = (node: Node | undefined): readonly Taint[] => (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');

/** After how many seconds the pod must go; undefined: never. Of several tolerations the shortest counts. @k8s getMinTolerationTime */
export function secondsToStay(taints: readonly Taint[], tolerations: readonly Toleration[] = []): number | 'untolerated' | undefined {
  let least: number | undefined;
  for (const taint of taints) {
    const matching = tolerations.filter((toleration) => toleratesTaint(toleration, taint));
    if (matching.length === 0) return 'untolerated';
    for (const { tolerationSeconds } of matching) {
      if (tolerationSeconds !== undefined) least = Math.max(0, Math.min(least ?? Infinity, tolerationSeconds));
    }
  }
  return least;
}

/** Its events name the pod without its uid, so that `describe` does not find them. @k8s golden cluster/node-kubelet-stopped-deployment */
const named = (key: string): Pod => { const { namespace = '', name } = splitKey(key); return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } }; };

export const cancelled = (key: string): Request => event(named(key), 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);

/** Told first, then noted on the pod, then deleted. @k8s golden cluster/sched-taint-noexecute */
export function* evict(pod: Pod, at: string): Reconcile {
  const because = { by: BY, rule: 'evict what does not tolerate a NoExecute taint', cause: `nodes/${pod.spec?.nodeName}` };
  const place = { kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because };
  yield [event(named(keyOf(pod)), 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${keyOf(pod)}`)];
  const noted = podCondition(pod, 'DisruptionTarget');
  if (noted?.status !== 'True' || noted.reason !== CONDITION.reason) {
    yield [{ verb: 'patch', ...place, subresource: 'status', patch: { status: { conditions: withPodCondition(pod, CONDITION, at) } } }];
  }
  const [reply] = yield [{ verb: 'delete', ...place }];
  return reply?.ok === false && reply.status.code !== 404 ? reply.status : undefined;
}
const CONDITION = { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' } as const;
