import type { HorizontalPodAutoscaler, KubeObject, HPAScalingRules, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../api/index.ts';
import { canonicalQuantity, type JsonObject } from '../../base/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime } from './times.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

const UNKNOWN = '<unknown>';
const amount = (value: string | number | undefined, otherwise = UNKNOWN): string => (value === undefined ? otherwise : canonicalQuantity(value));

const NIL = '<nil>';
/** An amount of what was measured at all. */
const given = (current: MetricValueStatus | undefined, value: string | number | undefined): string => (current === undefined ? UNKNOWN : amount(value, NIL));

/** `<current> / <target>` of a thing that is measured as a whole or per pod. */
function outside(current: MetricValueStatus | undefined, target: MetricTarget, average: boolean): string {
  if (average) return `(target average value):\t${given(current, current?.averageValue)} / ${amount(target.averageValue, NIL)}`;
  return `(target value):\t${given(current, current?.value)} / ${amount(target.value, NIL)}`;
}

function resourceLine(head: string, current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${head}:\t${given(current, current?.averageValue)} / ${amount(target.averageValue)}`;
  const share = current?.averageUtilization;
  const shown = share === undefined ? UNKNOWN : `${share}% (${amount(current?.averageValue, NIL)})`;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${head}  (as a percentage of request):\t${shown} / ${wanted}`;
}

function metricLine(metric: MetricSpec, status: MetricStatus | undefined): string {
  const { external, pods, object, resource, containerResource } = metric;
  if (metric.type === 'External' && external !== undefined) {
    const { current } = status?.external ?? {};
    const average = external.target.averageValue !== undefined;
    return `${JSON.stringify(external.metric.name)} ${outside(average && current?.averageValue === undefined ? undefined : current, external.target, average)}`;
  }
  if (metric.type === 'Pods' && pods !== undefined) return `${JSON.stringify(pods.metric.name)} on pods:\t${given(status?.pods?.current, status?.pods?.current.averageValue)} / ${amount(pods.target.averageValue, NIL)}`;
  if (metric.type === 'Object' && object !== undefined) {
    const { describedObject: { kind, name } } = object;
    return `"${object.metric.name}" on ${kind}/${name} ${outside(status?.object?.current, object.target, object.target.type === 'AverageValue')}`;
  }
  if (metric.type === 'Resource' && resource !== undefined) return resourceLine(`resource ${resource.name} on pods`, status?.resource?.current, resource.target);
  if (metric.type === 'ContainerResource' && containerResource !== undefined) {
    return resourceLine(`resource ${containerResource.name} of container "${containerResource.container}" on pods`, status?.containerResource?.current, containerResource.target);
  }
  return `<unknown metric type ${JSON.stringify(metric.type)}>`;
}

function addRules(lines: Lines, direction: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  lines.add(1, `${direction}:`);
  if (rules.stabilizationWindowSeconds !== undefined) lines.add(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  if ((rules.policies ?? []).length === 0) return;
  lines.add(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  lines.add(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies ?? []) lines.add(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}

/** @k8s kubectl/pkg/describe describeHorizontalPodAutoscalerV2; golden kubectl/hpa-autoscale */

/** kubectl asks for version 2 whatever was named. @k8s kubectl/pkg/describe HorizontalPodAutoscalerDescriber */
function latest(object: JsonObject, { api }: DescribeContext): JsonObject {
  const { name = '', namespace = '' } = (object as KubeObject).metadata ?? {};
  if (object['apiVersion'] !== 'autoscaling/v1') return object;
  const answer = api.attempt('GET', `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${name}`);
  return answer.ok ? answer.body : object;
}

export const describeHorizontalPodAutoscaler: Describer = (asked, context) => {
  const object = latest(asked, context);
  const hpa = object as unknown as HorizontalPodAutoscaler;
  const { metadata, spec, status } = hpa;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  lines.add(0, `Reference:\t${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`);
  lines.add(0, 'Metrics:\t( current / target )');
  (spec.metrics ?? []).forEach((metric, index) => lines.add(1, metricLine(metric, status?.currentMetrics?.[index])));
  lines.add(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
  lines.add(0, `Max replicas:\t${spec.maxReplicas}`);
  if (spec.behavior !== undefined) {
    lines.add(0, 'Behavior:');
    addRules(lines, 'Scale Up', spec.behavior.scaleUp);
    addRules(lines, 'Scale Down', spec.behavior.scaleDown);
  }
  lines.add(0, `${spec.scaleTargetRef.kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`);
  const conditions = status?.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Conditions:\n  Type\tStatus\tReason\tMessage');
    lines.add(1, '----\t------\t------\t-------');
    for (const each of conditions) lines.add(1, `${each.type}\t${each.status}\t${each.reason ?? ''}\t${each.message ?? ''}`);
  }
  addEventsOf(lines, context, hpa);
  return lines.toString();
};
