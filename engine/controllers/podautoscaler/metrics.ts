/** What all metrics of an autoscaler together ask for: the highest of their proposals. @k8s pkg/controller/podautoscaler/horizontal.go computeReplicasForMetrics */
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricTarget, Pod, PodMetrics } from '../../api/index.ts';
import { formatQuantity, goLabelSelector, milliValue, quantityFromMilli, quantityOf, type Quantity } from '../../base/index.ts';
import { keyOf, namespaceOf } from '../owners.ts';
import { event, send, type Reply, type Request } from '../request.ts';
import { byUsage, byUtilization, type Proposal, type Tolerances } from './calculator.ts';
import { ACTIVE, type State } from './conditions.ts';
import { measurementsOf } from './measurements.ts';

export const BY = 'horizontal-pod-autoscaler';

export type Targeted = {
  readonly hpa: HorizontalPodAutoscaler;
  /** As the target's scale has it. */
  readonly selector: string;
  readonly pods: readonly Pod[];
  readonly current: number;
  readonly now: number;
};
type Found = { readonly ok: true; readonly replicas: number; readonly name: string; readonly status: MetricStatus };
/** `event` and `condition` say the same, `error` has more around it. */
type Failed = { readonly ok: false; readonly reason: string; readonly cause: string; readonly error: string };
type Asking<T> = Generator<readonly Request[], T, readonly Reply[]>;

/** `replicas` is undefined if nothing may be concluded from what there is. */
export type Computed = { readonly replicas: number | undefined; readonly name: string; readonly statuses: readonly MetricStatus[]; readonly active: State; readonly error: string | undefined };

/** What was not found out stands as Go's zero value. */
const NO_STATUS: MetricStatus = { type: '' };

export function* computeReplicas(target: Targeted): Asking<Computed> {
  const metrics = target.hpa.spec.metrics ?? [];
  const statuses: MetricStatus[] = [];
  const failures: Failed[] = [];
  let best: Found | undefined;
  for (const metric of metrics) {
    const result = yield* computeOne(target, metric);
    statuses.push(result.ok ? result.status : NO_STATUS);
    if (!result.ok) {
      yield [event(target.hpa, 'Warning', result.reason, result.cause)];
      failures.push(result);
    } else if (best === undefined || best.replicas === 0 || result.replicas > best.replicas) {
      best = result;
    }
  }
  const [first] = failures;
  const error = first === undefined ? undefined : `invalid metrics (${failures.length} invalid out of ${metrics.length}), first error is: ${first.error}`;
  if (first !== undefined && (best === undefined || best.replicas < target.current)) {
    const message = `the HPA was unable to compute the replica count: ${first.cause}`;
    return { replicas: undefined, name: '', statuses, active: { type: ACTIVE, status: 'False', reason: first.reason, message }, error };
  }
  const { replicas = 0, name = '' } = best ?? {};
  const message = `the HPA was able to successfully calculate a replica count from ${name}`;
  return { replicas, name, statuses, active: { type: ACTIVE, status: 'True', reason: 'ValidMetricFound', message }, error };
}

const NO_CUSTOM = 'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

function* computeOne(target: Targeted, metric: MetricSpec): Asking<Found | Failed> {
  const { resource, containerResource, pods, object, external } = metric;
  if (metric.type === 'Resource' && resource !== undefined) return yield* ofResource(target, resource);
  if (metric.type === 'ContainerResource' && containerResource !== undefined) return yield* ofResource(target, containerResource);
  if (metric.type === 'External' && external !== undefined) return yield* ofExternal(target, external);
  if (metric.type === 'Pods' && pods !== undefined) {
    const cause = `unable to get metric ${pods.metric.name}: ${NO_CUSTOM}`;
    return { ok: false, reason: 'FailedGetPodsMetric', cause, error: `failed to get pods metric value: ${cause}` };
  }
  if (metric.type === 'Object' && object !== undefined) return ofObject(target, object);
  const cause = `unknown metric source type ${JSON.stringify(metric.type)}`;
  return { ok: false, reason: 'InvalidMetricSourceType', cause, error: cause };
}

/** Nobody serves custom.metrics.k8s.io here. */
function ofObject({ hpa }: Targeted, { metric, describedObject, target }: NonNullable<MetricSpec['object']>): Failed {
  const byAverage = target.type === 'AverageValue' && target.averageValue !== undefined;
  const given = byAverage || (target.type === 'Value' && target.value !== undefined);
  const cause = given ? `unable to get metric ${metric.name}: ${NO_CUSTOM} on ${describedObject.kind} ${namespaceOf(hpa)}/${describedObject.name}`
    : 'invalid object metric source: neither a value target nor an average value target was set';
  const inner = given && byAverage ? `failed to get ${metric.name} object metric: ${cause}` : cause;
  return { ok: false, reason: 'FailedGetObjectMetric', cause, error: `failed to get object metric value: ${inner}` };
}

