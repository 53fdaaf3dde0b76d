/**
 * Follows the load between its bounds.
 * @k8s pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler; golden controllers/hpa-min-max-and-validation, kubectl/hpa-autoscale
 */
import { KINDS, sameObject, type HorizontalPodAutoscaler, type HorizontalPodAutoscalerStatus, type MetricStatus, type Pod } from '../../api/index.ts';
import { isObject, type JsonObject, type Requirement } from '../../base/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { keyOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Reply, type Request } from '../request.ts';
import { readScale, type Scale, type ScaleTarget } from '../scaleTargets.ts';
import { normalize, noteScale } from './behavior.ts';
import { ABLE, ACTIVE, LIMITED, withCondition, type State } from './conditions.ts';
import type { Memory } from './memory.ts';
import { BY, computeReplicas, type Computed } from './metrics.ts';
import { conditionReason, select, type Selectors } from './selector.ts';

export { BY } from './metrics.ts';

export type View = {
  readonly hpa: HorizontalPodAutoscaler;
  /** Where the target's scale is; a text says why there is none. */
  readonly target: ScaleTarget | string;
  /** Changed: it is what the controller knows between two looks. */
  readonly memory: Memory;
  readonly selectors: Selectors & Map<string, readonly Requirement[]>;
  /** Pods of the namespace that match. */
  readonly podsOf: (requirements: readonly Requirement[]) => readonly Pod[];
  readonly now: number;
};
type Status = HorizontalPodAutoscalerStatus;
type Steps<T> = Generator<readonly Request[], T, readonly Reply[]>;
/** One look as it goes on. */
type Look = View & { readonly stamp: string; readonly status: Status; readonly scale: Scale; readonly target: ScaleTarget };
type Wanted = { readonly replicas: number; readonly reason: string; readonly statuses?: readonly MetricStatus[] };

const GOT_SCALE: State = { type: ABLE, status: 'True', reason: 'SucceededGetScale', message: "the HPA controller was able to get the target's current scale" };
const NO_SCALE = "the HPA controller was unable to get the target's current scale";
const AT_ZERO: State = { type: ACTIVE, status: 'False', reason: 'ScalingDisabled', message: 'scaling is disabled since the replica count of the target is zero' };

const told = (status: Status, state: State, stamp: string): Status => ({ ...status, conditions: withCondition(status.conditions ?? [], state, stamp) });

export function* reconcileAutoscaler(view: View): Reconcile {
  const { hpa, target, memory, now } = view;
  const stamp = rfc3339(now);
  const before = hpa.status ?? { desiredReplicas: 0 };
  const scale = typeof target === 'string' ? target : yield* getScale(hpa, target);
  if (typeof scale === 'string' || typeof target === 'string') {
    const problem = typeof scale === 'string' ? scale : '';
    yield [event(hpa, 'Warning', 'FailedGetScale', problem)];
    return yield* write(hpa, told(before, { type: ABLE, status: 'False', reason: 'FailedGetScale', message: `${NO_SCALE}: ${problem}` }, stamp));
  }
  if (memory.recommendations.length === 0) memory.recommendations = [{ replicas: scale.wanted, at: now }];
  const look: Look = { ...view, target, stamp, scale, status: told(before, GOT_SCALE, stamp) };
  if (scale.wanted === 0) return yield* write(hpa, counted(told(look.status, AT_ZERO, stamp), 0, 0, undefined));
  const bounds = byBounds(hpa.spec, scale.wanted);
  return bounds === undefined ? yield* follow(look) : yield* rescale(look, bounds);
}

function* getScale(hpa: HorizontalPodAutoscaler, target: ScaleTarget): Steps<Scale | string> {
  const path = target.pathOf(namespaceOf(hpa), hpa.spec.scaleTargetRef.name);
  const answer = yield* send({ verb: 'call', method: 'GET', path, what: `get ${target.resource} ${hpa.spec.scaleTargetRef.name}`, because: because(hpa, 'look at the scale of the target') });
  return answer.ok ? readScale(answer.value as JsonObject) : answer.status.message ?? '';
}

