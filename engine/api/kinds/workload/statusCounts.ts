/** What the counters in a workload's status may say. @k8s pkg/apis/apps/validation/validation.go ValidateDeploymentStatus and its like */
import { invalid } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { nonNegative } from '../pod/checks.ts';

type Status = { readonly [field: string]: unknown };

/** `counted` are never negative, `parts` never more than `replicas`; `readyName` is how the ready ones are called in the last sentence. */
export function statusCounts(given: object, counted: readonly string[], parts: readonly string[], readyName: string): FieldError[] {
  const status = given as Status; // the fields are looked up by name
  const count = (field: string): number => (typeof status[field] === 'number' ? status[field] : 0);
  const above = (field: string, limit: string, detail: string): FieldError[] => (count(field) > count(limit) ? [invalid(`status.${field}`, count(field), detail)] : []);
  return [
    ...counted.flatMap((field) => nonNegative(`status.${field}`, count(field))),
    ...parts.flatMap((field) => above(field, 'replicas', 'cannot be greater than status.replicas')),
    ...(parts.includes('availableReplicas') ? above('availableReplicas', 'readyReplicas', `cannot be greater than ${readyName}`) : []),
  ];
}

export const notDecremented = (next: number | undefined, old: number | undefined): FieldError[] =>
  (old !== undefined && (next ?? -1) < old ? [invalid('status.collisionCount', next ?? 0, 'cannot be decremented')] : []);
