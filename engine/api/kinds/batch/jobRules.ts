/** Validation of a Job's spec, in Jobs and in the template of a CronJob. @k8s pkg/apis/batch/validation/validation.go validateJobSpec */
import { qualifiedNameProblems, type Json } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { JobSpec, PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyRule } from '../../schema/types.ts';
import { asGiven, invalids, nonNegative } from '../pod/checks.ts';
import { validatePodTemplate } from '../pod/validate.ts';
import { validateSuccessPolicy } from './successPolicy.ts';

const [MAX_INDEXED, SOFT_LIMIT, HIGH_LIMIT, MAX_RULES, MAX_EXIT_CODES, MAX_PATTERNS, MAX_MANAGED_BY] = [100_000, 100_000, 10_000, 20, 255, 20, 63];
const without = (path: string, detail: string): FieldError => ({ type: 'invalid', path, detail, omitValue: true });

function validateIndexed(path: string, spec: JobSpec): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes: failed } = spec;
  const errors: FieldError[] = [];
  const atMost = (field: 'parallelism' | 'maxFailedIndexes', value: number, max: number, why: string): void => {
    if (value > max) errors.push(invalid(`${path}.${field}`, value, `must be less than or equal to ${max}${why}`));
  };
  if (completions === undefined) errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  atMost('parallelism', parallelism, MAX_INDEXED, ' when completion mode is Indexed');
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.push(invalid(`${path}.maxFailedIndexes`, failed, 'must be less than or equal to completions'));
  }
  if (failed !== undefined) atMost('maxFailedIndexes', failed, MAX_INDEXED, '');
  if (completions !== undefined && completions > SOFT_LIMIT && spec.backoffLimitPerIndex !== undefined) {
    const why = ` when completions are above ${SOFT_LIMIT} and used with backoff limit per index`;
    if (failed === undefined) errors.push(required(`${path}.maxFailedIndexes`, `must be specified when completions is above ${SOFT_LIMIT}`));
    atMost('parallelism', parallelism, HIGH_LIMIT, why);
    if (failed !== undefined) atMost('maxFailedIndexes', failed, HIGH_LIMIT, why);
  }
  return errors;
}

function validateMode(path: string, spec: JobSpec): FieldError[] {
  const { completionMode: mode } = spec;
  if (mode === 'Indexed') return validateIndexed(path, spec);
  if (mode !== undefined && mode !== 'NonIndexed') return [notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed'])];
  return (['backoffLimitPerIndex', 'maxFailedIndexes'] as const).flatMap((field) =>
    (spec[field] === undefined ? [] : [invalid(`${path}.${field}`, spec[field], 'requires indexed completion mode')]));
}

/** @k8s apimachinery/pkg/util/validation/validation.go IsDomainPrefixedPath */
function validateManagedBy(path: string, name: string | undefined): FieldError[] {
  if (name === undefined) return [];
  const slash = name.indexOf('/');
  const errors = name === '' ? [required(path)]
    : slash <= 0 || slash === name.length - 1 ? [invalid(path, name, 'must be a domain-prefixed path (such as "acme.io/foo")')]
      : qualifiedNameProblems(`${name.slice(0, slash)}/a`).map((text) => invalid(path, name.slice(0, slash), text.replace(/^prefix part /, '')));
  return name.length > MAX_MANAGED_BY ? [...errors, tooLong(path, MAX_MANAGED_BY)] : errors;
}

const quoted = (values: readonly string[]): string => `valid values: [${values.map((value) => JSON.stringify(value)).join(' ')}]`;
const choice = (path: string, value: string, allowed: readonly string[]): FieldError[] =>
  (value === '' ? [required(path, quoted(allowed))] : allowed.includes(value) ? [] : [notSupported(path, value, allowed)]);

function validateExitCodes(path: string, { operator = '', containerName, values = [] }: Partial<PodFailurePolicyOnExitCodesRequirement>, names: readonly string[]): FieldError[] {
  const errors = choice(`${path}.operator`, operator, ['In', 'NotIn']);
  if (containerName !== undefined && !names.includes(containerName)) {
    errors.push(invalid(`${path}.containerName`, containerName, 'must be one of the container or initContainer names in the pod template'));
  }
  if (values.length === 0) errors.push(invalid(`${path}.values`, values.length === 0 ? null : values as Json, 'at least one value is required'));
  else if (values.length > MAX_EXIT_CODES) errors.push(tooMany(`${path}.values`, values.length, MAX_EXIT_CODES));
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) errors.push(invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator'));
    if (seen.has(value)) errors.push(duplicate(`${path}.values[${index}]`, value));
    seen.add(value);
  }
  const ordered = values.every((value, index) => index === 0 || (values[index - 1] ?? value) <= value);
  return ordered ? errors : [...errors, invalid(`${path}.values`, values as Json, 'must be ordered')];
}

