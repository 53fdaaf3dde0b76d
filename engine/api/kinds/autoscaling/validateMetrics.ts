/** Validation of what an autoscaler measures. @k8s pkg/apis/autoscaling/validation/validation.go validateMetrics */
import { dns1123LabelProblems, formatQuantity, quantityOf } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { pathSegmentName } from '../../meta/objectMeta.ts';
import { containerResourceNameErrors } from '../../rules/resourceNames.ts';
import type { MetricIdentifier, MetricSpec, MetricTarget } from '../../schema/types.ts';
import { invalids } from '../pod/checks.ts';
import { referenceErrors } from './references.ts';

type Field = 'object' | 'external' | 'pods' | 'resource' | 'containerResource';
const FIELDS: readonly Field[] = ['object', 'external', 'pods', 'resource', 'containerResource'];
const TYPES: ReadonlyMap<string, Field> = new Map([
  ['ContainerResource', 'containerResource'], ['External', 'external'], ['Object', 'object'], ['Pods', 'pods'], ['Resource', 'resource'],
]);
const TARGETS = ['Utilization', 'Value', 'AverageValue'];

export function validateMetrics(path: string, metrics: readonly MetricSpec[], minReplicas: number | undefined): FieldError[] {
  const fromOutside = metrics.some(({ type }) => type === 'Object' || type === 'External');
  return [
    ...metrics.flatMap((metric, index) => metricErrors(`${path}[${index}]`, metric)),
    ...(minReplicas === 0 && !fromOutside ? [forbidden(path, 'must specify at least one Object or External metric to support scaling to zero replicas')] : []),
  ];
}

function metricErrors(path: string, metric: MetricSpec): FieldError[] {
  const type = metric.type ?? '';
  const present = FIELDS.filter((field) => metric[field] !== undefined);
  const [first] = present;
  const expected = TYPES.get(type);
  return [
    ...(type === '' ? [required(`${path}.type`, 'must specify a metric source type')] : []),
    ...(expected === undefined ? [notSupported(`${path}.type`, type, [...TYPES.keys()])] : []),
    ...(first === undefined ? [] : sourceErrors(`${path}.${first}`, first, metric)),
    ...(expected !== undefined && metric[expected] === undefined ? [required(`${path}.${expected}`, 'must populate information for the given metric source')] : []),
    ...(present.length === 1 ? [] : present.filter((field) => field !== expected)
      .map((field) => forbidden(`${path}.${field}`, 'must populate the given metric source only'))),
  ];
}

function sourceErrors(path: string, field: Field, metric: MetricSpec): FieldError[] {
  switch (field) {
    case 'object': return [
      ...referenceErrors(`${path}.describedObject`, metric.object?.describedObject, true),
      ...identifierErrors(path, metric.object?.metric), ...targetErrors(path, metric.object?.target),
      ...oneOfValues(path, metric.object?.target, 'must set either a target value or averageValue'),
    ];
    case 'external': return [
      ...identifierErrors(path, metric.external?.metric), ...targetErrors(path, metric.external?.target),
      ...oneOfValues(path, metric.external?.target, 'must set either a target value for metric or a per-pod target'),
      ...(metric.external?.target?.value !== undefined && metric.external.target.averageValue !== undefined
        ? [forbidden(`${path}.target.value`, 'may not set both a target value for metric and a per-pod target')] : []),
    ];
    case 'pods': return [
      ...identifierErrors(path, metric.pods?.metric), ...targetErrors(path, metric.pods?.target),
      ...(metric.pods?.target?.averageValue !== undefined ? [] : [required(`${path}.target.averageValue`, 'must specify a positive target averageValue')]),
    ];
    case 'resource': return resourceErrors(path, metric.resource);
    case 'containerResource': return resourceErrors(path, metric.containerResource, metric.containerResource?.container ?? '');
  }
}

const oneOfValues = (path: string, target: MetricTarget | undefined, words: string): FieldError[] =>
  (target?.value === undefined && target?.averageValue === undefined ? [required(`${path}.target.averageValue`, words)] : []);

function resourceErrors(path: string, source: { readonly name?: string; readonly target?: MetricTarget } | undefined, container?: string): FieldError[] {
  const { averageUtilization, averageValue } = source?.target ?? {};
  return [
    ...((source?.name ?? '') === '' ? [required(`${path}.name`, 'must specify a resource name')] : []),
    ...(container === undefined || (source?.name ?? '') === '' ? [] : containerResourceNameErrors(`${path}.name`, source?.name ?? '')),
    ...(container === '' ? [required(`${path}.container`, 'must specify a container')] : []),
    ...(container === undefined || container === '' ? [] : invalids(`${path}.container`, container, dns1123LabelProblems(container))),
    ...targetErrors(path, source?.target),
    ...(averageUtilization === undefined && averageValue === undefined
      ? [required(`${path}.target.averageUtilization`, 'must set either a target raw value or a target utilization')] : []),
    ...(averageUtilization !== undefined && averageValue !== undefined
      ? [forbidden(`${path}.target.averageValue`, 'may not set both a target raw value and a target utilization')] : []),
  ];
}

function targetErrors(path: string, target: MetricTarget | undefined): FieldError[] {
  const here = `${path}.target`;
  const { type = '', value, averageValue, averageUtilization } = target ?? {};
  const positive = (field: string, amount: string | number | undefined): FieldError[] =>
    (amount === undefined || quantityOf(amount).nano > 0n ? [] : [invalid(`${here}.${field}`, formatQuantity(quantityOf(amount)), 'must be positive')]);
  return [
    ...(type === '' ? [required(`${here}.type`, 'must specify a metric target type')] : []),
    ...(TARGETS.includes(type) ? [] : [invalid(`${here}.type`, type, 'must be either Utilization, Value, or AverageValue')]),
    ...positive('value', value), ...positive('averageValue', averageValue),
    ...(averageUtilization !== undefined && averageUtilization < 1 ? [invalid(`${here}.averageUtilization`, averageUtilization, 'must be greater than 0')] : []),
  ];
}

function identifierErrors(path: string, metric: MetricIdentifier | undefined): FieldError[] {
  const name = metric?.name ?? '';
  if (name === '') return [required(`${path}.metric.name`, 'must specify a metric name')];
  return pathSegmentName(name).map((problem) => invalid(`${path}.metric.name`, name, problem));
}
