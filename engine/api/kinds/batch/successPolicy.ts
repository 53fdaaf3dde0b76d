/** Validation of a Job's success policy, and of lists of indexes. @k8s pkg/apis/batch/validation/validation.go validateSuccessPolicy */
import type { Json } from '../../../base/index.ts';
import { invalid, required, tooLong, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { JobSpec, SuccessPolicyRule } from '../../schema/types.ts';
import { nonNegative } from '../pod/checks.ts';

const [MAX_RULES, MAX_INDEXES_BYTES] = [20, 64 * 1024];

type Range = { readonly first: number; readonly last: number };
type Interval = Range | { readonly error: string };
function parseInterval(text: string, completions: number): Interval {
  const limits = text.split('-');
  if (limits.length > 2) return { error: `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two parts separated by '-'` };
  const numbers: number[] = [];
  for (const limit of limits) {
    if (!/^[+-]?\d+$/.test(limit)) return { error: `cannot convert string to integer for index: ${JSON.stringify(limit)}` };
    if (Number(limit) >= completions) return { error: `too large index: ${JSON.stringify(limit)}` };
    numbers.push(Number(limit));
  }
  const [first = 0, last = first] = numbers;
  return numbers.length === 2 && first >= last ? { error: `non-increasing order, previous: ${first}, current: ${last}` } : { first, last };
}

/** How many indexes `0,2-5` names. */
export function countIndexes(text: string, completions: number): { readonly count: number } | { readonly error: string } {
  let [count, previous]: [number, number | undefined] = [0, undefined];
  for (const part of text === '' ? [] : text.split(',')) {
    const interval = parseInterval(part, completions);
    if ('error' in interval) return interval;
    if (previous !== undefined && previous >= interval.first) return { error: `non-increasing order, previous: ${previous}, current: ${interval.first}` };
    count += interval.last - interval.first + 1;
    previous = interval.last;
  }
  return { count };
}

/** The first index that both lists name; parts that say nothing are passed over. @k8s validateFailedIndexesNotOverlapCompleted */
export function firstOverlap(completed: string, failed: string, completions: number): number | undefined {
  const intervals = (text: string): readonly Range[] =>
    text.split(',').map((part) => parseInterval(part, completions)).filter((interval): interval is Range => !('error' in interval));
  const overlaps = intervals(completed).flatMap((one) => intervals(failed).filter((other) => one.first <= other.last && other.first <= one.last)
    .map((other) => Math.max(one.first, other.first)));
  return overlaps.length === 0 ? undefined : Math.min(...overlaps);
}

function validateRule(path: string, { succeededCount: count, succeededIndexes: indexes }: SuccessPolicyRule, completions: number): FieldError[] {
  if (count === undefined && indexes === undefined) return [required(path, 'at least one of succeededCount or succeededIndexes must be specified')];
  const errors: FieldError[] = [];
  const named = countIndexes(indexes ?? '', completions);
  if ((indexes ?? '').length > MAX_INDEXES_BYTES) errors.push(tooLong(`${path}.succeededIndexes`, MAX_INDEXES_BYTES));
  if ('error' in named) errors.push(invalid(`${path}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${named.error}`));
  if (count === undefined) return errors;
  const total = 'error' in named ? 0 : named.count;
  const atMost = (max: number, what: string): FieldError => invalid(`${path}.succeededCount`, count, `must be less than or equal to ${max} (the number of ${what})`);
  errors.push(...nonNegative(`${path}.succeededCount`, count));
  if (count > completions) errors.push(atMost(completions, 'specified completions'));
  if (indexes !== undefined && count > total) errors.push(atMost(total, 'indexes in the specified succeededIndexes field'));
  return errors;
}

export function validateSuccessPolicy(path: string, spec: JobSpec): FieldError[] {
  if (spec.successPolicy === undefined) return [];
  const rules = spec.successPolicy.rules ?? [];
  if (spec.completionMode !== 'Indexed') {
    const shown = { Rules: rules.map((rule) => ({ SucceededIndexes: rule.succeededIndexes ?? null, SucceededCount: rule.succeededCount ?? null })) };
    return [invalid(path, shown as Json, 'requires indexed completion mode')];
  }
  const here = `${path}.rules`;
  return [
    ...(rules.length === 0 ? [required(here, 'at least one rules must be specified when the successPolicy is specified')] : []),
    ...(rules.length > MAX_RULES ? [tooMany(here, rules.length, MAX_RULES)] : []),
    ...rules.flatMap((rule, index) => validateRule(`${here}[${index}]`, rule, spec.completions ?? 0)),
  ];
}
