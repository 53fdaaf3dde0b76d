/** Defaults of HorizontalPodAutoscalers. @k8s pkg/apis/autoscaling/v2/defaults.go */
import { canonicalQuantity } from '../../../base/index.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior, HPAScalingRules, MetricSpec, MetricTarget } from '../../schema/types.ts';
import { fill, mapSame, set } from '../workload/podTemplate.ts';

const SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0, selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
};
const SCALE_DOWN: HPAScalingRules = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

export const DEFAULT_METRICS: readonly MetricSpec[] =
  [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];

/** Both directions get their rules as soon as one is spoken of. */
const defaultBehavior = (behavior: HorizontalPodAutoscalerBehavior): HorizontalPodAutoscalerBehavior =>
  set(behavior, { scaleUp: fill(behavior.scaleUp ?? {}, SCALE_UP), scaleDown: fill(behavior.scaleDown ?? {}, SCALE_DOWN) });

const canonical = (amount: string | number | undefined): string | undefined => (amount === undefined ? undefined : canonicalQuantity(amount));
const canonicalTarget = (target: MetricTarget | undefined): MetricTarget | undefined =>
  target && set(target, { value: canonical(target.value), averageValue: canonical(target.averageValue) });

const SOURCES = ['containerResource', 'external', 'object', 'pods', 'resource'] as const;
function canonicalMetric(metric: MetricSpec): MetricSpec {
  let next = metric;
  for (const field of SOURCES) {
    const source = next[field];
    if (source !== undefined) next = set(next, { [field]: set(source as { target?: MetricTarget }, { target: canonicalTarget(source.target) }) });
  }
  return next;
}

export function defaults(hpa: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  // Without a spec validation refuses it; the type says that there is one.
  const spec = fill(hpa.spec ?? {} as HorizontalPodAutoscaler['spec'], { minReplicas: 1 });
  const metrics = (spec.metrics ?? []).length === 0 ? DEFAULT_METRICS : mapSame(spec.metrics, canonicalMetric);
  return set(hpa, {
    spec: set(spec, { metrics, behavior: spec.behavior && defaultBehavior(spec.behavior) }),
    status: hpa.status?.desiredReplicas === undefined ? { desiredReplicas: 0, ...hpa.status } : hpa.status,
  });
}