function validateConditions(path: string, patterns: readonly PodFailurePolicyOnPodConditionsPattern[]): FieldError[] {
  const many = patterns.length > MAX_PATTERNS ? [tooMany(path, patterns.length, MAX_PATTERNS)] : [];
  return [...many, ...patterns.flatMap(({ type = '', status = '' }: Partial<PodFailurePolicyOnPodConditionsPattern>, index) => [
    ...invalids(`${path}[${index}].type`, type, qualifiedNameProblems(type)), ...choice(`${path}[${index}].status`, status, ['False', 'True', 'Unknown']),
  ])];
}

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
function validateRule(path: string, rule: PodFailurePolicyRule, spec: JobSpec, names: readonly string[]): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = asGiven(rule);
  const errors = choice(`${path}.action`, action, ACTIONS);
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    errors.push(invalid(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  }
  if (onExitCodes !== undefined) errors.push(...validateExitCodes(`${path}.onExitCodes`, onExitCodes, names));
  if (onPodConditions.length > 0) errors.push(...validateConditions(`${path}.onPodConditions`, onPodConditions));
  if (onExitCodes !== undefined && onPodConditions.length > 0) errors.push(without(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  if (onExitCodes === undefined && onPodConditions.length === 0) errors.push(without(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  return errors;
}

function validateFailurePolicy(path: string, spec: JobSpec): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  const many = rules.length > MAX_RULES ? [tooMany(`${path}.rules`, rules.length, MAX_RULES)] : [];
  return [...many, ...rules.flatMap((rule, index) => validateRule(`${path}.rules[${index}]`, rule, spec, names))];
}

function validateReplacement(path: string, { podReplacementPolicy: policy, podFailurePolicy }: JobSpec): FieldError[] {
  const allowed = podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return policy === undefined || allowed.includes(policy) ? [] : [notSupported(path, policy, allowed)];
}

/** What runs to its end may not be restarted for ever. */
function validateRestartPolicy(path: string, spec: JobSpec): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  return spec.podFailurePolicy !== undefined && policy !== 'Never'
    ? [invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')] : [];
}

const COUNTS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;

export function validateJobSpec(path: string, spec: JobSpec): FieldError[] {
  const unlimited = spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined;
  return [
    ...COUNTS.flatMap((field) => nonNegative(`${path}.${field}`, spec[field])),
    ...(unlimited ? [required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')] : []),
    ...validateManagedBy(`${path}.managedBy`, spec.managedBy),
    ...validateMode(path, spec),
    ...(spec.podFailurePolicy === undefined ? [] : validateFailurePolicy(`${path}.podFailurePolicy`, spec)),
    ...validateSuccessPolicy(`${path}.successPolicy`, spec),
    ...validateReplacement(`${path}.podReplacementPolicy`, spec),
    ...validatePodTemplate(`${path}.template`, spec.template),
    ...validateRestartPolicy(`${path}.template.spec.restartPolicy`, spec),
  ];
}
