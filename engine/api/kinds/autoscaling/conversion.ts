/**
 * autoscaling/v1 knows CPU only: what it cannot say stands in annotations.
 * @k8s pkg/apis/autoscaling/v1/conversion.go, pkg/apis/autoscaling/annotations.go
 */
import { isList, isObject, type Json, type JsonObject } from '../../../base/index.ts';
import type { KubeObject } from '../../kindDefinition.ts';
import type {
  HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior, HorizontalPodAutoscalerCondition, HorizontalPodAutoscalerV1, HPAScalingRules,
  MetricSpec, MetricStatus,
} from '../../schema/types.ts';
import { defaults } from './defaults.ts';
import { metricFromV1, metricToV1, statusFromV1, statusToV1 } from './metricsV1.ts';

const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const METRICS = `${PREFIX}metrics`;
const CURRENT = `${PREFIX}current-metrics`;
const BEHAVIOR = `${PREFIX}behavior`;
const CONDITIONS = `${PREFIX}conditions`;
const OURS = [METRICS, CURRENT, BEHAVIOR, CONDITIONS];

const isCpu = ({ type, resource }: MetricSpec): boolean =>
  type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;

/** Read by the names that Go gives the fields of its internal form. */
const goRules = (rules: HPAScalingRules | undefined): Json => (rules === undefined ? null : {
  StabilizationWindowSeconds: rules.stabilizationWindowSeconds ?? null, SelectPolicy: rules.selectPolicy ?? null,
  Policies: (rules.policies ?? []).map(({ type, value, periodSeconds }) => ({ Type: type, Value: value, PeriodSeconds: periodSeconds })),
  Tolerance: rules.tolerance ?? null,
});
const lower = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);
function fromGo(value: Json): Json {
  if (isList(value)) return value.map(fromGo);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined).map(([key, item]) => [lower(key), fromGo(item ?? null)]));
}

/** undefined for what is no JSON. */
function parsed(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try { return JSON.parse(text) as Json; } catch { return undefined; }
}
const listOf = (text: string | undefined): readonly JsonObject[] => {
  const value = parsed(text);
  return isList(value) ? value.filter(isObject) : [];
};

function withoutOurs(annotations: { readonly [key: string]: string }): { readonly [key: string]: string } | undefined {
  const rest = Object.entries(annotations).filter(([key]) => !OURS.includes(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

function withAnnotations<T extends KubeObject>(object: T, annotations: { readonly [key: string]: string } | undefined): T['metadata'] {
  const { annotations: _before, ...metadata } = object.metadata ?? {};
  return annotations === undefined ? metadata : { ...metadata, annotations };
}

export function toV2(hpa: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const annotations = hpa.metadata?.annotations ?? {};
  const { targetCPUUtilizationPercentage: percent, ...spec } = hpa.spec ?? {};
  const { currentCPUUtilizationPercentage: _cpu, ...status } = hpa.status ?? {};
  const cpu: readonly MetricSpec[] = percent === undefined ? []
    : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }];
  const metrics = [...listOf(annotations[METRICS]).map(metricFromV1), ...cpu];
  const behavior = parsed(annotations[BEHAVIOR]);
  const conditions = listOf(annotations[CONDITIONS]) as unknown as readonly HorizontalPodAutoscalerCondition[]; // the same fields
  const current = listOf(annotations[CURRENT]).map(statusFromV1);
  return defaults({
    ...hpa, apiVersion: 'autoscaling/v2', metadata: withAnnotations(hpa, withoutOurs(annotations)) ?? {},
    spec: { ...spec, ...(metrics.length === 0 ? {} : { metrics }), ...(isObject(behavior) ? { behavior: fromGo(behavior) as HorizontalPodAutoscalerBehavior } : {}) },
    status: { desiredReplicas: 0, ...status, ...(conditions.length === 0 ? {} : { conditions }), ...(current.length === 0 ? {} : { currentMetrics: current }) },
  } as HorizontalPodAutoscaler); // a spec without its required fields is refused later
}

function annotationsFor({ metadata, spec, status }: HorizontalPodAutoscaler): { readonly [key: string]: string } | undefined {
  const others = (spec.metrics ?? []).filter((metric) => !isCpu(metric)).map(metricToV1);
  const current: readonly MetricStatus[] = status?.currentMetrics ?? [];
  const all = {
    ...metadata?.annotations,
    ...(others.length === 0 ? {} : { [METRICS]: JSON.stringify(others) }),
    ...(current.length === 0 ? {} : { [CURRENT]: JSON.stringify(current.map(statusToV1)) }),
    ...(spec.behavior === undefined ? {} : { [BEHAVIOR]: JSON.stringify({ ScaleUp: goRules(spec.behavior.scaleUp), ScaleDown: goRules(spec.behavior.scaleDown) }) }),
    ...((status?.conditions ?? []).length === 0 ? {} : { [CONDITIONS]: JSON.stringify((status?.conditions ?? []).map(conditionV1)) }),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}
const conditionV1 = ({ type, status, lastTransitionTime, reason, message }: HorizontalPodAutoscalerCondition): JsonObject => ({
  type, status, lastTransitionTime: lastTransitionTime ?? null,
  ...(reason === undefined || reason === '' ? {} : { reason }), ...(message === undefined || message === '' ? {} : { message }),
});

export function fromV2(object: KubeObject): HorizontalPodAutoscalerV1 {
  const hpa = object as HorizontalPodAutoscaler; // stored in this form
  const { metrics = [], behavior: _behavior, ...spec } = hpa.spec;
  const { conditions: _conditions, currentMetrics, currentReplicas = 0, desiredReplicas, ...status } = hpa.status ?? { desiredReplicas: 0 };
  const cpu = metrics.find(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu')?.resource?.target.averageUtilization;
  const used = currentMetrics?.find(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu')?.resource?.current.averageUtilization;
  return {
    ...hpa, apiVersion: 'autoscaling/v1', metadata: withAnnotations(hpa, annotationsFor(hpa)) ?? {},
    spec: { ...spec, ...(cpu === undefined ? {} : { targetCPUUtilizationPercentage: cpu }) },
    status: { ...status, currentReplicas, desiredReplicas: desiredReplicas ?? 0, ...(used === undefined ? {} : { currentCPUUtilizationPercentage: used }) },
  };
}
