/**
 * Keeps the number of pods between its bounds; what metrics would ask for within them is not worked out here.
 * @k8s pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler; golden controllers/hpa-min-max-and-validation, kubectl/hpa-autoscale
 */
import { KINDS, sameObject, type HorizontalPodAutoscaler, type HorizontalPodAutoscalerCondition, type HorizontalPodAutoscalerStatus, type KindDefinition, type KubeObject } from '../../api/index.ts';
import { keyOf, namespaceOf } from '../owners.ts';
import { event, kindOf, type Reconcile, type Request } from '../request.ts';

export const BY = 'horizontal-pod-autoscaler';

/** What is scaled: its kind and how many pods it wants now; a text says why it cannot be looked up. */
export type Target = { readonly kind: KindDefinition; readonly replicas: number } | { readonly problem: string };

export type Facts = { readonly hpa: HorizontalPodAutoscaler; readonly target: Target; /** RFC 3339 */ readonly stamp: string };
type Status = HorizontalPodAutoscalerStatus;

const GOT_SCALE = "the HPA controller was able to get the target's current scale";
const NO_SCALE = "the HPA controller was unable to get the target's current scale";
const AT_ZERO = 'scaling is disabled since the replica count of the target is zero';

function withCondition(conditions: readonly HorizontalPodAutoscalerCondition[], next: Omit<HorizontalPodAutoscalerCondition, 'lastTransitionTime'>, at: string): readonly HorizontalPodAutoscalerCondition[] {
  const before = conditions.find(({ type }) => type === next.type);
  const condition = { ...next, lastTransitionTime: before?.status === next.status ? before.lastTransitionTime ?? at : at };
  return before === undefined ? [...conditions, condition] : conditions.map((other) => (other === before ? condition : other));
}

/** The number that the bounds ask for, and why; undefined if they ask for nothing. */
function byBounds({ minReplicas = 1, maxReplicas }: HorizontalPodAutoscaler['spec'], current: number): { readonly size: number; readonly reason: string } | undefined {
  if (current > maxReplicas) return { size: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
  return current < minReplicas ? { size: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' } : undefined;
}

export function* reconcileAutoscaler({ hpa, target, stamp }: Facts): Reconcile {
  const { spec, status = { desiredReplicas: 0 } } = hpa;
  const conditions = status.conditions ?? [];
  if ('problem' in target) {
    yield [event(hpa, 'Warning', 'FailedGetScale', target.problem)];
    return yield* write(hpa, { ...status, conditions: withCondition(conditions, { type: 'AbleToScale', status: 'False', reason: 'FailedGetScale', message: `${NO_SCALE}: ${target.problem}` }, stamp) });
  }
  const current = target.replicas;
  const able = withCondition(conditions, { type: 'AbleToScale', status: 'True', reason: 'SucceededGetScale', message: GOT_SCALE }, stamp);
  if (current === 0 && spec.minReplicas !== 0) {
    return yield* write(hpa, counted(status, 0, 0, withCondition(able, { type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled', message: AT_ZERO }, stamp)));
  }
  const wanted = byBounds(spec, current);
  if (wanted === undefined) return yield* write(hpa, counted(status, current, status.desiredReplicas ?? 0, able));
  yield [scale(hpa, target.kind, wanted.size)];
  yield [event(hpa, 'Normal', 'SuccessfulRescale', `New size: ${wanted.size}; reason: ${wanted.reason}`)];
  const rescaled = withCondition(able, { type: 'AbleToScale', status: 'True', reason: 'SucceededRescale', message: `the HPA controller was able to update the target scale to ${wanted.size}` }, stamp);
  return yield* write(hpa, { ...counted(status, current, wanted.size, rescaled), lastScaleTime: stamp });
}

/** A count of zero is left out. */
function counted({ currentReplicas: _before, ...status }: Status, current: number, desiredReplicas: number, conditions: Status['conditions'] & object): Status {
  return { ...status, ...(current === 0 ? {} : { currentReplicas: current }), desiredReplicas, conditions };
}

const scale = (hpa: HorizontalPodAutoscaler, kind: KindDefinition, replicas: number): Request => ({
  verb: 'update', kind, subresource: 'scale',
  object: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { namespace: namespaceOf(hpa), name: hpa.spec.scaleTargetRef.name }, spec: { replicas } } as KubeObject, // by its kind
  because: { by: BY, rule: 'the number of pods stays between its bounds', cause: `horizontalpodautoscalers/${keyOf(hpa)}` },
});

function* write(hpa: HorizontalPodAutoscaler, status: Status): Reconcile {
  if (sameObject(status, hpa.status)) return undefined;
  const because = { by: BY, rule: 'the status says what was done', cause: `horizontalpodautoscalers/${keyOf(hpa)}` };
  const [reply] = yield [{ verb: 'update', kind: kindOf(KINDS.HorizontalPodAutoscaler), object: { ...hpa, status } as HorizontalPodAutoscaler, subresource: 'status', because }];
  return reply?.ok === false && reply.status.code !== 404 ? reply.status : undefined;
}