/** The number that the bounds ask for, and why; undefined if they ask for nothing. */
function byBounds({ minReplicas = 1, maxReplicas }: HorizontalPodAutoscaler['spec'], current: number): Wanted | undefined {
  if (current > maxReplicas) return { replicas: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
  return current < minReplicas ? { replicas: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' } : undefined;
}

/** Within the bounds the metrics say how many. */
function* follow(look: Look): Reconcile {
  const { hpa, scale, stamp } = look;
  const current = scale.wanted;
  const computed = yield* measure(look);
  const status = told(look.status, computed.active, stamp);
  if (computed.replicas === undefined) {
    const failed = yield* write(hpa, counted(status, current, look.status.desiredReplicas ?? 0, computed.statuses));
    yield [event(hpa, 'Warning', 'FailedComputeMetricsReplicas', computed.error ?? '')];
    return failed;
  }
  const proposed = computed.replicas;
  const reason = proposed > current ? `${computed.name} above target` : proposed < current ? 'All metrics below target' : '';
  const normal = normalize(look.memory, hpa.spec.behavior, { current, desired: proposed, min: hpa.spec.minReplicas ?? 1, max: hpa.spec.maxReplicas, now: look.now });
  const decided = told(told(status, { type: ABLE, status: 'True', ...normal.able }, stamp), { type: LIMITED, ...normal.limited }, stamp);
  if (normal.replicas === current) return yield* write(hpa, counted(decided, current, current, computed.statuses));
  return yield* rescale({ ...look, status: decided }, { replicas: normal.replicas, reason, ...(computed.statuses === undefined ? {} : { statuses: computed.statuses }) });
}

type Measured = Omit<Computed, 'statuses'> & { readonly statuses: readonly MetricStatus[] | undefined };

function* measure({ hpa, scale, selectors, podsOf, now }: Look): Steps<Measured> {
  const key = keyOf(hpa);
  const others: Selectors = new Map([...selectors].filter(([other]) => other.startsWith(`${namespaceOf(hpa)}/`)));
  const selected = select(scale.selector, key, others, podsOf);
  if (selected.requirements !== undefined) selectors.set(key, selected.requirements);
  if (!selected.ok) {
    yield [event(hpa, 'Warning', selected.reason, selected.error)];
    const active: State = { type: ACTIVE, status: 'False', reason: conditionReason(selected.reason), message: selected.condition };
    return { replicas: undefined, name: '', statuses: undefined, active, error: selected.error };
  }
  return yield* computeReplicas({ hpa, selector: scale.selector, pods: selected.pods, current: scale.wanted, now });
}

/** @k8s client-go/util/retry DefaultRetry */
const TRIES = 5;

function* rescale(look: Look, { replicas, reason, statuses }: Wanted): Reconcile {
  const { hpa, target, stamp, scale } = look;
  const current = scale.wanted;
  let failure: string | undefined;
  let object = scale.object;
  for (let tries = 0; tries < TRIES; tries++) {
    const body = { ...object, spec: { ...(isObject(object['spec']) ? object['spec'] : {}), replicas } };
    const path = target.pathOf(namespaceOf(hpa), hpa.spec.scaleTargetRef.name);
    const answer = yield* send({ verb: 'call', method: 'PUT', path, what: `put ${target.resource} ${hpa.spec.scaleTargetRef.name}`, body, because: because(hpa, 'set the size of the target') });
    failure = answer.ok ? undefined : answer.status.message ?? '';
    if (answer.ok || answer.status.code !== 409) break;
    const latest = yield* getScale(hpa, target);
    if (typeof latest !== 'string') object = latest.object;
  }
  if (failure !== undefined) {
    yield [event(hpa, 'Warning', 'FailedRescale', `New size: ${replicas}; reason: ${reason}; error: ${failure}`)];
    const failed = told(look.status, { type: ABLE, status: 'False', reason: 'FailedUpdateScale', message: `the HPA controller was unable to update the target scale: ${failure}` }, stamp);
    return yield* write(hpa, counted(failed, current, look.status.desiredReplicas ?? 0, statuses));
  }
  yield [event(hpa, 'Normal', 'SuccessfulRescale', `New size: ${replicas}; reason: ${reason}`)];
  noteScale(look.memory, hpa.spec.behavior, current, replicas, look.now);
  const done = told(look.status, { type: ABLE, status: 'True', reason: 'SucceededRescale', message: `the HPA controller was able to update the target scale to ${replicas}` }, stamp);
  return yield* write(hpa, { ...counted(done, current, replicas, statuses), lastScaleTime: stamp });
}

/** A count of zero is left out. */
function counted({ lastScaleTime, conditions }: Status, current: number, desiredReplicas: number, currentMetrics: readonly MetricStatus[] | undefined): Status {
  return {
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }), ...(current === 0 ? {} : { currentReplicas: current }), desiredReplicas,
    ...(currentMetrics === undefined ? {} : { currentMetrics }), ...(conditions === undefined ? {} : { conditions }),
  };
}

const because = (hpa: HorizontalPodAutoscaler, rule: string) => ({ by: BY, rule, cause: `horizontalpodautoscalers/${keyOf(hpa)}` });

function* write(hpa: HorizontalPodAutoscaler, status: Status): Reconcile {
  if (sameObject(status, hpa.status)) return undefined;
  const result = yield* send({
    verb: 'update', kind: kindOf(KINDS.HorizontalPodAutoscaler), object: { ...hpa, status } as HorizontalPodAutoscaler, subresource: 'status', because: because(hpa, 'the status says what was done'),
  });
  if (result.ok) return undefined;
  yield [event(hpa, 'Warning', 'FailedUpdateStatus', result.status.message ?? '')];
  return undefined;
}
