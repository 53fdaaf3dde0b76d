/** Numbers of pods that may be a share: `2`, `25%`. @k8s pkg/apis/apps/validation/validation.go ValidatePositiveIntOrPercent */
import { invalid } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { nonNegative } from '../pod/checks.ts';

export type IntOrPercent = string | number | undefined;

const PERCENT = /^[0-9]+%$/;
const PERCENT_TEXT = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

export function validateIntOrPercent(path: string, value: IntOrPercent): FieldError[] {
  if (typeof value === 'string') return PERCENT.test(value) ? [] : [invalid(path, value, PERCENT_TEXT)];
  return nonNegative(path, value);
}

export const validateAtMostAll = (path: string, value: IntOrPercent): FieldError[] =>
  (typeof value === 'string' && PERCENT.test(value) && Number(value.slice(0, -1)) > 100 ? [invalid(path, value, 'must not be greater than 100%')] : []);

/** Text that is no share counts as its number, or as 0. */
export function amountOf(value: IntOrPercent): number {
  const number = typeof value === 'string' ? Number(PERCENT.test(value) ? value.slice(0, -1) : value) : value ?? 0;
  return Number.isFinite(number) ? number : 0;
}
