/** How fast and how far an autoscaler follows its metrics. @k8s pkg/controller/podautoscaler/horizontal.go normalizeDesiredReplicas */
import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../api/index.ts';
import { remember, type Memory, type ScaleEvent } from './memory.ts';

export type Normalized = {
  readonly replicas: number;
  readonly able: { readonly reason: string; readonly message: string };
  readonly limited: { readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };
};
export type Asked = {
  readonly current: number;
  /** By the metrics. */
  readonly desired: number;
  readonly min: number; readonly max: number;
  readonly now: number;
};

/** @k8s --horizontal-pod-autoscaler-downscale-stabilization */
const DOWN_WINDOW_MS = 300_000;
const READY = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const STABLE_DOWN = { reason: 'ScaleDownStabilized', message: 'recent recommendations were higher than current one, applying the highest recent recommendation' };
const STABLE_UP = { reason: 'ScaleUpStabilized', message: 'recent recommendations were lower than current one, applying the lowest recent recommendation' };
const WITHIN = { reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };
const TOO_FEW = { reason: 'TooFewReplicas', message: 'the desired replica count is less than the minimum replica count' };
const TOO_MANY = { reason: 'TooManyReplicas', message: 'the desired replica count is more than the maximum replica count' };
const UP_LIMIT = { reason: 'ScaleUpLimit', message: 'the desired replica count is increasing faster than the maximum scale rate' };
const DOWN_LIMIT = { reason: 'ScaleDownLimit', message: 'the desired replica count is decreasing faster than the maximum scale rate' };

type Limited = { readonly replicas: number; readonly why: { readonly reason: string; readonly message: string } };

/** Notes the recommendation in `memory`; what comes of it within windows, rates and bounds. */
export function normalize(memory: Memory, behavior: HorizontalPodAutoscalerBehavior | undefined, asked: Asked): Normalized {
  const stable = behavior === undefined ? stabilizeDown(memory, asked) : stabilize(memory, behavior, asked);
  const { replicas, why } = behavior === undefined ? limitPlain(asked, stable) : limitByRules(memory, behavior, asked, stable);
  const stabilized = behavior === undefined || asked.desired < asked.current ? STABLE_DOWN : STABLE_UP;
  return { replicas, able: stable === asked.desired ? READY : stabilized, limited: { status: replicas === stable ? 'False' : 'True', ...why } };
}

/** The highest recommendation of the last five minutes. */
function stabilizeDown(memory: Memory, { desired, now }: Asked): number {
  const cutoff = now - DOWN_WINDOW_MS;
  const highest = memory.recommendations.reduce((most, { replicas, at }) => (at < cutoff ? most : Math.max(most, replicas)), desired);
  memory.recommendations = remember(memory.recommendations, { replicas: desired, at: now }, ({ at }) => at < cutoff);
  return highest;
}

/** At least twice as many, or four. */
const plainUpLimit = (current: number): number => Math.max(2 * current, 4);

function limitPlain({ current, min, max }: Asked, desired: number): Limited {
  const limit = plainUpLimit(current);
  if (desired < min) return { replicas: min, why: TOO_FEW };
  if (desired > Math.min(max, limit)) return { replicas: Math.min(max, limit), why: max > limit ? UP_LIMIT : TOO_MANY };
  return { replicas: desired, why: WITHIN };
}

function stabilize(memory: Memory, { scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior, { current, desired, now }: Asked): number {
  const upCutoff = now - (scaleUp?.stabilizationWindowSeconds ?? 0) * 1000;
  const downCutoff = now - (scaleDown?.stabilizationWindowSeconds ?? DOWN_WINDOW_MS / 1000) * 1000;
  let [up, down] = [desired, desired];
  for (const { replicas, at } of memory.recommendations) {
    if (at > upCutoff) up = Math.min(replicas, up);
    if (at > downCutoff) down = Math.max(replicas, down);
  }
  memory.recommendations = remember(memory.recommendations, { replicas: desired, at: now }, ({ at }) => at < upCutoff && at < downCutoff);
  return Math.min(Math.max(current, up), down);
}

function limitByRules(memory: Memory, { scaleUp = {}, scaleDown = {} }: HorizontalPodAutoscalerBehavior, { current, min, max, now }: Asked, desired: number): Limited {
  if (desired > current) {
    const rate = Math.max(current, rateLimit(memory, scaleUp, current, now, 1));
    const most = Math.min(max, rate);
    if (desired > most) return { replicas: most, why: max > rate ? UP_LIMIT : TOO_MANY };
  } else if (desired < current) {
    const rate = Math.min(current, rateLimit(memory, scaleDown, current, now, -1));
    const least = Math.max(min, rate);
    if (desired < least) return { replicas: least, why: min < rate ? DOWN_LIMIT : TOO_FEW };
  }
  return { replicas: desired, why: WITHIN };
}

/** As far as the policies of one direction let it go: the largest change unless the smallest is asked for. */
function rateLimit({ ups, downs }: Memory, { policies = [], selectPolicy = 'Max' }: HPAScalingRules, current: number, now: number, direction: 1 | -1): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const start = current - changeWithin(ups, periodSeconds, now) + changeWithin(downs, periodSeconds, now);
    if (type === 'Pods') return start + direction * value;
    return direction > 0 ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const highest = (selectPolicy === 'Min') === (direction < 0);
  return highest ? Math.max(...limits) : Math.min(...limits);
}

const changeWithin = (events: readonly ScaleEvent[], periodSeconds: number, now: number): number =>
  events.reduce((sum, { change, at }) => (at > now - periodSeconds * 1000 ? sum + change : sum), 0);

/** Without rules nobody asks for them. */
export function noteScale(memory: Memory, behavior: HorizontalPodAutoscalerBehavior | undefined, from: number, to: number, now: number): void {
  if (behavior === undefined) return;
  const { policies = [] } = (to > from ? behavior.scaleUp : behavior.scaleDown) ?? {};
  const cutoff = now - Math.max(0, ...policies.map(({ periodSeconds }) => periodSeconds)) * 1000;
  const note = (list: readonly ScaleEvent[]): readonly ScaleEvent[] => remember(list, { change: Math.abs(to - from), at: now }, ({ at }) => at < cutoff);
  if (to > from) memory.ups = note(memory.ups); else memory.downs = note(memory.downs);
}
