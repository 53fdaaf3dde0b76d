/** Metrics in the words of autoscaling/v1, as they stand in annotations. @k8s api/autoscaling/v1/types.go MetricSpec, MetricStatus */
import type { Json, JsonObject } from '../../../base/index.ts';
import type { MetricSpec, MetricStatus } from '../../schema/types.ts';

type Fields = { readonly [name: string]: Json | undefined };
const given = (fields: { readonly [name: string]: unknown }): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject; // what is left is JSON

/** Name there, name here, for the target (`target`) and for what was measured (`current`). */
function words(prefix: 'target' | 'current', value: Fields | undefined): { value: unknown; average: unknown; share: unknown; of: string } {
  return { value: value?.['value'], average: value?.['averageValue'], share: value?.['averageUtilization'], of: prefix };
}

function oneToV1(source: MetricSpec | MetricStatus, prefix: 'target' | 'current'): JsonObject {
  const part = (source as unknown as { readonly [field: string]: Fields | undefined })[fieldOf(source.type)];
  const amount = words(prefix, part?.[prefix] as Fields | undefined);
  const metric = part?.['metric'] as Fields | undefined;
  const name = (end: string): string => `${prefix}${end}`;
  const inner = ((): { readonly [name: string]: unknown } => {
    switch (source.type) {
      case 'Resource': case 'ContainerResource':
        return { name: part?.['name'], [name('AverageUtilization')]: amount.share, [name('AverageValue')]: amount.average, container: part?.['container'] };
      case 'Pods': return { metricName: metric?.['name'], [name('AverageValue')]: amount.average, selector: metric?.['selector'] };
      case 'Object':
        return { target: part?.['describedObject'], metricName: metric?.['name'], [name('Value')]: amount.value ?? '0', selector: metric?.['selector'], averageValue: amount.average };
      default: return { metricName: metric?.['name'], metricSelector: metric?.['selector'], [name('Value')]: amount.value, [name('AverageValue')]: amount.average };
    }
  })();
  return { type: source.type, [fieldOf(source.type)]: given(inner) };
}
const fieldOf = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1);

function oneFromV1(object: JsonObject, prefix: 'target' | 'current'): JsonObject {
  const type = String(object['type'] ?? '');
  const part = (object[fieldOf(type)] ?? {}) as Fields;
  const at = (end: string): Json | undefined => part[`${prefix}${end}`];
  const metric = given({ name: part['metricName'], selector: part['selector'] ?? part['metricSelector'] });
  const inner = ((): { readonly [name: string]: unknown } => {
    const kind = at('AverageUtilization') !== undefined ? 'Utilization' : at('AverageValue') !== undefined || part['averageValue'] !== undefined ? 'AverageValue' : 'Value';
    const amount = given({
      ...(prefix === 'target' ? { type: kind } : {}), value: type === 'Object' && part['averageValue'] !== undefined ? undefined : at('Value'),
      averageValue: at('AverageValue') ?? part['averageValue'], averageUtilization: at('AverageUtilization'),
    });
    switch (type) {
      case 'Resource': case 'ContainerResource': return { name: part['name'], container: part['container'], [prefix]: amount };
      case 'Object': return { describedObject: part['target'], metric, [prefix]: amount };
      default: return { metric, [prefix]: amount };
    }
  })();
  return { type, [fieldOf(type)]: given(inner) };
}

export const metricToV1 = (metric: MetricSpec): JsonObject => oneToV1(metric, 'target');
export const statusToV1 = (status: MetricStatus): JsonObject => oneToV1(status, 'current');
export const metricFromV1 = (object: JsonObject): MetricSpec => oneFromV1(object, 'target') as unknown as MetricSpec; // made with its fields
export const statusFromV1 = (object: JsonObject): MetricStatus => oneFromV1(object, 'current') as unknown as MetricStatus; // made with its fields