/** Nobody serves external.metrics.k8s.io here: the answer says so. */
function* ofExternal({ hpa }: Targeted, { metric, target }: NonNullable<MetricSpec['external']>): Asking<Failed> {
  const namespace = namespaceOf(hpa);
  const answer = yield* send({
    verb: 'call', method: 'GET', path: `/apis/external.metrics.k8s.io/v1beta1/namespaces/${namespace}/${encodeURIComponent(metric.name)}`,
    what: `get ${metric.name}.external.metrics.k8s.io`, because: because(hpa),
  });
  const problem = answer.ok ? 'no metrics returned from external metrics API' : `unable to fetch metrics from external metrics API: ${answer.status.message}`;
  const cause = `unable to get external metric ${namespace}/${metric.name}/${goLabelSelector(metric.selector)}: ${problem}`;
  const inner = target.averageValue !== undefined ? `failed to get ${metric.name} external metric: ${cause}` : `failed to get external metric ${metric.name}: ${cause}`;
  return { ok: false, reason: 'FailedGetExternalMetric', cause, error: `failed to get ${metric.name} external metric value: ${inner}` };
}

type ResourceSource = { readonly name: string; readonly target: MetricTarget; readonly container?: string };

function* ofResource(targeted: Targeted, { name, target, container }: ResourceSource): Asking<Found | Failed> {
  const measured = yield* proposal(targeted, name, target, container ?? '');
  if (!measured.ok) {
    const reason = container === undefined ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric';
    const about = container === undefined ? `${name} resource` : `${container} container`;
    return { ok: false, reason, cause: measured.error, error: `failed to get ${about} metric value: ${measured.error}` };
  }
  const averageValue = formatQuantity(quantityFromMilli(measured.usage, name === 'memory' ? 'BinarySI' : 'DecimalSI'));
  const current = measured.utilization === undefined ? { averageValue } : { averageUtilization: measured.utilization, averageValue };
  const kind = measured.utilization === undefined ? `${name} resource` : `${name}${container === undefined ? '' : ' container'} resource utilization (percentage of request)`;
  const status: MetricStatus = container === undefined ? { type: 'Resource', resource: { name, current } } : { type: 'ContainerResource', containerResource: { name, container, current } };
  return { ok: true, replicas: measured.replicas, name: kind, status };
}

function* proposal(targeted: Targeted, resource: string, { averageValue, averageUtilization }: MetricTarget, container: string): Asking<Proposal> {
  const { hpa, selector, pods, current, now } = targeted;
  if (averageValue === undefined && averageUtilization === undefined) {
    return { ok: false, error: 'invalid resource metric source: neither an average utilization target nor an average value (usage) target was set' };
  }
  const what = averageValue === undefined ? 'utilization' : 'usage';
  const refused = (problem: string): Proposal => ({ ok: false, error: `failed to get ${resource} ${what}: ${problem}` });
  const answer = yield* send({
    verb: 'call', method: 'GET', path: `/apis/metrics.k8s.io/v1beta1/namespaces/${namespaceOf(hpa)}/pods?labelSelector=${encodeURIComponent(selector)}`,
    what: 'get pods.metrics.k8s.io', because: because(hpa),
  });
  if (!answer.ok) return refused(`unable to get metrics for resource ${resource}: unable to fetch metrics from resource metrics API: ${answer.status.message}`);
  const items = (answer.value as { readonly items?: readonly PodMetrics[] }).items ?? []; // a PodMetricsList
  if (items.length === 0) return refused(`unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`);
  const load = { pods, measured: measurementsOf(items, resource, container), resource, container, current, tolerances: tolerancesOf(hpa), now };
  const proposed = averageValue === undefined ? byUtilization(load, averageUtilization ?? 0) : byUsage(load, milliValue(quantityOf(averageValue)));
  return proposed.ok ? proposed : refused(proposed.error);
}

const because = (hpa: HorizontalPodAutoscaler) => ({ by: BY, rule: 'look at the load', cause: `horizontalpodautoscalers/${keyOf(hpa)}` });

/** @k8s --horizontal-pod-autoscaler-tolerance */
const TOLERANCE = 0.1;
const share = (amount: string | number | undefined): number => (amount === undefined ? TOLERANCE : approximate(quantityOf(amount)));
const approximate = ({ nano }: Quantity): number => Number(nano) / 1e9;

const tolerancesOf = ({ spec: { behavior } }: HorizontalPodAutoscaler): Tolerances =>
  ({ down: share(behavior?.scaleDown?.tolerance), up: share(behavior?.scaleUp?.tolerance) });
