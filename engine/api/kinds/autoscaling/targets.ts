/** The Targets column: `current/target` of each metric. @k8s pkg/printers/internalversion/printers.go formatHPAMetrics */
import { canonicalQuantity } from '../../../base/index.ts';
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../schema/types.ts';

const UNKNOWN = '<unknown>';
const amount = (value: string | number | undefined): string => (value === undefined ? UNKNOWN : canonicalQuantity(value));

/** `current/target` as amounts; averages of things outside the pods say so. */
function amounts(current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${amount(current?.averageValue)}/${amount(target.averageValue)} (avg)`;
  return `${current === undefined ? UNKNOWN : canonicalQuantity(current.value ?? '0')}/${amount(target.value)}`;
}

function resource(name: string, current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${name}: ${amount(current?.averageValue)}/${amount(target.averageValue)}`;
  const percent = (value: number | undefined, otherwise: string): string => (value === undefined ? otherwise : `${value}%`);
  return `${name}: ${percent(current?.averageUtilization, UNKNOWN)}/${percent(target.averageUtilization, '<auto>')}`;
}

function one(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External': return spec.external === undefined ? '' : amounts(status?.external?.current, spec.external.target);
    case 'Pods': return `${amount(status?.pods?.current.averageValue)}/${amount(spec.pods?.target.averageValue)}`;
    case 'Object': return spec.object === undefined ? '' : amounts(status?.object?.current, spec.object.target);
    case 'Resource': return spec.resource === undefined ? '' : resource(spec.resource.name, status?.resource?.current, spec.resource.target);
    case 'ContainerResource': {
      const source = spec.containerResource;
      return source === undefined ? '' : resource(source.name, status?.containerResource?.current, source.target);
    }
    default: return '<unknown type>';
  }
}

const SHOWN = 2;
export function targetsCell({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec?.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const list = metrics.slice(0, SHOWN).map((metric, index) => one(metric, status?.currentMetrics?.[index])).join(', ');
  return metrics.length > SHOWN ? `${list} + ${metrics.length - SHOWN} more...` : list;
}
